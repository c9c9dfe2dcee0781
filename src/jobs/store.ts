import {
  and,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { randomUUID } from 'node:crypto';
import { audit, jobItems, jobs } from '../store/schema.js';
import { JOB_KEY_PREFIX } from '../util/permit.js';
import type { Db } from '../store/store.js';
import { defined } from '../util/present.js';
import { jobCardRetry } from '../util/retry-policy.js';
import { HOUR, MINUTE, SECOND } from '../util/time.js';
import type { MessageAt } from '../webex/messaging.js';
import { insertItems, itemStore } from './item-store.js';
import { type Job, type JobState, type NewItem, type NewJob } from './job.js';

/** Milliseconds for whoever changed a job to render its card; after that a round does. */
const SHOWN_WITHIN = MINUTE;

/** Jobs that settle their own audit entries. */
const SETTLING: readonly JobState[] = ['running', 'paused', 'cancelled'];

const momentOf = (now: number, afterMs = 0): Date => new Date(now + afterMs);

/** Jobs and their items. All methods reject with database errors; times are milliseconds since the epoch. */
export function jobStore(db: Db) {
  const find = async (id: string): Promise<Job | undefined> => {
    const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
    return row === undefined ? undefined : jobOf(row);
  };
  const update = async (id: string, values: PgUpdateSetSource<typeof jobs>): Promise<void> => {
    await db.update(jobs).set(values).where(eq(jobs.id, id));
  };
  return {
    ...itemStore(db),
    ...overdueJobs(db),
    get: find,
    create: async (
      { at: place, hostId, ...job }: NewJob,
      now: number,
      given: readonly NewItem[] = [],
    ): Promise<Job> => {
      const values = {
        ...job,
        id: randomUUID(),
        hostId: hostId ?? null,
        roomId: place.roomId,
        messageId: place.id,
        createdAt: momentOf(now),
        updatedAt: momentOf(now),
      };
      // All or nothing: with a part of its items, it would report that part as the whole.
      return await db.transaction(async (all) => {
        const [row] = await all.insert(jobs).values(values).returning();
        if (row === undefined) throw new Error('the job was not written');
        await insertItems(all, row.id, given);
        return jobOf(row);
      });
    },
    /**
     * Changes the state and the data in one statement, so that one of two callers succeeds. The card is
     * stale from then on.
     * @returns undefined when the job was in none of the states
     */
    change: async (
      id: string,
      from: readonly JobState[],
      to: JobState,
      now: number,
      data?: unknown,
    ): Promise<Job | undefined> => {
      const [row] = await db
        .update(jobs)
        .set({
          state: to,
          updatedAt: momentOf(now),
          showAt: momentOf(now, SHOWN_WITHIN),
          shows: 0,
          ...defined({ data }),
        })
        .where(and(eq(jobs.id, id), inArray(jobs.state, [...from])))
        .returning();
      return row === undefined ? undefined : jobOf(row);
    },
    saveData: (id: string, data: unknown, now: number): Promise<void> =>
      update(id, { data, updatedAt: momentOf(now) }),
    /** Compare and set: false when the data is no longer `from`. */
    replaceData: async (id: string, from: unknown, to: unknown, now: number): Promise<boolean> => {
      const rows = await db
        .update(jobs)
        .set({ data: to, updatedAt: momentOf(now) })
        .where(and(eq(jobs.id, id), eq(jobs.data, from)))
        .returning({ id: jobs.id });
      return rows.length > 0;
    },
    remove: async (id: string): Promise<void> => {
      await db.delete(jobs).where(eq(jobs.id, id));
    },
    /** Another card of the job was shown, and is current. */
    moveCard: (id: string, { id: messageId, roomId }: MessageAt): Promise<void> =>
      update(id, { messageId, roomId, showAt: null }),
    /** The cards of these jobs at a message show something else from now on. */
    dropCards: async (kind: string, at: Pick<MessageAt, 'id'>): Promise<void> => {
      const there = and(eq(jobs.kind, kind), eq(jobs.messageId, at.id));
      await db.update(jobs).set({ messageId: '' }).where(there);
    },
    /** The card shows the job as given; a change since then leaves it stale. */
    markRendered: async (
      { id, state, at: place, showAt }: Job,
      { id: messageId, roomId }: MessageAt,
    ): Promise<void> => {
      if (messageId !== place.id) await update(id, { messageId, roomId });
      if (showAt === undefined) return;
      const asThen = and(eq(jobs.state, state), eq(jobs.showAt, new Date(showAt)));
      await db
        .update(jobs)
        .set({ showAt: null })
        .where(and(eq(jobs.id, id), asThen));
    },
    /** Id of a person's running job with its card there. */
    runningAt: async (
      kind: string,
      personId: string,
      { id: messageId }: Pick<MessageAt, 'id'>,
    ): Promise<string | undefined> => {
      const theirs = and(eq(jobs.kind, kind), eq(jobs.personId, personId));
      const there = and(theirs, eq(jobs.messageId, messageId), eq(jobs.state, 'running'));
      return (await db.select({ id: jobs.id }).from(jobs).where(there))[0]?.id;
    },
    /** The person's job of these kinds that is under way, else the one that was changed last. */
    latestOf: async (personId: string, kinds: readonly string[]): Promise<Job | undefined> => {
      const [row] = await db
        .select()
        .from(jobs)
        .where(and(eq(jobs.personId, personId), inArray(jobs.kind, [...kinds])))
        .orderBy(desc(inArray(jobs.state, ['running', 'paused'])), desc(jobs.updatedAt))
        .limit(1);
      return row === undefined ? undefined : jobOf(row);
    },
    /** True while a job of this kind runs whose data holds these values. */
    isRunning: async (kind: string, part: Readonly<Record<string, string>>): Promise<boolean> => {
      const holds = sql`${jobs.data} @> ${JSON.stringify(part)}::jsonb`;
      const such = and(eq(jobs.kind, kind), eq(jobs.state, 'running'), holds);
      return (await db.select({ id: jobs.id }).from(jobs).where(such).limit(1)).length > 0;
    },
    /** True when the job settles its open audit entries itself. */
    ownsAudit: async (id: string): Promise<boolean> => {
      const job = await find(id);
      return job !== undefined && SETTLING.includes(job.state);
    },
  };
}

/** For the rounds: jobs of all people. */
function overdueJobs(db: Db) {
  return {
    /**
     * Ids of jobs whose stale card is due, each to one caller. The waits double, and end after a day and a
     * half. The run of a `running` job renders its card itself.
     */
    staleCards: async (now: number): Promise<string[]> => {
      const { firstWaitMs, factor, retries } = jobCardRetry;
      const later = sql`${momentOf(now).toISOString()}::timestamptz + interval '1 second' * ${firstWaitMs / SECOND}::int * (${factor}::int ^ ${jobs.shows})`;
      const rows = await db
        .update(jobs)
        .set({
          shows: sql`${jobs.shows} + 1`,
          showAt: sql`case when ${jobs.shows} < ${retries}::int then ${later} end`,
        })
        .where(and(ne(jobs.state, 'running'), lte(jobs.showAt, momentOf(now))))
        .returning({ id: jobs.id });
      return rows.map(({ id }) => id);
    },
    running: async (): Promise<string[]> => {
      const rows = await db.select({ id: jobs.id }).from(jobs).where(eq(jobs.state, 'running'));
      return rows.map(({ id }) => id);
    },
    /** Ids of cancelled jobs with open audit entries, or with outcomes that the items lack. */
    needsReconciliation: async (now: number): Promise<string[]> => {
      const left = db
        .select({ id: jobItems.recordingId })
        .from(jobItems)
        .where(
          and(
            eq(jobItems.jobId, jobs.id),
            eq(jobItems.recordingId, audit.recordingId),
            isNull(jobItems.outcome),
          ),
        );
      const justNow = gt(jobs.updatedAt, momentOf(now, -HOUR));
      // To the person, an unchanged recording was not requested.
      const settled = and(ne(audit.outcome, 'unchanged'), justNow, exists(left));
      const entries = db
        .select({ id: audit.id })
        .from(audit)
        .where(
          and(
            eq(audit.eventKey, sql`${JOB_KEY_PREFIX}::text || ${jobs.id}`),
            or(isNull(audit.outcome), settled),
          ),
        );
      const rows = await db
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.state, 'cancelled'), exists(entries)));
      return rows.map(({ id }) => id);
    },
    /** Deletes jobs that were last changed before this time, unless they are running. */
    forget: async (before: number): Promise<void> => {
      await db
        .delete(jobs)
        .where(and(ne(jobs.state, 'running'), lt(jobs.updatedAt, new Date(before))));
    },
    /** Deletes jobs that ended before this time with nothing done, and their searches with them. */
    forgetUndone: async (before: number): Promise<void> => {
      const done = db
        .select({ id: jobItems.jobId })
        .from(jobItems)
        .where(and(eq(jobItems.jobId, jobs.id), isNotNull(jobItems.outcome)));
      await db
        .delete(jobs)
        .where(
          and(
            inArray(jobs.state, ['done', 'cancelled']),
            lt(jobs.updatedAt, new Date(before)),
            notExists(done),
          ),
        );
    },
  };
}

export type JobStore = ReturnType<typeof jobStore>;

const STATES: readonly JobState[] = ['asking', 'running', 'paused', 'cancelled', 'done'];

function jobOf(row: typeof jobs.$inferSelect): Job {
  const { id, kind, personId, hostId, roomId, messageId, state, data } = row;
  return {
    id,
    kind,
    personId,
    hostId: hostId ?? undefined,
    at: { id: messageId, roomId },
    // An unknown state, written by another version, is left alone.
    state: STATES.find((known) => known === state) ?? 'done',
    data,
    showAt: row.showAt?.getTime(),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}
