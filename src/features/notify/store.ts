import { and, eq, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import { settings, storageCounts, subscriptions, told, weeklyCards } from '../../store/schema.js';
import type { Db } from '../../store/store.js';
import { uuidOf } from '../../webex/ids.js';

/** A recording that a person is still to be told of. */
export interface PendingNotification {
  readonly recordingId: string;
  /** Since when it is looked for; milliseconds since the epoch. */
  readonly heardAt: number;
  /** When it is to be looked for next. */
  readonly dueAt: number;
}

/** The told table. Rejects with what the database says. */
export function notificationStore(db: Db) {
  const those = (personId: string, recordingIds: readonly string[]) =>
    and(eq(told.personId, personId), inArray(told.recordingId, [...recordingIds]));
  const dueBy = (now: number) => and(isNull(told.toldAt), lte(told.dueAt, new Date(now)));
  return {
    /** Writes down what was heard of. @returns false when it was heard of before */
    enqueue: async (personId: string, recordingId: string, now: number): Promise<boolean> => {
      const at = new Date(now);
      const written = await db
        .insert(told)
        .values({ personId, recordingId, heardAt: at, dueAt: at })
        .onConflictDoNothing()
        .returning({ recordingId: told.recordingId });
      return written.length > 0;
    },
    /** People who are to be told of something now. */
    duePeople: async (now: number): Promise<string[]> => {
      const rows = await db
        .selectDistinct({ personId: told.personId })
        .from(told)
        .where(dueBy(now));
      return rows.map(({ personId }) => personId);
    },
    /** What one person is to be told of now. */
    due: async (personId: string, now: number): Promise<PendingNotification[]> => {
      const rows = await db
        .select()
        .from(told)
        .where(and(eq(told.personId, personId), dueBy(now)))
        .orderBy(told.heardAt, told.recordingId);
      return rows.map(({ recordingId, heardAt, dueAt }) => ({
        recordingId,
        ...{ heardAt: heardAt.getTime(), dueAt: dueAt.getTime() },
      }));
    },
    /** Puts one off, as it is given. */
    defer: async (
      personId: string,
      { recordingId, heardAt, dueAt }: PendingNotification,
    ): Promise<void> => {
      await db
        .update(told)
        .set({ heardAt: new Date(heardAt), dueAt: new Date(dueAt) })
        .where(those(personId, [recordingId]));
    },
    /** They were told, or never will be: either way it is over. */
    complete: async (
      personId: string,
      recordingIds: readonly string[],
      now: number,
    ): Promise<void> => {
      await db
        .update(told)
        .set({ toldAt: new Date(now) })
        .where(those(personId, recordingIds));
    },
    /** Forgets what was over before that: Webex will not tell us of it again. */
    tidy: async (before: number): Promise<void> => {
      const long = lt(told.toldAt, new Date(before));
      await db.delete(told).where(and(isNotNull(told.toldAt), long));
    },
  };
}

/** What people were told of, and what they are still to be told of; people by their UUIDs. */
export type NotificationStore = ReturnType<typeof notificationStore>;

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

/** A weekly card that is to be sent. */
export interface DueReport {
  /** UUID. */
  readonly personId: string;
  /** Its Monday, `yyyy-MM-dd`. */
  readonly week: string;
}

/** A weekly card that somebody is at, until that time: milliseconds since the epoch. */
export interface ClaimedReport extends DueReport {
  readonly until: number;
}

/** The weekly_cards table. */
export function weeklyReportStore(db: Db) {
  const that = ({ personId, week }: DueReport) =>
    and(eq(weeklyCards.personId, personId), eq(weeklyCards.week, week));
  const dueBy = (now: number) =>
    and(isNull(weeklyCards.endedAt), lte(weeklyCards.dueAt, new Date(now)));
  return {
    /** Plans a card, unless that week has one already. */
    schedule: async (card: DueReport, dueAt: number): Promise<void> => {
      await db
        .insert(weeklyCards)
        .values({ ...card, dueAt: new Date(dueAt) })
        .onConflictDoNothing();
    },
    /** Says that a week needs no card, unless one is planned. */
    skip: async (card: DueReport, now: number): Promise<void> => {
      const at = new Date(now);
      await db
        .insert(weeklyCards)
        .values({ ...card, dueAt: at, endedAt: at })
        .onConflictDoNothing();
    },
    /** Says that a planned card was sent, or never will be. */
    complete: async (card: DueReport, now: number): Promise<void> => {
      await db
        .update(weeklyCards)
        .set({ endedAt: new Date(now) })
        .where(that(card));
    },
    /** What is due now and nobody is at, the longest due first. */
    due: async (now: number): Promise<DueReport[]> =>
      await db
        .select({ personId: weeklyCards.personId, week: weeklyCards.week })
        .from(weeklyCards)
        .where(dueBy(now))
        .orderBy(weeklyCards.dueAt, weeklyCards.personId),
    /**
     * Takes a card that is due: of several processes one gets it. Whoever has it has this long; then,
     * as after a failure, it is due again. Undefined: somebody else has it, or it has ended.
     */
    claim: async (
      { personId, week }: DueReport,
      now: number,
      leaseMs: number,
    ): Promise<ClaimedReport | undefined> => {
      const until = now + leaseMs;
      const taken = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(until) })
        .where(and(that({ personId, week }), dueBy(now)))
        .returning({ week: weeklyCards.week });
      return taken.length === 0 ? undefined : { personId, week, until };
    },
    /** Moves the end of it, when the card is still theirs. @returns whether it was */
    renewLease: async (card: ClaimedReport, until: number): Promise<boolean> => {
      const theirs = and(isNull(weeklyCards.endedAt), eq(weeklyCards.dueAt, new Date(card.until)));
      const held = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(until) })
        .where(and(that(card), theirs))
        .returning({ week: weeklyCards.week });
      return held.length > 0;
    },
    /** Forgets what ended before that. */
    tidy: async (before: number): Promise<void> => {
      const long = lt(weeklyCards.endedAt, new Date(before));
      await db.delete(weeklyCards).where(and(isNotNull(weeklyCards.endedAt), long));
    },
  };
}

/** Which weekly cards went out. Rejects with what the database says. */
export type WeeklyReportStore = ReturnType<typeof weeklyReportStore>;
