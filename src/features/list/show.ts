import { type Actor, NotConnected } from '../../accounts/types.js';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import { withBanner } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import { type ListState, PAGE } from '../../query/list-state.js';
import { withTimeout } from '../../util/async.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import type { ListDeps } from './deps.js';
import { renderListPage } from './page.js';
import { outcomeCard, searchingCard } from './progress-card.js';
import { type SearchHandle, evict } from './search/cache.js';
import { continueInBackground } from './search/job.js';
import type { ListResult, Search } from './search/search.js';

/** The person who wrote or clicked, and how to answer them: `ctx.reply` or `ctx.update`. */
interface ListReader {
  readonly actor: Actor;
  readonly answer: (content: Content) => Promise<MessageAt>;
}

/**
 * Shows a page of a person's list: at once what one call gives, completed in place with the totals
 * once everything is counted. If that call, or the order of the list, takes longer than people wait,
 * the card shows the progress of the search, which continues in the background.
 *
 * Checks whether the actor may see the list. Rejects with NotConnected, NotServed, NotAllowed,
 * NoSuchHost, NotDelivered or a WebexError.
 */
export async function showList(
  deps: ListDeps,
  { actor: asker, answer }: ListReader,
  asked: ListState,
  notice?: Notice,
): Promise<void> {
  const state = scopeList(asked, asker);
  const actor = await resolveActor(deps, asker, state);
  const search = deps.searches.start(deps, actor, state);
  await showSearch(deps, { actor, answer }, state, search, notice);
}

/** Shows another page as {@link showList} does, from a recent or running search if there is one. */
export async function showPage(
  deps: ListDeps,
  { actor: asker, answer }: ListReader,
  asked: ListState,
): Promise<void> {
  const { searches } = deps;
  const state = scopeList(asked, asker);
  const actor = await resolveActor(deps, asker, state);
  const cached = searches.peek(actor, state);
  if (cached === undefined) {
    await showSearch(deps, { actor, answer }, state, searches.attach(deps, actor, state));
    return;
  }
  // Only somebody who still has a token may see the cached list.
  await deps.tokens.get(actor);
  await answer(await renderListPage(deps, actor, state, cached));
}

/** Releases the search when it rejects. */
async function showSearch(
  deps: ListDeps,
  reader: ListReader,
  state: ListState,
  search: SearchHandle,
  notice?: Notice,
): Promise<void> {
  try {
    const found = await withinPatience(deps.searches.patienceMs, search, state);
    const late = (): Content => searchingCard(state, search.progress());
    await showPartial(deps, reader, state, { search, found, notice, shows: 'progress', late });
  } catch (error) {
    search.release();
    throw error;
  }
}

/**
 * Shows the outcome of a click above its list. If the list is late, the outcome is shown alone, and
 * the list replaces it later.
 *
 * Rejects with NotDelivered, or with an error that is not Webex's.
 *
 * @param reader checked already
 * @param outcome the search for the list; and a recording that has left it, should Webex still show it
 */
export async function showOutcome(
  deps: ListDeps,
  reader: ListReader,
  state: ListState,
  outcome: {
    readonly notice: Notice;
    readonly search: SearchHandle;
    readonly gone?: string | undefined;
  },
): Promise<void> {
  const { notice, search, gone } = outcome;
  const { actor, answer } = reader;
  let listed: ListResult | undefined;
  try {
    listed = await withinPatience(deps.searches.patienceMs, search, state);
  } catch (error) {
    search.release();
    if (!isWebexError(error) && !(error instanceof NotConnected)) throw error;
    await answer(withBanner(outcomeCard(notice, state), actor));
    return;
  }
  try {
    const found = gone === undefined ? listed : without(deps, actor, state, listed, gone);
    const late = () => outcomeCard(notice, state, true);
    await showPartial(deps, reader, state, { search, found, notice, shows: 'outcome', late });
  } catch (error) {
    search.release();
    throw error;
  }
}

/** Webex's list can lag behind the outcome of a change. */
function without(
  { searches }: ListDeps,
  actor: Actor,
  state: ListState,
  found: ListResult | undefined,
  gone: string,
): ListResult | undefined {
  if (found?.listing.recordings.some(({ id }) => id === gone) !== true) return found;
  searches.evictItem(actor, state, gone);
  const { listing } = found;
  const recordings = listing.recordings.filter(({ id }) => id !== gone);
  return evict(found, gone, state) ?? { ...found, listing: { ...listing, recordings } };
}

interface PartialResult {
  readonly search: SearchHandle;
  /** Undefined: nothing to show yet. */
  readonly found: ListResult | undefined;
  readonly notice: Notice | undefined;
  /** The card if there is nothing to show yet. */
  readonly late: () => Content;
  readonly shows: 'progress' | 'outcome';
}

/** Shows what a search has found so far, and leaves the rest to a job. */
async function showPartial(
  deps: ListDeps,
  { actor, answer }: ListReader,
  state: ListState,
  { search, found, notice, late, shows }: PartialResult,
): Promise<void> {
  if (found === undefined) {
    const at = await answer(withBanner(late(), actor));
    await continueInBackground(deps, actor, state, { at, search, shows, notice });
    return;
  }
  const at = await answer(await renderListPage(deps, actor, state, found, notice));
  if (found.totals === 'counting') {
    await continueInBackground(deps, actor, state, { at, search, shows: 'list', notice });
  } else {
    search.release();
  }
}

/** Whatever can be shown as this page within `ms`; undefined when it is late. */
export function withinPatience(
  ms: number,
  search: Pick<Search, 'first' | 'whole'>,
  { start, limit }: ListState,
): Promise<ListResult | undefined> {
  const end = Math.min(limit, start + PAGE);
  return withTimeout(ms, async () => {
    const found = await search.first;
    const isEnough = found.totals !== 'counting' || found.listing.recordings.length >= end;
    return isEnough ? found : search.whole;
  });
}
