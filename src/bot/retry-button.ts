import { type Action, type Inputs, asksInstead } from './action.js';
import type { Button } from './ui/card.js';
import { isSafeInCard } from './ui/escape.js';

/** The longest line that a button can say, in characters. */
export const LONGEST_SAID = 600;

/** In bytes, names included: beside it the card says what went wrong, and stays below its limit. */
const LONGEST_IN_ALL = 8_000;

/**
 * The button that was pressed, to be pressed again: with all that its action takes, since what acts
 * on a part of it does something else than was asked for. Where not all can travel in a button, the
 * action that asks for it again; undefined where there is none.
 *
 * @param inputs what the click sent: hostile
 */
export function retryAction(action: Action, inputs: Inputs): Button | undefined {
  const { retry, ifStale } = action;
  const whole = retry?.when === 'always' ? undefined : carried(action, inputs, action.keys);
  const asks = retry?.with ?? asksInstead(ifStale);
  const data =
    whole ?? (asks === undefined ? undefined : carried(asks, inputs, retry?.only ?? asks.keys));
  if (data !== undefined) return { title: 'Try again', data };
  return typeof ifStale === 'object' && 'dispatch' in ifStale
    ? retryCommand(ifStale.dispatch, '')
    : undefined;
}

/**
 * A button that says a line again, as it was: an address in “for bob@example.com list” is what it is
 * about.
 *
 * @param rest what was written after its name: hostile
 */
export function retryCommand(name: string, rest: string): Button {
  const line = `${name} ${rest}`.trim();
  const text = isSafeInCard(line, LONGEST_SAID) ? line : name;
  return { title: 'Try again', data: { action: 'say', text } };
}

/** The inputs that an action takes, as a button can carry them; undefined when it cannot carry all. */
function carried(
  { name }: Action,
  inputs: Inputs,
  keys: readonly string[] | undefined,
): Readonly<Record<string, string>> | undefined {
  if (keys === undefined) return undefined;
  const data: Record<string, string> = { action: name };
  for (const key of keys) {
    const value = inputs[key];
    if (value === undefined) continue;
    const text = textOf(value);
    if (text === undefined || !isSafeInCard(text, LONGEST_IN_ALL)) return undefined;
    data[key] = text;
  }
  return Buffer.byteLength(JSON.stringify(data)) <= LONGEST_IN_ALL ? data : undefined;
}

/** Some clients send numbers and ticks as such; people write lists of addresses in several lines. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.replace(/[\r\n\t]+/g, ' ') : undefined;
}
