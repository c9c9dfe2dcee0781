import { holdToken, withToken } from '../../accounts/token-provider.js';
import { type Actor, NotConnected, NotServed } from '../../accounts/types.js';
import {
  auditIdentity,
  NoSuchHost,
  NotAllowed,
  resolveActor,
  scopeList,
} from '../../bot/access/impersonation.js';
import { applyChanges } from '../../changes/change-recording.js';
import { reconcileEntries } from '../../changes/reconcile.js';
import type { JobItem, JobControl, JobEnd, Job } from '../../jobs/job.js';
import { jobIdempotencyKey } from '../../jobs/job.js';
import { readState } from '../../query/list-state.js';
import { LARGEST_BATCH, batchesOf } from '../../recordings/requests.js';
import { fetchEach } from '../../recordings/states.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { patientClient } from '../../webex/client.js';
import { type WebexRefused, isWebexError, undefinedIfWebexFails } from '../../webex/errors.js';
import { personIdOf } from '../../webex/ids.js';
import { TOPIC_LENGTH, topicOf } from '../list/index.js';
import type { BulkChange, BulkData, BulkDeps, BulkJob } from './model.js';
import {
  isNotInBin,
  isUnchanged,
  isUnsure,
  itemOutcome,
  refusalInWords,
  refusalOf,
  settledItem,
  summarize,
} from './model.js';
import { MOST_TOPICS_READ, postTable, refusedTable } from './table.js';

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

type JobOwner = Pick<Job, 'personId' | 'hostId'>;

/** The actor for a job's next step; permission is checked each time. Rejects as resolveActor. */
export async function actorOfJob(
  deps: Pick<BulkDeps, 'roles' | 'hosts'>,
  { personId, hostId: host }: JobOwner,
): Promise<Actor> {
  return await resolveActor(deps, { personId: personIdOf(personId) }, defined({ host }));
}

/** True when the actor lost access, and only they can mend that. */
function isAccessRefusal(error: unknown): boolean {
  const refusals = [NotConnected, NotServed, NotAllowed, NoSuchHost];
  return refusals.some((refusal) => error instanceof refusal);
}

/** For the banner of a card; needs no role. A host whom Webex does not name is “somebody else”. */
export async function bannerActor(
  { hosts }: Pick<BulkDeps, 'hosts'>,
  { personId, hostId }: JobOwner,
): Promise<Actor> {
  const person = { personId: personIdOf(personId) };
  if (hostId === undefined) return person;
  const unknown = { personId: hostId, email: '', displayName: words.bulk.somebodyElse };
  const host = await hosts.byId(hostId).catch(undefinedIfWebexFails);
  return { ...person, onBehalfOf: host ?? unknown };
}

/** As cards show them: short and escaped. */
export const forCards = (topics: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...topics].map(([id, topic]) => [id, topicOf({ topic }, TOPIC_LENGTH.line)]));

/**
 * Topics are not stored: they are read again as the job's owner, unescaped. Those that cannot be read are left
 * out.
 */
export async function topicsOf(
  deps: BulkDeps,
  owner: JobOwner,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { webex, tokens, log } = deps;
  const topics = new Map<string, string>();
  if (ids.length === 0) return topics;
  try {
    const held = await holdToken(tokens, await actorOfJob(deps, owner));
    const refs = ids.map((id) => ({ id }));
    for (const { ref, sight } of await fetchEach({ webex, withToken: held }, refs))
      if ('recording' in sight && sight.recording) topics.set(ref.id, sight.recording.topic);
  } catch (error) {
    if (!isAccessRefusal(error) && !isWebexError(error)) throw error;
    log.info({ err: error }, 'topics not read');
  }
  return topics;
}

/** As {@link topicsOf}, without asking Webex about a list that is still cached. */
export async function topicsInList(
  deps: BulkDeps,
  actor: Actor,
  job: BulkJob,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const state = readState(job.data.list, deps.now());
  const found = state && deps.searches.peek(actor, scopeList(state, actor));
  const known = (found?.listing.recordings ?? [])
    .filter(({ id }) => ids.includes(id))
    .map(({ id, topic }): [string, string] => [id, topic]);
  const topics = new Map(known);
  const read = await topicsOf(
    deps,
    job,
    ids.filter((id) => !topics.has(id)),
  );
  return new Map([...topics, ...read]);
}

/**
 * Posts a table of the recordings that were not changed, with reasons. If Webex does not take it, the report
 * stands without it.
 */
export async function postRefusedTable(job: BulkJob, deps: BulkDeps): Promise<void> {
  const items = await deps.jobs.store.items(job.id, { selected: true });
  const left = items.filter(({ outcome }) => isUnchanged(outcome) || isUnsure(outcome));
  const ids = left.slice(0, MOST_TOPICS_READ).map(({ recordingId }) => recordingId);
  const topics = await topicsOf(deps, job, ids);
  const rows = left.map((item) => ({
    ...item,
    id: item.recordingId,
    topic: topics.get(item.recordingId) ?? '',
    last: isUnsure(item.outcome) ? words.bulk.notSeen : refusalInWords(item.outcome ?? ''),
  }));
  const last = { last: words.bulk.columnWhy, markdown: words.bulk.fileOfUnchanged };
  await refusedTable(job, deps, () => postTable(job, deps, rows, last));
}
