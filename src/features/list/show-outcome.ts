import { NotConnected } from '../../accounts/types.js';
import { onBehalf } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import type { ListState } from '../../query/list-state.js';
import { isWebexError } from '../../webex/errors.js';
import type { Services } from '../deps.js';
import { outcomeContent } from './progress-card.js';
import { type Joined, without } from './search/cache.js';
import type { Found } from './search/search.js';
import { type Asker, inTime, showSoFar } from './show.js';

/** What came of a click, and the search for the list that is to stand below it. */
export interface Outcome {
  readonly notice: Notice;
  readonly search: Joined;
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
  services: Services,
  { person: acting, answer }: Asker,
  state: ListState,
  { notice, search, gone }: Outcome,
): Promise<void> {
  let listed: Found | undefined;
  try {
    listed = await inTime(services.searches.patienceMs, search, state);
  } catch (error) {
    search.leave();
    if (!isWebexError(error) && !(error instanceof NotConnected)) throw error;
    await answer(onBehalf(outcomeContent(notice, state), acting));
    return;
  }
  try {
    const found = gone === undefined ? listed : cut(services, acting, state, listed, gone);
    const late = () => outcomeContent(notice, state, true);
    const soFar = { search, found, notice, shows: 'outcome', late } as const;
    await showSoFar(services, { person: acting, answer }, state, soFar);
  } catch (error) {
    search.leave();
    throw error;
  }
}

/** Webex's list can lag behind what a look has shown. */
function cut(
  { searches }: Services,
  acting: Asker['person'],
  state: ListState,
  found: Found | undefined,
  gone: string,
): Found | undefined {
  if (found?.listing.recordings.some(({ id }) => id === gone) !== true) return found;
  searches.keepWithout(acting, state, gone);
  const { listing } = found;
  const recordings = listing.recordings.filter(({ id }) => id !== gone);
  return without(found, gone, state) ?? { ...found, listing: { ...listing, recordings } };
}
