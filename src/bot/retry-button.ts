import { words } from '../util/words.js';
import { type Action, type Inputs, confirmingAction } from './feature.js';
import type { Button } from './ui/card.js';
import { isSafeInCard } from './ui/escape.js';

/** Characters of the longest line that a button can carry. */
export const LONGEST_SAID = 600;

/** In bytes, names included, so that a card with it stays below its limit. */
const MOST_BYTES = 8_000;

/**
 * “Try again” with all inputs of the action, since a part of them could mean something else. Where a button
 * cannot carry all, the action that asks for them again; undefined where there is none.
 * @param inputs as sent by the click: hostile
 */
export function retryAction(action: Action, inputs: Inputs): Button | undefined {
  const { retry, ifStale } = action;
  const whole = retry?.when === 'always' ? undefined : carried(action, inputs, action.keys);
  const confirming = retry?.with ?? confirmingAction(ifStale);
  const data =
    whole ??
    (confirming === undefined
      ? undefined
      : carried(confirming, inputs, retry?.only ?? confirming.keys));
  if (data !== undefined) return { title: words.common.tryAgain, data };
  return typeof ifStale === 'object' && 'dispatch' in ifStale
    ? retryCommand(ifStale.dispatch, '')
    : undefined;
}

/** Back to the list of a card that an answer replaced. @param inputs hostile */
export function backToList({ list }: Inputs): Button | undefined {
  if (typeof list !== 'string' || !isSafeInCard(list, MOST_BYTES)) return undefined;
  return { title: words.recording.backToList, data: { action: 'page', list } };
}

/** “Try again” for a command. @param rest the text after its name, unchanged: hostile */
export function retryCommand(name: string, rest: string): Button {
  const line = `${name} ${rest}`.trim();
  const text = isSafeInCard(line, LONGEST_SAID) ? line : name;
  return { title: words.common.tryAgain, data: { action: 'say', text } };
}

/** Button data with all these inputs; undefined when a button cannot carry them. */
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
    const text = textOfInput(value);
    if (text === undefined || !isSafeInCard(text, MOST_BYTES)) return undefined;
    data[key] = text;
  }
  return Buffer.byteLength(JSON.stringify(data)) <= MOST_BYTES ? data : undefined;
}

/** Some clients send numbers and booleans as such; people write addresses in several lines. */
function textOfInput(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.replace(/[\r\n\t]+/g, ' ') : undefined;
}
