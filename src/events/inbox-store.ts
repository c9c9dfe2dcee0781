import { and, asc, eq, lt, lte, ne, or, sql } from 'drizzle-orm';
import { inbox } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { type WebexEvent, idempotencyKey, webexEvent } from './event.js';

const { placeholder } = sql;

/**
 * The statements that every event needs, prepared once: else we build their SQL, and PostgreSQL
 * plans it, for each event.
 */
export function prepareStatements(db: Db) {
  const waiting = and(eq(inbox.state, 'waiting'), eq(inbox.partition, placeholder('partition')));
  const first = (where: typeof waiting) =>
    db.select({ seq: inbox.seq }).from(inbox).where(where).orderBy(asc(inbox.seq)).limit(1);
  // The attempt is counted before it is made, so that an event that ends the process is not tried
  // for ever.
  const counted = {
    attempts: sql`${inbox.attempts} + case when ${inbox.dueAt} <= ${placeholder('now')} then 1 else 0 end`,
  };
  const end = db
    .update(inbox)
    .set({ state: 'done', endedAt: sql`${placeholder('now')}` })
    .where(eq(inbox.seq, placeholder('seq')));
  // No part of a statement sees what another part changes: the one that ends is left out by name.
  const others = and(waiting, ne(inbox.seq, placeholder('seq')));
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
      .where(eq(inbox.seq, first(waiting)))
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

/** Whether an event is still to be handled, or is being handled. @param key its idempotency key */
export async function isPending(db: Db, key: string): Promise<boolean> {
  const rows = await db
    .select({ seq: inbox.seq })
    .from(inbox)
    .where(and(eq(inbox.key, key), eq(inbox.state, 'waiting')));
  return rows.length > 0;
}

/** An event out of the inbox. */
export interface InboxEvent {
  readonly seq: number;
  readonly event: WebexEvent;
  /** When it was first delivered, by our clock; milliseconds since the epoch. */
  readonly receivedAt: number;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** The first waiting event of a partition, or when it is due; undefined when none waits. */
export type NextEvent = InboxEvent | { readonly dueAt: number } | undefined;

/** The inbox table. */
export function inboxStore(db: Db) {
  const statements = prepareStatements(db);
  return {
    /** Writes an event down. @returns false when it is there already */
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
    /** Takes the first waiting event of a partition, counting the attempt; or tells when it is due. */
    peek: async (partition: string, now: number): Promise<NextEvent> => {
      const [row] = await statements.peek.execute({ partition, now: iso(now) });
      return nextEventOf(row, now);
    },
    complete: async (seq: number, now: number): Promise<void> => {
      await statements.complete.execute({ seq, now: iso(now) });
    },
    /** {@link InboxStore.complete} and then {@link InboxStore.peek}, in one go: both happen, or neither. */
    completeAndNext: async (seq: number, partition: string, now: number): Promise<NextEvent> => {
      const [row] = await statements.completeAndNext.execute({ seq, partition, now: iso(now) });
      return nextEventOf(row, now);
    },
    /** Puts it back for another attempt. */
    retryLater: async (seq: number, dueAt: number): Promise<void> => {
      await db
        .update(inbox)
        .set({ dueAt: new Date(dueAt) })
        .where(eq(inbox.seq, seq));
    },
    /** Gives it up. @param failure the kind of error, without its words */
    deadLetter: async (seq: number, now: number, failure: string): Promise<void> => {
      await db
        .update(inbox)
        .set({ state: 'dead', endedAt: new Date(now), failure })
        .where(eq(inbox.seq, seq));
    },
    /** Partitions with an event that is due now. */
    duePartitions: async (now: number): Promise<string[]> => {
      const rows = await db
        .selectDistinct({ partition: inbox.partition })
        .from(inbox)
        .where(and(eq(inbox.state, 'waiting'), lte(inbox.dueAt, new Date(now))));
      return rows.map(({ partition }) => partition);
    },
    /** Whether anything waits at all, due or not. */
    hasPending: async (): Promise<boolean> => {
      const rows = await db
        .select({ seq: inbox.seq })
        .from(inbox)
        .where(eq(inbox.state, 'waiting'))
        .limit(1);
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

/** The events that we acknowledged to Webex. Rejects with what the database says. */
export type InboxStore = ReturnType<typeof inboxStore>;

function nextEventOf(row: typeof inbox.$inferSelect | undefined, now: number): NextEvent {
  if (row === undefined) return undefined;
  if (row.dueAt.getTime() > now) return { dueAt: row.dueAt.getTime() };
  const { seq, attempts } = row;
  return {
    seq,
    event: webexEvent.parse(row.event),
    receivedAt: row.receivedAt.getTime(),
    attempts,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
