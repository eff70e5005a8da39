CREATE TABLE "dossier_parts" (
	"incident_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"data" "bytea" NOT NULL,
	"names" "bytea",
	CONSTRAINT "dossier_parts_incident_id_part_pk" PRIMARY KEY("incident_id","part")
);
--> statement-breakpoint
CREATE TABLE "dossiers" (
	"incident_id" uuid PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"settings" jsonb NOT NULL,
	"bytes" integer NOT NULL,
	"cut_at" timestamp (3) with time zone,
	"frozen_at" timestamp (3) with time zone,
	"frozen" "bytea"
);
--> statement-breakpoint
ALTER TABLE "baselines" ADD COLUMN "blind_per_minute" double precision;--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "started_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "started_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "verified" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "cause" jsonb;--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "cursor_xid" "xid8";--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "cursor_seq" bigint;--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "probe_xid" "xid8";--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "probe_seq" bigint;--> statement-breakpoint
ALTER TABLE "incident_events" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "started_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "started_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "cause" jsonb;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "scope" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "fixed" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "probe_xid" "xid8";--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "probe_seq" bigint;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "site" jsonb;--> statement-breakpoint
ALTER TABLE "probe_results" ADD COLUMN "xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "probe_results" ADD COLUMN "seq" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "voices" ADD COLUMN "host" text;--> statement-breakpoint
ALTER TABLE "dossier_parts" ADD CONSTRAINT "dossier_parts_incident_id_dossiers_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."dossiers"("incident_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossiers" ADD CONSTRAINT "dossiers_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "probe_results_order" ON "probe_results" USING btree ("xid","seq");