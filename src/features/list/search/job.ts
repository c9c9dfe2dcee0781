import { type Actor, NotConnected } from '../../../accounts/types.js';
import { resolveActor } from '../../../bot/access/impersonation.js';
import { askToConnect } from '../../../bot/connect.js';
import { withBanner } from '../../../bot/ui/behalf.js';
import type { Notice } from '../../../bot/ui/card.js';
import { expiredCard } from '../../../bot/ui/message.js';
import { problemCard } from '../../../bot/ui/problem.js';
import { type Job, type JobControl, type JobKind, jobKind } from '../../../jobs/job.js';
import { type ListState, readState, writeState } from '../../../query/list-state.js';
import { isStoreFailure } from '../../../store/errors.js';
import { isWebexError } from '../../../webex/errors.js';
import { personIdOf, uuidOf } from '../../../webex/ids.js';
import type { Content } from '../../../webex/messages.js';
import { type MessageAt, updateOrRepost } from '../../../webex/messaging.js';
import type { ListDeps } from '../deps.js';
import { renderListPage } from '../page.js';
import { outcomeCard, searchingCard } from '../progress-card.js';
import type { SearchHandle } from './cache.js';
import type { ListResult, SearchProgress } from './search.js';
import { SEARCH, type SearchData, searchData } from './store.js';

/** How often a run asks whether its card is still its own. */
const LOOK_MS = 1_000;
/** The first progress on a card, and then each time twice as late: ten edits are the most. */
const FIRST_PROGRESS_MS = 5_000;

/** A search that was begun in a conversation and takes longer than that. */
export const searchJob = (deps: ListDeps): JobKind =>
  jobKind<SearchData>({
    name: SEARCH,
    data: searchData,
    run: async (job, control) => {
      await goOn(job, control, deps);
      // However it ended, its card shows it, and nothing of it is kept.
      return undefined;
    },
    card: (job, problem) => {
      const state = readState(job.data.list, deps.now());
      if (state === undefined) return expiredCard();
      return problem === undefined
        ? searchingCard(state, job.data)
        : problemCard(problem, again(state));
    },
  });

/** A search that is not over when its first card is shown. */
export interface BackgroundSearch {
  /** Where the card stands. */
  readonly at: MessageAt;
  readonly search: SearchHandle;
  readonly shows: SearchData['shows'];
  readonly notice: Notice | undefined;
}

/** Leaves a search to a job, whose card stands already. Rejects with what the database says. */
export async function continueInBackground(
  deps: Pick<ListDeps, 'jobs' | 'searches'>,
  actor: Actor,
  state: ListState,
  { at, search, shows, notice }: BackgroundSearch,
): Promise<void> {
  deps.searches.transfer(at, search, notice);
  const { count, since } = search.progress();
  const personId = uuidOf(actor.personId);
  await deps.jobs.create({
    kind: SEARCH,
    personId,
    hostId: actor.onBehalfOf?.personId,
    at,
    state: 'running',
    data: {
      list: writeState(state),
      shows,
      count,
      ...(since === undefined ? {} : { since }),
      ...(notice === undefined ? {} : { notice: deps.searches.notices.seal(notice, personId) }),
      editing: false,
    } satisfies SearchData,
  });
}

type Ended = { readonly found: ListResult } | { readonly error: unknown };

async function goOn(
  job: Job<SearchData>,
  control: JobControl<SearchData>,
  deps: ListDeps,
): Promise<void> {
  const { searches, now } = deps;
  const me = { personId: personIdOf(job.personId) };
  const state = readState(job.data.list, now());
  if (state === undefined) {
    await lastEdit(job, deps, expiredCard());
    return;
  }
  const handed = searches.adopt(job.at);
  const notice = handed === undefined ? keptNotice(job, deps) : handed.notice;
  if (job.data.shows === 'outcome' && notice === undefined) {
    // The card that stands says it, and leads to the list: better than a list that does not.
    await searches.cards.finish(job.id);
    return;
  }
  let search: SearchHandle | undefined = handed;
  let actor: Actor = me;
  try {
    actor = await resolveActor(deps, me, state);
    search ??= searches.attach(deps, actor, state);
    const show = job.data.shows === 'progress' ? progressOf(job, deps, actor, state) : undefined;
    const found = await awaited(search, control, show);
    if (found === undefined) return;
    await lastEdit(job, deps, await renderListPage(deps, actor, state, found, notice));
  } catch (error) {
    if (control.signal.aborted || (!isWebexError(error) && isStoreFailure(error))) throw error;
    deps.log.warn({ err: error, job: job.id }, 'a search failed');
    if (job.data.shows === 'outcome' && notice !== undefined) {
      // What came of the click stays.
      await lastEdit(job, deps, withBanner(outcomeCard(notice, state), actor));
    } else if (error instanceof NotConnected) {
      const { reason, purpose } = error;
      const answer = (content: Content): Promise<void> => lastEdit(job, deps, content);
      await askToConnect(answer, me, reason, deps, purpose);
    } else {
      await lastEdit(job, deps, problemCard(error, again(state)));
    }
  } finally {
    search?.release();
  }
}

/** What another process had to say on top of the list. */
function keptNotice({ data, personId }: Job<SearchData>, deps: ListDeps): Notice | undefined {
  const { notice } = data;
  return notice === undefined ? undefined : deps.searches.notices.open(notice, personId);
}

/**
 * What was found; undefined when the search is not to go on.
 *
 * @param show shows on the card how far it is
 */
async function awaited(
  search: SearchHandle,
  control: JobControl<SearchData>,
  show: ((progress: SearchProgress) => Promise<void>) | undefined,
): Promise<ListResult | undefined> {
  const ended: Promise<Ended> = search.whole.then(
    (found) => ({ found }),
    (error: unknown) => ({ error }),
  );
  let pause = FIRST_PROGRESS_MS;
  let waited = 0;
  for (;;) {
    const end = await Promise.race([ended, control.wait(LOOK_MS)]);
    if (!(await control.shouldContinue())) return undefined;
    if (end !== undefined) {
      if ('error' in end) throw end.error;
      return end.found;
    }
    waited += LOOK_MS;
    if (waited < pause) continue;
    pause *= 2;
    await show?.(search.progress());
  }
}

/** Shows progress on the card, for as long as the card is the search's. */
function progressOf(job: Job<SearchData>, deps: ListDeps, actor: Actor, state: ListState) {
  const { searches, messaging, log } = deps;
  let at = job.at;
  return async (progress: SearchProgress): Promise<void> => {
    const data: SearchData = { ...job.data, ...progress };
    if (!(await searches.cards.lock(job.id, data))) return;
    try {
      at = await updateOrRepost(messaging, at, withBanner(searchingCard(state, progress), actor));
    } catch (error) {
      if (!isWebexError(error)) throw error;
      log.warn({ err: error, job: job.id }, 'the progress of a search was not shown');
    }
    await searches.cards.unlock(job.id, data, at);
  };
}

/** The end of a search, on its card; nothing, where its person has done something else there. */
async function lastEdit(job: Job<SearchData>, deps: ListDeps, content: Content): Promise<void> {
  const { searches, messaging, jobs } = deps;
  if (!(await searches.cards.lock(job.id, job.data))) return;
  // Progress may have moved the card.
  const at = (await jobs.store.get(job.id))?.at ?? job.at;
  try {
    await updateOrRepost(messaging, at, content);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    deps.log.warn({ err: error, job: job.id }, 'the end of a search was not shown');
  }
  await searches.cards.finish(job.id);
}

function again(state: ListState) {
  return { title: 'Try again', data: { action: 'refresh', list: writeState(state) } };
}
