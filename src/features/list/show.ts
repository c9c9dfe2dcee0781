import type { Someone } from '../../accounts/types.js';
import { actingOf, listFor } from '../../bot/access/impersonation.js';
import { onBehalf } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import { type ListState, PAGE } from '../../query/list-state.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import type { Services } from '../deps.js';
import { drawFound } from './page.js';
import { searchingContent } from './progress-card.js';
import type { Joined } from './search/cache.js';
import { leaveToJob } from './search/job.js';
import type { Found, Search } from './search/search.js';

/** Whom a list is for, and how they are answered. */
export interface Asker {
  /** Who wrote or clicked; in whose name the list is read is checked here. */
  readonly person: Someone;
  /** `turn.tell`, or `click.replace`. */
  readonly answer: (content: Content) => Promise<MessageAt>;
}

/**
 * Shows a page of a person's list: at once what one call gives, completed in its place with the
 * totals when all is counted. Where that one call, or the order asked for, takes longer than people
 * wait, they see how far the search is, and it goes on behind their line.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost, NotDelivered or a WebexError.
 */
export async function showList(
  services: Services,
  { person, answer }: Asker,
  asked: ListState,
  notice?: Notice,
): Promise<void> {
  const state = listFor(asked, person);
  const acting = await actingOf(services, person, state);
  const search = services.searches.begin(services, acting, state);
  await showFound(services, { person: acting, answer }, state, search, notice);
}

/**
 * Shows another page of a list, as {@link showList} does, out of what was found a short while ago
 * or is being found, where there is such. Rejects as that does.
 */
export async function showPage(
  services: Services,
  { person, answer }: Asker,
  asked: ListState,
): Promise<void> {
  const { searches } = services;
  const state = listFor(asked, person);
  const acting = await actingOf(services, person, state);
  const known = searches.known(acting, state);
  if (known === undefined) {
    const search = searches.join(services, acting, state);
    await showFound(services, { person: acting, answer }, state, search);
    return;
  }
  // What is remembered is shown only to who may see it now.
  await services.authorities.of(acting);
  await answer(await drawFound(services, acting, state, known));
}

async function showFound(
  services: Services,
  asker: Asker,
  state: ListState,
  search: Joined,
  notice?: Notice,
): Promise<void> {
  try {
    const found = await inTime(services.searches.patienceMs, search, state);
    const late = (): Content => searchingContent(state, search.progress());
    await showSoFar(services, asker, state, { search, found, notice, shows: 'progress', late });
  } catch (error) {
    search.leave();
    throw error;
  }
}

/** How far a search is when people have waited long enough. */
export interface SoFar {
  readonly search: Joined;
  /** What there is to show of it; undefined: nothing yet. */
  readonly found: Found | undefined;
  readonly notice: Notice | undefined;
  /** What the card shows where there is nothing yet. */
  readonly late: () => Content;
  readonly shows: 'progress' | 'outcome';
}

/**
 * Shows what there is of a search, and leaves what is missing to a job.
 *
 * @param asker in whose name it is; checked already
 */
export async function showSoFar(
  services: Services,
  { person: acting, answer }: Asker,
  state: ListState,
  { search, found, notice, late, shows }: SoFar,
): Promise<void> {
  if (found === undefined) {
    const at = await answer(onBehalf(late(), acting));
    await leaveToJob(services, acting, state, { at, search, shows, notice });
    return;
  }
  const at = await answer(await drawFound(services, acting, state, found, notice));
  if (found.totals === 'counting') {
    await leaveToJob(services, acting, state, { at, search, shows: 'list', notice });
  } else {
    search.leave();
  }
}

/** What of a search can be shown as this page, unless that takes too long. */
export async function inTime(
  ms: number,
  search: Search,
  state: ListState,
): Promise<Found | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const page = search.first.then((found) => (holds(found, state) ? found : search.whole));
  try {
    return await Promise.race([page, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether what was found reaches to the end of the page; of what is all there, it does. */
function holds({ listing, totals }: Found, { start, limit }: ListState): boolean {
  return totals !== 'counting' || listing.recordings.length >= Math.min(limit, start + PAGE);
}
