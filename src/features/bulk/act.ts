import { withToken } from '../../accounts/token-provider.js';
import { auditIdentity } from '../../bot/access/impersonation.js';
import { applyChanges } from '../../changes/apply.js';
import { type JobControl, type JobEnd, type JobItem, jobIdempotencyKey } from '../../jobs/job.js';
import { batchesOf } from '../../recordings/change-batch.js';
import { WebexRefused } from '../../webex/errors.js';
import { actorOfJob } from './actor.js';
import type { BulkDeps } from './deps.js';
import {
  type BulkChange,
  type BulkData,
  type BulkJob,
  itemOutcome,
  refusalStatus,
  settledItem,
} from './model.js';
import { postRefusedTable } from './topics.js';

/** A batch of this size that Webex refuses whole is no matter of single recordings. */
const TELLING_SIZE = 10;

/**
 * Does what the person has confirmed, batch by batch: written to the audit, asked for, looked at,
 * settled. Called again after a crash, it goes on: what the audit knows as asked is looked at first.
 *
 * Rejects with what does not go away by itself: the rest stays open.
 *
 * @returns undefined when it is not to go on
 */
export async function applyJob(
  job: BulkJob,
  control: JobControl<BulkData>,
  deps: BulkDeps,
): Promise<JobEnd<BulkData> | undefined> {
  const { what } = job.data;
  if (what === undefined) return { state: 'done', data: job.data };
  const open = (): Promise<JobItem[]> =>
    deps.jobs.store.items(job.id, { selected: true, open: true });
  for (const batch of batchesOf(await open())) {
    if (!(await control.shouldContinue())) return undefined;
    await applyBatch(job, what, batch, control, deps);
  }
  // Called off during the last batch, it has come to its end all the same: nothing is left to rest.
  if (!(await control.shouldContinue()) && (await open()).length > 0) return undefined;
  await postRefusedTable(job, deps);
  return { state: 'done', data: job.data };
}

async function applyBatch(
  job: BulkJob,
  what: BulkChange,
  batch: readonly JobItem[],
  control: JobControl<BulkData>,
  deps: BulkDeps,
): Promise<void> {
  const { audit, jobs, webex, tokens, searches, now } = deps;
  // Before each batch: whoever may not act for others any more does not.
  const actor = await actorOfJob(deps, job);
  const refusals = new Map<number, number>();
  let nothingToDo = 0;
  await applyChanges(
    { webex, audit, now, background: control, withToken: (call) => withToken(tokens, actor, call) },
    {
      as: auditIdentity(deps, actor),
      what,
      targets: batch.map(({ recordingId: id, siteUrl, recordedAt: createdAt }) => {
        return { id, siteUrl, createdAt };
      }),
      eventKey: jobIdempotencyKey(job.id),
    },
    {
      // What was settled in the audit before a crash, and not among the items.
      replayed: async (entries) => {
        nothingToDo += entries.length;
        await jobs.store.settleItems(job.id, entries.flatMap(settledItem));
      },
      ended: async (items) => {
        await jobs.store.settleItems(job.id, items.map(itemOutcome));
        // Lists that were found before no longer hold.
        searches.invalidate({ personId: job.personId });
        for (const { outcome } of items) {
          const status = refusalStatus(outcome);
          if (outcome.kind === 'already' || outcome.kind === 'gone') nothingToDo += 1;
          if (status !== undefined) refusals.set(status, (refusals.get(status) ?? 0) + 1);
        }
        await control.progress(job.data);
      },
    },
  );
  for (const [status, count] of refusals) {
    // The next hundred would go the same way: whoever began this is to know before that.
    if (count >= TELLING_SIZE && count === batch.length - nothingToDo) {
      const request = { method: 'POST', path: '/recordings' };
      throw new WebexRefused(request, status, undefined, undefined, '');
    }
  }
}
