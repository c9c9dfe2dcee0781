import { and, asc, eq, lt, lte, ne, or, sql } from 'drizzle-orm';
import { inbox } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { type WebexEvent, idempotencyKey, webexEvent } from './event.js';

const { placeholder } = sql;
const waiting = eq(inbox.state, 'waiting');
const dead = eq(inbox.state, 'dead');

/** Of every event, prepared once: else we build the SQL, and PostgreSQL plans it, each time. */
function prepareStatements(db: Db) {
  const inPartition = and(waiting, eq(inbox.partition, placeholder('partition')));
  const first = (where: typeof inPartition) =>
    db.select({ seq: inbox.seq }).from(inbox).where(where).orderBy(asc(inbox.seq)).limit(1);
  // Counted before the attempt: an event that ends the process must not be tried for ever.
  const counted = {
    attempts: sql`${inbox.attempts} + case when ${inbox.dueAt} <= ${placeholder('now')} then 1 else 0 end`,
  };
  const end = db
    .update(inbox)
    .set({ state: 'done', endedAt: sql`${placeholder('now')}` })
    .where(eq(inbox.seq, placeholder('seq')));
  // No part of a statement sees what another part changes: the one that ends is left out by name.
  const others = and(inPartition, ne(inbox.seq, placeholder('seq')));
  const row = {
    key: placeholder('key'),
    partition: placeholder('partition'),
    event: placeholder('event'),
    receivedAt: placeholder('receivedAt'),
    dueAt: placeholder('dueAt'),
  };
  return {
    insert: db
      .insert(inbox)
      .values(row)
      .onConflictDoNothing()
      .returning({ seq: inbox.seq })
      .prepare('inbox_keep'),
    peek: db
      .update(inbox)
      .set(counted)
      .where(eq(inbox.seq, first(inPartition)))
      .returning()
      .prepare('inbox_head'),
    complete: end.prepare('inbox_done'),
    completeAndNext: db
      .with(db.$with('ended').as(end))
      .update(inbox)
      .set(counted)
      .where(eq(inbox.seq, first(others)))
      .returning()
      .prepare('inbox_done_then_head'),
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
  /** The first delivery, by our clock; milliseconds since the epoch. */
  readonly receivedAt: number;
  /** This one included. */
  readonly attempts: number;
}

/** The first waiting event of a partition, or when it is due; undefined when none waits. */
export type NextEvent = InboxEvent | { readonly dueAt: number } | undefined;

/** The events that we acknowledged to Webex. Rejects with database errors. */
export function inboxStore(db: Db) {
  const statements = prepareStatements(db);
  return {
    /** @returns false when the event is there already */
    insert: async (
      event: WebexEvent,
      partition: string,
      now: number,
      dueAt: number,
    ): Promise<boolean> => {
      const written = await statements.insert.execute({
        key: idempotencyKey(event),
        partition,
        event,
        receivedAt: new Date(now),
        dueAt: new Date(dueAt),
      });
      return written.length > 0;
    },
    /** Takes the first waiting event of a partition, counting the attempt, when it is due. */
    peek: async (partition: string, now: number): Promise<NextEvent> => {
      const [row] = await statements.peek.execute({ partition, now: iso(now) });
      return nextEventOf(row, now);
    },
    complete: async (seq: number, now: number): Promise<void> => {
      await statements.complete.execute({ seq, now: iso(now) });
    },
    /** `complete`, then `peek`, in one statement: both happen, or neither. */
    completeAndNext: async (seq: number, partition: string, now: number): Promise<NextEvent> => {
      const [row] = await statements.completeAndNext.execute({ seq, partition, now: iso(now) });
      return nextEventOf(row, now);
    },
    retryLater: async (seq: number, dueAt: number): Promise<void> => {
      await db
        .update(inbox)
        .set({ dueAt: new Date(dueAt) })
        .where(eq(inbox.seq, seq));
    },
    /** @param failure the kind of error, without its words */
    deadLetter: async (seq: number, now: number, failure: string): Promise<void> => {
      await db
        .update(inbox)
        .set({ state: 'dead', endedAt: new Date(now), failure })
        .where(eq(inbox.seq, seq));
    },
    duePartitions: async (now: number): Promise<string[]> => {
      const rows = await db
        .selectDistinct({ partition: inbox.partition })
        .from(inbox)
        .where(and(waiting, lte(inbox.dueAt, new Date(now))));
      return rows.map(({ partition }) => partition);
    },
    hasPending: async (): Promise<boolean> => {
      const rows = await db.select({ seq: inbox.seq }).from(inbox).where(waiting).limit(1);
      return rows.length > 0;
    },
    /** Deletes events that were done, or dead, before these times; milliseconds since the epoch. */
    forget: async (doneBefore: number, deadBefore: number): Promise<void> => {
      const ended = (state: string, before: number) =>
        and(eq(inbox.state, state), lt(inbox.endedAt, new Date(before)));
      await db.delete(inbox).where(or(ended('done', doneBefore), ended('dead', deadBefore)));
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
    replay: async (which: number | 'all', now: number): Promise<string[]> => {
      const fresh = { attempts: 0, dueAt: new Date(now), endedAt: null, failure: null };
      const rows = await db
        .update(inbox)
        .set({ state: 'waiting', ...fresh })
        .where(which === 'all' ? dead : and(dead, eq(inbox.seq, which)))
        .returning({ partition: inbox.partition });
      return rows.map(({ partition }) => partition);
    },
  };
}

function nextEventOf(row: typeof inbox.$inferSelect | undefined, now: number): NextEvent {
  if (row === undefined) return undefined;
  if (row.dueAt.getTime() > now) return { dueAt: row.dueAt.getTime() };
  const { seq, attempts } = row;
  const event = webexEvent.parse(row.event);
  return { seq, event, receivedAt: row.receivedAt.getTime(), attempts };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
