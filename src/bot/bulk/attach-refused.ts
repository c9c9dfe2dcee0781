import type { Services } from '../services.js';
import { attachTable } from './attach-table.js';
import type { BulkJob } from './data.js';
import { whyOf } from './outcomes.js';
import { topicsOf } from './topics.js';

/** Topics that are read again for the table; more would keep the report waiting. */
const MOST_TOPICS = 500;

/** Posts a table of what did not come about, with the reason of each. */
export async function attachRefused(job: BulkJob, services: Services): Promise<void> {
  const items = await services.jobs.book.items(job.id, { ticked: true });
  const left = items.filter(({ outcome }) => isLeft(outcome));
  const ids = left.slice(0, MOST_TOPICS).map(({ recordingId }) => recordingId);
  const topics = ids.length === 0 ? new Map<string, string>() : await topicsOf(services, job, ids);
  const lines = left.map((item) => ({
    ...item,
    id: item.recordingId,
    topic: topics.get(item.recordingId) ?? '',
    createdAt: item.recordedAt,
    last: isUnsure(item.outcome) ? 'It could not be seen.' : whyOf(item.outcome ?? ''),
  }));
  await attachTable(job, services, lines, {
    last: 'why',
    markdown: 'What did not come about, as a table:',
  });
}

function isLeft(outcome: string | undefined): boolean {
  return outcome?.startsWith('unchanged') === true || isUnsure(outcome);
}

function isUnsure(outcome: string | undefined): boolean {
  return outcome === 'unsure' || outcome === 'not-seen';
}
