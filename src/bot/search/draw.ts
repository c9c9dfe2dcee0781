import type { Someone } from '../../accounts/someone.js';
import type { Content } from '../../webex/messages.js';
import { binDates } from '../bin-dates.js';
import { hostsShown, shownOf } from '../hosts-shown.js';
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
  services: Pick<Services, 'hosts' | 'audit'>,
  acting: Someone,
  state: ListState,
  found: Pick<Found, 'listing'> & Partial<Found>,
  notice?: Notice,
): Promise<Content> {
  const { listing, totals } = found;
  const [hosts, binned] = await Promise.all([
    hostsShown(services, state, listing),
    binDates(services, shownOf(state, listing)),
  ]);
  return onBehalf(recordingsContent({ state, listing, totals, notice, hosts, binned }), acting);
}
