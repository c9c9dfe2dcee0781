import type { Actor } from '../../accounts/types.js';
import { reconcileEntries } from '../../changes/reconcile.js';
import { jobIdempotencyKey } from '../../jobs/job.js';
import { actorOfJob, isAccessRefusal } from './actor.js';
import { type BulkDeps, type BulkJob, settledItem } from './model.js';

/**
 * Reconciles the open audit entries of a cancelled job, so that its report and its Undo are complete.
 * Where Webex does not answer, an entry stays open for a day, then becomes unsure.
 *
 * @returns whether the report has changed
 */
export async function reconcileCancelledJob(job: BulkJob, deps: BulkDeps): Promise<boolean> {
  const { audit, jobs, searches } = deps;
  const key = jobIdempotencyKey(job.id);
  const entries = (await audit.ofEvent(key)).filter(({ outcome }) => outcome === undefined);
  if (entries.length > 0) {
    const items = await jobs.store.items(job.id);
    const createdAt = new Map(items.map((item) => [item.recordingId, item.recordedAt]));
    let actor: Promise<Actor | undefined> | undefined;
    const actorOf = () => (actor ??= actorOrNone(job, deps));
    await reconcileEntries(deps, { entries, actorOf, createdAt, since: job.updatedAt });
  }
  // Includes what was settled just before its process died, and is not among the items.
  const settled = new Map((await audit.ofEvent(key)).map((entry) => [entry.recordingId, entry]));
  const open = await jobs.store.items(job.id, { selected: true, open: true });
  const ends = open.flatMap(({ recordingId }) => {
    const entry = settled.get(recordingId);
    // To the person, an unchanged recording was not requested.
    return entry === undefined || entry.outcome === 'unchanged' ? [] : settledItem(entry);
  });
  if (ends.length === 0) return false;
  await jobs.store.settleItems(job.id, ends);
  searches.invalidate({ personId: job.personId });
  return true;
}

/** Undefined when the actor lost access. */
async function actorOrNone(job: BulkJob, deps: BulkDeps): Promise<Actor | undefined> {
  try {
    return await actorOfJob(deps, job);
  } catch (error) {
    if (!isAccessRefusal(error)) throw error;
    return undefined;
  }
}
