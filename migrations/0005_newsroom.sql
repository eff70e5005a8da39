CREATE TABLE "verdicts" (
	"provider_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone,
	"started_from" timestamp (3) with time zone,
	"started_to" timestamp (3) with time zone,
	"verified" boolean NOT NULL,
	"cause" jsonb,
	"testimony" jsonb,
	CONSTRAINT "verdicts_provider_id_at_pk" PRIMARY KEY("provider_id","at")
);
--> statement-breakpoint
CREATE TABLE "widget_versions" (
	"version" text PRIMARY KEY NOT NULL,
	"body" "bytea" NOT NULL,
	"served_from" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_events_told" ON "incident_events" USING btree ("provider_id","at") WHERE "incident_events"."incident_id" is not null;
--> statement-breakpoint
INSERT INTO "verdicts" SELECT "provider_id", "at", "state", "since", "started_from", "started_to", "verified", "cause", "testimony" FROM "detector_states";
