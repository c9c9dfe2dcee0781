import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ActionContext } from '../../bot/context.js';
import type { Action, Feature } from '../../bot/feature.js';
import { expiredCard, withBanner } from '../../bot/ui/message.js';
import { type JobItem, jobIdempotencyKey, jobKind } from '../../jobs/job.js';
import type { Settings } from '../../settings/settings.js';
import { defined, lenient, present } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';
import { applyJob, reconcileCancelledJob, bannerActor, forCards, topicsOf } from './act.js';
import type { Standout } from './cards.js';
import { chooseCard, progressCard, reportCard, searchingJobCard, untouchedCard } from './cards.js';
import { bulkLook, bulkTick, leaveSelection, selectionOf } from './choose.js';
import { bulkAsk, bulkGo } from './confirm.js';
import { findRecordings, bulkTable } from './find.js';
import {
  jobCancel,
  jobConnect,
  jobPause,
  jobProgress,
  jobResume,
  jobShow,
  onJob,
} from './job-actions.js';
import type { BulkData, BulkDeps, BulkJob, BulkSummary } from './model.js';
import {
  BULK_KINDS,
  SELECT,
  UNDO,
  WHOLE_BIN,
  bulkData,
  hasEnded,
  monthlySearch,
  monthlySearchOf,
  summarize,
} from './model.js';
import { selectSeveral, selectShown, startBulk } from './start.js';
import { tableOfShown } from './table.js';

/** Many recordings at once, as a job: found, chosen, confirmed, changed, reported, undone. */
export const bulk = (deps: BulkDeps): Feature => {
  const shows = jobShow(deps);
  const asks = bulkAsk(deps, shows);
  return {
    commands: [selectShown(deps), tableOfShown(deps), jobProgress(deps)],
    actions: [
      shows,
      jobPause(deps),
      jobResume(deps, shows),
      jobCancel(deps),
      jobConnect(deps),
      bulkLook(deps),
      bulkTick(deps, shows),
      bulkTable(deps),
      asks,
      bulkGo(deps, asks, shows),
      bulkUndo(deps, shows),
      selectSeveral(deps),
      leaveSelection(deps),
    ],
    jobs: BULK_KINDS.map((name) =>
      jobKind<BulkData>({
        name,
        data: bulkData,
        run: (job, control) => {
          const step = job.data.phase === 'act' ? applyJob : findRecordings;
          return step(job, control, deps);
        },
        onCancelled: (job) => reconcileCancelledJob(job, deps),
        card: async (job, problem) =>
          withBanner(await cardOf(job, deps, problem), await bannerActor(deps, job)),
      }),
    ),
  };
};

async function cardOf(job: BulkJob, deps: BulkDeps, problem?: unknown): Promise<Content> {
  const { phase } = job.data;
  const ended = hasEnded(job);
  if (phase === 'find' && !ended) return searchingJobCard(job, problem);
  if (phase !== 'act' && ended) return untouchedCard(job);
  if (phase === 'choose' && (job.kind === SELECT || job.kind === WHOLE_BIN)) {
    const selection = await selectionOf(deps, await bannerActor(deps, job), job, {});
    if (selection !== undefined) return selection;
  }
  const summary = summarize(await deps.jobs.store.tally(job.id));
  if (phase === 'choose') {
    const [found, chosen] = await Promise.all([
      standouts(job, deps),
      deps.settings.of(job.personId),
    ]);
    return chooseCard({ job, summary, ...found, ...defined({ monthly: monthlyIn(job, chosen) }) });
  }
  if (ended) return reportCard(job, await withUnsettled(job, deps, summary));
  return progressCard(job, summary, problem);
}

/** In a cancelled job, what was requested and is not seen yet counts as unsure, not as left alone. */
async function withUnsettled(
  job: BulkJob,
  { audit, jobs }: BulkDeps,
  summary: BulkSummary,
): Promise<BulkSummary> {
  if (job.state !== 'cancelled' || summary.open.count === 0) return summary;
  const entries = await audit.ofEvent(jobIdempotencyKey(job.id));
  const asked = new Set(
    entries.flatMap(({ recordingId, outcome }) => (outcome === 'unchanged' ? [] : recordingId)),
  );
  const left = await jobs.store.items(job.id, { selected: true, open: true });
  const items = left.filter(({ recordingId }) => asked.has(recordingId));
  const bytes = items.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const { unsure, open } = summary;
  return {
    ...summary,
    unsure: { count: unsure.count + items.length, bytes: unsure.bytes + bytes },
    open: { count: open.count - items.length, bytes: open.bytes - bytes },
  };
}

/** The undo that existed when the button was rendered; the first button has none. */
const drawn = z.object({ after: lenient(z.string()) });

/**
 * Restores everything that a job moved to the recycle bin, as a job of its own. A second, simultaneous or
 * retried click on the same button shows the existing undo.
 */
const bulkUndo = (deps: BulkDeps, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-undo',
    extra: drawn,
    ifStale: shows,
    run: async (ctx, job, { after }) => {
      const { jobs, now } = deps;
      const { data } = bulkData.safeParse(job.data);
      if (data?.what !== 'trash' || data.phase !== 'act' || !hasEnded(job))
        return await ctx.update(expiredCard());
      if (!(await showExistingUndo(ctx, deps, data.undoneBy, after))) {
        const items = await jobs.store.items(job.id, { outcomes: ['done'] });
        const found = { seen: 0, found: items.length };
        const undo: BulkData = { phase: 'act', what: 'restore', ...found, undoes: job.id };
        const claim = (id: string): Promise<boolean> =>
          jobs.store.replaceData(job.id, job.data, { ...data, undoneBy: id }, now());
        await startBulk(ctx, deps, { kind: UNDO, data: undo, items, claim }, ctx.reply);
      }
      await jobs.render(job.id);
    },
  });

/** Shows an undo that must not begin twice; false when there is none. */
async function showExistingUndo(
  { reply, permit }: ActionContext,
  { jobs, now }: BulkDeps,
  undoneBy: string | undefined,
  after: string | undefined,
): Promise<boolean> {
  const undo = undoneBy === undefined ? undefined : await jobs.store.get(undoneBy);
  if (undo === undefined) return false;
  if (hasEnded(undo)) {
    if (after === undoneBy) return false;
    await jobs.render(undo.id, reply);
    return true;
  }
  // Its process may have died before showing or beginning it.
  await jobs.render(undo.id, undo.at.id === '' ? reply : undefined);
  const begun = await jobs.store.change(undo.id, ['asking'], 'running', now());
  if (begun !== undefined) jobs.begin(permit, undo.id);
  return true;
}

/** Undefined for a search that no month can repeat. */
function monthlyIn({ hostId, data: { search } }: BulkJob, chosen: Settings): boolean | undefined {
  const same = monthlySearch.safeParse(search).data;
  if (same === undefined || hostId !== undefined || search?.said !== undefined) return undefined;
  return isDeepStrictEqual(same, monthlySearchOf(chosen));
}

async function standouts(job: BulkJob, deps: BulkDeps) {
  const first = async (order: 'oldest' | 'largest') =>
    (await deps.jobs.store.items(job.id, { selected: true, order, limit: 1 }))[0];
  const [oldest, largest] = await Promise.all([first('oldest'), first('largest')]);
  const ids = present([oldest, largest]).map(({ recordingId }) => recordingId);
  const topics = forCards(await topicsOf(deps, job, [...new Set(ids)]));
  const standout = (item: JobItem | undefined): Standout | undefined => {
    const topic = topics.get(item?.recordingId ?? '');
    return item === undefined || topic === undefined ? undefined : { ...item, topic };
  };
  return { oldest: standout(oldest), largest: standout(largest) };
}

export { pagePosition, saveTicks, showSelection } from './choose.js';
export { namesOf, selectedNames, selectionDigest } from './confirm.js';
export { foundLately } from './find.js';
export { choosing, isUnderWay, onJob, replaceCard } from './job-actions.js';
export * from './model.js';
export { chooseNamed, oneHostOnlyCard, startBulk } from './start.js';
export { amountWords, button as jobButton, narrowedWords, ticksIn, ticksSaid } from './words.js';
