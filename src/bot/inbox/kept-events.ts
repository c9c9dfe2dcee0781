import { and, asc, eq, lt, lte, or, sql } from 'drizzle-orm';
import { inbox } from '../../store/schema.js';
import type { Db } from '../../store/store.js';
import { keyOf, webexEvent, type WebexEvent } from '../event.js';

/** An event out of the inbox. */
export interface KeptEvent {
  readonly seq: number;
  readonly event: WebexEvent;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** What stands at the head of a line. */
export type Head = KeptEvent | { readonly dueAt: number } | undefined;

/** The events that Webex was told are kept. Rejects with what the database says. */
export interface KeptEvents {
  /** Writes an event down. @returns false when it is there already */
  keep: (event: WebexEvent, line: string, now: number, dueAt: number) => Promise<boolean>;
  /** Takes the first waiting event of a line, counting the attempt; or when it is due. */
  head: (line: string, now: number) => Promise<Head>;
  done: (seq: number, now: number) => Promise<void>;
  /** Puts it back for another try. */
  later: (seq: number, dueAt: number) => Promise<void>;
  /** Gives it up. @param failure the kind of error, without its words */
  dead: (seq: number, now: number, failure: string) => Promise<void>;
  /** Lines that have something to do now. */
  dueLines: (now: number) => Promise<string[]>;
  /** Whether anything waits at all, due or not. */
  busy: () => Promise<boolean>;
  /** Forgets what is done, and what is dead for longer. @param before milliseconds since the epoch */
  forget: (doneBefore: number, deadBefore: number) => Promise<void>;
}

/** The inbox table. */
export function keptEvents(db: Db): KeptEvents {
  return {
    keep: async (event, line, now, dueAt) => {
      const row = {
        key: keyOf(event),
        line,
        event,
        receivedAt: new Date(now),
        dueAt: new Date(dueAt),
      };
      const written = await db
        .insert(inbox)
        .values(row)
        .onConflictDoNothing()
        .returning({ seq: inbox.seq });
      return written.length > 0;
    },
    head: async (line, now) => {
      const first = db
        .select({ seq: inbox.seq })
        .from(inbox)
        .where(and(eq(inbox.state, 'waiting'), eq(inbox.line, line)))
        .orderBy(asc(inbox.seq))
        .limit(1);
      // The attempt is counted before it is made, so that an event that ends the process is not
      // tried for ever.
      const [row] = await db
        .update(inbox)
        .set({
          attempts: sql`${inbox.attempts} + case when ${inbox.dueAt} <= ${new Date(now).toISOString()} then 1 else 0 end`,
        })
        .where(eq(inbox.seq, first))
        .returning();
      if (row === undefined) return undefined;
      if (row.dueAt.getTime() > now) return { dueAt: row.dueAt.getTime() };
      return { seq: row.seq, event: webexEvent.parse(row.event), attempts: row.attempts };
    },
    done: async (seq, now) => {
      await db
        .update(inbox)
        .set({ state: 'done', endedAt: new Date(now) })
        .where(eq(inbox.seq, seq));
    },
    later: async (seq, dueAt) => {
      await db
        .update(inbox)
        .set({ dueAt: new Date(dueAt) })
        .where(eq(inbox.seq, seq));
    },
    dead: async (seq, now, failure) => {
      await db
        .update(inbox)
        .set({ state: 'dead', endedAt: new Date(now), failure })
        .where(eq(inbox.seq, seq));
    },
    dueLines: async (now) => {
      const rows = await db
        .selectDistinct({ line: inbox.line })
        .from(inbox)
        .where(and(eq(inbox.state, 'waiting'), lte(inbox.dueAt, new Date(now))));
      return rows.map(({ line }) => line);
    },
    busy: async () => {
      const rows = await db
        .select({ seq: inbox.seq })
        .from(inbox)
        .where(eq(inbox.state, 'waiting'))
        .limit(1);
      return rows.length > 0;
    },
    forget: async (doneBefore, deadBefore) => {
      const ended = (state: string, before: number) =>
        and(eq(inbox.state, state), lt(inbox.endedAt, new Date(before)));
      await db.delete(inbox).where(or(ended('done', doneBefore), ended('dead', deadBefore)));
    },
  };
}
