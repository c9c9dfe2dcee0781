import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import type { Watcher } from '../store/session.js';
import { defined } from '../util/present.js';
import { type SQL, and, asc, desc, eq, gte, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { inbox } from '../store/schema.js';
import type { Db, Store } from '../store/store.js';
import { isDueSql } from './claim-statements.js';
import type { InboxEvent } from './claims.js';
import { webexEvent } from './event.js';

type InboxValues = PgUpdateSetSource<typeof inbox>;

const waiting = eq(inbox.state, 'waiting');
const dead = eq(inbox.state, 'dead');

/**
 * Stored beside the event, where earlier versions do not look: `changes` once it is known, or feared, to
 * change something; `heldUp` once its person has waited for long.
 */
interface Marks {
  readonly changes?: boolean;
  readonly heldUp?: boolean;
}
const marked = (marks: Marks): SQL => sql`${inbox.event} || ${JSON.stringify(marks)}::jsonb`;

const after = (moment: SQL, ms: unknown): SQL =>
  sql`${moment} + ${ms}::float8 * interval '1 millisecond'`;

/** True until the event with this idempotency key has been handled. */
export async function isPending(db: Db, key: string): Promise<boolean> {
  const rows = await db
    .select({ seq: inbox.seq })
    .from(inbox)
    .where(and(eq(inbox.key, key), waiting));
  return rows.length > 0;
}

/** Longer than it takes to look at a click and to handle one that does not wait. */
const LEASE_MS = 60_000;
const WRITE_PROBE = 'write probe';
const GAP_KEY = 'gap';

/**
 * The events that were acknowledged to Webex. Times are by the database's clock, which all processes share,
 * unless another is given. Rejects with database errors.
 */
export function inboxStore(db: Db, clock?: () => number) {
  const iso = (): string => new Date(clock?.() ?? 0).toISOString();
  const now = (): SQL => (clock === undefined ? sql`now()` : sql`${iso()}::timestamptz`);
  const isDue = (): SQL =>
    clock === undefined
      ? sql.raw(isDueSql('now()', 'inbox'))
      : sql.raw(isDueSql(`'${iso()}'::timestamptz`, 'inbox'));
  const ended = () => ({ endedAt: now(), owner: null });
  const update = async (where: SQL | undefined, values: InboxValues): Promise<void> => {
    await db.update(inbox).set(values).where(where);
  };
  const seqOf = (seq: number) => eq(inbox.seq, seq);
  return {
    complete: (seq: number) => update(seqOf(seq), { ...ended(), state: 'done' }),
    /** @param counted false when the attempt said nothing about the event */
    retryLater: (seq: number, waitMs: number, marks: Marks, counted = true): Promise<void> => {
      const attempts = counted ? inbox.attempts : sql`greatest(${inbox.attempts} - 1, 0)`;
      const dueAt = after(now(), waitMs);
      return update(seqOf(seq), { dueAt, event: marked(marks), attempts, owner: null });
    },
    /**
     * Clicks of a partition that nobody has looked at, for one caller: some may not have to wait. Until
     * that is known they count as changes, so that no change overtakes them.
     */
    takeClicks: async (partition: string): Promise<InboxEvent[]> => {
      const fresh = and(
        waiting,
        eq(inbox.partition, partition),
        eq(inbox.attempts, 0),
        isNull(inbox.owner),
        isDue(),
        sql`${inbox.event} ->> 'resource' = 'attachmentActions'`,
        sql`${inbox.event} ->> 'changes' is null`,
      );
      const rows = await db
        .update(inbox)
        .set({ dueAt: after(now(), LEASE_MS), event: marked({ changes: true }) })
        .where(fresh)
        .returning();
      return rows.map(({ seq, attempts, event }) => ({
        ...{ seq, attempts, ageMs: 0, behindChange: true },
        heldUp: (event as Marks).heldUp ?? false,
        event: webexEvent.parse(event),
      }));
    },
    /** Gives back what `takeClicks` took. */
    giveBack: (seq: number, marks: Marks): Promise<void> =>
      update(and(waiting, seqOf(seq)), { dueAt: now(), event: marked(marks) }),
    /** @param failure the kind of error, without its words */
    deadLetter: (seq: number, failure: string): Promise<void> =>
      update(seqOf(seq), { ...ended(), state: 'dead', failure }),
    /** Webex is back: makes due what waited for it, marked as late. */
    releaseHeldUp: (): Promise<void> => {
      const heldUp = sql`coalesce((${inbox.event} ->> 'heldUp')::boolean, false)`;
      const dueAt = sql`least(${inbox.dueAt}, ${now()})`;
      return update(and(waiting, or(isDue(), heldUp)), { dueAt, event: marked({ heldUp: true }) });
    },
    /** Since when events may be missing: the last event, or an earlier gap; milliseconds since the epoch. */
    lastHeardAt: async (): Promise<number> => {
      const [gap] = await db.select().from(inbox).where(eq(inbox.key, GAP_KEY));
      // The version before may have left its probe behind.
      const isEvent = notInArray(inbox.key, [WRITE_PROBE, GAP_KEY]);
      const [newest] = await db
        .select()
        .from(inbox)
        .where(isEvent)
        .orderBy(desc(inbox.seq))
        .limit(1);
      const { created } = webexEvent.safeParse(newest?.event).data?.data ?? {};
      const heardAt = Date.parse(created ?? '') || (newest?.receivedAt.getTime() ?? 0);
      return Math.min(heardAt, gap?.receivedAt.getTime() ?? Infinity);
    },
    /** Records a gap, so that neither a crash nor later events hide it. */
    noteGap: async (since: number): Promise<void> => {
      const at = new Date(since);
      const row = {
        key: GAP_KEY,
        partition: GAP_KEY,
        event: {},
        state: 'done',
        receivedAt: at,
        dueAt: at,
      };
      const receivedAt = sql`least(${inbox.receivedAt}, excluded.received_at)`;
      await db
        .insert(inbox)
        .values(row)
        .onConflictDoUpdate({ target: inbox.key, set: { receivedAt } });
    },
    /** The gap is closed, unless another process found a larger one. */
    closeGap: async (since: number): Promise<void> => {
      await db
        .delete(inbox)
        .where(and(eq(inbox.key, GAP_KEY), gte(inbox.receivedAt, new Date(since))));
    },
    hasPending: async (): Promise<boolean> => {
      const rows = await db.select({ seq: inbox.seq }).from(inbox).where(waiting).limit(1);
      return rows.length > 0;
    },
    /** Deletes events that were done, or dead, for so long. Rejects, too, where nothing can be written. */
    forget: async (doneMs: number, deadMs: number): Promise<void> => {
      const ended = (state: string, ms: number) =>
        and(eq(inbox.state, state), lt(inbox.endedAt, after(now(), -ms)));
      await db.delete(inbox).where(or(ended('done', doneMs), ended('dead', deadMs)));
    },
    /**
     * Writes something as an event would be: a full disk refuses that, but no deletion. In a transaction: a
     * leftover would pass for the last event received.
     */
    probeWrite: async (): Promise<void> => {
      const row = { key: WRITE_PROBE, partition: WRITE_PROBE, event: {}, state: 'done' };
      const times = { receivedAt: now(), dueAt: now(), endedAt: now() };
      const { endedAt } = times;
      await db.transaction(async (all) => {
        await all
          .insert(inbox)
          .values({ ...row, ...times })
          .onConflictDoUpdate({ target: inbox.key, set: { endedAt } });
        await all.delete(inbox).where(eq(inbox.key, WRITE_PROBE));
      });
    },
  };
}

export type InboxStore = ReturnType<typeof inboxStore>;

/** Events that were given up, for the operator. Rejects with database errors. */
export function deadLetters(db: Db) {
  return {
    /** The oldest first. What a person wrote is not stored, so it cannot be shown. */
    list: async () => {
      const rows = await db.select().from(inbox).where(dead).orderBy(asc(inbox.seq));
      return rows.map(({ seq, endedAt, receivedAt, event, failure, attempts }) => ({
        seq,
        endedAt: endedAt ?? receivedAt,
        resource: webexEvent.parse(event).resource,
        failure: failure ?? 'unknown',
        attempts,
      }));
    },
    /** Puts one or all back, as if for the first time. @returns the partition of each */
    replay: async (which: number | 'all'): Promise<string[]> => {
      // Its person was told that it failed, and does not wait.
      const event = marked({ heldUp: false });
      const fresh = { attempts: 0, dueAt: sql`now()`, endedAt: null, failure: null, owner: null };
      const rows = await db
        .update(inbox)
        .set({ state: 'waiting', ...fresh, event })
        .where(which === 'all' ? dead : and(dead, eq(inbox.seq, which)))
        .returning({ partition: inbox.partition });
      return rows.map(({ partition }) => partition);
    },
  };
}

interface Waking extends Pick<Watcher, 'first'> {
  readonly onWake: (partition: string) => void;
  /** The connection was lost, and with it notifications of other processes. */
  readonly onRegained?: () => void;
}

const CHANNEL = 'bot_partitions';
/** The database's clock and this process's timers do not tick together. */
const JUST_AFTER_MS = 5;

/**
 * Wakes partitions in all processes, by the database's notifications. The inbox table holds the work; a
 * wake-up only says where to look, so one too many does no harm and the sweep finds a lost one.
 */
export function partitionSignal({ session }: Pick<Store, 'session'>, log: Logger) {
  const self = randomUUID();
  /** Per partition, the next time that something is due. */
  const timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();
  let stopped = false;
  let wake: (partition: string) => void = () => undefined;
  let unwatch = (): Promise<void> => Promise.resolve();

  return {
    /** Wakes all other processes. Rejects with database errors. */
    notifyOthers: (partition: string): Promise<void> =>
      session.notify(CHANNEL, `${self} ${partition}`),
    /** Wakes this process alone, later, whatever clocks say; if it is gone by then, a sweep does it. */
    wakeIn: (partition: string, ms: number): void => {
      if (stopped) return;
      const at = performance.now() + ms;
      const known = timers.get(partition);
      if (known !== undefined && known.at <= at) return;
      clearTimeout(known?.timer);
      const timer = setTimeout(() => {
        timers.delete(partition);
        wake(partition);
      }, ms + JUST_AFTER_MS).unref();
      timers.set(partition, { at, timer });
    },
    start: async ({ onWake, first, onRegained }: Waking): Promise<void> => {
      wake = onWake;
      const heard = (payload: string): void => {
        const [from, ...partition] = payload.split(' ');
        if (!stopped && from !== self) onWake(partition.join(' '));
      };
      unwatch = await session.watch(CHANNEL, {
        heard,
        ...defined({ first }),
        onRegained: () => {
          log.info('partition signals: reconnected');
          onRegained?.();
        },
      });
    },
    stop: async (): Promise<void> => {
      stopped = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
      await unwatch();
    },
  };
}

export type PartitionSignal = ReturnType<typeof partitionSignal>;
