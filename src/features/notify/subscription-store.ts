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

/** Who wants to be told, and how they are reached. Rejects with what the database says. */
export interface SubscriptionStore {
  /** @param personId as Webex gives it, or its UUID */
  of: (personId: string) => Promise<Subscription | undefined>;
  /** Whose webhook this is. */
  ofWebhook: (webhookId: string) => Promise<Subscription | undefined>;
  /** @param address the person's id as Webex gave it */
  put: (address: string, webhookId: string | undefined, now: number) => Promise<void>;
  /** Those who want word of new recordings, and whose webhook was last looked for before that. */
  unchecked: (before: number) => Promise<Subscription[]>;
  /** Those who want the weekly card. */
  weekly: () => Promise<Subscription[]>;
  /** Erases all that was kept to tell them of: webhook, recordings, weeks and figures. */
  forget: (personId: string) => Promise<void>;
}

/** The subscriptions table, beside the settings. */
export function subscriptionStore(db: Db): SubscriptionStore {
  const chosen = (name: 'tellWhenReady' | 'weekly') => sql`${settings.values} ->> ${name} = 'true'`;
  const sameSettings = eq(settings.personId, subscriptions.personId);
  return {
    of: async (personId) => {
      const rows = await db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.personId, uuidOf(personId)));
      return rows.map(subscriptionOf)[0];
    },
    ofWebhook: async (webhookId) => {
      const rows = await db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.webhookId, webhookId));
      return rows.map(subscriptionOf)[0];
    },
    put: async (address, webhookId, now) => {
      const at = new Date(now);
      const set = { address, webhookId: webhookId ?? null, checkedAt: at };
      await db
        .insert(subscriptions)
        .values({ personId: uuidOf(address), createdAt: at, ...set })
        .onConflictDoUpdate({ target: subscriptions.personId, set });
    },
    unchecked: async (before) => {
      const long = lt(subscriptions.checkedAt, new Date(before));
      const rows = await db
        .select({ subscription: subscriptions })
        .from(subscriptions)
        .innerJoin(settings, sameSettings)
        .where(and(chosen('tellWhenReady'), long));
      return rows.map(({ subscription }) => subscriptionOf(subscription));
    },
    weekly: async () => {
      const rows = await db
        .select({ subscription: subscriptions })
        .from(subscriptions)
        .innerJoin(settings, sameSettings)
        .where(chosen('weekly'));
      return rows.map(({ subscription }) => subscriptionOf(subscription));
    },
    forget: async (personId) => {
      const id = uuidOf(personId);
      for (const table of [subscriptions, told, weeklyCards, storageCounts]) {
        await db.delete(table).where(eq(table.personId, id));
      }
    },
  };
}

function subscriptionOf(row: typeof subscriptions.$inferSelect): Subscription {
  const { personId, address, webhookId } = row;
  return { personId, address, webhookId: webhookId ?? undefined };
}
