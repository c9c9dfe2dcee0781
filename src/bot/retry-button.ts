import { LONGEST_STATE } from '../query/list-state-codec.js';
import type { Button } from './ui/card.js';
import { isSafeInCard } from './ui/escape.js';

/** The longest line that a button can say, in characters. */
export const LONGEST_SAID = 600;

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
    const fits = KEYS.has(key) && text !== undefined && isSafeInCard(text, LONGER[key] ?? LONGEST);
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

/** What a button about one recording carries. */
const ABOUT = ['recording', 'site', 'made', 'topic', 'list'];

/**
 * What asks again for what could not be carried, by the action that was pressed: the action to press
 * instead, and the inputs that it needs. Where there is none, there is no way to try again.
 */
const ASKS: readonly (readonly [
  pressed: readonly string[],
  action: string,
  keys: readonly string[],
])[] = [
  [['ask-share', 'confirm-share', 'share'], 'ask-share', ABOUT],
  [['ask-delete', 'ask-trash', 'delete-as-officer'], 'ask-delete', ABOUT],
  [['job-show', 'bulk-look', 'bulk-tick', 'bulk-ask', 'bulk-go'], 'job-show', ['job']],
  [['edit', 'search'], 'edit', ['list']],
  [['page'], 'page', ['list']],
  [['refresh'], 'refresh', ['list']],
];

/** The same for what is asked again with words. */
const SAYS: ReadonlyMap<string, string> = new Map([['save-settings', 'settings']]);

/**
 * The button that was pressed, to be pressed again: with all that the click sent, since what acts on
 * a part of it does something else than was asked for. Where not all can be carried, the button that
 * asks for it again; undefined where there is none.
 *
 * @param inputs what the click sent: hostile
 */
export function clickAgain(inputs: Inputs): Button | undefined {
  const data = carried(inputs) ?? askedAgain(inputs);
  return data === undefined ? undefined : { title: 'Try again', data };
}

function askedAgain(inputs: Inputs): Readonly<Record<string, string>> | undefined {
  const pressed = typeof inputs.action === 'string' ? inputs.action : '';
  const text = SAYS.get(pressed);
  if (text !== undefined) return { action: 'say', text };
  const asks = ASKS.find(([names]) => names.includes(pressed));
  if (asks === undefined) return undefined;
  const [, action, keys] = asks;
  const needed = Object.entries(inputs).filter(([key]) => keys.includes(key));
  return carried({ ...Object.fromEntries(needed), action });
}

/**
 * A button that says a line again, as it was: an address in “for bob@example.com list” is what it is
 * about.
 *
 * @param rest what was written after its name: hostile
 */
export function sayAgain(name: string, rest: string): Button {
  const line = `${name} ${rest}`.trim();
  const text = isSafeInCard(line, LONGEST_SAID) ? line : name;
  return { title: 'Try again', data: { action: 'say', text } };
}
