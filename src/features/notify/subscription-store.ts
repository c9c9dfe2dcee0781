import { and, eq, lt, sql } from 'drizzle-orm';
import { settings, storageCounts, subscriptions, told, weeklyCards } from '../../store/schema.js';
import type { Db } from '../../store/store.js';
import { uuidOf } from '../../webex/ids.js';

/** Somebody who wants to be told of something without asking. */
export interface Subscription {
  /** UUID of the person. */
  readonly personId: string;
  /** The person's id as Webex gave it. */
  readonly address: string;
  /** Our webhook under their token; none when they want no word of new recordings. */
  readonly webhookId: string | undefined;
}

/** The subscriptions table, beside the settings. */
export function subscriptionStore(db: Db) {
  const chosen = (name: 'tellWhenReady' | 'weekly') => sql`${settings.values} ->> ${name} = 'true'`;
  const sameSettings = eq(settings.personId, subscriptions.personId);
  return {
    /** @param personId as Webex gives it, or its UUID */
    of: async (personId: string): Promise<Subscription | undefined> => {
      const rows = await db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.personId, uuidOf(personId)));
      return rows.map(subscriptionOf)[0];
    },
    /** Whose webhook this is. */
    ofWebhook: async (webhookId: string): Promise<Subscription | undefined> => {
      const rows = await db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.webhookId, webhookId));
      return rows.map(subscriptionOf)[0];
    },
    /** @param address the person's id as Webex gave it */
    put: async (address: string, webhookId: string | undefined, now: number): Promise<void> => {
      const at = new Date(now);
      const set = { address, webhookId: webhookId ?? null, checkedAt: at };
      await db
        .insert(subscriptions)
        .values({ personId: uuidOf(address), createdAt: at, ...set })
        .onConflictDoUpdate({ target: subscriptions.personId, set });
    },
    /** Those who want word of new recordings, and whose webhook was last looked for before that. */
    unchecked: async (before: number): Promise<Subscription[]> => {
      const long = lt(subscriptions.checkedAt, new Date(before));
      const rows = await db
        .select({ subscription: subscriptions })
        .from(subscriptions)
        .innerJoin(settings, sameSettings)
        .where(and(chosen('tellWhenReady'), long));
      return rows.map(({ subscription }) => subscriptionOf(subscription));
    },
    /** Those who want the weekly card. */
    weekly: async (): Promise<Subscription[]> => {
      const rows = await db
        .select({ subscription: subscriptions })
        .from(subscriptions)
        .innerJoin(settings, sameSettings)
        .where(chosen('weekly'));
      return rows.map(({ subscription }) => subscriptionOf(subscription));
    },
    /** Erases all that was kept to tell them of: webhook, recordings, weeks and figures. */
    forget: async (personId: string): Promise<void> => {
      const id = uuidOf(personId);
      for (const table of [subscriptions, told, weeklyCards, storageCounts]) {
        await db.delete(table).where(eq(table.personId, id));
      }
    },
  };
}

/** Who wants to be told, and how they are reached. Rejects with what the database says. */
export type SubscriptionStore = ReturnType<typeof subscriptionStore>;

function subscriptionOf(row: typeof subscriptions.$inferSelect): Subscription {
  const { personId, address, webhookId } = row;
  return { personId, address, webhookId: webhookId ?? undefined };
}
