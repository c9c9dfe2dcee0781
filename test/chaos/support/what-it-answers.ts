import type { CardPart } from '../../support/people.js';

/** What a bot's message says, as far as it tells which question it answers. */
export interface Said {
  readonly markdown: string;
  readonly card: unknown;
}

/** The title of a card that answers one question and no other. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/^I look after your Webex recordings$/, 'help'],
  [/^You are .*@/, 'whoami'],
  [/^Sorry, I didn’t get that$/, 'gibberish'],
  [/^Find recordings$/, 'list 0'],
  [/^Hello! /, 'welcome'],
];

/**
 * Which question a message answers: `list 17`, `typo 17`, `whoami`, `trash <recording>`, … Each is
 * asked once by each person. Undefined for what answers none of them.
 */
export function whatItAnswers({ markdown, card }: Said): string | undefined {
  if (markdown.startsWith('Sorry, I couldn’t finish')) return 'apology';
  const parts = partsOf(card);
  const pressed = (...titles: string[]): CardPart | undefined =>
    parts.find(
      ({ type, title = '' }) => type?.startsWith('Action.') === true && titles.includes(title),
    );
  const about = pressed('Undo', 'Try again')?.data;
  if (about?.recording !== undefined) return `trash ${about.recording}`;
  if (about?.text !== undefined) return about.text;
  const texts = parts.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
  const titled = TITLES.find(([title]) => texts.some((text) => title.test(text)))?.[1];
  if (titled !== undefined) return titled;
  const meant = parts.find(({ data }) => data?.action === 'say')?.data?.text;
  if (meant !== undefined) return meant.replace('list', 'typo');
  // A list's own state travels in its buttons: days, spans back, time, how many, where it begins.
  const state = pressed('Refresh', 'Cancel')?.data?.list;
  return state === undefined ? undefined : `list ${state.split('.')[3] ?? ''}`;
}

/** Whether a change was made, by the button that undoes it. */
export function saysDone({ card }: Said): boolean {
  return partsOf(card).some(({ title }) => title === 'Undo');
}

/** Whether it says how far a slow search is. */
export function isUnderWay({ markdown }: Said): boolean {
  return markdown.startsWith('**Searching your recordings…**');
}

/** Whether the outcome of a change is still to come: in the same place, or where something else is, beside it. */
export function isChecked({ card }: Said): boolean {
  return partsOf(card).some(({ text }) => String(text).startsWith('Checking whether'));
}

/** Whether its list is still to come, in the same place. */
export function saysToFollow({ card }: Said): boolean {
  return partsOf(card).some(({ text }) => String(text).endsWith('It will appear here.'));
}

/** Everything in a card that is an object, in reading order. */
export function partsOf(card: unknown): CardPart[] {
  if (Array.isArray(card)) return card.flatMap(partsOf);
  if (typeof card !== 'object' || card === null) return [];
  return [card as CardPart, ...Object.values(card).flatMap(partsOf)];
}
