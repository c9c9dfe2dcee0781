import { z } from 'zod';
import { defined } from '../util/present.js';
import { DAY, HOUR, SECOND } from '../util/time.js';
import { type WebexClient, type OnBusy } from '../webex/client.js';
import { itemsOf, moment, pagesOf } from '../webex/lists.js';
import type { RecordingRef } from './requests.js';
import { secondOf } from './scan.js';
import { eachSite, pagesWithin } from './states.js';
import { type Views, REPORTED_DAYS } from './filter.js';
import type { Authority, Window } from './types.js';
import { hostOf, windowsOf } from './types.js';

/** The longest span of one call. */
const LONGEST_DAYS = 90;
const REPORT_PAGE = '100';

// A count that cannot be read is not 0: “never watched” leads to a deletion. No recording has a billion.
const count = z.number().nonnegative().max(1e9);
const accessSummary = z.object({
  recordingId: z.string().min(1),
  viewCount: count,
  downloadCount: count,
});
const accessSummaryPage = itemsOf(accessSummary);
export type AccessSummary = z.infer<typeof accessSummary>;

interface SummariesQuery {
  /** Times of recording; must not begin before {@link REPORTED_DAYS} ago. */
  readonly window: Window;
  /** Left out, Webex reports on the person's preferred site only. */
  readonly siteUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBusy?: OnBusy | undefined;
  /** Summaries that could not be read: a recording without one may have been watched. */
  readonly onUnread?: (count: number) => void;
}

/**
 * Views and downloads of the recordings of one site, the newest first; one may come twice. Rejects with a
 * WebexError; 403 when the authority or the site does not allow reports.
 * https://developer.webex.com/docs/api/v1/recording-report/list-of-recording-audit-report-summaries
 */
export async function* accessSummaries(
  webex: WebexClient,
  authority: Authority,
  { window, siteUrl, signal, onBusy, onUnread }: SummariesQuery,
): AsyncGenerator<AccessSummary> {
  const query = { ...hostOf(authority), ...defined({ siteUrl }), max: REPORT_PAGE };
  const path = '/recordingReport/accessSummary';
  const request = { method: 'GET', path, token: authority.token, query } as const;
  const asked = { ...request, answer: accessSummaryPage, ...defined({ signal, onBusy }) };
  for (const span of windowsOf(window, LONGEST_DAYS)) {
    for await (const { data } of pagesWithin(webex, asked, span)) {
      if (data.unread.length > 0) onUnread?.(data.unread.length);
      yield* data.items;
    }
  }
}

const access = z.object({
  /** Not escaped. */
  name: z.string().catch(''),
  email: z.string().catch(''),
  accessTime: moment,
  viewed: z.boolean().catch(false),
  downloaded: z.boolean().catch(false),
});

export type Access = z.infer<typeof access>;

/** Without its time an access says nothing. */
const detailPage = itemsOf(access);

/** Pages of 100 items; more would keep the person waiting. */
const MOST_REPORT_PAGES = 10;

/**
 * The people who viewed or downloaded a recording, and when: up to a thousand.
 * Rejects with a WebexError; 403 when the authority or the site does not allow reports.
 * https://developer.webex.com/docs/api/v1/recording-report/get-recording-audit-report-details
 */
export async function accessDetail(
  webex: WebexClient,
  authority: Authority,
  recordingId: string,
  signal?: AbortSignal,
): Promise<{ readonly accesses: readonly Access[]; readonly more: boolean }> {
  const query = { ...hostOf(authority), recordingId, max: REPORT_PAGE };
  const path = '/recordingReport/accessDetail';
  const request = { method: 'GET', path, token: authority.token, query } as const;
  const pages = pagesOf(webex, { ...request, answer: detailPage, ...defined({ signal }) });
  const accesses: Access[] = [];
  let read = 0;
  let more = false;
  for await (const { data, next } of pages) {
    accesses.push(...data.items);
    more ||= data.unread.length > 0;
    read += 1;
    if (read === MOST_REPORT_PAGES) return { accesses, more: more || next !== undefined };
  }
  return { accesses, more };
}

/** The accesses in Webex's order; `more` when not all of them were read. */
export type Accesses = Awaited<ReturnType<typeof accessDetail>>;

/** The part of a recording that its report is found by. */
type Reported = RecordingRef & { readonly createdAt: number };

interface ViewsQuery {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onBusy?: OnBusy;
}

/**
 * Asks Webex, site by site, who watched the recordings of the last year; it reports no older ones. A
 * recording without a summary was opened by nobody.
 *
 * Rejects when the authority is not valid (401).
 * @returns views and downloads of a recording, undefined where its site does not report them, or it is too
 *   old; `known` is false when no site reports anything: a scope is missing, or all forbid it
 */
export async function viewsOf(
  webex: WebexClient,
  authority: Authority,
  found: readonly Reported[],
  { now, signal, onBusy }: ViewsQuery,
) {
  // An earlier `from` is refused with a 400.
  const since = now - REPORTED_DAYS * DAY + HOUR;
  const young = found.filter(({ createdAt }) => createdAt >= since);
  const counts = new Map<string, number>();
  const downloads = new Map<string, number>();
  /**
   * Sites that report; `false` where a summary was missing, so that a recording without one may have been
   * watched.
   */
  const told = new Map<string | undefined, boolean>();
  const ofSite = async (siteUrl: string | undefined): Promise<void> => {
    const times = young.filter((one) => one.siteUrl === siteUrl).map((one) => one.createdAt);
    // A recording is reported by the time of its meeting; its file came up to a day later.
    const window = {
      from: Math.max(since, secondOf(Math.min(...times) - DAY)),
      to: secondOf(Math.min(now, Math.max(...times) + DAY)) + SECOND,
    };
    let areAllRead = true;
    const onUnread = (): void => void (areAllRead = false);
    const query = { window, siteUrl, signal, onUnread, onBusy };
    const summaries = accessSummaries(webex, authority, query);
    for await (const { recordingId, viewCount, downloadCount } of summaries) {
      atLeast(counts, recordingId, viewCount + downloadCount);
      atLeast(downloads, recordingId, downloadCount);
    }
    told.set(siteUrl, areAllRead);
  };
  const sites = [...new Set(young.map((one) => one.siteUrl))];
  await eachSite(sites, signal, ofSite);
  const known = sites.length === 0 || told.size > 0;
  const isTooOld = ({ createdAt }: Pick<Reported, 'createdAt'>): boolean => createdAt < since;
  const within =
    (sums: ReadonlyMap<string, number>) =>
    (one: Reported): number | undefined =>
      isTooOld(one)
        ? undefined
        : (sums.get(one.id) ?? (told.get(one.siteUrl) === true ? 0 : undefined));
  const [of, downloadsOf] = [within(counts), within(downloads)];
  const isUntold = (one: Reported): boolean => !isTooOld(one) && of(one) === undefined;
  const fits = (views: Views, one: Reported): boolean => {
    const [sum, downloaded] = [of(one), downloadsOf(one)];
    if (sum === undefined || downloaded === undefined) return false;
    return {
      never: sum === 0,
      watched: sum > 0,
      downloaded: downloaded > 0,
      'not-downloaded': downloaded === 0,
      streamed: sum > 0 && downloaded === 0,
    }[views];
  };
  return { known, of, fits, isTooOld, isUntold };
}

function atLeast(sums: Map<string, number>, id: string, sum: number): void {
  sums.set(id, Math.max(sum, sums.get(id) ?? 0));
}
