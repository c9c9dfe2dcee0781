import { z } from 'zod';
import { defined } from '../util/present.js';
import { type OnBusy, type WebexClient, type WebexRequest, getJson } from '../webex/client.js';
import { type Unread, itemsOf, losesQuery, pageProgress, saysNothingNew } from '../webex/lists.js';
import { hasStatus } from '../webex/errors.js';
import { DAY, SECOND } from '../util/time.js';
import { type Filter, filterParams } from './filter.js';
import type { Authority, Recording, Window } from './types.js';
import {
  LONGEST_WINDOW_DAYS,
  SITE_NAME,
  instant,
  isWithin,
  listedAt,
  recordedAt,
  recordingPage,
  windowsOf,
} from './types.js';

export interface PageQuery {
  /** Both ends are always sent: given one, Webex chooses the other in its own way. */
  readonly window: Window;
  /** Only what was recorded then; see recordedIn. */
  readonly recorded?: Window;
  readonly filter?: Filter;
  readonly signal?: AbortSignal;
  readonly onBusy?: OnBusy;
}

export interface Page {
  readonly items: readonly Recording[];
  readonly unread: readonly Unread[];
  readonly next: string | undefined;
  /** There is more, but no Link leads there with all of the query. */
  readonly isCut: boolean;
}

export function pageKeys({ items, unread }: Pick<Page, 'items' | 'unread'>): string[] {
  return [...items.map(({ id }) => id), ...unread.map(({ key }) => key)];
}

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
  const span = { from: instant(from), to: instant(to), max: String(max) };
  const params = { ...filterParams(query.filter ?? {}), ...whose, ...span };
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

/** Follows a Link header as it is. */
async function pageAt(
  webex: WebexClient,
  authority: Authority,
  { filter = {}, signal, onBusy }: Omit<PageQuery, 'window'>,
  path: string,
  options: Pick<WebexRequest<unknown>, 'query' | 'finalStatuses'> = {},
): Promise<Page> {
  const request = { method: 'GET', path, token: authority.token, answer: recordingPage } as const;
  const answer = await webex.call({ ...request, ...options, ...defined({ signal, onBusy }) });
  const { data, next, isCut: leadsNowhere = false } = answer;
  const sent = [
    ...['max', 'from', 'to'],
    ...Object.keys({ ...filterParams(filter), ...listedAt(authority).query }),
  ];
  const isCut = leadsNowhere || (next !== undefined && losesQuery(next, sent));
  const { status } = filter;
  // Lists of the recycle bin may leave out the status.
  const isSaid = status === undefined || status === 'available';
  const items = isSaid ? data.items : data.items.map((item) => ({ ...item, status }));
  return { items, unread: data.unread, next: isCut ? undefined : next, isCut };
}

/** Undefined where the page's Link does not work (any more): the rest must be asked for anew. */
export async function linkedPage(
  webex: WebexClient,
  authority: Authority,
  query: Omit<PageQuery, 'window'>,
  next: string,
): Promise<Page | undefined> {
  try {
    return await pageAt(webex, authority, query, next);
  } catch (error) {
    if (hasStatus(error, 400, 404, 410)) return undefined;
    throw error;
  }
}

interface ListQuery extends PageQuery {
  readonly limit: number;
  /** Returned beyond `limit` if they come with the same calls. */
  readonly spare?: number;
}

/**
 * Webex does not tell who watched, or which meetings have transcripts; `permission` where a scope may be
 * missing.
 */
export type NotTold = 'views' | 'transcripts' | 'transcripts-permission';

export interface Listing {
  readonly recordings: readonly Recording[];
  /** The span holds more than `limit`. */
  readonly more: boolean;
  /** Keys of more that could not be read; missing where there are none. */
  readonly unread?: readonly string[];
  /** Webex's list broke off: there may be more, but no way to get it. */
  readonly brokeOff?: true;
  /** Asked for, but not told by Webex, so that it narrows nothing. */
  readonly notTold?: readonly NotTold[];
  /** Left out because Webex does not tell whether they have a transcript. */
  readonly unsure?: number;
  /** Left out because Webex does not tell who watched them. */
  readonly untold?: number;
  /** Left out because Webex does not tell who hosts them. */
  readonly hostless?: number;
  /** Views and downloads in all, by id, where Webex was asked for them. */
  readonly views?: ReadonlyMap<string, number>;
}

/** Of lists that take no longer span, as documented: {@link LONGEST_WINDOW_DAYS}. */
const DOCUMENTED_MS = LONGEST_WINDOW_DAYS * DAY;
/** Where Webex refused a longer span, the longest that it took. */
const longestSpans = new WeakMap<object, number>();

/**
 * The longest span to ask for. No limit is documented for a person's own list, so the whole span is asked for
 * first, and half of it after each refusal; what Webex takes is remembered as long as the client.
 */
export function spanLimit(webex: WebexClient, { scope }: Authority) {
  const known =
    scope === 'site' ? DOCUMENTED_MS : (longestSpans.get(webex.memory ?? webex) ?? Infinity);
  let longest = known;
  let isTaken = known !== Infinity;
  return {
    /** One call at a time until Webex has taken a span: many at once would all be refused. */
    atOnce: (most: number): number => (isTaken ? most : 1),
    windowsOf: (window: Window): Window[] => windowsOf(window, longest / DAY),
    fits: ({ from, to }: Window): boolean => to - from <= longest,
    taken: (): void => {
      isTaken = true;
      if (longest < known) longestSpans.set(webex.memory ?? webex, longest);
    },
    /** @returns whether a shorter span may be taken */
    refused: (error: unknown, { from, to }: Window): boolean => {
      const length = to - from;
      if (!hasStatus(error, 400) || length <= DOCUMENTED_MS) return false;
      const half = Math.ceil(length / 2 / SECOND) * SECOND;
      longest = Math.min(longest, Math.max(DOCUMENTED_MS, half));
      return true;
    },
  };
}

/** Windows in parallel: more would meet Webex's limits. */
const WINDOWS_AT_ONCE = 4;

/**
 * Recordings hosted by or shared with the person, newest first, up to 100 a call. A span too long for Webex
 * is read window by window until there are enough. Rejects with a WebexError; 403 when the authority lacks
 * the scope. https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export async function listRecordings(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
): Promise<Listing> {
  const limit = spanLimit(webex, authority);
  for (;;) {
    const windows = limit.windowsOf(query.window);
    try {
      return await listWindows(webex, authority, query, windows, limit);
    } catch (error) {
      const [first] = windows;
      if (first === undefined || !limit.refused(error, first)) throw error;
    }
  }
}

async function listWindows(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
  all: readonly Window[],
  limit: ReturnType<typeof spanLimit>,
): Promise<Listing> {
  const found = new Map<string, Recording>();
  const unread = new Set<string>();
  const { window: span, filter } = query;
  // As documented for administrators: with a meeting Webex ignores times, and one call gives all of it.
  const isAtOnce = authority.scope === 'site' && filter?.meetingId !== undefined;
  const windows = isAtOnce ? all.slice(0, 1) : [...all];
  let more = false;
  while (windows.length > 0 && !more) {
    const next = windows.splice(0, limit.atOnce(WINDOWS_AT_ONCE));
    const listings = await Promise.all(
      next.map((window) => listWindow(webex, authority, { ...query, window }, span)),
    );
    limit.taken();
    for (const listing of listings) {
      for (const recording of listing.recordings) found.set(recording.id, recording);
      for (const key of listing.unread) unread.add(key);
    }
    more = found.size > query.limit || listings.some((listing) => listing.more);
  }
  const recordings = [...found.values()].slice(0, query.limit + (query.spare ?? 0));
  return { recordings, more, ...(unread.size === 0 ? {} : { unread: [...unread] }) };
}

/** With a meeting, Webex may ignore the span. */
function isMeant(item: Recording, { filter, recorded }: PageQuery, span: Window): boolean {
  if (recorded !== undefined) return isWithin(recorded, recordedAt(item));
  return filter?.meetingId === undefined || isWithin(span, Date.parse(item.createTime));
}

async function listWindow(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
  span: Window,
) {
  // A recording made meanwhile moves others to the next page, where they come again.
  const found = new Map<string, Recording>();
  const unread = new Set<string>();
  const leadsOn = pageProgress();
  const { page: first, max } = await firstPage(
    webex,
    authority,
    query,
    Math.min(query.limit + (query.spare ?? 0), LARGEST_PAGE),
  );
  let page: Page | undefined = first;
  let more = false;
  let isFull = false;
  // A Link that does not work leaves more.
  while (page !== undefined) {
    const keys = pageKeys(page);
    if (!leadsOn(keys)) {
      saysNothingNew(webex, listedAt(authority));
      more = isFull;
      break;
    }
    for (const item of page.items) if (isMeant(item, query, span)) found.set(item.id, item);
    for (const { key } of page.unread) unread.add(key);
    more = page.next !== undefined || page.isCut;
    isFull = keys.length >= max;
    if (page.next === undefined || found.size >= query.limit) break;
    page = await linkedPage(webex, authority, query, page.next);
  }
  return { recordings: [...found.values()], unread, more };
}

const site = z.object({ siteUrl: z.string(), default: z.boolean().catch(false) });
const siteList = itemsOf(site, 'sites', []);

/**
 * The preferred one first. Rejects with a WebexError; 403 when the authority lacks the scope.
 * https://developer.webex.com/docs/api/v1/meeting-preferences/get-site-list
 */
export async function listSites(
  webex: WebexClient,
  { token, hostEmail: userEmail }: Authority,
): Promise<string[]> {
  const path = '/meetingPreferences/sites';
  const { items } = await getJson(webex, token, path, siteList, defined({ userEmail }));
  return items
    .toSorted((one, other) => Number(other.default) - Number(one.default))
    .map(({ siteUrl }) => siteUrl.toLowerCase())
    .filter((site) => SITE_NAME.test(site));
}
