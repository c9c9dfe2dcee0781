import { and, eq, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import {
  told as notificationRows,
  settings,
  storageCounts,
  subscriptions,
  weeklyCards,
} from '../../store/schema.js';
import type { Db } from '../../store/store.js';
import { uuidOf } from '../../webex/ids.js';

// All times are milliseconds since the epoch; all functions reject with database errors.

/** A recording whose person does not know yet that it is ready. */
export interface PendingNotification {
  readonly recordingId: string;
  /** The retry policy counts from here. */
  readonly startedAt: number;
  readonly dueAt: number;
}

/** The outbox of notifications; people by their UUIDs. */
export function notificationStore(db: Db) {
  const rowsOf = (personId: string, recordingIds: readonly string[]) =>
    and(
      eq(notificationRows.personId, personId),
      inArray(notificationRows.recordingId, [...recordingIds]),
    );
  const dueBy = (now: number) =>
    and(isNull(notificationRows.toldAt), lte(notificationRows.dueAt, new Date(now)));
  return {
    /** @returns false for a recording that was enqueued before */
    enqueue: async (personId: string, recordingId: string, now: number): Promise<boolean> => {
      const at = new Date(now);
      const inserted = await db
        .insert(notificationRows)
        .values({ personId, recordingId, heardAt: at, dueAt: at })
        .onConflictDoNothing()
        .returning({ recordingId: notificationRows.recordingId });
      return inserted.length > 0;
    },
    /** People with due notifications. */
    duePeople: async (now: number): Promise<string[]> => {
      const rows = await db
        .selectDistinct({ personId: notificationRows.personId })
        .from(notificationRows)
        .where(dueBy(now));
      return rows.map(({ personId }) => personId);
    },
    due: async (personId: string, now: number): Promise<PendingNotification[]> => {
      const rows = await db
        .select()
        .from(notificationRows)
        .where(and(eq(notificationRows.personId, personId), dueBy(now)))
        .orderBy(notificationRows.heardAt, notificationRows.recordingId);
      return rows.map(({ recordingId, heardAt, dueAt }) => ({
        recordingId,
        ...{ startedAt: heardAt.getTime(), dueAt: dueAt.getTime() },
      }));
    },
    /** Stores new times. */
    defer: async (
      personId: string,
      { recordingId, startedAt, dueAt }: PendingNotification,
    ): Promise<void> => {
      await db
        .update(notificationRows)
        .set({ heardAt: new Date(startedAt), dueAt: new Date(dueAt) })
        .where(rowsOf(personId, [recordingId]));
    },
    /** Sent, or given up. */
    complete: async (
      personId: string,
      recordingIds: readonly string[],
      now: number,
    ): Promise<void> => {
      await db
        .update(notificationRows)
        .set({ toldAt: new Date(now) })
        .where(rowsOf(personId, recordingIds));
    },
    /** Deletes what was completed before then: Webex sends no more events for it. */
    tidy: async (before: number): Promise<void> => {
      const isOld = lt(notificationRows.toldAt, new Date(before));
      await db.delete(notificationRows).where(and(isNotNull(notificationRows.toldAt), isOld));
    },
  };
}

export interface Subscription {
  /** UUID of the person. */
  readonly personId: string;
  /** The person's id as Webex gave it. */
  readonly address: string;
  /** Our webhook under the person's token; undefined without notifications. */
  readonly webhookId: string | undefined;
}

/** People who get notifications or weekly reports. */
export function subscriptionStore(db: Db) {
  const withSetting = (name: 'tellWhenReady' | 'weekly') =>
    db
      .select({ subscription: subscriptions })
      .from(subscriptions)
      .innerJoin(
        settings,
        and(
          eq(settings.personId, subscriptions.personId),
          sql`${settings.values} ->> ${name} = 'true'`,
        ),
      );
  return {
    /** @param personId as Webex gives it, or its UUID */
    of: async (personId: string): Promise<Subscription | undefined> => {
      const rows = await db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.personId, uuidOf(personId)));
      return rows.map(subscriptionOf)[0];
    },
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
    /** With notifications on, and a webhook that was last checked before then. */
    unchecked: async (before: number): Promise<Subscription[]> => {
      const isOld = lt(subscriptions.checkedAt, new Date(before));
      const rows = await withSetting('tellWhenReady').where(isOld);
      return rows.map(({ subscription }) => subscriptionOf(subscription));
    },
    /** With weekly reports on. */
    weekly: async (): Promise<Subscription[]> => {
      const rows = await withSetting('weekly');
      return rows.map(({ subscription }) => subscriptionOf(subscription));
    },
    /** Deletes a person's webhook, notifications, weekly reports and storage counts. */
    forget: async (personId: string): Promise<void> => {
      const id = uuidOf(personId);
      for (const table of [subscriptions, notificationRows, weeklyCards, storageCounts]) {
        await db.delete(table).where(eq(table.personId, id));
      }
    },
  };
}

function subscriptionOf(row: typeof subscriptions.$inferSelect): Subscription {
  const { personId, address, webhookId } = row;
  return { personId, address, webhookId: webhookId ?? undefined };
}

export interface DueReport {
  /** UUID. */
  readonly personId: string;
  /** Its Monday, `yyyy-MM-dd`. */
  readonly week: string;
}

export interface ClaimedReport extends DueReport {
  /** The end of the lease. */
  readonly until: number;
}

/** Weekly reports, each sent by the process that claims it. */
export function weeklyReportStore(db: Db) {
  const rowOf = ({ personId, week }: DueReport) =>
    and(eq(weeklyCards.personId, personId), eq(weeklyCards.week, week));
  const dueBy = (now: number) =>
    and(isNull(weeklyCards.endedAt), lte(weeklyCards.dueAt, new Date(now)));
  const insert = async (values: typeof weeklyCards.$inferInsert): Promise<void> => {
    await db.insert(weeklyCards).values(values).onConflictDoNothing();
  };
  return {
    /** Unless that week has a row already. */
    schedule: (report: DueReport, dueAt: number): Promise<void> =>
      insert({ ...report, dueAt: new Date(dueAt) }),
    /** Unless it is scheduled already. */
    skip: (report: DueReport, now: number): Promise<void> =>
      insert({ ...report, dueAt: new Date(now), endedAt: new Date(now) }),
    /** Sent, or given up. */
    complete: async (report: DueReport, now: number): Promise<void> => {
      await db
        .update(weeklyCards)
        .set({ endedAt: new Date(now) })
        .where(rowOf(report));
    },
    /** Due and unclaimed, the oldest first. */
    due: async (now: number): Promise<DueReport[]> =>
      await db
        .select({ personId: weeklyCards.personId, week: weeklyCards.week })
        .from(weeklyCards)
        .where(dueBy(now))
        .orderBy(weeklyCards.dueAt, weeklyCards.personId),
    /**
     * Of several processes one gets the report; when the lease ends, it is due again.
     *
     * @returns undefined if another process has claimed or completed it
     */
    claim: async (
      { personId, week }: DueReport,
      now: number,
      leaseMs: number,
    ): Promise<ClaimedReport | undefined> => {
      const until = now + leaseMs;
      const claimed = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(until) })
        .where(and(rowOf({ personId, week }), dueBy(now)))
        .returning({ week: weeklyCards.week });
      return claimed.length === 0 ? undefined : { personId, week, until };
    },
    /** @returns whether the lease was still held */
    renewLease: async (report: ClaimedReport, until: number): Promise<boolean> => {
      const isHeld = eq(weeklyCards.dueAt, new Date(report.until));
      const renewed = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(until) })
        .where(and(rowOf(report), isNull(weeklyCards.endedAt), isHeld))
        .returning({ week: weeklyCards.week });
      return renewed.length > 0;
    },
    /** Deletes what was completed before then. */
    tidy: async (before: number): Promise<void> => {
      const isOld = lt(weeklyCards.endedAt, new Date(before));
      await db.delete(weeklyCards).where(and(isNotNull(weeklyCards.endedAt), isOld));
    },
  };
}
