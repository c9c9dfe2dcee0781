import { LONGEST_SAID } from './actions/said.js';
import { carried, type Inputs } from './carried.js';
import { isHarmless } from './harmless.js';
import type { Button } from './views/button.js';

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
  const text = isHarmless(line, LONGEST_SAID) ? line : name;
  return { title: 'Try again', data: { action: 'say', text } };
}
