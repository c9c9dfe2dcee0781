import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { auditIdentity } from '../../bot/access/impersonation.js';
import { applyChanges } from '../../changes/change-recording.js';
import { reconcileEntries } from '../../changes/reconcile.js';
import { type JobItem, jobIdempotencyKey, type JobControl, type JobEnd } from '../../jobs/job.js';
import { LARGEST_BATCH, batchesOf } from '../../recordings/requests.js';
import { patientClient } from '../../webex/client.js';
import type { WebexRefused } from '../../webex/errors.js';
import { actorOfJob, isAccessRefusal } from './actor.js';
import type { BulkChange, BulkData, BulkDeps, BulkJob } from './model.js';
import { isNotInBin, itemOutcome, refusalOf, settledItem, summarize } from './model.js';
import { postRefusedTable } from './table.js';

/** If Webex refuses a whole batch of this size, no single recording is the cause. */
const CONCLUSIVE_SIZE = 10;

/** A job of few recordings moves by so many, one of more by a tenth: a message takes ten edits. */
const SMALLEST_BATCH = CONCLUSIVE_SIZE;

/** The largest batch of a job, by how many recordings it changes. */
export function batchSizeOf(count: number): number {
  return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, Math.ceil(count / 10)));
}

/**
 * Makes the confirmed change, batch by batch; after a crash it resumes from the audit. Rejects on
 * non-transient errors: the remaining items stay open.
 * @returns undefined when the job must not go on
 */
export async function applyJob(
  job: BulkJob,
  control: JobControl<BulkData>,
  deps: BulkDeps,
): Promise<JobEnd<BulkData> | undefined> {
  const { what } = job.data;
  if (what === undefined) return { state: 'done', data: job.data };
  const open = () => deps.jobs.store.items(job.id, { selected: true, open: true });
  const { selected } = summarize(await deps.jobs.store.tally(job.id));
  for (const batch of batchesOf(await open(), undefined, batchSizeOf(selected.count))) {
    if (!(await control.shouldContinue())) return undefined;
    await applyBatch(job, what, batch, control, deps);
  }
  // Even if it was cancelled during the last batch, the job is done.
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
  const { audit, jobs, webex, tokens, searches, now, lookAgain } = deps;
  // Checked before each batch: permission to act for others may have been withdrawn.
  const actor = await actorOfJob(deps, job);
  const refusals = new Map<string, { readonly error: WebexRefused; readonly count: number }>();
  let nothingToDo = 0;
  await applyChanges(
    {
      ...{ webex: patientClient(webex), audit, now, lookAgain, background: control },
      withToken: (call) => withToken(tokens, actor, call),
    },
    {
      as: auditIdentity(deps, actor),
      what,
      targets: batch.map((one) => {
        return { id: one.recordingId, siteUrl: one.siteUrl, createdAt: one.recordedAt };
      }),
      eventKey: jobIdempotencyKey(job.id),
    },
    // Settled in the audit just before a crash, but not yet among the items.
    async (entries) => {
      nothingToDo += entries.length;
      await jobs.store.settleItems(job.id, entries.flatMap(settledItem));
    },
    async (items) => {
      await jobs.store.settleItems(job.id, items.map(itemOutcome));
      // Cached lists no longer hold.
      searches.invalidate({ personId: job.personId });
      for (const item of items) {
        const { outcome } = item;
        const error = refusalOf(outcome);
        if (isNotInBin(outcome) || ['already', 'gone'].includes(outcome.kind)) nothingToDo += 1;
        if (error === undefined) continue;
        const alike = itemOutcome(item).outcome;
        refusals.set(alike, { error, count: (refusals.get(alike)?.count ?? 0) + 1 });
      }
      await control.progress(job.data);
    },
  );
  for (const { error, count } of refusals.values()) {
    // The next batch would fail the same way: tell the person before that.
    if (count >= CONCLUSIVE_SIZE && count === batch.length - nothingToDo) throw error;
  }
}

/**
 * Reconciles the open audit entries of a cancelled job, so that its report and its Undo are complete.
 * Where Webex does not answer, an entry stays open for a day, then becomes unsure.
 * @returns whether the report has changed
 */
export async function reconcileCancelledJob(job: BulkJob, deps: BulkDeps): Promise<boolean> {
  const { audit, jobs, searches } = deps;
  const key = jobIdempotencyKey(job.id);
  const entries = (await audit.ofEvent(key)).filter(({ outcome }) => outcome === undefined);
  let count = 0;
  if (entries.length > 0) {
    const items = await jobs.store.items(job.id);
    const createdAt = new Map(items.map((item) => [item.recordingId, item.recordedAt]));
    let actor: Promise<Actor | undefined> | undefined;
    const actorOf = () =>
      (actor ??= actorOfJob(deps, job).catch((error: unknown) => {
        if (!isAccessRefusal(error)) throw error;
        return undefined;
      }));
    count = await reconcileEntries(deps, { entries, actorOf, createdAt, since: job.updatedAt });
  }
  // Includes what was settled in the audit just before the process died, but not among the items.
  const settled = new Map((await audit.ofEvent(key)).map((entry) => [entry.recordingId, entry]));
  const open = await jobs.store.items(job.id, { selected: true, open: true });
  const ends = open.flatMap(({ recordingId }) => {
    const entry = settled.get(recordingId);
    // To the person, an unchanged recording was not requested.
    return entry === undefined || entry.outcome === 'unchanged' ? [] : settledItem(entry);
  });
  if (ends.length === 0) return count > 0;
  await jobs.store.settleItems(job.id, ends);
  searches.invalidate({ personId: job.personId });
  return true;
}
