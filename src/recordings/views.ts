import { DAY, HOUR, SECOND } from '../util/time.js';
import type { OnBusy, WebexClient } from '../webex/client.js';
import { REPORTED_DAYS, accessSummaries } from './access-report.js';
import { secondOf } from './scan.js';
import { tried } from './states.js';
import type { Authority, Views } from './types.js';

/** A recording, as far as its report goes by it. */
interface Reported {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  /** When its file was made; milliseconds since the epoch. */
  readonly createdAt: number;
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
  found: readonly Reported[],
  { now, signal, onBusy }: ViewsQuery,
) {
  const since = now - REPORTED_DAYS * DAY + HOUR;
  const young = found.filter(({ createdAt }) => createdAt >= since);
  const counts = new Map<string, number>();
  const downloads = new Map<string, number>();
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
      downloads.set(recordingId, downloadCount);
    }
  };
  const sites = new Set(young.map((one) => one.siteUrl));
  const read = await tried(() => Promise.all([...sites].map(ofSite)));
  if ('error' in read && signal.aborted) throw read.error;
  const known = !('error' in read);
  const isTooOld = ({ createdAt }: Pick<Reported, 'createdAt'>): boolean => createdAt < since;
  // Where a summary could not be read, one without any may have been watched.
  const within =
    (sums: ReadonlyMap<string, number>) =>
    (one: Reported): number | undefined =>
      known && !isTooOld(one) ? (sums.get(one.id) ?? (areAllRead ? 0 : undefined)) : undefined;
  const [of, downloadsOf] = [within(counts), within(downloads)];
  const fits = (views: Views, one: Reported): boolean => {
    const isOfDownloads = views === 'downloaded' || views === 'not-downloaded';
    const sum = isOfDownloads ? downloadsOf(one) : of(one);
    if (sum === undefined) return false;
    return views === 'watched' || views === 'downloaded' ? sum > 0 : sum === 0;
  };
  return { known, of, fits, isTooOld };
}
