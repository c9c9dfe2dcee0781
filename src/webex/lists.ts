import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { WebexAnswer, WebexClient, WebexRequest } from './client.js';
import { hasStatus, placeOf } from './errors.js';

export interface Unread {
  /** Identifies it: its id, else a hash of it. */
  readonly key: string;
  /** Paths without values, e.g. `items.0.id`. */
  readonly where: readonly string[];
}

/** A list, with what could not be read of it. */
export class ItemList<T> {
  constructor(
    readonly items: readonly T[],
    readonly unread: readonly Unread[] = [],
  ) {}
}

/**
 * Reads a list item by item: an odd one is counted and logged, and does not lose the others.
 * @param missing the items, where Webex leaves out an empty list
 */
export function itemsOf<T>(item: z.ZodType<T>, name = 'items', missing?: []) {
  const list = z.array(z.unknown());
  const items = missing === undefined ? list : list.default(missing);
  return z.object({ [name]: items }).transform((body): ItemList<T> => {
    const read: T[] = [];
    const unread: Unread[] = [];
    for (const [at, one] of (body[name] ?? []).entries()) {
      const parsed = item.safeParse(one);
      if (parsed.success) read.push(parsed.data);
      else {
        const where = parsed.error.issues.map(({ path }) => [name, at, ...path].join('.'));
        unread.push({ key: identified.parse(one), where });
      }
    }
    return new ItemList(read, unread);
  });
}

const MOMENT =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(z|[+-]\d\d)?(?::?(\d\d))?$/i;

/** As Webex writes nearly all: a page has two hundred. */
const IN_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Other years stand for “none”: programs write 1, 1970 or 9999. */
function isPlausible(written: string): boolean {
  const year = new Date(written).getUTCFullYear();
  return year >= 1990 && year < 2200;
}

/**
 * A time in ISO 8601, in UTC where no zone is named; returned as RFC 3339, which `Date.parse` is sure to take.
 */
export const moment = z.string().transform((text, context) => {
  if (IN_UTC.test(text) && isPlausible(text)) return text;
  const [, day, time, zone = 'Z', minutes = '00'] = MOMENT.exec(text.trim()) ?? [];
  const written = `${day}T${time}${/z/i.test(zone) ? 'Z' : `${zone}:${minutes}`}`;
  if (isPlausible(written)) return written;
  context.addIssue({ code: 'custom', message: 'no moment' });
  return z.NEVER;
});

/** Items that are not texts are dropped. */
export const texts = z
  .array(z.unknown())
  .transform((given) => given.filter((one): one is string => typeof one === 'string'));

const identified = z.union([
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
  z.unknown().transform(itemHash),
]);

function itemHash(item: unknown): string {
  return createHash('sha256').update(serialized(item)).digest('base64');
}

function serialized(item: unknown): string {
  try {
    return JSON.stringify(item);
  } catch {
    // Nested deeper than can be written.
    return '';
  }
}

/** None of our lists is longer. */
const MOST_PAGES = 1_000;
/** Empty pages in a row, which a filter can leave. */
export const MOST_EMPTY = 3;

/** Decides by its keys whether a page leads on: it brings something new, or is one of a few empty ones. */
export function pageProgress() {
  const seen = new Set<string>();
  let pages = 0;
  let empty = 0;
  return (keys: readonly string[]): boolean => {
    const fresh = keys.filter((key) => !seen.has(key));
    for (const key of fresh) seen.add(key);
    empty = keys.length === 0 ? empty + 1 : 0;
    pages += 1;
    const leads = keys.length === 0 ? empty <= MOST_EMPTY : fresh.length > 0;
    return leads && pages < MOST_PAGES;
  };
}

/** Stands for pages that the token may not be sent for, or that did not come. */
export const CUT: Unread = { key: 'next page', where: ['Link'] };

/**
 * All pages of a list, one after another, until there are no more or one brings nothing new. After a short
 * page that means the end; else there may be more, which counts as unread.
 */
export async function* pagesOf<T>(
  webex: WebexClient,
  request: WebexRequest<ItemList<T>>,
): AsyncGenerator<WebexAnswer<ItemList<T>>, void, undefined> {
  const leadsOn = pageProgress();
  let page = await webex.call(request);
  let isFull = false;
  for (;;) {
    const { items, unread } = page.data;
    const keys = [...items.map(itemHash), ...unread.map((one) => one.key)];
    if (!leadsOn(keys)) {
      saysNothingNew(webex, request);
      const isLess = isFull || (keys.length === 0 && page.next !== undefined);
      if (isLess) yield { ...page, data: new ItemList<T>([], [CUT]) };
      return;
    }
    isFull = keys.length >= Number(request.query?.max);
    const { next, isCut = false } = page;
    const isLost = next !== undefined && losesQuery(next, Object.keys(request.query ?? {}));
    if (isCut || isLost) {
      yield { ...page, data: new ItemList(items, [...unread, CUT]) };
      return;
    }
    yield page;
    if (next === undefined) return;
    try {
      page = await webex.call({ ...request, query: {}, path: next });
    } catch (error) {
      if (!hasStatus(error, 400, 404, 410)) throw error;
      yield { ...page, data: new ItemList<T>([], [CUT]) };
      return;
    }
  }
}

/**
 * True where a Link has some of the query but not all: its page would be of another list. A Link with none
 * of it has a cursor that stands for all.
 */
export function losesQuery(link: string, asked: readonly string[]): boolean {
  // Whose address it is does not matter here.
  const { searchParams } = new URL(link, 'http://localhost');
  const kept = asked.filter((name) => searchParams.has(name));
  return kept.length > 0 && kept.length < asked.length;
}

export function saysNothingNew(webex: WebexClient, request: Pick<WebexRequest<unknown>, 'path'>) {
  const { path } = placeOf({ ...request, method: 'GET' });
  webex.log?.warn({ path }, 'list ended: its next page brings nothing new');
}

/** In place of an address where the token may not go. */
export const NOWHERE = 'nowhere';

/** The next page in a `Link` header (RFC 8288); {@link NOWHERE} outside the origin. */
export function nextPage(link: string | undefined, origin: string): string | undefined {
  if (link === undefined) return undefined;
  for (const part of link.split(/,(?=\s*<)/)) {
    const [, url, params] = /^\s*<([^>]+)>(.*)$/.exec(part) ?? [];
    if (url === undefined || !isNext(params ?? '')) continue;
    return URL.canParse(url) && new URL(url).origin === origin ? url : NOWHERE;
  }
  return undefined;
}

/** True for the relation `next`, alone or among others. */
function isNext(params: string): boolean {
  const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(params) ?? [];
  return (quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next');
}
