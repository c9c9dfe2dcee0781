import { LRUCache } from 'lru-cache';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import type { ViewContext } from '../../bot/context.js';
import { type Action, nothing } from '../../bot/feature.js';
import { problemCard } from '../../bot/ui/problem.js';
import type { JobControl, JobEnd, JobItem } from '../../jobs/job.js';
import { keeps } from '../../query/fields.js';
import { transcriptsOf } from '../../recordings/meeting-text.js';
import { scanRecordings } from '../../recordings/scan.js';
import type { Filter, Views } from '../../recordings/filter.js';
import { type Authority, recordedIn } from '../../recordings/types.js';
import { viewsOf } from '../../recordings/access-report.js';
import { defined } from '../../util/present.js';
import { MINUTE } from '../../util/time.js';
import { words } from '../../util/words.js';
import { applyJob, actorOfJob, topicsInList } from './act.js';
import { selectionDigest } from './confirm.js';
import { choosing, onJob } from './job-actions.js';
import type { BulkData, BulkDeps, BulkJob } from './model.js';
import { WHOLE_BIN, fallsUnder, CLEAN_UP } from './model.js';
import type { Found } from './table.js';
import { foundOf, jobItemsOf, MOST_TOPICS_READ, postTable, refusedTable } from './table.js';

type SearchControl = Pick<JobControl<BulkData>, 'signal' | 'progress' | 'shouldContinue'>;

/** Found by a dry run, with views where they are known; topics are kept in memory only. */
type Known = ReadonlyMap<string, { readonly topic: string; readonly views?: number | undefined }>;

/** A person asks for the file within this time; later the recordings may have changed. */
const TTL_MS = 5 * MINUTE;
/** Recordings over all dry runs. */
const MOST_RECORDINGS = 20_000;
/** Results of recent dry runs of this process, by the ids of their jobs. */
export const foundLately = (): LRUCache<string, Known> =>
  new LRUCache({
    maxSize: MOST_RECORDINGS,
    sizeCalculation: ({ size }: Known) => 1 + size,
    ttl: TTL_MS,
  });

function knownOf(
  found: readonly Found[],
  views: { readonly of: (one: Found) => number | undefined } | undefined,
): Known {
  return new Map(found.map((one) => [one.id, { topic: one.topic, views: views?.of(one) }]));
}

/** With more recordings, views are asked for only if the rule needs them: they take as many calls. */
const MOST_CHEAP_REPORTS = 100;

/**
 * Finds recordings to clean up or to restore, and changes nothing: at the end the person is asked.
 * @returns undefined when the job must not go on; begun again, it starts over
 */
export async function findRecordings(
  job: BulkJob,
  control: JobControl<BulkData>,
  deps: BulkDeps,
): Promise<JobEnd<BulkData> | undefined> {
  const { jobs } = deps;
  const scanned = await scanWithViews(job, control, deps);
  if (scanned === undefined || !(await control.shouldContinue())) return undefined;

  const { seen, views, transcripts, unread, brokeOff } = scanned;
  let { found } = scanned;
  let tooOld = 0;
  let untold = 0;
  // If Webex reports no views, nothing counts as unwatched.
  const wanted = viewsIn(job);
  if (wanted !== undefined && views?.known === true) {
    tooOld = found.filter((one) => views.isTooOld(one)).length;
    untold = found.filter((one) => views.isUntold(one)).length;
    found = found.filter((one) => views.fits(wanted, one));
  }
  const { transcript } = job.data.search?.filter ?? {};
  let unsure = 0;
  if (transcript !== undefined && transcripts?.known === true) {
    unsure = found.filter((one) => transcripts.fits(transcript, one) === undefined).length;
    found = found.filter((one) => transcripts.fits(transcript, one) === true);
  }
  deps.lately.set(job.id, knownOf(found, views));
  const kept = await jobs.store.items(job.id, { selected: false });
  const unticked = new Set(kept.map(({ recordingId }) => recordingId));
  // Their person ticks what may be deleted for good.
  const ticksAll = job.kind !== WHOLE_BIN || job.data.what === 'restore';
  const isSelected = (id: string): boolean => ticksAll && !unticked.has(id);
  await jobs.store.replaceItems(job.id, jobItemsOf(found), isSelected);
  const data: BulkData = {
    ...job.data,
    phase: 'choose',
    seen,
    found: found.length,
    foundAt: deps.now(),
    ...(views === undefined ? {} : { views: views.known ? 'known' : 'not-told' }),
    ...(transcripts?.known === false ? { transcripts: 'not-told' } : {}),
    ...{ tooOld, ...defined({ untold: untold || undefined, unsure: unsure || undefined }) },
    ...defined({ unread: unread || undefined, brokeOff: brokeOff || undefined }),
  };
  const { confirmed: digest } = data;
  const isSame = digest !== undefined && digest === (await selectionDigest(deps, job));
  if (!isSame || data.views === 'not-told') {
    return { state: found.length === 0 ? 'done' : 'asking', data };
  }
  const confirmed: BulkData = { ...data, search: undefined, phase: 'act', what: 'trash' };
  await control.progress(confirmed);
  return await applyJob({ ...job, data: confirmed }, control, deps);
}

/** The recordings of a job's search, with their views where needed or cheap; all are the person's own. */
async function scanWithViews(job: BulkJob, control: SearchControl, deps: BulkDeps) {
  const { webex, tokens, now } = deps;
  const actor = await actorOfJob(deps, job);
  return await withToken(tokens, actor, async (authority) => {
    const all = await scan(job, control, deps, authority);
    if (all === undefined) return undefined;
    const onBusy = (until: number | undefined): void => saysBusy(control, job.data, until);
    const query = { now: now(), signal: control.signal, onBusy };
    const isCheap = all.found.length <= MOST_CHEAP_REPORTS;
    const views =
      isCheap || viewsIn(job) !== undefined
        ? await viewsOf(webex, authority, all.found, query)
        : undefined;
    const transcripts =
      job.data.search?.filter.transcript === undefined
        ? undefined
        : await transcriptsOf(webex, authority, all.found, () => false, query);
    return { ...all, views, transcripts };
  });
}

function viewsIn({ data: { search } }: BulkJob): Views | undefined {
  return search?.rule?.neverWatched === true ? 'never' : search?.filter.views;
}

/** Shown on the card until a later step saves the data without it. */
function saysBusy(control: SearchControl, data: BulkData, busyUntil?: number): void {
  if (busyUntil === undefined) return;
  // If this is not saved, the wait is just not shown.
  control.progress({ ...data, busyUntil }).catch(() => undefined);
}

/** Returns undefined when the job must not go on. */
async function scan(job: BulkJob, control: SearchControl, deps: BulkDeps, authority: Authority) {
  const { webex, now, audit } = deps;
  const { search } = job.data;
  const found: Found[] = [];
  let seen = 0;
  let unread = 0;
  let unplaced = 0;
  let brokeOff = false;
  if (search === undefined) return { seen, found, unread, brokeOff };
  const { from, to, rule, deletedIn } = search;
  const deleted =
    deletedIn && new Set(await audit.binnedBetween(job.personId, deletedIn.from, deletedIn.to));
  const filter: Filter = defined(search.filter);
  const query = {
    ...recordedIn({ from, to }, now()),
    ...{ filter, signal: control.signal },
    onBusy: (until: number | undefined) =>
      saysBusy(control, { ...job.data, seen, found: found.length }, until),
    onUnread: (keys: readonly string[]) => (unread = keys.length),
    onBrokeOff: () => (brokeOff = true),
  };
  for await (const batch of scanRecordings(webex, authority, query)) {
    if (!(await control.shouldContinue())) return undefined;
    for (const recording of batch) {
      const isTheirs = rule === undefined ? !recording.shareToMe : fallsUnder(rule, recording);
      const isDeletedThen = deleted?.has(recording.id) !== false;
      const fits = isTheirs && isDeletedThen && keeps(filter, recording);
      // Without its site, Webex would look for it on the person's preferred one.
      if (fits && recording.siteUrl === undefined) unplaced += 1;
      else if (fits) found.push(foundOf(recording));
    }
    seen += batch.length;
    await control.progress({ ...job.data, seen, found: found.length });
  }
  return { seen, found, unread: unread + unplaced, brokeOff };
}

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
