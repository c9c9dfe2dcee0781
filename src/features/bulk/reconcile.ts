import { withToken } from '../../accounts/token-provider.js';
import type { AuditEntry, SettledEntry } from '../../audit/types.js';
import { type JobItem, jobIdempotencyKey } from '../../jobs/job.js';
import { batchesOf } from '../../recordings/change-batch.js';
import { type State, wantedState } from '../../recordings/change.js';
import { fetchStates } from '../../recordings/states.js';
import { DAY } from '../../util/time.js';
import { isWebexError } from '../../webex/errors.js';
import type { BulkDeps } from './deps.js';
import { actorOfJob, isAccessRefusal } from './actor.js';
import type { BulkChange, BulkJob } from './model.js';

/** After this a Webex that does not tell is no reason to wait any longer. */
const UNANSWERED_MS = DAY;

/**
 * Of work that was cancelled in the middle: looks at what was asked for and not settled, so that the
 * report tells what came about, and Undo undoes it. What Webex does not tell stays open for another
 * look, for a day; then it is not sure.
 *
 * @returns whether there is something new in the report
 */
export async function reconcileCancelledJob(job: BulkJob, deps: BulkDeps): Promise<boolean> {
  const { audit, jobs, searches, now } = deps;
  const { what } = job.data;
  const key = jobIdempotencyKey(job.id);
  const open = (await audit.ofEvent(key)).filter(({ outcome }) => outcome === undefined);
  if (what !== undefined && open.length > 0) {
    await audit.settleOpen(await outcomesOf(job, what, open, deps), now());
  }
  // Also what was settled just before its process died, and not among the items.
  const settled = new Map((await audit.ofEvent(key)).map((entry) => [entry.recordingId, entry]));
  const items = await jobs.store.items(job.id, { selected: true, open: true });
  const ends = items.flatMap(({ recordingId }) => {
    const { outcome, trackingId } = settled.get(recordingId) ?? {};
    // What is as it was has not been asked for, as far as its person is concerned.
    if (outcome === undefined || outcome === 'unchanged') return [];
    return [{ recordingId, outcome, trackingId }];
  });
  if (ends.length === 0) return false;
  await jobs.store.settleItems(job.id, ends);
  searches.invalidate({ personId: job.personId });
  return true;
}

/** How attempts ended, as far as Webex tells now. */
async function outcomesOf(
  job: BulkJob,
  what: BulkChange,
  open: readonly AuditEntry[],
  deps: BulkDeps,
): Promise<SettledEntry[]> {
  const asked = new Set(open.map(({ recordingId }) => recordingId));
  const items = await deps.jobs.store.items(job.id);
  const { states, forGood } = await look(
    job,
    what,
    items.filter(({ recordingId }) => asked.has(recordingId)),
    deps,
  );
  const enough = forGood || deps.now() - job.updatedAt > UNANSWERED_MS;
  return open.flatMap(({ id, recordingId }): SettledEntry[] => {
    const state = states.get(recordingId);
    if (state === undefined) return enough ? [{ id, outcome: 'unsure' }] : [];
    if (state === wantedState(what)) return [{ id, outcome: 'done' }];
    return [{ id, outcome: state === 'gone' ? 'gone' : 'unchanged' }];
  });
}

/** Where they are; and whether nobody can look any more, since the job may act for nobody. */
async function look(
  job: BulkJob,
  what: BulkChange,
  items: readonly JobItem[],
  deps: BulkDeps,
): Promise<{ readonly states: ReadonlyMap<string, State>; readonly forGood: boolean }> {
  const { webex, tokens } = deps;
  const states = new Map<string, State>();
  try {
    const actor = await actorOfJob(deps, job);
    const under: Parameters<typeof fetchStates>[1] = (call) => withToken(tokens, actor, call);
    for (const batch of batchesOf(items)) {
      const members = batch.map(({ recordingId, siteUrl, recordedAt }) => ({
        id: recordingId,
        siteUrl,
        createdAt: recordedAt,
      }));
      const seen = await fetchStates(webex, under, members, wantedState(what));
      for (const [id, state] of seen) states.set(id, state);
    }
  } catch (error) {
    if (!isAccessRefusal(error) && !isWebexError(error)) throw error;
    return { states, forGood: isAccessRefusal(error) };
  }
  return { states, forGood: false };
}
