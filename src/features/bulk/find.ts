import { withToken } from '../../accounts/token-provider.js';
import type { JobControl, JobEnd } from '../../jobs/job.js';
import { REPORTED_DAYS, accessSummaries } from '../../recordings/access-report.js';
import { scanRecordings, secondOf } from '../../recordings/scan.js';
import { tried } from '../../recordings/states.js';
import { type Authority, type Filter, filterParams, recordedIn } from '../../recordings/types.js';
import { DAY, HOUR, SECOND } from '../../util/time.js';
import type { OnBusy, WebexClient } from '../../webex/client.js';
import { actorOfJob } from './actor.js';
import type { BulkData, BulkDeps, BulkJob } from './model.js';
import { fallsUnder } from './rule.js';
import { type Found, foundOf, itemsOf, postTable } from './table.js';

/** Views of more recordings are asked for only where the rule goes by them: they take as many calls. */
const FEW = 100;

/**
 * Finds recordings to clean up or to restore, and changes nothing: at the end the person is asked,
 * with a table of all recordings found.
 * @returns undefined when the job must not go on; begun again, it starts over
 */
export async function findRecordings(
  job: BulkJob,
  control: JobControl<BulkData>,
  deps: BulkDeps,
): Promise<JobEnd<BulkData> | undefined> {
  const { jobs, webex, tokens, now } = deps;
  const actor = await actorOfJob(deps, job);
  const scanned = await withToken(tokens, actor, async (authority) => {
    const all = await scan(job, control, deps, authority);
    if (all === undefined) return undefined;
    const onBusy = (until: number | undefined): void => saysBusy(control, job.data, until);
    const query = { now: now(), signal: control.signal, onBusy };
    const isCheap = all.found.length <= FEW;
    const views =
      isCheap || job.data.search?.rule?.neverWatched === true
        ? await viewsOf(webex, authority, all.found, query)
        : undefined;
    return { ...all, views };
  });
  if (scanned === undefined || !(await control.shouldContinue())) return undefined;

  const { seen, views, unread, brokeOff } = scanned;
  let { found } = scanned;
  let tooOld = 0;
  // Where Webex reports no views, none counts as unwatched.
  if (job.data.search?.rule?.neverWatched === true && views?.known === true) {
    tooOld = found.filter((one) => views.isTooOld(one)).length;
    found = found.filter((one) => views.of(one) === 0);
  }
  await jobs.store.clearItems(job.id);
  await jobs.store.addItems(job.id, itemsOf(found));
  const rows = found
    .toSorted((one, other) => one.recordedAt - other.recordedAt)
    .map((one) => ({ ...one, last: views?.of(one) }));
  await postTable(job, deps, rows, { last: 'views', markdown: 'All of them, as a table:' });
  const data: BulkData = {
    ...job.data,
    phase: 'choose',
    seen,
    found: found.length,
    ...(views === undefined ? {} : { views: views.known ? 'known' : 'not-told' }),
    tooOld,
    ...missing(unread, brokeOff),
  };
  return { state: found.length === 0 ? 'done' : 'asking', data };
}

/** The card says so: a later step saves the data without it. */
function saysBusy(control: JobControl<BulkData>, data: BulkData, busyUntil?: number): void {
  if (busyUntil === undefined) return;
  // Should it not be saved, the wait is only not seen.
  control.progress({ ...data, busyUntil }).catch(() => undefined);
}

/** Returns undefined when the job must not go on. */
async function scan(
  job: BulkJob,
  control: JobControl<BulkData>,
  { webex, now }: BulkDeps,
  authority: Authority,
) {
  const { search } = job.data;
  const found: Found[] = [];
  let seen = 0;
  let unread = 0;
  let unplaced = 0;
  let brokeOff = false;
  if (search === undefined) return { seen, found, unread, brokeOff };
  const { from, to, rule } = search;
  const filter: Filter = filterParams(search.filter as Filter);
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
      const fits = rule === undefined ? !recording.shareToMe : fallsUnder(rule, recording);
      // Without its site, Webex would look for it on the person's preferred one.
      if (fits && recording.siteUrl === undefined) unplaced += 1;
      else if (fits) found.push(foundOf(recording));
    }
    seen += batch.length;
    await control.progress({ ...job.data, seen, found: found.length });
  }
  return { seen, found, unread: unread + unplaced, brokeOff };
}

function missing(unread: number, brokeOff: boolean): Pick<BulkData, 'unread' | 'brokeOff'> {
  return { ...(unread === 0 ? {} : { unread }), ...(brokeOff ? { brokeOff } : {}) };
}

interface ViewsQuery {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onBusy?: OnBusy;
}

/**
 * Asks Webex, site by site, who watched the recordings of the last year: it reports no older ones. A
 * recording without a summary was opened by nobody.
 *
 * Rejects when the authority is not valid (401).
 * @returns views and downloads of a recording, undefined when it is too old; `known` is false when Webex
 *   reports nothing: a scope is missing, or the site forbids it
 */
export async function viewsOf(
  webex: WebexClient,
  authority: Authority,
  found: readonly Found[],
  { now, signal, onBusy }: ViewsQuery,
) {
  const since = now - REPORTED_DAYS * DAY + HOUR;
  const young = found.filter(({ createdAt }) => createdAt >= since);
  const counts = new Map<string, number>();
  let areAllRead = true;
  const ofSite = async (siteUrl: string | undefined): Promise<void> => {
    const times = young.filter((one) => one.siteUrl === siteUrl).map((one) => one.createdAt);
    // A recording is reported by the time of its meeting; its file came up to a day later.
    const window = {
      from: Math.max(since, secondOf(Math.min(...times) - DAY)),
      to: secondOf(Math.min(now, Math.max(...times) + DAY)) + SECOND,
    };
    const onUnread = (): void => void (areAllRead = false);
    const query = { window, siteUrl, signal, onUnread, onBusy };
    const summaries = accessSummaries(webex, authority, query);
    for await (const { recordingId, viewCount, downloadCount } of summaries) {
      counts.set(recordingId, viewCount + downloadCount);
    }
  };
  const sites = new Set(young.map((one) => one.siteUrl));
  const read = await tried(() => Promise.all([...sites].map(ofSite)));
  if ('error' in read && signal.aborted) throw read.error;
  const known = !('error' in read);
  const isTooOld = ({ createdAt }: Found): boolean => createdAt < since;
  // Where a summary could not be read, one without any may have been watched.
  const of = (one: Found): number | undefined =>
    known && !isTooOld(one) ? (counts.get(one.id) ?? (areAllRead ? 0 : undefined)) : undefined;
  return { known, of, isTooOld };
}
