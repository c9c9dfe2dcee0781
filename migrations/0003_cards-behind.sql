ALTER TABLE "jobs" ADD COLUMN "show_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "shows" integer DEFAULT 0 NOT NULL;