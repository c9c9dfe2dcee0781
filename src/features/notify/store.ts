import { type SQL, and, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Notification } from '../../settings/settings.js';
import {
  told as outbox,
  settingsTable,
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
  const update = async (
    personId: string,
    recordingIds: readonly string[],
    values: Partial<typeof outbox.$inferInsert>,
  ): Promise<void> => {
    const isAmong = inArray(outbox.recordingId, [...recordingIds]);
    await db
      .update(outbox)
      .set(values)
      .where(and(eq(outbox.personId, personId), isAmong));
  };
  const dueBy = (now: number) => and(isNull(outbox.toldAt), lte(outbox.dueAt, new Date(now)));
  return {
    /** @returns false for a recording that was enqueued before */
    enqueue: async (personId: string, recordingId: string, now: number): Promise<boolean> => {
      const at = new Date(now);
      const inserted = await db
        .insert(outbox)
        .values({ personId, recordingId, heardAt: at, dueAt: at })
        .onConflictDoNothing()
        .returning({ recordingId: outbox.recordingId });
      return inserted.length > 0;
    },
    duePeople: async (now: number): Promise<string[]> => {
      const rows = await db
        .selectDistinct({ personId: outbox.personId })
        .from(outbox)
        .where(dueBy(now));
      return rows.map(({ personId }) => personId);
    },
    due: async (personId: string, now: number): Promise<PendingNotification[]> => {
      const rows = await db
        .select()
        .from(outbox)
        .where(and(eq(outbox.personId, personId), dueBy(now)))
        .orderBy(outbox.heardAt, outbox.recordingId);
      return rows.map(({ recordingId, heardAt, dueAt }) => ({
        recordingId,
        ...{ startedAt: heardAt.getTime(), dueAt: dueAt.getTime() },
      }));
    },
    defer: (personId: string, one: PendingNotification): Promise<void> => {
      const times = { heardAt: new Date(one.startedAt), dueAt: new Date(one.dueAt) };
      return update(personId, [one.recordingId], times);
    },
    /** Sent, or given up. */
    complete: (personId: string, recordingIds: readonly string[], now: number): Promise<void> =>
      update(personId, recordingIds, { toldAt: new Date(now) }),
    /** Deletes what was completed before then: Webex sends no more events for it. */
    tidy: async (before: number): Promise<void> => {
      await db.delete(outbox).where(lt(outbox.toldAt, new Date(before)));
    },
  };
}

export interface Subscription {
  /** UUID of the person. */
  readonly personId: string;
  /** The person's id as Webex gave it. */
  readonly address: string;
  /** Our webhook under the person's token; undefined while notifications are off. */
  readonly webhookId: string | undefined;
}

/** People who get notifications or weekly reports. */
export function subscriptionStore(db: Db) {
  const having = async (name: Notification, where?: SQL): Promise<Subscription[]> => {
    const isOn = sql`${settingsTable.values} ->> ${name} = 'true'`;
    const rows = await db
      .select({ subscription: subscriptions })
      .from(subscriptions)
      .innerJoin(settingsTable, eq(settingsTable.personId, subscriptions.personId))
      .where(and(isOn, where));
    return rows.map(({ subscription }) => subscriptionOf(subscription));
  };
  const find = async (where: SQL): Promise<Subscription | undefined> => {
    const [row] = await db.select().from(subscriptions).where(where);
    return row && subscriptionOf(row);
  };
  return {
    /** @param personId as Webex gives it, or its UUID */
    of: (personId: string) => find(eq(subscriptions.personId, uuidOf(personId))),
    ofWebhook: (webhookId: string) => find(eq(subscriptions.webhookId, webhookId)),
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
    unchecked: (before: number): Promise<Subscription[]> =>
      having('tellWhenReady', lt(subscriptions.checkedAt, new Date(before))),
    weekly: (): Promise<Subscription[]> => having('weekly'),
    reminded: (): Promise<Subscription[]> => having('remind'),
    /** UUIDs of those whose monthly question is due. */
    monthly: async (now: number): Promise<string[]> => {
      const nextAt = sql`(${settingsTable.values} -> 'monthly' ->> 'nextAt')::numeric`;
      const rows = await db
        .select({ personId: settingsTable.personId })
        .from(settingsTable)
        .where(sql`${nextAt} <= ${now}`);
      return rows.map(({ personId }) => personId);
    },
    /** Deletes a person's webhook, notifications, weekly reports and storage counts. */
    forget: async (personId: string): Promise<void> => {
      const id = uuidOf(personId);
      for (const table of [subscriptions, outbox, weeklyCards, storageCounts]) {
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
  /** The report's Monday, `yyyy-MM-dd`; for a reminder the day, `bin yyyy-MM-dd`. */
  readonly week: string;
}

export interface ClaimedReport extends DueReport {
  /** The end of the lease. */
  readonly until: number;
}

/** Weekly reports and reminders, each sent by the process that claims it. */
export function weeklyReportStore(db: Db) {
  const rowOf = ({ personId, week }: DueReport) =>
    and(eq(weeklyCards.personId, personId), eq(weeklyCards.week, week));
  const dueBy = (now: number) =>
    and(isNull(weeklyCards.endedAt), lte(weeklyCards.dueAt, new Date(now)));
  const insert = async (values: typeof weeklyCards.$inferInsert): Promise<void> => {
    await db.insert(weeklyCards).values(values).onConflictDoNothing();
  };
  /** @returns whether the row was there */
  const update = async (where: SQL | undefined, values: { dueAt?: Date; endedAt?: Date }) =>
    (await db.update(weeklyCards).set(values).where(where).returning()).length > 0;
  return {
    /** Unless that week has a row already, or the person has disconnected meanwhile: nothing of theirs stays. */
    schedule: async ({ personId, week }: DueReport, dueAt: number): Promise<void> => {
      const of = {
        personId: subscriptions.personId,
        week: sql<string>`${week}::text`.as('week'),
        dueAt: sql<Date>`${new Date(dueAt).toISOString()}::timestamptz`.as('due_at'),
        endedAt: sql<null>`null::timestamptz`.as('ended_at'),
      };
      const stillThere = eq(subscriptions.personId, personId);
      const row = db.select(of).from(subscriptions).where(stillThere);
      await db.insert(weeklyCards).select(row).onConflictDoNothing();
    },
    /** Unless it is scheduled already. */
    skip: (report: DueReport, now: number): Promise<void> =>
      insert({ ...report, dueAt: new Date(now), endedAt: new Date(now) }),
    /** Sent, or given up. */
    complete: async (report: DueReport, now: number): Promise<void> => {
      await update(rowOf(report), { endedAt: new Date(now) });
    },
    /** Due and unclaimed, the oldest first. */
    due: async (now: number): Promise<DueReport[]> =>
      await db
        .select({ personId: weeklyCards.personId, week: weeklyCards.week })
        .from(weeklyCards)
        .where(dueBy(now))
        .orderBy(weeklyCards.dueAt, weeklyCards.personId),
    /**
     * Only one process gets the report; when the lease ends, it is due again.
     * @returns undefined if another process has claimed or completed it
     */
    claim: async (
      { personId, week }: DueReport,
      now: number,
      leaseMs: number,
    ): Promise<ClaimedReport | undefined> => {
      const until = now + leaseMs;
      const isDue = and(rowOf({ personId, week }), dueBy(now));
      const claimed = await update(isDue, { dueAt: new Date(until) });
      return claimed ? { personId, week, until } : undefined;
    },
    /** @returns whether the lease was still held */
    renewLease: (report: ClaimedReport, until: number): Promise<boolean> => {
      const isHeld = eq(weeklyCards.dueAt, new Date(report.until));
      const isMine = and(rowOf(report), isNull(weeklyCards.endedAt), isHeld);
      return update(isMine, { dueAt: new Date(until) });
    },
    /** Deletes what was completed before then. */
    tidy: async (before: number): Promise<void> => {
      await db.delete(weeklyCards).where(lt(weeklyCards.endedAt, new Date(before)));
    },
  };
}
