import { EARLIEST_DAYS } from '../list-state.js';
import type { BulkData, BulkJob } from './data.js';
import type { Standing } from './outcomes.js';

const DAY = 86_400_000;

/** Whether a search leaves out nothing of what there is for the time of its making. */
export function isOfAnyTime({ from, to }: NonNullable<BulkData['search']>): boolean {
  return to - from >= (EARLIEST_DAYS - 1) * DAY;
}

/** Whether everything that there is in the recycle bin is chosen. */
export function isWholeBin({ data }: BulkJob, chosen: Pick<Standing, 'all' | 'ticked'>): boolean {
  const { status, ...narrowed } = data.search?.filter ?? {};
  const ever = data.search !== undefined && isOfAnyTime(data.search);
  const all = ever && status === 'deleted' && Object.keys(narrowed).length === 0;
  return all && chosen.ticked.count === chosen.all.count;
}
