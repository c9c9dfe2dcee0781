import type { BulkJob } from './data.js';
import type { Standing } from './outcomes.js';

/** Whether everything that there is in the recycle bin is chosen. */
export function isWholeBin({ data }: BulkJob, chosen: Pick<Standing, 'all' | 'ticked'>): boolean {
  const { status, ...narrowed } = data.search?.filter ?? {};
  const all = status === 'deleted' && Object.keys(narrowed).length === 0;
  return all && chosen.ticked.count === chosen.all.count;
}
