CREATE TABLE "accounts" (
	"person_id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"sealed_tokens" text NOT NULL,
	"access_expires_at" timestamp with time zone NOT NULL,
	"refresh_expires_at" timestamp with time zone NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"authority" text NOT NULL,
	"recording_id" text NOT NULL,
	"site_url" text,
	"change" text NOT NULL,
	"event_key" text NOT NULL,
	"outcome" text,
	"tracking_id" text,
	"asked_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"line" text NOT NULL,
	"event" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "inbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "pending_links" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"email" text NOT NULL,
	"sealed_verifier" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"person_id" text PRIMARY KEY NOT NULL,
	"values" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spaces" (
	"room_id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"spoken_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_attempt" ON "audit" USING btree ("event_key","recording_id","change");--> statement-breakpoint
CREATE INDEX "audit_person" ON "audit" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "audit_recording" ON "audit" USING btree ("recording_id","person_id");--> statement-breakpoint
CREATE INDEX "audit_asked" ON "audit" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "inbox_line" ON "inbox" USING btree ("state","line","seq");--> statement-breakpoint
CREATE INDEX "inbox_ended" ON "inbox" USING btree ("ended_at");