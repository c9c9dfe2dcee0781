import { LONGEST_SAID } from './actions/said.js';
import { isHarmless } from './harmless.js';
import { LONGEST_STATE } from './list-state-text.js';

/** What a click sent: hostile. */
export type Inputs = Readonly<Record<string, unknown>>;

/** What our buttons and forms send; anything else in a click is somebody else's invention. */
const KEYS: ReadonlySet<string> = new Set([
  ...['action', 'recording', 'site', 'made', 'topic', 'list', 'host', 'job', 'text'],
  // Of the form for sharing.
  ...['add', 'remove', 'tell'],
  // Of the Find card, and of the question for a time zone.
  ...['from', 'to', 'format', 'service', 'status', 'order', 'limit', 'meeting', 'tag'],
  ...['zone', 'other', 'then'],
  // Of many at once, and of the rule for them.
  ...['what', 'count', 'chosen', 'typed', 'start', 'after'],
  ...['age', 'unit', 'megabytes', 'siteUrl', 'neverWatched'],
  // Of the settings.
  ...['tellWhenReady', 'weekly', 'isQuiet', 'quietFrom', 'quietTo'],
]);
const LONGEST = 500;
/** In bytes, names included: beside it the card holds what went wrong, and stays below its limit. */
const LONGEST_IN_ALL = 8_000;
/** What is longer by its nature. */
const LONGER: Readonly<Record<string, number>> = {
  list: LONGEST_STATE,
  text: LONGEST_SAID,
  // A line, written so that it is harmless in every client.
  then: 9 * LONGEST_SAID,
  add: LONGEST_IN_ALL,
  remove: LONGEST_IN_ALL,
};
/** Addresses, which a person may have written one a line. */
const LISTS: ReadonlySet<string> = new Set(['add', 'remove']);

/** All that a click sent, as a button of ours can carry it; undefined when it cannot carry all. */
export function carried(inputs: Inputs): Readonly<Record<string, string>> | undefined {
  const data: Record<string, string> = {};
  for (const [key, value] of Object.entries(inputs)) {
    const text = textOf(key, value);
    const fits = KEYS.has(key) && text !== undefined && isHarmless(text, LONGER[key] ?? LONGEST);
    if (!fits) return undefined;
    data[key] = text;
  }
  return Buffer.byteLength(JSON.stringify(data)) <= LONGEST_IN_ALL ? data : undefined;
}

/** Some clients send the numbers and the ticks of a form as such. */
function textOf(key: string, value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return LISTS.has(key) ? value.replace(/\s+/g, ' ') : value;
}
