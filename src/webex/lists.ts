import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { WebexAnswer, WebexClient, WebexRequest } from './client.js';
import { placeOf } from './errors.js';

/** An item of a list that could not be read. */
export interface Unread {
  /** Tells it from others: its id, else a hash of it. */
  readonly key: string;
  /** Paths without values, e.g. `items.0.id`. */
  readonly where: readonly string[];
}

/** A list as far as it could be read. */
export class ItemList<T> {
  constructor(
    readonly items: readonly T[],
    readonly unread: readonly Unread[] = [],
  ) {}
}

/**
 * Reads a list item by item: an odd one is counted and logged, and never the end of the others.
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

const identified = z.union([
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
  z.unknown().transform(hashOf),
]);

function hashOf(item: unknown): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('base64');
}

/** No list of ours is longer. */
const MOST_PAGES = 1_000;
/** Empty pages in a row, which a filter can leave. */
export const MOST_EMPTY = 3;

/** Tells by its keys that a further page leads on: it brings something new, or is one of few empty ones. */
export function walkProgress() {
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

/** All pages of a list, one after another, until there are no more or one brings nothing new. */
export async function* pagesOf<T>(
  webex: WebexClient,
  request: WebexRequest<ItemList<T>>,
  keyOf: (item: T) => string = hashOf,
): AsyncGenerator<WebexAnswer<ItemList<T>>, void, undefined> {
  const leadsOn = walkProgress();
  let page = await webex.call(request);
  for (;;) {
    const { items, unread } = page.data;
    if (!leadsOn([...items.map((item) => keyOf(item)), ...unread.map((one) => one.key)])) {
      saysNothingNew(webex, request);
      return;
    }
    yield page;
    if (page.next === undefined) return;
    page = await webex.call({ ...request, query: {}, path: page.next });
  }
}

export function saysNothingNew(webex: WebexClient, request: Pick<WebexRequest<unknown>, 'path'>) {
  const { path } = placeOf({ ...request, method: 'GET' });
  webex.log?.warn({ path }, 'list ended: its next page brings nothing new');
}
