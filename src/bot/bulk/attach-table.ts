import { isWebexError } from '../../webex/errors.js';
import type { Services } from '../services.js';
import type { BulkJob } from './data.js';
import { csvOf, type Line } from './found.js';

/** Posts a table below the card; the card is worth more: without the table it does as well. */
export async function attachTable(
  { id, at }: BulkJob,
  { messaging, log }: Services,
  lines: readonly Line[],
  { last, markdown }: { readonly last: string; readonly markdown: string },
): Promise<void> {
  if (lines.length === 0) return;
  const name = `recordings-${id.slice(0, 8)}.csv`;
  const file = { name, type: 'text/csv', bytes: csvOf(lines, last), markdown };
  try {
    await messaging.postFile({ roomId: at.roomId }, file);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: id }, 'the table of a job was not posted');
  }
}
