import type { Someone } from '../../accounts/someone.js';
import type { Content } from '../../webex/messages.js';
import { hostsShown } from '../hosts-shown.js';
import type { ListState } from '../list-state.js';
import type { Services } from '../services.js';
import { onBehalf } from '../views/behalf.js';
import type { Notice } from '../views/notice.js';
import { recordingsContent } from '../views/recordings.js';
import type { Found } from './search.js';

/**
 * A page of what was found, as its person sees it, saying on whose behalf where that is not theirs.
 *
 * @param acting in whose name it was found
 * @param notice what came of the last click, on top
 */
export async function drawFound(
  services: Pick<Services, 'hosts'>,
  acting: Someone,
  state: ListState,
  found: Pick<Found, 'listing'> & Partial<Found>,
  notice?: Notice,
): Promise<Content> {
  const hosts = await hostsShown(services, state, found.listing);
  const { listing, totals } = found;
  return onBehalf(recordingsContent({ state, listing, totals, notice, hosts }), acting);
}
