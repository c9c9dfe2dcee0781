import type { z } from 'zod';
import type { WebexAnswer, WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import {
  type Authority,
  type Filter,
  type Recording,
  type Window,
  filterParams,
  instant,
  listedAt,
  recordingPage,
  windowsOf,
} from './types.js';

/** What the pages of one list have in common. */
export interface PageQuery {
  /** Both ends are always sent: with one alone Webex means another span than one would think. */
  readonly window: Window;
  readonly filter?: Filter;
  readonly signal?: AbortSignal;
}

/** A page as Webex gave it. */
export type Page = WebexAnswer<z.infer<typeof recordingPage>>;

/** The most that one call gives. */
export const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 10;
const TIMED_OUT = 504;

/**
 * The first page of a list. When Webex times out (504) it is asked for smaller pages at once, as
 * its documents advise. Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 *
 * @param max the largest page wanted, 1 to {@link LARGEST_PAGE}
 * @returns the page, and how large the pages were that Webex could give
 */
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
    const tellAtOnce = last ? [] : [TIMED_OUT];
    const page = await fetchPage(webex, authority, query, path, { params, tellAtOnce });
    return { page, max };
  } catch (error) {
    if (last || !(error instanceof WebexRefused) || error.status !== TIMED_OUT) throw error;
    return await firstPage(webex, authority, query, smaller);
  }
}

/** The page behind a Link header, asked for to the letter. Rejects with a WebexError. */
export function pageAt(
  webex: WebexClient,
  authority: Authority,
  query: Pick<PageQuery, 'signal'>,
  link: string,
): Promise<Page> {
  return fetchPage(webex, authority, query, link, {});
}

interface Asking {
  readonly params?: Record<string, string>;
  readonly tellAtOnce?: readonly number[];
}

function fetchPage(
  webex: WebexClient,
  { token }: Authority,
  { signal }: Pick<PageQuery, 'signal'>,
  path: string,
  { params, tellAtOnce = [] }: Asking,
): Promise<Page> {
  return webex.call({
    method: 'GET',
    path,
    token,
    answer: recordingPage,
    tellAtOnce,
    ...(params === undefined ? {} : { query: params }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** What to list. */
export interface ListQuery extends PageQuery {
  /** How many recordings are wanted in all, newest first. */
  readonly limit: number;
}

/** What was found. */
export interface Listing {
  readonly recordings: readonly Recording[];
  /** Whether the span holds more than what was asked for. */
  readonly more: boolean;
}

/** Windows asked for side by side when a span is longer than one: more would meet Webex's limits. */
const AT_ONCE = 4;

/**
 * Recordings hosted by or shared with the person, newest first: one call for up to 100, then page
 * by page; a span of more than 30 days window by window, from the newest on, until there is enough.
 * When Webex times out (504) it is asked for smaller pages at once, as its documents advise.
 *
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
  // Documented for administrators: beside a meeting Webex heeds no times, and one call gives all of it.
  const isAtOnce = authority.scope === 'site' && filter?.meetingId !== undefined;
  const windows = isAtOnce ? all.slice(0, 1) : all;
  let more = false;
  while (windows.length > 0 && !more) {
    const listings = await Promise.all(
      windows
        .splice(0, AT_ONCE)
        .map((window) => listWindow(webex, authority, { ...query, window }, span)),
    );
    for (const { recordings } of listings) {
      for (const recording of recordings) found.set(recording.id, recording);
    }
    more = found.size > query.limit || listings.some((listing) => listing.more);
  }
  return { recordings: [...found.values()].slice(0, query.limit), more };
}

/** Whether it is of the time that was asked for, which Webex does not always heed beside a meeting. */
function isMeant({ createTime }: Recording, { filter }: PageQuery, { from, to }: Window): boolean {
  if (filter?.meetingId === undefined) return true;
  const made = Date.parse(createTime);
  return made >= from && made < to;
}

/** The recordings of a span that every endpoint takes as one. */
async function listWindow(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
  span: Window,
): Promise<Listing> {
  // A recording that is made meanwhile moves the others into the next page, where they come again.
  const found = new Map<string, Recording>();
  const max = Math.min(query.limit, LARGEST_PAGE);
  let { page } = await firstPage(webex, authority, query, max);
  for (;;) {
    for (const item of page.data.items) if (isMeant(item, query, span)) found.set(item.id, item);
    if (page.next === undefined || found.size >= query.limit) break;
    page = await pageAt(webex, authority, query, page.next);
  }
  return { recordings: [...found.values()], more: page.next !== undefined };
}
