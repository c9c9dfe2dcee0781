import { NotConnected } from '../../accounts/types.js';
import { withBanner } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import type { ListState } from '../../query/list-state.js';
import { isWebexError } from '../../webex/errors.js';
import type { ListDeps } from './deps.js';
import { outcomeCard } from './progress-card.js';
import { type SearchHandle, evict } from './search/cache.js';
import type { ListResult } from './search/search.js';
import { type ListReader, withinPatience, showPartial } from './show.js';

/** What came of a click, and the search for the list that is to stand below it. */
export interface Outcome {
  readonly notice: Notice;
  readonly search: SearchHandle;
  /** Id of a recording that is in that list no more, should Webex still show it. */
  readonly gone?: string | undefined;
}

/**
 * Says what came of a click, above its list. The list is waited for no longer than people wait:
 * then what came of the click is said by itself, and the list takes its place when it is there.
 *
 * Rejects with NotDelivered, or what is no matter of Webex.
 *
 * @param asker in whose name it is; checked already
 */
export async function showOutcome(
  deps: ListDeps,
  { actor, answer }: ListReader,
  state: ListState,
  { notice, search, gone }: Outcome,
): Promise<void> {
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
    const found = gone === undefined ? listed : cut(deps, actor, state, listed, gone);
    const late = () => outcomeCard(notice, state, true);
    const soFar = { search, found, notice, shows: 'outcome', late } as const;
    await showPartial(deps, { actor, answer }, state, soFar);
  } catch (error) {
    search.release();
    throw error;
  }
}

/** Webex's list can lag behind what a look has shown. */
function cut(
  { searches }: ListDeps,
  actor: ListReader['actor'],
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
