import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { jobs } from '../../../store/schema.js';
import type { Db } from '../../../store/store.js';
import type { MessageAt } from '../../../webex/messaging.js';

/** The kind of the jobs that go on with searches. */
export const SEARCH = 'search';

/** What such a job knows. The words that were searched for go with the job, when it ends. */
export const searchData = z.object({
  /** The list, as its buttons carry it. */
  list: z.string(),
  /**
   * What its card shows: that it is searched, a list whose totals are to come, or what came of a
   * click, with the list to follow.
   */
  shows: z.enum(['progress', 'list', 'outcome']),
  count: z.number(),
  since: z.number().optional(),
  /** What came of the click or the words that began it, sealed; see `KeptNotices`. */
  notice: z.string().optional(),
  /** An edit of its card is on its way: whoever else is to change the card waits for that. */
  editing: z.boolean().default(false),
});
/** What such a job keeps. */
export type SearchData = z.infer<typeof searchData>;

/**
 * Who may change a card on which a search goes on: the search, until its person has clicked there.
 * In the database, because the click may come to another process. Rejects with what that says.
 */
export interface SearchCardLock {
  /**
   * Ends the search on a card for good, because its person has done something else there.
   *
   * @returns how far it was; undefined when there was none
   */
  readonly supersede: (at: MessageAt) => Promise<SearchData | undefined>;
  /** Before an edit. @returns whether the card is still the search's */
  readonly lock: (jobId: string, data: SearchData) => Promise<boolean>;
  /** After an edit that was not the last one. @param at where the card stands now */
  readonly unlock: (jobId: string, data: SearchData, at: MessageAt) => Promise<void>;
  /** After the last edit: nothing of the search is left. */
  readonly finish: (jobId: string) => Promise<void>;
}

/** An edit that takes longer died with its process. */
const LONGEST_EDIT_MS = 30_000;
const LOOK_MS = 20;

/** The searches among the jobs. @param now milliseconds since the epoch */
export function searchCardLock(db: Db, now: () => number): SearchCardLock {
  const isRunning = and(eq(jobs.kind, SEARCH), eq(jobs.state, 'running'));
  const isEdited = sql`coalesce((${jobs.data} ->> 'editing')::boolean, false)`;
  const on = ({ id }: MessageAt) => and(isRunning, eq(jobs.messageId, id));

  const take = async (at: MessageAt): Promise<SearchData | 'edited' | undefined> => {
    const died = new Date(now() - LONGEST_EDIT_MS);
    const [taken] = await db
      .delete(jobs)
      .where(and(on(at), sql`(not ${isEdited} or ${jobs.updatedAt} < ${died.toISOString()})`))
      .returning({ data: jobs.data });
    if (taken !== undefined) return searchData.parse(taken.data);
    const [left] = await db.select({ id: jobs.id }).from(jobs).where(on(at));
    return left === undefined ? undefined : 'edited';
  };

  return {
    supersede: async (at) => {
      for (;;) {
        const taken = await take(at);
        if (taken !== 'edited') return taken;
        await new Promise((done) => setTimeout(done, LOOK_MS));
      }
    },
    lock: async (jobId, data) => {
      const claimed = await db
        .update(jobs)
        .set({ data: { ...data, editing: true }, updatedAt: new Date(now()) })
        .where(and(isRunning, eq(jobs.id, jobId)))
        .returning({ id: jobs.id });
      return claimed.length > 0;
    },
    unlock: async (jobId, data, at) => {
      await db
        .update(jobs)
        .set({
          data: { ...data, editing: false },
          roomId: at.roomId,
          messageId: at.id,
          updatedAt: new Date(now()),
        })
        .where(eq(jobs.id, jobId));
    },
    finish: async (jobId) => {
      await db.delete(jobs).where(eq(jobs.id, jobId));
    },
  };
}
