import type { z } from 'zod';
import type { WebexAnswer, WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { listedAt, type Authority } from './authority.js';
import { filterParams, type Filter } from './filter.js';
import { recordingPage } from './recording.js';
import { instant, type Window } from './window.js';

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
