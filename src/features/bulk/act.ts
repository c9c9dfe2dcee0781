import { withToken } from '../../accounts/token-provider.js';
import type { Opened } from '../../audit/types.js';
import { auditIdentity } from '../../bot/access/impersonation.js';
import { type JobItem, type Settled, jobIdempotencyKey } from '../../jobs/job.js';
import type { JobControl, JobEnd } from '../../jobs/kind.js';
import { type ItemOutcome, batchesOf, changeBatch } from '../../recordings/change-batch.js';
import { WebexRefused } from '../../webex/errors.js';
import type { BulkDeps } from './deps.js';
import { actorOfJob } from './actor.js';
import { type BulkChange, type BulkData, type BulkJob, itemOutcome } from './model.js';
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
export async function applyChanges(
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
  const { audit, jobs, webex, tokens, now } = deps;
  // Before each batch: whoever may not act for others any more does not.
  const actor = await actorOfJob(deps, job);
  const opened = await audit.openMany(
    batch.map(({ recordingId, siteUrl }) => ({
      ...auditIdentity(deps, actor),
      recordingId,
      siteUrl,
      change: what,
      eventKey: jobIdempotencyKey(job.id),
    })),
    now(),
  );
  const entries = new Map(opened.map((one) => [one.entry.recordingId, one]));
  const known = batch.flatMap(({ recordingId }) => settledBefore(entries.get(recordingId)));
  await jobs.store.settleItems(job.id, known);
  const over = new Set(known.map(({ recordingId }) => recordingId));
  const members = batch.flatMap(({ recordingId: id, siteUrl, recordedAt: createdAt }) =>
    over.has(id) ? [] : [{ id, siteUrl, createdAt }],
  );
  const maybeAsked = new Set(
    members.flatMap(({ id }) => (entries.get(id)?.fresh === false ? [id] : [])),
  );
  const refusals = new Map<number, number>();
  let nothingToDo = 0;
  const tell = async (ended: readonly ItemOutcome[]): Promise<void> => {
    // First the audit: after a crash in between it is found there.
    await audit.settleMany(
      ended.flatMap(({ id, kind, trackingId }) => {
        const entry = entries.get(id)?.entry;
        return entry === undefined ? [] : [{ id: entry.id, outcome: kind, trackingId }];
      }),
      now(),
    );
    const settled = ended.map((one): Settled => ({ recordingId: one.id, ...itemOutcome(one) }));
    await jobs.store.settleItems(job.id, settled);
    // Lists that were found before no longer hold.
    deps.searches.invalidate({ personId: job.personId });
    for (const { kind, status } of ended) {
      if (kind === 'already' || kind === 'gone') nothingToDo += 1;
      if (status !== undefined) refusals.set(status, (refusals.get(status) ?? 0) + 1);
    }
    await control.progress(job.data);
  };
  await changeBatch(
    {
      webex,
      withToken: (call) => withToken(tokens, actor, call),
      wait: control.wait,
      shouldContinue: control.shouldContinue,
    },
    { what, members, maybeAsked },
    tell,
  );
  for (const [status, count] of refusals) {
    // The next hundred would go the same way: whoever began this is to know before that.
    if (count >= TELLING_SIZE && count === members.length - nothingToDo) {
      throw new WebexRefused(
        { method: 'POST', path: '/recordings' },
        status,
        undefined,
        undefined,
        '',
      );
    }
  }
}

/** What was settled in the audit before a crash, and not among the items. */
function settledBefore(opened: Opened | undefined): Settled[] {
  if (opened?.entry.outcome === undefined) return [];
  const { recordingId, outcome, trackingId } = opened.entry;
  return [{ recordingId, outcome, trackingId }];
}
