import { NotConnected, type Someone } from '../../../accounts/types.js';
import { actingOf } from '../../../bot/access/impersonation.js';
import { askToConnect } from '../../../bot/connect.js';
import { onBehalf } from '../../../bot/ui/behalf.js';
import type { Notice } from '../../../bot/ui/card.js';
import { expiredContent } from '../../../bot/ui/message.js';
import { problemContent } from '../../../bot/ui/problem.js';
import type { Job } from '../../../jobs/job.js';
import { type Control, jobKind } from '../../../jobs/kind.js';
import { readState, writeState } from '../../../query/list-state-codec.js';
import type { ListState } from '../../../query/list-state.js';
import { isStoreFailure } from '../../../store/errors.js';
import { isWebexError } from '../../../webex/errors.js';
import { personIdOf, uuidOf } from '../../../webex/ids.js';
import type { Content } from '../../../webex/messages.js';
import { type MessageAt, putInPlace } from '../../../webex/messaging.js';
import type { Services } from '../../deps.js';
import { drawFound } from '../page.js';
import { outcomeContent, searchingContent } from '../progress-card.js';
import type { Joined } from './cache.js';
import type { Found, Progress } from './search.js';
import { SEARCH, type SearchData, searchData } from './store.js';

/** How often a run asks whether its card is still its own. */
const LOOK_MS = 1_000;
/** The first progress on a card, and then each time twice as late: ten edits are the most. */
const FIRST_PROGRESS_MS = 5_000;

/** A search that was begun in a conversation and takes longer than that. */
export const searchJob = jobKind<SearchData>({
  name: SEARCH,
  data: searchData,
  run: async (job, control, services) => {
    await goOn(job, control, services);
    // However it ended, its card shows it, and nothing of it is kept.
    return undefined;
  },
  card: (job, services, problem) => {
    const state = readState(job.data.list, services.now());
    if (state === undefined) return expiredContent();
    return problem === undefined
      ? searchingContent(state, job.data)
      : problemContent(problem, again(state));
  },
});

/** A search that is not over when its first card is shown. */
export interface LeftSearch {
  /** Where the card stands. */
  readonly at: MessageAt;
  readonly search: Joined;
  readonly shows: SearchData['shows'];
  readonly notice: Notice | undefined;
}

/** Leaves a search to a job, whose card stands already. Rejects with what the database says. */
export async function leaveToJob(
  services: Pick<Services, 'jobs' | 'searches'>,
  person: Someone,
  state: ListState,
  { at, search, shows, notice }: LeftSearch,
): Promise<void> {
  services.searches.handOver(at, search, notice);
  const { count, since } = search.progress();
  const personId = uuidOf(person.personId);
  await services.jobs.create({
    kind: SEARCH,
    personId,
    hostId: person.host?.personId,
    at,
    state: 'running',
    data: {
      list: writeState(state),
      shows,
      count,
      ...(since === undefined ? {} : { since }),
      ...(notice === undefined ? {} : { notice: services.searches.notices.seal(notice, personId) }),
      editing: false,
    } satisfies SearchData,
  });
}

type Ended = { readonly found: Found } | { readonly error: unknown };

async function goOn(
  job: Job<SearchData>,
  control: Control<SearchData>,
  services: Services,
): Promise<void> {
  const { searches, now } = services;
  const me = { personId: personIdOf(job.personId), email: '' };
  const state = readState(job.data.list, now());
  if (state === undefined) {
    await lastEdit(job, services, expiredContent());
    return;
  }
  const handed = searches.takeOver(job.at);
  const notice = handed === undefined ? keptNotice(job, services) : handed.notice;
  if (job.data.shows === 'outcome' && notice === undefined) {
    // The card that stands says it, and leads to the list: better than a list that does not.
    await searches.cards.end(job.id);
    return;
  }
  let search: Joined | undefined = handed;
  let acting: Someone = me;
  try {
    acting = await actingOf(services, me, state);
    search ??= searches.join(services, acting, state);
    const show =
      job.data.shows === 'progress' ? progressOf(job, services, acting, state) : undefined;
    const found = await awaited(search, control, show);
    if (found === undefined) return;
    await lastEdit(job, services, await drawFound(services, acting, state, found, notice));
  } catch (error) {
    if (control.signal.aborted || (!isWebexError(error) && isStoreFailure(error))) throw error;
    services.log.warn({ err: error, job: job.id }, 'a search failed');
    if (job.data.shows === 'outcome' && notice !== undefined) {
      // What came of the click stays.
      await lastEdit(job, services, onBehalf(outcomeContent(notice, state), acting));
    } else if (error instanceof NotConnected) {
      const { reason, purpose } = error;
      const answer = (content: Content): Promise<void> => lastEdit(job, services, content);
      await askToConnect(answer, me, reason, services, purpose);
    } else {
      await lastEdit(job, services, problemContent(error, again(state)));
    }
  } finally {
    search?.leave();
  }
}

/** What another process had to say on top of the list. */
function keptNotice({ data, personId }: Job<SearchData>, services: Services): Notice | undefined {
  const { notice } = data;
  return notice === undefined ? undefined : services.searches.notices.open(notice, personId);
}

/**
 * What was found; undefined when the search is not to go on.
 *
 * @param show shows on the card how far it is
 */
async function awaited(
  search: Joined,
  control: Control<SearchData>,
  show: ((progress: Progress) => Promise<void>) | undefined,
): Promise<Found | undefined> {
  const ended: Promise<Ended> = search.whole.then(
    (found) => ({ found }),
    (error: unknown) => ({ error }),
  );
  let pause = FIRST_PROGRESS_MS;
  let waited = 0;
  for (;;) {
    const end = await Promise.race([ended, control.wait(LOOK_MS)]);
    if (!(await control.goesOn())) return undefined;
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
function progressOf(job: Job<SearchData>, services: Services, acting: Someone, state: ListState) {
  const { searches, messaging, log } = services;
  let at = job.at;
  return async (progress: Progress): Promise<void> => {
    const data: SearchData = { ...job.data, ...progress };
    if (!(await searches.cards.claim(job.id, data))) return;
    try {
      at = await putInPlace(messaging, at, onBehalf(searchingContent(state, progress), acting));
    } catch (error) {
      if (!isWebexError(error)) throw error;
      log.warn({ err: error, job: job.id }, 'the progress of a search was not shown');
    }
    await searches.cards.release(job.id, data, at);
  };
}

/** The end of a search, on its card; nothing, where its person has done something else there. */
async function lastEdit(job: Job<SearchData>, services: Services, content: Content): Promise<void> {
  const { searches, messaging, jobs } = services;
  if (!(await searches.cards.claim(job.id, job.data))) return;
  // Progress may have moved the card.
  const at = (await jobs.book.get(job.id))?.at ?? job.at;
  try {
    await putInPlace(messaging, at, content);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    services.log.warn({ err: error, job: job.id }, 'the end of a search was not shown');
  }
  await searches.cards.end(job.id);
}

function again(state: ListState) {
  return { title: 'Try again', data: { action: 'refresh', list: writeState(state) } };
}
