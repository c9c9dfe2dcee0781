CREATE TABLE "weekly_cards" (
	"person_id" text NOT NULL,
	"week" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "weekly_cards_person_id_week_pk" PRIMARY KEY("person_id","week")
);
--> statement-breakpoint
DROP INDEX "told_waiting";--> statement-breakpoint
ALTER TABLE "subscriptions" ALTER COLUMN "webhook_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "address" text NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "told" ADD COLUMN "due_at" timestamp with time zone NOT NULL;--> statement-breakpoint
CREATE INDEX "told_waiting" ON "told" USING btree ("told_at","due_at");