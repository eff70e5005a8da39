ALTER TABLE "voices" ADD COLUMN "turn" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "voices" ADD COLUMN "amendments" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "voices" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "voices" DROP CONSTRAINT "voices_slot_provider_id_reporter_key_pk";--> statement-breakpoint
ALTER TABLE "voices" ADD CONSTRAINT "voices_slot_provider_id_reporter_key_turn_pk" PRIMARY KEY("slot","provider_id","reporter_key","turn");--> statement-breakpoint
CREATE INDEX "incidents_by_provider" ON "incidents" USING btree ("provider_id","started_at");--> statement-breakpoint
CREATE INDEX "incidents_by_length" ON "incidents" USING btree (("resolved_at" - "started_at"));