-- lowest: 0003_cards-behind
ALTER TABLE "inbox" ADD COLUMN "owner" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_in_hand" ON "inbox" USING btree ("line") WHERE "inbox"."owner" is not null and "inbox"."state" = 'waiting';