import type { Recording } from '../../recordings/recording.js';
import type { ListState } from '../list-state.js';

/** What else it takes to find a recording that nobody hosts any more: when it was made, in seconds. */
export function placeOf(
  { createTime }: Pick<Recording, 'createTime'>,
  { reach, host }: Pick<ListState, 'reach' | 'host'>,
): { readonly made?: string } {
  const nobodys = reach === 'everyone' && host === undefined;
  return nobodys ? { made: String(Math.floor(Date.parse(createTime) / 1_000)) } : {};
}
