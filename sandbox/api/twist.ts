import type { RequestHandler } from 'express';
import type { OddItem } from '../control/fault-rule.js';

type Json = Record<string, unknown>;

/**
 * Middleware that sends items as the faults in force twist them. It stands before the recording of
 * calls, so whoever observes sees the answer as it would have been: what is twisted says nothing
 * about how well the sandbox keeps to the documents.
 */
export const twist: RequestHandler = (_req, res, next) => {
  const json = res.json.bind(res);
  res.json = (body: unknown) => {
    const odd = res.locals.oddItems as readonly OddItem[] | undefined;
    return json(odd === undefined || res.statusCode >= 300 ? body : twisted(body, odd));
  };
  next();
};

/** The body with its odd items; a body that is no list is an item itself. */
export function twisted(body: unknown, odd: readonly OddItem[]): unknown {
  if (!isJson(body)) return body;
  for (const key of ['items', 'sites']) {
    const list = body[key];
    if (Array.isArray(list)) return { ...body, [key]: twistedItems(list, odd) };
  }
  return twistedItems([body], odd)[0];
}

function twistedItems(items: readonly unknown[], odd: readonly OddItem[]): unknown[] {
  return items.map((item, index) =>
    odd
      .filter((each) => isMeant(each, item, index, items.length))
      .reduce<unknown>(twistedItem, item),
  );
}

function isMeant({ at, id }: OddItem, item: unknown, index: number, count: number): boolean {
  if (at !== undefined && at !== index && at !== index - count) return false;
  return id === undefined || (isJson(item) && (item.id ?? item.recordingId) === id);
}

function twistedItem(item: unknown, odd: OddItem): unknown {
  if ('replace' in odd) return odd.replace;
  if (!isJson(item)) return item;
  const all = { ...item, ...odd.set };
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => odd.drop?.includes(key) !== true),
  );
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
