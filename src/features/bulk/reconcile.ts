import type { Actor } from '../../accounts/types.js';
import { reconcileEntries } from '../../changes/reconcile.js';
import { jobIdempotencyKey } from '../../jobs/job.js';
import type { BulkDeps } from './deps.js';
import { actorOfJob, isAccessRefusal } from './actor.js';
import { type BulkJob, settledItem } from './model.js';

/**
 * Of work that was cancelled in the middle: looks at what was asked for and not settled, so that the
 * report tells what came about, and Undo undoes it. What Webex does not tell stays open for another
 * look, for a day; then it is not sure.
 *
 * @returns whether there is something new in the report
 */
export async function reconcileCancelledJob(job: BulkJob, deps: BulkDeps): Promise<boolean> {
  const { audit, jobs, searches } = deps;
  const key = jobIdempotencyKey(job.id);
  const entries = (await audit.ofEvent(key)).filter(({ outcome }) => outcome === undefined);
  if (entries.length > 0) {
    const items = await jobs.store.items(job.id);
    const createdAt = new Map(items.map((item) => [item.recordingId, item.recordedAt]));
    let actor: Promise<Actor | undefined> | undefined;
    const actorOf = () => (actor ??= whoLooks(job, deps));
    await reconcileEntries(deps, { entries, actorOf, createdAt, since: job.updatedAt });
  }
  // Also what was settled just before its process died, and not among the items.
  const settled = new Map((await audit.ofEvent(key)).map((entry) => [entry.recordingId, entry]));
  const open = await jobs.store.items(job.id, { selected: true, open: true });
  const ends = open.flatMap(({ recordingId }) => {
    const entry = settled.get(recordingId);
    // What is as it was has not been asked for, as far as its person is concerned.
    return entry === undefined || entry.outcome === 'unchanged' ? [] : settledItem(entry);
  });
  if (ends.length === 0) return false;
  await jobs.store.settleItems(job.id, ends);
  searches.invalidate({ personId: job.personId });
  return true;
}

/** In whose name the job looks; undefined when it may act for nobody any more. */
async function whoLooks(job: BulkJob, deps: BulkDeps): Promise<Actor | undefined> {
  try {
    return await actorOfJob(deps, job);
  } catch (error) {
    if (!isAccessRefusal(error)) throw error;
    return undefined;
  }
}
