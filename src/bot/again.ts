import type { Button } from './views/button.js';

/** What our buttons carry; anything else in a click is somebody else's invention. */
const KEYS = [
  ...['action', 'recording', 'site', 'topic', 'list', 'text'],
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
const PLAIN_WORDS = /^[\p{L}\p{N} ,.:“”’'–-]{1,150}$/u;

/** The button that was pressed, to be pressed again. @param inputs what the click sent: hostile */
export function clickAgain(inputs: Readonly<Record<string, unknown>>): Button {
  const data = KEYS.flatMap((key) => {
    const value = inputs[key];
    return typeof value === 'string' && isHarmless(value) ? [[key, value] as const] : [];
  });
  return { title: 'Try again', data: Object.fromEntries(data) };
}

/** A button that says a command again. @param rest what was written after its name: hostile */
export function sayAgain(name: string, rest: string): Button {
  const text = PLAIN_WORDS.test(rest) ? `${name} ${rest}` : name;
  return { title: 'Try again', data: { action: 'say', text } };
}

/** Whether it can stand in a card without becoming an expression there, or growing it. */
function isHarmless(value: string): boolean {
  return value.length <= LONGEST && !/\$\{|\{\{/.test(value);
}
