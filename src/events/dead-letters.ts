import { and, asc, eq } from 'drizzle-orm';
import { inbox } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { webexEvent } from './event.js';

/** An event that was given up. What a person wrote is not kept, so it cannot be shown. */
export interface DeadLetter {
  readonly seq: number;
  readonly endedAt: Date;
  /** e.g. `messages`. */
  readonly resource: string;
  /** The kind of error. */
  readonly failure: string;
  readonly attempts: number;
}

/** The dead letters of the inbox table. */
export function deadLetters(db: Db) {
  const dead = eq(inbox.state, 'dead');
  return {
    /** The oldest first. */
    list: async (): Promise<DeadLetter[]> => {
      const rows = await db.select().from(inbox).where(dead).orderBy(asc(inbox.seq));
      return rows.map(({ seq, endedAt, receivedAt, event, failure, attempts }) => ({
        seq,
        endedAt: endedAt ?? receivedAt,
        resource: webexEvent.parse(event).resource,
        failure: failure ?? 'unknown',
        attempts,
      }));
    },
    /**
     * Puts one or all back, to be tried as if for the first time.
     *
     * @returns the partition of each that was put back
     */
    replay: async (which: number | 'all', now: number): Promise<string[]> => {
      const rows = await db
        .update(inbox)
        .set({
          state: 'waiting',
          attempts: 0,
          dueAt: new Date(now),
          endedAt: null,
          failure: null,
        })
        .where(which === 'all' ? dead : and(dead, eq(inbox.seq, which)))
        .returning({ partition: inbox.partition });
      return rows.map(({ partition }) => partition);
    },
  };
}

/** The dead letters, for the operator. Rejects with what the database says. */
export type DeadLetters = ReturnType<typeof deadLetters>;
