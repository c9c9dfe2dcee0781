import { withToken } from '../../accounts/token-provider.js';
import type { JobControl, JobEnd } from '../../jobs/job.js';
import { REPORTED_DAYS, accessSummaries } from '../../recordings/access-report.js';
import { scanRecordings, secondOf } from '../../recordings/scan.js';
import { tried } from '../../recordings/states.js';
import { type Authority, type Filter, filterParams, recordedIn } from '../../recordings/types.js';
import { DAY, HOUR, SECOND } from '../../util/time.js';
import type { WebexClient } from '../../webex/client.js';
import { actorOfJob } from './actor.js';
import type { BulkData, BulkDeps, BulkJob } from './model.js';
import { fallsUnder } from './rule.js';
import { type Found, foundOf, itemsOf, postTable } from './table.js';

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
    return { ...all, views: await viewsOf(webex, authority, all.found, now(), control.signal) };
  });
  if (scanned === undefined || !(await control.shouldContinue())) return undefined;

  const { seen, views } = scanned;
  let { found } = scanned;
  let tooOld = 0;
  // Where Webex reports no views, none counts as unwatched.
  if (job.data.search?.rule?.neverWatched === true && views.known) {
    tooOld = found.filter((one) => views.of(one) === undefined).length;
    found = found.filter((one) => views.of(one) === 0);
  }
  await jobs.store.clearItems(job.id);
  await jobs.store.addItems(job.id, itemsOf(found));
  const rows = found
    .toSorted((one, other) => one.recordedAt - other.recordedAt)
    .map((one) => ({ ...one, last: views.of(one) }));
  await postTable(job, deps, rows, { last: 'views', markdown: 'All of them, as a table:' });
  const data: BulkData = {
    ...job.data,
    phase: 'choose',
    seen,
    found: found.length,
    views: views.known ? 'known' : 'not-told',
    tooOld,
  };
  return { state: found.length === 0 ? 'done' : 'asking', data };
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
  if (search === undefined) return { seen, found };
  const { from, to, rule } = search;
  const filter: Filter = filterParams(search.filter as Filter);
  const query = { ...recordedIn({ from, to }, now()), filter, signal: control.signal };
  for await (const batch of scanRecordings(webex, authority, query)) {
    if (!(await control.shouldContinue())) return undefined;
    for (const recording of batch) {
      const fits = rule === undefined ? !recording.shareToMe : fallsUnder(rule, recording);
      if (fits) found.push(foundOf(recording));
    }
    seen += batch.length;
    await control.progress({ ...job.data, seen, found: found.length });
  }
  return { seen, found };
}

/**
 * Asks Webex, site by site, who watched the recordings of the last year: it reports no older ones. A
 * recording without a summary was opened by nobody.
 *
 * Rejects when the authority is not valid (401).
 * @param now milliseconds since the epoch
 * @returns views and downloads of a recording, undefined when it is too old; `known` is false when Webex
 *   reports nothing: a scope is missing, or the site forbids it
 */
export async function viewsOf(
  webex: WebexClient,
  authority: Authority,
  found: readonly Found[],
  now: number,
  signal: AbortSignal,
) {
  const since = now - REPORTED_DAYS * DAY + HOUR;
  const young = found.filter(({ createdAt }) => createdAt >= since);
  const counts = new Map<string, number>();
  const read = await tried(async () => {
    for (const siteUrl of new Set(young.map((one) => one.siteUrl))) {
      const times = young.filter((one) => one.siteUrl === siteUrl).map((one) => one.createdAt);
      // A recording is reported by the time of its meeting; its file came up to a day later.
      const window = {
        from: Math.max(since, secondOf(Math.min(...times) - DAY)),
        to: secondOf(Math.min(now, Math.max(...times) + DAY)) + SECOND,
      };
      const summaries = accessSummaries(webex, authority, { window, siteUrl, signal });
      for await (const { recordingId, viewCount, downloadCount } of summaries) {
        counts.set(recordingId, viewCount + downloadCount);
      }
    }
  });
  if ('error' in read && signal.aborted) throw read.error;
  const known = !('error' in read);
  const of = ({ id, createdAt }: Found): number | undefined =>
    known && createdAt >= since ? (counts.get(id) ?? 0) : undefined;
  return { known, of };
}
