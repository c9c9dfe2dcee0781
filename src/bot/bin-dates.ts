import { stateOf } from '../recordings/change.js';
import type { Recording } from '../recordings/recording.js';
import type { Services } from './services.js';
import type { BinnedSince } from './views/bin-days.js';

/** Since when recordings are in the recycle bin, as far as it is known; asks nothing about others. */
export async function binDates(
  { audit }: Pick<Services, 'audit'>,
  recordings: readonly Recording[],
): Promise<BinnedSince> {
  const binned = recordings.filter((recording) => stateOf(recording) === 'in-bin');
  if (binned.length === 0) return new Map();
  return await audit.binnedSince(binned.map(({ id }) => id));
}
