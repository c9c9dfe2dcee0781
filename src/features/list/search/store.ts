import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Vault } from '../../../accounts/vault.js';
import type { Notice } from '../../../bot/ui/card.js';
import { jobs } from '../../../store/schema.js';
import type { Db } from '../../../store/store.js';
import { SECOND } from '../../../util/time.js';
import type { MessageAt } from '../../../webex/messaging.js';

const noticeShape = z.object({
  style: z.enum(['good', 'attention', 'warning', 'accent']),
  text: z.string(),
  detail: z.string().optional(),
  buttons: z
    .array(z.object({ title: z.string(), data: z.record(z.string(), z.string()) }))
    .optional(),
});

/**
 * Encrypts the outcome of a click while its list is searched for: if the process ends, the next one
 * reads it from the database. It names recordings, so it opens for its owner alone (a UUID).
 */
export function encryptedNotices(vault: Pick<Vault, 'seal' | 'open'>) {
  const purposeOf = (owner: string): string => `notice:${owner}`;
  return {
    seal: (notice: Notice, owner: string): string =>
      vault.seal(JSON.stringify(noticeShape.parse(notice)), purposeOf(owner)),
    /** Undefined for another owner, a lost key, a changed row, or another version's shape. */
    open: (sealed: string, owner: string): Notice | undefined => {
      try {
        return noticeShape.parse(JSON.parse(vault.open(sealed, purposeOf(owner))));
      } catch {
        return undefined;
      }
    },
  };
}

/** The kind of the jobs that continue searches. */
export const SEARCH = 'search';

/** The data of a search job. It goes, with the words searched for, when the job ends. */
export const searchData = z.object({
  list: z.string(),
  /** On its card: progress; a list whose totals are missing; or the outcome of a click. */
  shows: z.enum(['progress', 'list', 'outcome']),
  count: z.number(),
  since: z.number().optional(),
  busyUntil: z.number().optional(),
  /** The sealed outcome of the click or words that started it; see {@link encryptedNotices}. */
  notice: z.string().optional(),
  /** The search is editing its card: anybody else waits before changing the card. */
  editing: z.boolean().default(false),
});
export type SearchData = z.infer<typeof searchData>;

/** An edit that takes longer died with its process. */
const LONGEST_EDIT_MS = 30 * SECOND;
const POLL_MS = 20;

/**
 * Decides who may change the card of a running search: the search, until its person clicks there. In
 * the database, because another process may receive the click. Rejects with database errors.
 * @param now milliseconds since the epoch
 */
export function searchCardLock(db: Db, now: () => number) {
  const isRunning = and(eq(jobs.kind, SEARCH), eq(jobs.state, 'running'));
  const isEditing = sql`coalesce((${jobs.data} ->> 'editing')::boolean, false)`;
  const on = ({ id }: MessageAt) => and(isRunning, eq(jobs.messageId, id));

  const remove = async (at: MessageAt): Promise<SearchData | 'editing' | undefined> => {
    const stale = new Date(now() - LONGEST_EDIT_MS).toISOString();
    const [removed] = await db
      .delete(jobs)
      .where(and(on(at), sql`(not ${isEditing} or ${jobs.updatedAt} < ${stale})`))
      .returning({ data: jobs.data });
    if (removed !== undefined) return searchData.parse(removed.data);
    const [left] = await db.select({ id: jobs.id }).from(jobs).where(on(at));
    return left === undefined ? undefined : 'editing';
  };

  return {
    /**
     * Ends the search on a card for good, because its person did something else there.
     * @returns its progress; undefined if there was none
     */
    supersede: async (at: MessageAt): Promise<SearchData | undefined> => {
      for (;;) {
        const removed = await remove(at);
        if (removed !== 'editing') return removed;
        await new Promise((done) => setTimeout(done, POLL_MS));
      }
    },
    /** Before an edit. @returns whether the card still belongs to the search */
    lock: async (jobId: string, data: SearchData): Promise<boolean> => {
      const locked = await db
        .update(jobs)
        .set({ data: { ...data, editing: true }, updatedAt: new Date(now()) })
        .where(and(isRunning, eq(jobs.id, jobId)))
        .returning({ id: jobs.id });
      return locked.length > 0;
    },
    /** After an edit that was not the last. @param at the message with the card now */
    unlock: async (jobId: string, data: SearchData, at: MessageAt): Promise<void> => {
      const place = { roomId: at.roomId, messageId: at.id };
      await db
        .update(jobs)
        .set({ data: { ...data, editing: false }, ...place, updatedAt: new Date(now()) })
        .where(eq(jobs.id, jobId));
    },
  };
}
