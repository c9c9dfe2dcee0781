import type { z } from 'zod';

/** The items that are there: `condition && item` leaves one out. */
export function present<T>(items: readonly (T | false | undefined)[]): T[] {
  return items.filter((item): item is T => item !== undefined && item !== false);
}

/** The properties that have a value: for types that tell a missing property from an undefined one. */
export function defined<T extends object>(given: T): Defined<T> {
  const all = given as Record<string, unknown>;
  const some: Record<string, unknown> = {};
  for (const name of Object.keys(all)) if (all[name] !== undefined) some[name] = all[name];
  return some as Defined<T>;
}

type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** A field of foreign data: one that is missing, or of another shape, is undefined. */
export function lenient<T extends z.ZodType>(field: T) {
  return field.optional().catch(undefined);
}

/**
 * Texts that every database and client takes, anywhere in JSON: without NUL, and with a replacement character
 * for half of a character, such as half an emoji.
 */
export function wellFormed(value: unknown): unknown {
  return isWellFormed(value) ? value : withTexts(value, mended);
}

/** Nearly everything is well-formed: a page of a hundred recordings is not copied for nothing. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Cs}]/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every((entry) => entry.every(isWellFormed));
}

function mended(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\uFFFD');
}

/** A copy of JSON, with each text in it changed, names of fields included. */
export function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => withTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map((entry) => withTexts(entry, change));
  return Object.fromEntries(entries as [string, unknown][]);
}

/** Undefined for a text that is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
