import { withBanner } from '../../bot/ui/behalf.js';
import { type JobItem, type JobKind, jobKind } from '../../jobs/job.js';
import type { Content } from '../../webex/messages.js';
import { applyJob } from './act.js';
import { bannerActor } from './actor.js';
import { type Standout, chooseCard, untouchedCard } from './cards/choose.js';
import { progressCard, reportCard, searchingJobCard } from './cards/progress.js';
import type { BulkDeps } from './deps.js';
import { findRecordings } from './find.js';
import {
  BULK_KINDS,
  type BulkData,
  type BulkJob,
  bulkData,
  isWholeBin,
  summarize,
} from './model.js';
import { reconcileCancelledJob } from './reconcile.js';
import { topicsOf } from './topics.js';

/** What the card of such a job shows, whatever it is at; it says on whose behalf. */
export async function bulkCard(job: BulkJob, deps: BulkDeps, problem?: unknown): Promise<Content> {
  const content = await cardOf(job, deps, problem);
  return withBanner(content, await bannerActor(deps, job));
}

async function cardOf(job: BulkJob, deps: BulkDeps, problem?: unknown): Promise<Content> {
  const { phase } = job.data;
  const ended = job.state === 'done' || job.state === 'cancelled';
  if (phase === 'find' && !ended) return searchingJobCard(job, problem);
  if (phase !== 'act' && ended) return untouchedCard(job);
  const standing = summarize(await deps.jobs.store.tally(job.id));
  if (phase === 'choose') {
    const mayPurge = deps.allowPurge || !isWholeBin(job, standing);
    return chooseCard({ job, standing, mayPurge, ...(await standouts(job, deps)) });
  }
  if (ended) return reportCard(job, standing);
  return progressCard(job, standing, problem);
}

async function standouts(job: BulkJob, deps: BulkDeps) {
  const { store } = deps.jobs;
  const [[oldest], [largest]] = await Promise.all([
    store.items(job.id, { selected: true, order: 'oldest', limit: 1 }),
    store.items(job.id, { selected: true, order: 'largest', limit: 1 }),
  ]);
  const both = [oldest, largest].filter((item) => item !== undefined);
  const topics = await topicsOf(deps, job, [
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
export const bulkJobs = (deps: BulkDeps): readonly JobKind[] =>
  BULK_KINDS.map((name) =>
    jobKind<BulkData>({
      name,
      data: bulkData,
      run: (job, control) =>
        job.data.phase === 'act'
          ? applyJob(job, control, deps)
          : findRecordings(job, control, deps),
      onCancelled: (job) => reconcileCancelledJob(job, deps),
      card: (job, problem) => bulkCard(job, deps, problem),
    }),
  );
