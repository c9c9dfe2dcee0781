import type { Recording } from '../../recordings/recording.js';
import { PAGE, type ListState } from '../list-state.js';
import type { Found } from './search.js';

/**
 * What was found of a list, without a recording that is in it no more.
 *
 * @returns undefined where that takes asking anew: the recording may be one of those that were not
 *   shown, or the page is not full without it
 */
export function without(
  found: Found,
  recordingId: string,
  { start }: Pick<ListState, 'start'>,
): Found | undefined {
  const { listing, totals } = found;
  const [cut] = listing.recordings.filter(({ id }) => id === recordingId);
  if (cut === undefined) return listing.more ? undefined : found;
  const recordings = listing.recordings.filter(({ id }) => id !== recordingId);
  if (listing.more && recordings.length < start + PAGE) return undefined;
  return {
    listing: { ...listing, recordings },
    ...(totals === undefined ? {} : { totals: lessOf(totals, cut) }),
  };
}

function lessOf(
  totals: NonNullable<Found['totals']>,
  { sizeBytes = 0 }: Recording,
): NonNullable<Found['totals']> {
  if (totals === 'counting') return totals;
  const { count, bytes } = totals;
  return { count: Math.max(0, count - 1), bytes: Math.max(0, bytes - sizeBytes) };
}
