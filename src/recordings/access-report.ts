import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { type Authority, type Window, hostOf, instant, windowsOf } from './types.js';

/** How often a recording was used, as Webex counts it. */
export interface AccessSummary {
  readonly recordingId: string;
  readonly viewCount: number;
  readonly downloadCount: number;
}

/** Of which recordings. */
export interface AccessSummaryQuery {
  /** When they were recorded; it must not begin earlier than {@link REPORTED_DAYS} ago. */
  readonly window: Window;
  /** Left out, Webex takes the person's preferred site, and tells of no other. */
  readonly siteUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The furthest back that summaries can be asked for; an earlier `from` is refused with a 400. */
export const REPORTED_DAYS = 365;
/** The longest span of one call. */
const LONGEST_DAYS = 90;
const LARGEST_PAGE = '100';

const count = z.number().nonnegative().catch(0);
const summaryPage = z.object({
  items: z.array(
    z.object({ recordingId: z.string().min(1), viewCount: count, downloadCount: count }),
  ),
});

/**
 * How often each recording of one site was viewed and downloaded, each told once, the newest
 * recordings first. Spans of more than 90 days are asked for one after another.
 *
 * Rejects with a WebexError; 403 when the authority or the site does not allow reports.
 * https://developer.webex.com/docs/api/v1/recording-report/list-of-recording-audit-report-summaries
 */
export async function* accessSummaries(
  webex: WebexClient,
  authority: Authority,
  { window, siteUrl, signal }: AccessSummaryQuery,
): AsyncGenerator<AccessSummary> {
  const told = new Set<string>();
  for (const { from, to } of windowsOf(window, LONGEST_DAYS)) {
    const query = {
      ...hostOf(authority),
      ...(siteUrl === undefined ? {} : { siteUrl }),
      from: instant(from),
      to: instant(to),
      max: LARGEST_PAGE,
    };
    const first = { path: '/recordingReport/accessSummary', query };
    for await (const { items } of pages(webex, authority, summaryPage, first, signal)) {
      for (const item of items) {
        if (told.has(item.recordingId)) continue;
        told.add(item.recordingId);
        yield item;
      }
    }
  }
}

const access = z.object({
  /** Others' words. */
  name: z.string().catch(''),
  email: z.string().catch(''),
  accessTime: z.iso.datetime({ offset: true }),
  viewed: z.boolean().catch(false),
  downloaded: z.boolean().catch(false),
});

/** Somebody who opened a recording. */
export type Access = z.infer<typeof access>;

/** Who opened a recording, as far as it was read. */
export interface Accesses {
  /** In Webex's order. */
  readonly accesses: readonly Access[];
  /** Whether there are more than were read. */
  readonly more: boolean;
}

/** What does not fit is left out: a line without its time tells nothing. */
const detailPage = z.object({
  items: z
    .array(access.optional().catch(undefined))
    .transform((items) => items.filter((item) => item !== undefined)),
});

/** How many pages of 100 are read; more would keep the person waiting. */
const MOST_PAGES = 10;

/**
 * Who viewed or downloaded a recording, and when: up to a thousand lines.
 *
 * Rejects with a WebexError; 403 when the authority or the site does not allow reports.
 * https://developer.webex.com/docs/api/v1/recording-report/get-recording-audit-report-details
 */
export async function accessDetail(
  webex: WebexClient,
  authority: Authority,
  recordingId: string,
  signal?: AbortSignal,
): Promise<Accesses> {
  const query = { ...hostOf(authority), recordingId, max: LARGEST_PAGE };
  const first = { path: '/recordingReport/accessDetail', query };
  const accesses: Access[] = [];
  let read = 0;
  for await (const { items, last } of pages(webex, authority, detailPage, first, signal)) {
    accesses.push(...items);
    read += 1;
    if (read === MOST_PAGES) return { accesses, more: !last };
  }
  return { accesses, more: false };
}

interface FirstPage {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

async function* pages<T>(
  webex: WebexClient,
  { token }: Authority,
  answer: z.ZodType<{ items: T[] }>,
  first: FirstPage,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ items: T[]; last: boolean }> {
  const common = {
    method: 'GET',
    token,
    answer,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  let request: { path: string; query?: Readonly<Record<string, string>> } = first;
  for (;;) {
    const { data, next } = await webex.call({ ...common, ...request });
    yield { items: data.items, last: next === undefined };
    if (next === undefined) return;
    request = { path: next };
  }
}
