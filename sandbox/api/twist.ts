import type { RequestHandler } from 'express';
import type { OddItem } from '../control/fault-rule.js';
import type { World } from '../world/world.js';
import { asJson, type Json } from './json.js';
import { inOddForms } from './odd-forms.js';

/** Fields that an item has live and in no document; in `res.locals.addLive`. */
export type AddLive = (item: Json) => Json;

/**
 * Middleware that sends items as the faults in force twist them, and in odd forms where that is
 * set. It stands before the recording of calls, so whoever observes sees the answer as it would have
 * been: what is twisted says nothing about how well the sandbox keeps to the documents.
 */
export function twist(world: World): RequestHandler {
  return (_req, res, next) => {
    const json = res.json.bind(res);
    res.json = (body: unknown) => {
      if (res.statusCode >= 300) return json(withErrors(body, res.locals.sentErrors));
      const live = res.locals.addLive as AddLive | undefined;
      const whole = live === undefined ? body : withLive(body, live);
      const formed = world.settings.oddForms ? inOddForms(whole) : whole;
      const odd = res.locals.oddItems as readonly OddItem[] | undefined;
      return json(odd === undefined ? formed : twisted(formed, odd));
    };
    next();
  };
}

/** A refusal whose `errors` have another shape. */
function withErrors(body: unknown, errors: unknown): unknown {
  const json = asJson(body);
  return json === undefined || errors === undefined ? body : { ...json, errors };
}

function withLive(body: unknown, live: AddLive): unknown {
  const json = asJson(body);
  if (json === undefined) return body;
  const all = (item: unknown): unknown => {
    const each = asJson(item);
    return each === undefined ? item : { ...each, ...live(each) };
  };
  return Array.isArray(json.items) ? { ...json, items: json.items.map(all) } : all(json);
}

/** The body with its odd items; a body that is no list is an item itself. */
function twisted(body: unknown, odd: readonly OddItem[]): unknown {
  const json = asJson(body);
  if (json === undefined) return body;
  for (const key of ['items', 'sites']) {
    const list = json[key];
    if (Array.isArray(list)) {
      return { ...json, [key]: withMore(twistedItems(list, odd), odd) };
    }
  }
  return twistedItems([json], odd)[0];
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
  if (id === undefined) return true;
  const json = asJson(item);
  return (json?.id ?? json?.recordingId) === id;
}

function twistedItem(item: unknown, odd: OddItem): unknown {
  if ('replace' in odd) return odd.replace;
  const json = asJson(item);
  if (json === undefined) return item;
  const all = { ...json, ...odd.set };
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => odd.drop?.includes(key) !== true),
  );
}

/** With the items that there are not, each at its place, or last. */
function withMore(items: readonly unknown[], odd: readonly OddItem[]): unknown[] {
  const all = [...items];
  for (const each of odd) {
    if ('insert' in each) all.splice(each.at ?? all.length, 0, each.insert);
  }
  return all;
}
