import { withToken } from '../../accounts/token-provider.js';
import type { JobControl, JobEnd } from '../../jobs/job.js';
import { scanRecordings } from '../../recordings/scan.js';
import { type Authority, type Filter, filterParams } from '../../recordings/types.js';
import { actorOfJob } from './actor.js';
import type { BulkDeps } from './deps.js';
import type { BulkData, BulkJob } from './model.js';
import { fallsUnder } from './rule.js';
import { type Found, foundOf, itemsOf, postTable } from './table.js';
import { type Views, viewsOf } from './views-of.js';

/**
 * Looks for what somebody may want to clean up or to bring back, and changes nothing: at its end the
 * person is asked, with a file that tells of each.
 *
 * @returns undefined when it is not to go on; begun again, it begins anew
 */
export async function findRecordings(
  job: BulkJob,
  control: JobControl<BulkData>,
  deps: BulkDeps,
): Promise<JobEnd<BulkData> | undefined> {
  const { jobs, webex, tokens, now } = deps;
  const actor = await actorOfJob(deps, job);
  const walked = await withToken(tokens, actor, async (authority) => {
    const all = await scan(job, control, deps, authority);
    if (all === undefined) return undefined;
    return { ...all, views: await viewsOf(webex, authority, all.found, now(), control.signal) };
  });
  if (walked === undefined || !(await control.shouldContinue())) return undefined;

  const { seen, views } = walked;
  const { found, tooOld } = unwatched(walked.found, job.data.search?.rule?.neverWatched, views);
  await jobs.store.clearItems(job.id);
  await jobs.store.addItems(job.id, itemsOf(found));
  const lines = found
    .toSorted((one, other) => one.createdAt - other.createdAt)
    .map((one) => ({ ...one, last: views.of(one) }));
  await postTable(job, deps, lines, { last: 'views', markdown: 'All of them, as a table:' });
  const data: BulkData = {
    ...job.data,
    phase: 'choose',
    seen,
    found: found.length,
    views: views.told ? 'known' : 'not-told',
    tooOld,
  };
  return { state: found.length === 0 ? 'done' : 'asking', data };
}

/** Undefined when it is not to go on. */
async function scan(
  job: BulkJob,
  control: JobControl<BulkData>,
  { webex }: BulkDeps,
  authority: Authority,
): Promise<{ readonly seen: number; readonly found: readonly Found[] } | undefined> {
  const { search } = job.data;
  const found: Found[] = [];
  let seen = 0;
  if (search === undefined) return { seen, found };
  const window = { from: search.from, to: search.to };
  const filter: Filter = filterParams(search.filter as Filter);
  const query = { window, filter, signal: control.signal };
  for await (const batch of scanRecordings(webex, authority, query)) {
    if (!(await control.shouldContinue())) return undefined;
    for (const recording of batch) {
      const fits =
        search.rule === undefined ? !recording.shareToMe : fallsUnder(search.rule, recording);
      if (fits) found.push(foundOf(recording));
    }
    seen += batch.length;
    await control.progress({ ...job.data, seen, found: found.length });
  }
  return { seen, found };
}

/** Without those that somebody watched; of which Webex does not tell, none is taken for unwatched. */
function unwatched(
  found: readonly Found[],
  wanted: boolean | undefined,
  views: Views,
): { readonly found: readonly Found[]; readonly tooOld: number } {
  if (wanted !== true || !views.told) return { found, tooOld: 0 };
  return {
    found: found.filter((one) => views.of(one) === 0),
    tooOld: found.filter((one) => views.of(one) === undefined).length,
  };
}
