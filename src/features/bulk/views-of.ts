import { REPORTED_DAYS, accessSummaries } from '../../recordings/access-report.js';
import type { Authority } from '../../recordings/types.js';
import { DAY, HOUR, SECOND } from '../../util/time.js';
import type { WebexClient } from '../../webex/client.js';
import { WebexRefused, isWebexError } from '../../webex/errors.js';
import type { Found } from './table.js';

/** How often recordings were watched, as far as Webex tells. */
export interface Views {
  /** Views and downloads of a recording; undefined where Webex does not tell of its time. */
  readonly of: (found: Found) => number | undefined;
  /** Whether Webex told at all: a scope can be missing, or the site forbid it. */
  readonly told: boolean;
}

/**
 * Asks Webex, site by site, who watched what was recorded in the last year: of older ones it does
 * not tell. One that is in no summary was not opened by anybody.
 *
 * Rejects when the authority is not valid (401).
 *
 * @param now milliseconds since the epoch
 */
export async function viewsOf(
  webex: WebexClient,
  authority: Authority,
  found: readonly Found[],
  now: number,
  signal: AbortSignal,
): Promise<Views> {
  const since = now - REPORTED_DAYS * DAY + HOUR;
  const young = found.filter(({ createdAt }) => createdAt >= since);
  const counts = new Map<string, number>();
  try {
    for (const siteUrl of new Set(young.map((one) => one.siteUrl))) {
      const times = young.filter((one) => one.siteUrl === siteUrl).map((one) => one.createdAt);
      // A recording is reported by when its meeting was; its file came up to a day later.
      const window = {
        from: Math.max(since, Math.floor((Math.min(...times) - DAY) / SECOND) * SECOND),
        to: (Math.floor(Math.min(now, Math.max(...times) + DAY) / SECOND) + 1) * SECOND,
      };
      const summaries = accessSummaries(webex, authority, { window, siteUrl, signal });
      for await (const { recordingId, viewCount, downloadCount } of summaries) {
        counts.set(recordingId, viewCount + downloadCount);
      }
    }
  } catch (error) {
    const over = error instanceof WebexRefused && error.status === 401;
    if (over || !isWebexError(error) || signal.aborted) throw error;
    return { told: false, of: () => undefined };
  }
  return {
    told: true,
    of: ({ id, createdAt }) => (createdAt >= since ? (counts.get(id) ?? 0) : undefined),
  };
}
