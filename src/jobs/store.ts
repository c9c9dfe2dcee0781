import {
  and,
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
import { randomUUID } from 'node:crypto';
import { audit, jobItems, jobs } from '../store/schema.js';
import { JOB_KEY_PREFIX } from '../util/permit.js';
import type { Db } from '../store/store.js';
import { jobCardRetry } from '../util/retry-policy.js';
import { HOUR, MINUTE, SECOND } from '../util/time.js';
import type { MessageAt } from '../webex/messaging.js';
import { itemStore } from './item-store.js';
import { type Job, type JobState, type NewItem, type NewJob } from './job.js';

/** Whoever has changed a job shows it; after this they have not, in milliseconds. */
const SHOWN_WITHIN = MINUTE;

/** Jobs that see to their own audit entries. */
const SETTLING: readonly JobState[] = ['running', 'paused', 'cancelled'];

/** The jobs tables. */
export function jobStore(db: Db) {
  const items = itemStore(db);
  const find = async (id: string): Promise<Job | undefined> => {
    const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
    return row === undefined ? undefined : jobOf(row);
  };
  return {
    ...items,
    get: find,
    /** @param now milliseconds since the epoch */
    create: async (
      { kind, personId, hostId, at, state, data }: NewJob,
      now: number,
      given: readonly NewItem[] = [],
    ): Promise<Job> => {
      const [row] = await db
        .insert(jobs)
        .values({
          id: randomUUID(),
          kind,
          personId,
          hostId: hostId ?? null,
          roomId: at.roomId,
          messageId: at.id,
          state,
          data,
          createdAt: new Date(now),
          updatedAt: new Date(now),
        })
        .returning();
      if (row === undefined) throw new Error('the job was not written');
      await items.addItems(row.id, given);
      return jobOf(row);
    },
    /**
     * Takes a job from one of some states to another, and changes its data with it: one statement, so
     * that of two who try one succeeds. From then on its card is behind, until it is shown.
     *
     * @returns the job as it is then; undefined when it was in none of these states
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
          updatedAt: new Date(now),
          showAt: new Date(now + SHOWN_WITHIN),
          shows: 0,
          ...(data === undefined ? {} : { data }),
        })
        .where(and(eq(jobs.id, id), inArray(jobs.state, [...from])))
        .returning();
      return row === undefined ? undefined : jobOf(row);
    },
    /** Changes what a job knows, and leaves its state. */
    saveData: async (id: string, data: unknown, now: number): Promise<void> => {
      await db
        .update(jobs)
        .set({ data, updatedAt: new Date(now) })
        .where(eq(jobs.id, id));
    },
    /** Something was shown to its person, and stands there now. */
    moveCard: async (id: string, { id: messageId, roomId }: MessageAt): Promise<void> => {
      await db.update(jobs).set({ messageId, roomId, showAt: null }).where(eq(jobs.id, id));
    },
    /** Its card stands there now, and shows it as it was then. */
    markRendered: async (
      { id, state, at, showAt }: Job,
      { id: messageId, roomId }: MessageAt,
    ): Promise<void> => {
      if (messageId !== at.id) {
        await db.update(jobs).set({ messageId, roomId }).where(eq(jobs.id, id));
      }
      if (showAt === undefined) return;
      // What was changed since then is still to be shown.
      const asThen = and(eq(jobs.state, state), eq(jobs.showAt, new Date(showAt)));
      await db
        .update(jobs)
        .set({ showAt: null })
        .where(and(eq(jobs.id, id), asThen));
    },
    /**
     * Ids of jobs whose card is behind and due to be shown again, each to one caller; from then on each
     * is due after a longer while, until it is given up after a day and a half. Not those that are `running`:
     * their run shows them.
     */
    staleCards: async (now: number): Promise<string[]> => {
      const { firstWaitMs, factor, retries } = jobCardRetry;
      const at = sql`${new Date(now).toISOString()}::timestamptz`;
      const later = sql`${at} + interval '1 second' * ${firstWaitMs / SECOND}::int * (${factor}::int ^ ${jobs.shows})`;
      const rows = await db
        .update(jobs)
        .set({
          shows: sql`${jobs.shows} + 1`,
          showAt: sql`case when ${jobs.shows} < ${retries}::int then ${later} end`,
        })
        .where(and(ne(jobs.state, 'running'), lte(jobs.showAt, new Date(now))))
        .returning({ id: jobs.id });
      return rows.map(({ id }) => id);
    },
    /** Ids of all jobs in the state `running`. */
    running: async (): Promise<string[]> => {
      const rows = await db.select({ id: jobs.id }).from(jobs).where(eq(jobs.state, 'running'));
      return rows.map(({ id }) => id);
    },
    /**
     * Whether a job is to go on, or was cancelled and is looked after: whoever reads its open audit
     * entries leaves them to it.
     */
    ownsAudit: async (id: string): Promise<boolean> => {
      const job = await find(id);
      return job !== undefined && SETTLING.includes(job.state);
    },
    /** Ids of cancelled jobs of which the audit and the items do not say yet what came about. */
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
      const justNow = gt(jobs.updatedAt, new Date(now - HOUR));
      // What is as it was has not been asked for, as far as its person is concerned.
      const told = and(ne(audit.outcome, 'unchanged'), justNow, exists(left));
      const entries = db
        .select({ id: audit.id })
        .from(audit)
        .where(
          and(
            eq(audit.eventKey, sql`${JOB_KEY_PREFIX}::text || ${jobs.id}`),
            or(isNull(audit.outcome), told),
          ),
        );
      const rows = await db
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.state, 'cancelled'), exists(entries)));
      return rows.map(({ id }) => id);
    },
    /** Jobs that are not running and were last touched before this time go, with their items. */
    forget: async (before: number): Promise<void> => {
      await db
        .delete(jobs)
        .where(and(ne(jobs.state, 'running'), lt(jobs.updatedAt, new Date(before))));
    },
    /** Erases jobs that ended before this time with nothing done, and what was searched for with them. */
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

/** Jobs and their items, in the database. Every method rejects with what the database says. */
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
    // What another version wrote and this one does not know is left alone.
    state: STATES.find((known) => known === state) ?? 'done',
    data,
    showAt: row.showAt?.getTime(),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}
