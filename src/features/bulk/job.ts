import { onBehalf } from '../../bot/ui/behalf.js';
import type { JobItem } from '../../jobs/job.js';
import { type JobKind, jobKind } from '../../jobs/kind.js';
import type { Content } from '../../webex/messages.js';
import type { Services } from '../deps.js';
import { act } from './act.js';
import { namedOnJob } from './actor.js';
import { type Standout, chooseContent, untouchedContent } from './cards/choose.js';
import { lookingContent, progressContent, reportContent } from './cards/progress.js';
import { find } from './find.js';
import {
  BIN,
  type BulkData,
  type BulkJob,
  CLEAN_UP,
  UNDO,
  bulkData,
  isWholeBin,
  standingOf,
} from './model.js';
import { settleAsked } from './reconcile.js';
import { topicsOf } from './topics.js';

/** What the card of such a job shows, whatever it is at; it says on whose behalf. */
export async function bulkCard(
  job: BulkJob,
  services: Services,
  problem?: unknown,
): Promise<Content> {
  const content = await contentOf(job, services, problem);
  return onBehalf(content, await namedOnJob(services, job));
}

async function contentOf(job: BulkJob, services: Services, problem?: unknown): Promise<Content> {
  const { phase } = job.data;
  const ended = job.state === 'done' || job.state === 'cancelled';
  if (phase === 'find' && !ended) return lookingContent(job, problem);
  if (phase !== 'act' && ended) return untouchedContent(job);
  const standing = standingOf(await services.jobs.book.tally(job.id));
  if (phase === 'choose') {
    const mayPurge = services.allowPurge || !isWholeBin(job, standing);
    return chooseContent({ job, standing, mayPurge, ...(await standouts(job, services)) });
  }
  if (ended) return reportContent(job, standing);
  return progressContent(job, standing, problem);
}

async function standouts(job: BulkJob, services: Services) {
  const { book } = services.jobs;
  const [[oldest], [largest]] = await Promise.all([
    book.items(job.id, { ticked: true, order: 'oldest', limit: 1 }),
    book.items(job.id, { ticked: true, order: 'largest', limit: 1 }),
  ]);
  const both = [oldest, largest].filter((item) => item !== undefined);
  const topics = await topicsOf(services, job, [
    ...new Set(both.map(({ recordingId }) => recordingId)),
  ]);
  const standout = (item: JobItem | undefined): Standout | undefined => {
    const topic = topics.get(item?.recordingId ?? '');
    if (item === undefined || topic === undefined) return undefined;
    return { topic, recordedAt: item.recordedAt, sizeBytes: item.sizeBytes };
  };
  return { oldest: standout(oldest), largest: standout(largest) };
}

/** Work on many recordings: they are looked for, chosen among, and then changed. */
export const bulkKinds: readonly JobKind[] = [CLEAN_UP, BIN, UNDO].map((name) =>
  jobKind<BulkData>({
    name,
    data: bulkData,
    run: (job, control, services) =>
      job.data.phase === 'act' ? act(job, control, services) : find(job, control, services),
    gaveUp: settleAsked,
    card: bulkCard,
  }),
);
