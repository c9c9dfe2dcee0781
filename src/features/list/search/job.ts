import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Vault } from '../../../accounts/vault.js';
import { jobs } from '../../../store/schema.js';
import type { Db } from '../../../store/store.js';
import { SECOND } from '../../../util/time.js';
import { type Actor, NotConnected } from '../../../accounts/types.js';
import { resolveActor } from '../../../bot/access/impersonation.js';
import { askToConnect } from '../../../bot/connect.js';
import type { Notice } from '../../../bot/ui/card.js';
import { expiredCard, withBanner } from '../../../bot/ui/message.js';
import { problemCard } from '../../../bot/ui/problem.js';
import {
  type Job,
  type JobControl,
  type JobKind,
  followed,
  jobKind,
  showsEnd,
} from '../../../jobs/job.js';
import { type ListState, readState, writeState } from '../../../query/list-state.js';
import { isStoreFailure } from '../../../store/errors.js';
import { defined } from '../../../util/present.js';
import { words } from '../../../util/words.js';
import { isWebexError } from '../../../webex/errors.js';
import { personIdOf, uuidOf } from '../../../webex/ids.js';
import type { Content } from '../../../webex/messages.js';
import { type MessageAt, updateOrRepost } from '../../../webex/messaging.js';
import { type ListDeps, listButton } from '../inputs.js';
import { renderListPage, outcomeCard, searchingCard } from '../page.js';
import type { SearchHandle } from './cache.js';
import type { SearchProgress } from './search.js';

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

/** A search that takes longer than people wait. */
export const searchJob = (deps: ListDeps): JobKind =>
  jobKind<SearchData>({
    name: SEARCH,
    data: searchData,
    run: async (job, control) => {
      await runSearch({ job, control, deps });
      // However it ended, its card shows the end, and no data stays.
      return undefined;
    },
    card: (job, problem) => {
      const state = readState(job.data.list, deps.now());
      if (state === undefined) return expiredCard();
      return problem === undefined
        ? searchingCard(state, job.data, deps.now())
        : problemCard(problem, listButton(words.common.tryAgain, 'refresh', state));
    },
  });

type SearchJob = Job<SearchData>;

interface BackgroundSearch {
  readonly at: MessageAt;
  readonly search: SearchHandle;
  readonly shows: SearchData['shows'];
  readonly notice: Notice | undefined;
}

/** Leaves a search to a job, after its first card. Rejects with database errors. */
export async function continueInBackground(
  { jobs, searches }: Pick<ListDeps, 'jobs' | 'searches'>,
  actor: Actor,
  state: ListState,
  { at, search, shows, notice }: BackgroundSearch,
): Promise<void> {
  searches.transfer(at, search, notice);
  const personId = uuidOf(actor.personId);
  const sealed = notice === undefined ? undefined : searches.notices.seal(notice, personId);
  await jobs.create({
    kind: SEARCH,
    personId,
    hostId: actor.onBehalfOf?.personId,
    at,
    state: 'running',
    data: {
      list: writeState(state),
      shows,
      ...defined({ ...search.progress(), notice: sealed }),
      editing: false,
    } satisfies SearchData,
  });
}

interface SearchRun {
  readonly job: SearchJob;
  readonly control: JobControl<SearchData>;
  readonly deps: ListDeps;
}

async function runSearch(run: SearchRun): Promise<void> {
  const { job, control, deps } = run;
  const { searches, now } = deps;
  const { shows } = job.data;
  const me = { personId: personIdOf(job.personId) };
  const state = readState(job.data.list, now());
  if (state === undefined) {
    await finishWith(run, expiredCard());
    return;
  }
  const transferred = searches.adopt(job.at);
  const sealed = job.data.notice ?? '';
  const notice =
    transferred === undefined ? searches.notices.open(sealed, job.personId) : transferred.notice;
  if (shows === 'outcome' && notice === undefined) {
    // The card says it already, and links to the list, which could not say it.
    await deps.jobs.store.remove(job.id);
    return;
  }
  let search: SearchHandle | undefined = transferred;
  let actor: Actor = me;
  try {
    actor = await resolveActor(deps, me, state);
    search ??= searches.attach(deps, actor, state);
    const show = shows === 'progress' ? progressUpdater(job, deps, actor, state) : undefined;
    const found = await followed(search, control, show);
    if (found === undefined) return;
    await finishWith(run, await renderListPage(deps, actor, state, found, notice));
  } catch (error) {
    if (control.signal.aborted || isStoreFailure(error)) throw error;
    deps.log.warn({ err: error, job: job.id }, 'search failed');
    if (shows === 'outcome' && notice !== undefined) {
      await finishWith(run, withBanner(outcomeCard(notice, state), actor));
    } else if (error instanceof NotConnected) {
      const answer = async (content: Content): Promise<MessageAt> => {
        await finishWith(run, content);
        return job.at;
      };
      await askToConnect(answer, me, error.reason, deps, error.purpose);
    } else {
      await finishWith(
        run,
        problemCard(error, listButton(words.common.tryAgain, 'refresh', state)),
      );
    }
  } finally {
    search?.release();
  }
}

function progressUpdater(job: SearchJob, deps: ListDeps, actor: Actor, state: ListState) {
  const { cards } = deps.searches;
  let at = job.at;
  return async (progress: SearchProgress): Promise<void> => {
    const data: SearchData = { ...job.data, busyUntil: undefined, ...progress };
    if (!(await cards.lock(job.id, data))) return;
    at = await editCard(
      job,
      deps,
      at,
      withBanner(searchingCard(state, progress, deps.now()), actor),
    );
    await cards.unlock(job.id, data, at);
  };
}

/** Ends the search with its last card, unless the person did something else there. */
async function finishWith({ job, control, deps }: SearchRun, content: Content): Promise<void> {
  const { jobs, messaging, searches, log } = deps;
  const { cards } = searches;
  const show = async (): Promise<void> => {
    if (!(await cards.lock(job.id, job.data))) return;
    // Progress may have moved the card.
    const at = (await jobs.store.get(job.id))?.at ?? job.at;
    try {
      await updateOrRepost(messaging, at, content, job.personId);
    } catch (error) {
      await cards.unlock(job.id, job.data, at);
      throw error;
    }
    await jobs.store.remove(job.id);
  };
  try {
    await showsEnd(control, show);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: job.id }, 'search card not updated');
    await jobs.store.remove(job.id);
  }
}

/** @returns the message with the card now */
async function editCard(job: SearchJob, deps: ListDeps, at: MessageAt, content: Content) {
  const { messaging, log } = deps;
  try {
    return await updateOrRepost(messaging, at, content);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: job.id }, 'search card not updated');
    return at;
  }
}
