import { z } from 'zod';
import { defined } from '../util/present.js';
import { type WebexAnswer, type WebexClient, type WebexRequest, getJson } from '../webex/client.js';
import { hasStatus } from '../webex/errors.js';
import {
  type Authority,
  type Filter,
  type Recording,
  SITE_NAME,
  type Window,
  filterParams,
  instant,
  isWithin,
  listedAt,
  recordedAt,
  recordingPage,
  windowsOf,
} from './types.js';

export interface PageQuery {
  /** Both ends are always sent: with one end Webex chooses the other in its own way. */
  readonly window: Window;
  /** Only what was recorded then; see recordedIn. */
  readonly recorded?: Window;
  readonly filter?: Filter;
  readonly signal?: AbortSignal;
}

export type Page = WebexAnswer<z.infer<typeof recordingPage>>;

export const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 10;
const TIMED_OUT = 504;

/** The first page and its size; smaller ones when Webex times out (504), as its documents advise. */
export async function firstPage(
  webex: WebexClient,
  authority: Authority,
  query: PageQuery,
  max: number,
): Promise<{ readonly page: Page; readonly max: number }> {
  const { from, to } = query.window;
  const { path, query: whose } = listedAt(authority);
  const params = {
    ...filterParams(query.filter ?? {}),
    ...whose,
    from: instant(from),
    to: instant(to),
    max: String(max),
  };
  const smaller = Math.floor(max / 3);
  const last = smaller < SMALLEST_PAGE;
  try {
    const options = { query: params, finalStatuses: last ? [] : [TIMED_OUT] };
    const page = await pageAt(webex, authority, query, path, options);
    return { page, max };
  } catch (error) {
    if (last || !hasStatus(error, TIMED_OUT)) throw error;
    return await firstPage(webex, authority, query, smaller);
  }
}

/** Requests a Link header verbatim. */
export function pageAt(
  webex: WebexClient,
  { token }: Authority,
  { signal }: Pick<PageQuery, 'signal'>,
  path: string,
  options: Pick<WebexRequest<unknown>, 'query' | 'finalStatuses'> = {},
): Promise<Page> {
  const request = { method: 'GET', path, token, answer: recordingPage } as const;
  return webex.call({ ...request, ...options, ...defined({ signal }) });
}

export interface ListQuery extends PageQuery {
  readonly limit: number;
  /** So many more, where they come with the same calls. */
  readonly spare?: number;
}

export interface Listing {
  readonly recordings: readonly Recording[];
  /** The span holds more than `limit`. */
  readonly more: boolean;
}

/** Windows in parallel: more would meet Webex's limits. */
const AT_ONCE = 4;

/**
 * Recordings hosted by or shared with the person, newest first: up to 100 a call; a span of more than 30
 * days window by window, until there are enough.
 * Rejects with a WebexError; 403 when the authority lacks the scope.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export async function listRecordings(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
): Promise<Listing> {
  const found = new Map<string, Recording>();
  const { window: span, filter } = query;
  const all = windowsOf(span);
  // Documented for administrators: with a meeting Webex ignores times, and one call gives all of it.
  const isAtOnce = authority.scope === 'site' && filter?.meetingId !== undefined;
  const windows = isAtOnce ? all.slice(0, 1) : all;
  let more = false;
  while (windows.length > 0 && !more) {
    const next = windows.splice(0, AT_ONCE);
    const listings = await Promise.all(
      next.map((window) => listWindow(webex, authority, { ...query, window }, span)),
    );
    for (const { recordings } of listings) {
      for (const recording of recordings) found.set(recording.id, recording);
    }
    more = found.size > query.limit || listings.some((listing) => listing.more);
  }
  return { recordings: [...found.values()].slice(0, query.limit + (query.spare ?? 0)), more };
}

/** True inside the span, which Webex may ignore with a meeting. */
function isMeant(item: Recording, { filter, recorded }: PageQuery, span: Window): boolean {
  if (recorded !== undefined) return isWithin(recorded, recordedAt(item));
  return filter?.meetingId === undefined || isWithin(span, Date.parse(item.createTime));
}

async function listWindow(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
  span: Window,
): Promise<Listing> {
  // A recording made meanwhile moves others to the next page, where they come again.
  const found = new Map<string, Recording>();
  const max = Math.min(query.limit + (query.spare ?? 0), LARGEST_PAGE);
  let { page } = await firstPage(webex, authority, query, max);
  for (;;) {
    for (const item of page.data.items) if (isMeant(item, query, span)) found.set(item.id, item);
    if (page.next === undefined || found.size >= query.limit) break;
    page = await pageAt(webex, authority, query, page.next);
  }
  return { recordings: [...found.values()], more: page.next !== undefined };
}

const siteList = z.object({
  sites: z.array(z.object({ siteUrl: z.string(), default: z.boolean().catch(false) })).default([]),
});

/**
 * The preferred one first. Rejects with a WebexError; 403 when the authority lacks the scope.
 * https://developer.webex.com/docs/api/v1/meeting-preferences/get-site-list
 */
export async function listSites(
  webex: WebexClient,
  { token, hostEmail: userEmail }: Authority,
): Promise<string[]> {
  const path = '/meetingPreferences/sites';
  const { sites } = await getJson(webex, token, path, siteList, defined({ userEmail }));
  return sites
    .sort((one, other) => Number(other.default) - Number(one.default))
    .map(({ siteUrl }) => siteUrl.toLowerCase())
    .filter((site) => SITE_NAME.test(site));
}
