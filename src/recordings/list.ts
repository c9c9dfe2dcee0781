import type { z } from 'zod';
import type { WebexAnswer, WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { hostOf, type Authority } from './authority.js';
import { filterParams, type Filter } from './filter.js';
import { recordingPage, type Recording } from './recording.js';
import { instant, windowsOf, type Window } from './window.js';

/** What to list. */
export interface ListQuery {
  /** Both ends are always sent: with one alone Webex means another span than one would think. */
  readonly window: Window;
  /** How many recordings are wanted in all, newest first. */
  readonly limit: number;
  readonly filter?: Filter;
  readonly signal?: AbortSignal;
}

/** What was found. */
export interface Listing {
  readonly recordings: readonly Recording[];
  /** Whether the span holds more than what was asked for. */
  readonly more: boolean;
}

/** The most that one call gives. */
export const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 10;
const TIMED_OUT = 504;

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
  const windows = windowsOf(query.window);
  let more = false;
  while (windows.length > 0 && !more) {
    const listings = await Promise.all(
      windows
        .splice(0, AT_ONCE)
        .map((window) => listWindow(webex, authority, { ...query, window })),
    );
    for (const { recordings } of listings) {
      for (const recording of recordings) found.set(recording.id, recording);
    }
    more = found.size > query.limit || listings.some((listing) => listing.more);
  }
  return { recordings: [...found.values()].slice(0, query.limit), more };
}

/** The recordings of a span that every endpoint takes as one. */
async function listWindow(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
): Promise<Listing> {
  // A recording that is made meanwhile moves the others into the next page, where they come again.
  const found = new Map<string, Recording>();
  let page = await firstPage(webex, authority, query, Math.min(query.limit, LARGEST_PAGE));
  for (;;) {
    for (const item of page.data.items) found.set(item.id, item);
    if (page.next === undefined || found.size >= query.limit) break;
    page = await fetchPage(webex, authority, query, page.next);
  }
  return { recordings: [...found.values()], more: page.next !== undefined };
}

type Page = WebexAnswer<z.infer<typeof recordingPage>>;

async function firstPage(
  webex: WebexClient,
  authority: Authority,
  query: ListQuery,
  max: number,
): Promise<Page> {
  const { from, to } = query.window;
  const params = {
    ...filterParams(query.filter ?? {}),
    ...hostOf(authority),
    from: instant(from),
    to: instant(to),
    max: String(max),
  };
  const smaller = Math.floor(max / 3);
  if (smaller < SMALLEST_PAGE)
    return await fetchPage(webex, authority, query, '/recordings', params);
  try {
    return await fetchPage(webex, authority, query, '/recordings', params, [TIMED_OUT]);
  } catch (error) {
    if (!(error instanceof WebexRefused) || error.status !== TIMED_OUT) throw error;
    return await firstPage(webex, authority, query, smaller);
  }
}

function fetchPage(
  webex: WebexClient,
  authority: Authority,
  { signal }: ListQuery,
  path: string,
  params?: Record<string, string>,
  tellAtOnce: readonly number[] = [],
): Promise<Page> {
  return webex.call({
    method: 'GET',
    path,
    token: authority.token,
    answer: recordingPage,
    tellAtOnce,
    ...(params === undefined ? {} : { query: params }),
    ...(signal === undefined ? {} : { signal }),
  });
}
