import { type SQL, and, asc, desc, eq, getTableColumns, lt, or, sql } from 'drizzle-orm';
import { inbox } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { type WebexEvent, idempotencyKey, webexEvent } from './event.js';

const { placeholder } = sql;
const waiting = eq(inbox.state, 'waiting');
const dead = eq(inbox.state, 'dead');

/**
 * Stored beside the event, where earlier versions do not look: `changes` once it is known, or feared,
 * that it changes something; `heldUp` when its person has waited for long.
 */
export interface Marks {
  readonly changes?: boolean;
  readonly heldUp?: boolean;
}
const marked = (marks: Marks): SQL => sql`${inbox.event} || ${JSON.stringify(marks)}::jsonb`;
const isMarked = (mark: keyof Marks): SQL =>
  sql`coalesce(("inbox"."event" ->> '${sql.raw(mark)}')::boolean, false)`;

/** Whether a change waits before it; the event that ends in the same statement is none. */
const behindChange = sql`exists (select 1 from "inbox" "before" where "before"."line" = "inbox"."line"
  and "before"."state" = 'waiting' and "before"."seq" < "inbox"."seq"
  and "before"."seq" <> ${placeholder('seq')} and "before"."event" ->> 'changes' = 'true')`;

const after = (moment: SQL, ms: unknown): SQL =>
  sql`${moment} + ${ms}::float8 * interval '1 millisecond'`;

/**
 * No event waits for so long: a clock that was ahead has set the time, and is right again. A welcome may
 * be held for as long as one likes.
 */
const isDueAt = (now: SQL): SQL => sql`("inbox"."due_at" <= ${now} or
  ("inbox"."due_at" > ${now} + interval '5 minutes' and "inbox"."line" not like '% memberships'))`;

/** Of every event, prepared once: else we build the SQL, and PostgreSQL plans it, each time. */
function prepareStatements(db: Db, clock: 'own' | 'given') {
  const now = clock === 'own' ? sql`now()` : sql`${placeholder('now')}::timestamptz`;
  // The first that is due, else the one that will be due first. No part of a statement sees what another
  // part changes: the one that ends is left out by name.
  const next = sql`(select "seq" from "inbox"
    where "state" = 'waiting' and "line" = ${placeholder('partition')} and "seq" <> ${placeholder('seq')}
      and not (${isMarked('changes')} and ${behindChange})
    order by case when ${isDueAt(now)} then "seq" end, "due_at" limit 1)`;
  const end = db
    .update(inbox)
    .set({ state: 'done', endedAt: now })
    .where(eq(inbox.seq, placeholder('seq')));
  // Counted before the attempt: an event that ends the process must not be tried for ever.
  const attempts = sql`${inbox.attempts} + case when ${isDueAt(now)} then 1 else 0 end`;
  const seen = {
    ...getTableColumns(inbox),
    behind: sql<boolean>`${behindChange}`,
    waitMs: sql<number>`(case when ${isDueAt(now)} then 0
      else extract(epoch from "inbox"."due_at" - ${now}) * 1000 end)::float8`,
    ageMs: sql<number>`(extract(epoch from ${now} - ${inbox.receivedAt}) * 1000)::float8`,
  };
  const row = {
    key: placeholder('key'),
    partition: placeholder('partition'),
    event: placeholder('event'),
    receivedAt: now,
    dueAt: after(now, placeholder('holdMs')),
  };
  return {
    insert: db
      .insert(inbox)
      .values(row)
      .onConflictDoNothing()
      .returning({ seq: inbox.seq })
      .prepare(`inbox_keep_${clock}`),
    peek: db
      .update(inbox)
      .set({ attempts })
      .where(eq(inbox.seq, next))
      .returning(seen)
      .prepare(`inbox_head_${clock}`),
    complete: end.prepare(`inbox_done_${clock}`),
    completeAndNext: db
      .with(db.$with('ended').as(end))
      .update(inbox)
      .set({ attempts })
      .where(eq(inbox.seq, next))
      .returning(seen)
      .prepare(`inbox_done_then_head_${clock}`),
  };
}

/** True until the event with this idempotency key has been handled. */
export async function isPending(db: Db, key: string): Promise<boolean> {
  const rows = await db
    .select({ seq: inbox.seq })
    .from(inbox)
    .where(and(eq(inbox.key, key), waiting));
  return rows.length > 0;
}

export interface InboxEvent {
  readonly seq: number;
  readonly event: WebexEvent;
  /** Milliseconds since the first delivery. */
  readonly ageMs: number;
  /** This one included. */
  readonly attempts: number;
  /** A change before it waits for its next try: it must not be overtaken by another one. */
  readonly behindChange: boolean;
  readonly heldUp: boolean;
}

/** The first event of a partition that may be handled, or when to look again; undefined when none waits. */
export type NextEvent = InboxEvent | { readonly waitMs: number } | undefined;

/** Longer than it takes to look at a click, and to do what does not wait. */
const LEASE_MS = 60_000;
const WRITE_PROBE = 'write probe';

/**
 * The events that we acknowledged to Webex. All times are by the database's clock, which all processes
 * share, unless another one is given. Rejects with database errors.
 */
export function inboxStore(db: Db, clock?: () => number) {
  const iso = (): string => new Date(clock?.() ?? 0).toISOString();
  const now = (): SQL => (clock === undefined ? sql`now()` : sql`${iso()}::timestamptz`);
  const statements = prepareStatements(db, clock === undefined ? 'own' : 'given');
  const isDue = (): SQL => isDueAt(now());
  const seqOf = (seq: number) => eq(inbox.seq, seq);
  return {
    /** @returns false when the event is there already */
    insert: async (event: WebexEvent & Marks, partition: string, holdMs = 0): Promise<boolean> => {
      const key = idempotencyKey(event);
      const values = { key, partition, event, holdMs, now: iso() };
      return (await statements.insert.execute(values)).length > 0;
    },
    /** Takes the first event of a partition that may be handled, counting the attempt. */
    peek: async (partition: string): Promise<NextEvent> =>
      nextEventOf((await statements.peek.execute({ partition, seq: 0, now: iso() }))[0]),
    complete: async (seq: number): Promise<void> => {
      await statements.complete.execute({ seq, now: iso() });
    },
    /** `complete`, then `peek`, in one statement: both happen, or neither. */
    completeAndNext: async (seq: number, partition: string): Promise<NextEvent> =>
      nextEventOf((await statements.completeAndNext.execute({ seq, partition, now: iso() }))[0]),
    /** @param counted false: the attempt said nothing about the event */
    retryLater: async (
      seq: number,
      waitMs: number,
      marks: Marks,
      counted = true,
    ): Promise<void> => {
      const attempts = counted ? inbox.attempts : sql`greatest(${inbox.attempts} - 1, 0)`;
      await db
        .update(inbox)
        .set({ dueAt: after(now(), waitMs), event: marked(marks), attempts })
        .where(seqOf(seq));
    },
    /**
     * Clicks of a partition that nobody has looked at, for one caller: they may be of the kind that does
     * not wait. Until that is known they count as changes, so that no change overtakes them.
     */
    takeClicks: async (partition: string): Promise<InboxEvent[]> => {
      const fresh = and(
        waiting,
        eq(inbox.partition, partition),
        eq(inbox.attempts, 0),
        isDue(),
        sql`${inbox.event} ->> 'resource' = 'attachmentActions'`,
        sql`${inbox.event} ->> 'changes' is null`,
      );
      const rows = await db
        .update(inbox)
        .set({ dueAt: after(now(), LEASE_MS), event: marked({ changes: true }) })
        .where(fresh)
        .returning();
      return rows.map((row) => eventOf({ ...row, behind: true, ageMs: 0 }));
    },
    /** Gives back what `takeClicks` took. */
    giveBack: async (seq: number, marks: Marks): Promise<void> => {
      const values = { dueAt: now(), event: marked(marks) };
      await db
        .update(inbox)
        .set(values)
        .where(and(waiting, seqOf(seq)));
    },
    /** @param failure the kind of error, without its words */
    deadLetter: async (seq: number, failure: string): Promise<void> => {
      await db.update(inbox).set({ state: 'dead', endedAt: now(), failure }).where(seqOf(seq));
    },
    /** The oldest first. */
    duePartitions: async (): Promise<string[]> => {
      const rows = await db
        .select({ partition: inbox.partition })
        .from(inbox)
        .where(and(waiting, isDue()))
        .groupBy(inbox.partition)
        .orderBy(sql`min(${inbox.seq})`);
      return rows.map(({ partition }) => partition);
    },
    /** Webex is back: what waited for that is due, and is known to be late. */
    releaseHeldUp: async (): Promise<void> => {
      const heldUp = sql`coalesce((${inbox.event} ->> 'heldUp')::boolean, false)`;
      await db
        .update(inbox)
        .set({ dueAt: sql`least(${inbox.dueAt}, ${now()})`, event: marked({ heldUp: true }) })
        .where(and(waiting, or(isDue(), heldUp)));
    },
    /** When the last event happened, or came, in milliseconds since the epoch. */
    lastHeardAt: async (): Promise<number> => {
      const [newest] = await db.select().from(inbox).orderBy(desc(inbox.seq)).limit(1);
      const { created } = webexEvent.safeParse(newest?.event).data?.data ?? {};
      return Date.parse(created ?? '') || (newest?.receivedAt.getTime() ?? 0);
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
    /** Writes something, as an event would be: a full disk refuses that, and no deletion. */
    probeWrite: async (): Promise<void> => {
      const row = { key: WRITE_PROBE, partition: WRITE_PROBE, event: {}, state: 'done' };
      const times = { receivedAt: now(), dueAt: now(), endedAt: now() };
      const { endedAt } = times;
      await db
        .insert(inbox)
        .values({ ...row, ...times })
        .onConflictDoUpdate({ target: inbox.key, set: { endedAt } });
      await db.delete(inbox).where(eq(inbox.key, WRITE_PROBE));
    },
  };
}

export type InboxStore = ReturnType<typeof inboxStore>;

/** The events that were given up, for the operator. Rejects with database errors. */
export function deadLetters(db: Db) {
  return {
    /** The oldest first. What a person wrote is not kept, so it cannot be shown. */
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
    /** Puts one or all back, to be tried as if for the first time. @returns the partition of each */
    replay: async (which: number | 'all'): Promise<string[]> => {
      // Its person has been told that it failed, and does not wait.
      const event = marked({ heldUp: false });
      const fresh = { attempts: 0, dueAt: sql`now()`, endedAt: null, failure: null, event };
      const rows = await db
        .update(inbox)
        .set({ state: 'waiting', ...fresh })
        .where(which === 'all' ? dead : and(dead, eq(inbox.seq, which)))
        .returning({ partition: inbox.partition });
      return rows.map(({ partition }) => partition);
    },
  };
}

type Row = typeof inbox.$inferSelect & { readonly behind: boolean; readonly ageMs: number };

function nextEventOf(row: (Row & { readonly waitMs: number }) | undefined): NextEvent {
  if (row === undefined) return undefined;
  return row.waitMs > 0 ? { waitMs: row.waitMs } : eventOf(row);
}

function eventOf({ seq, attempts, ageMs, behind, event }: Row): InboxEvent {
  const { heldUp = false } = event as Marks;
  return { seq, attempts, ageMs, heldUp, behindChange: behind, event: webexEvent.parse(event) };
}
