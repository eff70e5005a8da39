CREATE TABLE "api_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scope" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_prefix_unique" UNIQUE("prefix")
);
--> statement-breakpoint
CREATE TABLE "baselines" (
	"provider_id" integer NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"rate_per_hour" double precision NOT NULL,
	"dispersion" double precision NOT NULL,
	"shape" double precision NOT NULL,
	CONSTRAINT "baselines_provider_id_hour_pk" PRIMARY KEY("provider_id","hour")
);
--> statement-breakpoint
CREATE TABLE "day_keys" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"day" date NOT NULL,
	"key" "bytea" NOT NULL,
	CONSTRAINT "day_keys_one_row" CHECK ("day_keys"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "dependencies" (
	"provider_id" integer NOT NULL,
	"depends_on_id" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "dependencies_provider_id_depends_on_id_pk" PRIMARY KEY("provider_id","depends_on_id")
);
--> statement-breakpoint
CREATE TABLE "detector_states" (
	"provider_id" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone,
	"snapshot" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "heartbeats" (
	"minute" timestamp (3) with time zone PRIMARY KEY NOT NULL
) PARTITION BY RANGE ("minute");
--> statement-breakpoint
CREATE TABLE "report_counts_hour" (
	"bucket_start" timestamp (3) with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"reports" integer NOT NULL,
	"problems" integer NOT NULL,
	"works" integer NOT NULL,
	CONSTRAINT "report_counts_hour_provider_id_bucket_start_facet_value_pk" PRIMARY KEY("provider_id","bucket_start","facet","value")
);
--> statement-breakpoint
CREATE TABLE "incident_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" uuid,
	"provider_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"evidence" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" integer NOT NULL,
	"state" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"detected_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"peak" integer NOT NULL,
	"rule" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"role" text PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"cursor_xid" "xid8",
	"cursor_seq" bigint,
	"at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "report_counts_minute" (
	"bucket_start" timestamp (3) with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"reports" integer NOT NULL,
	"problems" integer NOT NULL,
	"works" integer NOT NULL,
	CONSTRAINT "report_counts_minute_provider_id_bucket_start_facet_value_pk" PRIMARY KEY("provider_id","bucket_start","facet","value")
) PARTITION BY RANGE ("bucket_start");
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operators_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "operators_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "probe_results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"probe_id" integer NOT NULL,
	"api_key_id" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"timings" jsonb NOT NULL
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "probes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "probes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"provider_id" integer NOT NULL,
	"component" text,
	"kind" text NOT NULL,
	"target" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "providers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"operator_id" integer,
	"homepage" text NOT NULL,
	"status_page" text,
	"support_page" text,
	"helpline" text,
	"countries" text[] DEFAULT '{}' NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"domains" text[] DEFAULT '{}' NOT NULL,
	"problems" jsonb NOT NULL,
	"components" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"networks" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "providers_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "report_counts_quarter" (
	"bucket_start" timestamp (3) with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"reports" integer NOT NULL,
	"problems" integer NOT NULL,
	"works" integer NOT NULL,
	CONSTRAINT "report_counts_quarter_provider_id_bucket_start_facet_value_pk" PRIMARY KEY("provider_id","bucket_start","facet","value")
) PARTITION BY RANGE ("bucket_start");
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" integer NOT NULL,
	"answer" text NOT NULL,
	"problem" text,
	"component" text,
	"device" text,
	"country" char(2),
	"region" text,
	"network" bigint,
	"reporter_key" "bytea" NOT NULL,
	"network_key" "bytea" NOT NULL,
	"via" text NOT NULL,
	"referrer_host" text,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "voices" (
	"slot" timestamp (3) with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"reporter_key" "bytea" NOT NULL,
	"answer" text NOT NULL,
	"problem" text,
	"component" text,
	"device" text,
	"region" text,
	"network_key" "bytea" NOT NULL,
	"network" bigint,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigserial NOT NULL,
	CONSTRAINT "voices_slot_provider_id_reporter_key_pk" PRIMARY KEY("slot","provider_id","reporter_key")
) PARTITION BY RANGE ("slot");
--> statement-breakpoint
ALTER TABLE "dependencies" ADD CONSTRAINT "dependencies_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dependencies" ADD CONSTRAINT "dependencies_depends_on_id_providers_id_fk" FOREIGN KEY ("depends_on_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "detector_states" ADD CONSTRAINT "detector_states_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_events" ADD CONSTRAINT "incident_events_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_events" ADD CONSTRAINT "incident_events_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probes" ADD CONSTRAINT "probes_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_events_by_provider" ON "incident_events" USING btree ("provider_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_one_open" ON "incidents" USING btree ("provider_id") WHERE "incidents"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "incidents_by_time" ON "incidents" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "probe_results_by_probe" ON "probe_results" USING btree ("probe_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "probes_one_target" ON "probes" USING btree ("provider_id","kind","target");--> statement-breakpoint
CREATE INDEX "voices_order" ON "voices" USING btree ("xid","seq");