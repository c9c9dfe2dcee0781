CREATE TABLE "job_items" (
	"job_id" text NOT NULL,
	"position" integer NOT NULL,
	"recording_id" text NOT NULL,
	"site_url" text,
	"size_bytes" bigint,
	"duration_seconds" integer,
	"recorded_at" timestamp with time zone NOT NULL,
	"ticked" boolean DEFAULT true NOT NULL,
	"outcome" text,
	"tracking_id" text,
	CONSTRAINT "job_items_job_id_recording_id_pk" PRIMARY KEY("job_id","recording_id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" text NOT NULL,
	"host_id" text,
	"room_id" text NOT NULL,
	"message_id" text NOT NULL,
	"state" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "storage_counts" (
	"person_id" text NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"recordings" integer NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "storage_counts_person_id_counted_at_pk" PRIMARY KEY("person_id","counted_at")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"person_id" text PRIMARY KEY NOT NULL,
	"webhook_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "told" (
	"person_id" text NOT NULL,
	"recording_id" text NOT NULL,
	"told_at" timestamp with time zone,
	"heard_at" timestamp with time zone NOT NULL,
	CONSTRAINT "told_person_id_recording_id_pk" PRIMARY KEY("person_id","recording_id")
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "host_id" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_items_order" ON "job_items" USING btree ("job_id","position");--> statement-breakpoint
CREATE INDEX "jobs_state" ON "jobs" USING btree ("state");--> statement-breakpoint
CREATE INDEX "jobs_person" ON "jobs" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "told_waiting" ON "told" USING btree ("told_at");