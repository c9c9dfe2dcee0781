import { LONGEST_SAID } from './actions/said.js';
import { LONGEST_STATE } from './list-state-text.js';
import type { Button } from './views/button.js';

/** What our buttons carry; anything else in a click is somebody else's invention. */
const KEYS = [
  ...['action', 'recording', 'site', 'made', 'topic', 'list', 'host', 'job', 'text'],
  // Of the form for sharing.
  ...['add', 'remove', 'tell'],
  // Of the Find card, and of the question for a time zone.
  ...[
    'from',
    'to',
    'format',
    'service',
    'status',
    'order',
    'limit',
    'meeting',
    'tag',
    'zone',
    'then',
  ],
];
const LONGEST = 500;
/** What is longer by its nature. */
const LONGER: Readonly<Record<string, number>> = {
  list: LONGEST_STATE,
  text: LONGEST_SAID,
  // A line, written so that it is harmless in every client.
  then: 9 * LONGEST_SAID,
};

/** The button that was pressed, to be pressed again. @param inputs what the click sent: hostile */
export function clickAgain(inputs: Readonly<Record<string, unknown>>): Button {
  const data = KEYS.flatMap((key) => {
    const value = inputs[key];
    const harmless = typeof value === 'string' && isHarmless(value, LONGER[key] ?? LONGEST);
    return harmless ? [[key, value] as const] : [];
  });
  return { title: 'Try again', data: Object.fromEntries(data) };
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

/** Whether it can stand in a card without becoming an expression there, or growing it. */
function isHarmless(value: string, longest: number): boolean {
  return value.length <= longest && !/\$\{|\{\{|\p{Cc}/u.test(value);
}
