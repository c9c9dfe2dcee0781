import type { ListState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import { DAY } from '../../util/time.js';

/** When recordings were moved to the recycle bin, by their ids; milliseconds since the epoch. */
export type BinnedSince = ReadonlyMap<string, number>;

const BIN_DAYS = 30;

/** When Webex removes a recording from the recycle bin for good. */
export function removedFromBinAt(binnedAt: number): number {
  return binnedAt + BIN_DAYS * DAY;
}

/** e.g. `24 days left`; undefined where that is not known, or over. @param now milliseconds */
export function daysLeft(binnedAt: number | undefined, now: number): string | undefined {
  if (binnedAt === undefined) return undefined;
  // A list may be of a moment before the move: no more than all of them are left.
  const days = Math.min(BIN_DAYS, Math.ceil((removedFromBinAt(binnedAt) - now) / DAY));
  if (days < 1) return undefined;
  return days === 1 ? '1 day left' : `${days} days left`;
}

/** What else it takes to find a recording that nobody hosts any more: when it was made, in seconds. */
export function placeOf(
  { createTime }: Pick<Recording, 'createTime'>,
  { scope, host }: Pick<ListState, 'scope' | 'host'>,
): { readonly made?: string } {
  const nobodys = scope === 'site' && host === undefined;
  return nobodys ? { made: String(Math.floor(Date.parse(createTime) / 1_000)) } : {};
}
