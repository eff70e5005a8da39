CREATE TABLE "domain_proofs" (
	"provider_id" integer NOT NULL,
	"domain" text NOT NULL,
	"token" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"proven_at" timestamp (3) with time zone,
	CONSTRAINT "domain_proofs_provider_id_domain_pk" PRIMARY KEY("provider_id","domain")
);
--> statement-breakpoint
CREATE TABLE "forecasts" (
	"notice_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"due_from" timestamp (3) with time zone NOT NULL,
	"due_to" timestamp (3) with time zone NOT NULL,
	"zone" text NOT NULL,
	"component" text,
	"device" text,
	CONSTRAINT "forecasts_notice_id_place_pk" PRIMARY KEY("notice_id","place")
);
--> statement-breakpoint
CREATE TABLE "notice_sources" (
	"provider_id" integer NOT NULL,
	"url" text NOT NULL,
	"kind" text NOT NULL,
	"looked_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"etag" text,
	"failure" text,
	CONSTRAINT "notice_sources_provider_id_url_pk" PRIMARY KEY("provider_id","url")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" integer NOT NULL,
	"key" text NOT NULL,
	"by" text NOT NULL,
	"author" text NOT NULL,
	"domain" text,
	"topics" text[] NOT NULL,
	"text" text NOT NULL,
	"lang" text NOT NULL,
	"source" text,
	"component" text,
	"device" text,
	"said_from" timestamp (3) with time zone,
	"said_to" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_for" text,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigserial NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agents" (
	"api_key_id" integer PRIMARY KEY NOT NULL,
	"network" text NOT NULL,
	"resolvers" text[] DEFAULT '{}' NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"asn" bigint
);
--> statement-breakpoint
ALTER TABLE "detector_states" ADD COLUMN "testimony" jsonb;--> statement-breakpoint
ALTER TABLE "probe_results" ADD COLUMN "certificate_expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain_proofs" ADD CONSTRAINT "domain_proofs_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_sources" ADD CONSTRAINT "notice_sources_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_by_provider" ON "notices" USING btree ("provider_id","seen_at");--> statement-breakpoint
CREATE INDEX "notices_order" ON "notices" USING btree ("xid","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_one_saying" ON "notices" USING btree ("provider_id","key");