import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { inbox } from '../store/schema.js';
import type { Db } from '../store/store.js';

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
