import type { Actor } from '../../accounts/types.js';
import { type Action, nothing } from '../../bot/feature.js';
import type { ViewContext } from '../../bot/context.js';
import { problemCard } from '../../bot/ui/problem.js';
import type { JobItem } from '../../jobs/job.js';
import { MINUTE } from '../../util/time.js';
import { words } from '../../util/words.js';
import { topicsInList } from './actor.js';
import { type Known, knownOf, scanWithViews } from './find.js';
import { choosing, onJob } from './job-actions.js';
import { type BulkDeps, type BulkJob, CLEAN_UP } from './model.js';
import { MOST_TOPICS_READ, postTable, refusedTable } from './table.js';

/** Longest time that a person waits for a file, in milliseconds. */
const SEARCH_AGAIN_MS = 2 * MINUTE;

export const bulkTable = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-table',
    extra: nothing,
    run: choosing(deps, (ctx, job) => postList(ctx, deps, job)),
  });

/** Sends the selected recordings as a table, or all if none is selected. Says so if Webex refuses it. */
export async function postList(ctx: ViewContext, deps: BulkDeps, job: BulkJob): Promise<void> {
  const error = await refusedTable(job, deps, () => sendList(ctx, deps, job));
  if (error === undefined) return;
  // In a card of its own: the checkboxes stay in front of the person.
  const again = { title: words.common.tryAgain, data: { action: 'bulk-table', job: job.id } };
  await ctx.reply(problemCard(error, again));
}

async function sendList({ actor }: ViewContext, deps: BulkDeps, job: BulkJob): Promise<void> {
  const { store } = deps.jobs;
  const selected = await store.items(job.id, { selected: true });
  const items = selected.length > 0 ? selected : await store.items(job.id);
  const known = await readAgain(actor, deps, job, items);
  const isCleanUp = job.kind === CLEAN_UP;
  const rows = items.map((item) => {
    const { topic = '', views } = known.get(item.recordingId) ?? {};
    const ticked = item.selected ? words.bulk.yesTicked : words.bulk.noTicked;
    return { ...item, id: item.recordingId, topic, last: isCleanUp ? views : ticked };
  });
  const last = isCleanUp ? words.bulk.columnViews : words.bulk.columnSelected;
  await postTable(job, deps, rows, { last, markdown: words.bulk.fileOfList });
}

/**
 * Topics are not stored: what a recent dry run found still holds, else the search is repeated, or the
 * recordings are read one by one.
 */
async function readAgain(
  actor: Actor,
  deps: BulkDeps,
  job: BulkJob,
  items: readonly JobItem[],
): Promise<Known> {
  if (job.data.search === undefined) {
    const ids = items.slice(0, MOST_TOPICS_READ).map(({ recordingId }) => recordingId);
    const topics = await topicsInList(deps, actor, job, ids);
    return new Map([...topics].map(([id, topic]) => [id, { topic }]));
  }
  const known = deps.lately.get(job.id);
  if (known !== undefined) {
    // Only somebody who still has a token may see it.
    await deps.tokens.get(actor);
    return known;
  }
  const again = await scanWithViews(
    job,
    {
      signal: AbortSignal.timeout(SEARCH_AGAIN_MS),
      progress: () => Promise.resolve(),
      shouldContinue: () => Promise.resolve(true),
    },
    deps,
  );
  return knownOf(again?.found ?? [], again?.views);
}
