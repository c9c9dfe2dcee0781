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
import { SEARCH, type SearchData, searchData } from './store.js';

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
