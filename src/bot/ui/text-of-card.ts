import { withTexts } from '../../util/present.js';
import { type Card, type Content, jsonOf, nameCard, nameOf } from '../../webex/messages.js';
import { elementsOf, onTop } from './card.js';
import { breakLinks, escapeText, withoutWebexsWords } from './escape.js';
import { breakable, datesIn, withoutTokens } from './format.js';

/**
 * A card with its text for clients without cards. The text is read off the filled card, so the two cannot
 * differ; what a card hides, and what its buttons open, never gets into the text.
 * @param hint follows the text: what to write instead of pressing a button
 */
export function fillCard(filled: Card, hint?: string): Content {
  const text = textOfCard(filled);
  return { markdown: hint === undefined ? text : `${text}\n\n${hint}`, card: filled };
}

/**
 * The same card with its times in the reader's zone (IANA); where that is unknown, each client shows its own.
 */
export function inZone(content: Content, zone: string | undefined): Content {
  if (content.card === undefined || zone === undefined || !hasTimes(content.card)) return content;
  const card = withTexts(content.card, (text) => datesIn(text, zone)) as Card;
  const inUtc = textOfCard(content.card);
  const hint = content.markdown.startsWith(inUtc) ? content.markdown.slice(inUtc.length) : '';
  const markdown = `${textOfCard(content.card, zone)}${hint}`;
  return { ...content, markdown, card: nameCard(card, nameOf(content.card)) };
}

export interface Zones {
  /** @returns the time zone (IANA), left out until Webex or the person has said it */
  readonly of: (personId: string) => Promise<{ readonly timeZone?: string | undefined }>;
}

/**
 * As {@link inZone}, for one person: a recording is on the same day on each of their cards. Rejects as
 * their settings do, which are read only for cards with times.
 */
export async function inZoneOf(personId: string, zones: Zones, content: Content): Promise<Content> {
  if (content.card === undefined || content.isDated === true) return content;
  if (!hasTimes(content.card)) return content;
  return inZone(content, (await zones.of(personId)).timeZone);
}

function hasTimes(card: Card): boolean {
  return jsonOf(card).includes('{{DATE(');
}

export function contentOnTop(above: Card, { card: below, markdown }: Content): Content {
  return {
    markdown: `${textOfCard(above)}\n\n${markdown}`,
    ...(below === undefined ? {} : { card: onTop(above, below) }),
  };
}

/** As markdown. @param zone of its times, IANA */
export function textOfCard(filled: Card, zone = 'UTC'): string {
  const inOrder = elementsOf(filled).flatMap((element) => piecesOf(element as Element));
  return textOf(inOrder.map((piece) => ({ ...piece, text: inert(piece.text, zone) })));
}

type Element = Readonly<Record<string, unknown>>;

interface Piece {
  readonly text: string;
  /** An `aside` belongs to the piece above, such as the range below a list's heading. */
  readonly as: 'heading' | 'paragraph' | 'item' | 'aside';
}

/** Without buttons, and without what the card hides. */
function piecesOf(element: Element): Piece[] {
  if (element.isVisible === false) return [];
  switch (element.type) {
    case 'TextBlock':
      return pieceOf(styleOf(element), element.text);
    case 'RichTextBlock':
      return pieceOf('paragraph', runsOf(element));
    case 'FactSet':
      return listIn(element.facts).flatMap(({ title, value }) =>
        pieceOf('item', `${wordsOrNone(title)}: ${wordsOrNone(value)}`),
      );
    case 'Container':
      // Our templates give each container a style, except the rows of a list.
      return element.style === undefined ? row(element) : allOf(element.items);
    case 'ColumnSet':
      return allOf(element.columns);
    case 'Column':
      // A column to press is a button.
      return element.selectAction === undefined ? allOf(element.items) : [];
    case 'Input.Toggle':
      return toggle(element);
    default:
      return wordsOrNone(element.type).startsWith('Input.') ? inputOf(element) : [];
  }
}

function styleOf({ weight, spacing }: Element): Piece['as'] {
  if (weight === 'Bolder') return 'heading';
  return spacing === 'None' ? 'aside' : 'paragraph';
}

/** Monospace is for passwords, which stay out of the text even where a card shows them. */
function runsOf({ inlines }: Element): string {
  return listIn(inlines)
    .filter(({ fontType }) => fontType !== 'Monospace')
    .map(({ text }) => wordsOrNone(text))
    .join('');
}

function row({ items }: Element): Piece[] {
  const inside = allOf(items).map(({ text }) => text);
  return pieceOf('item', inside.join(' – '));
}

function toggle({ value, valueOn = 'true', title }: Element): Piece[] {
  return pieceOf('item', `[${value === valueOn ? 'x' : ' '}] ${wordsOrNone(title)}`);
}

/** The most characters of an input's value that the text repeats. */
const LONGEST_VALUE = 200;

/** Filled or required inputs: nobody can type into a text, so empty optional ones are left out. */
function inputOf(element: Element): Piece[] {
  const { label, value, isRequired, choices } = element;
  const chosen = listIn(choices).find((choice) => choice.value === value)?.title;
  const filled = escapeText(wordsOrNone(choices === undefined ? value : chosen), LONGEST_VALUE);
  if (filled === '') return isRequired === true ? pieceOf('item', label) : [];
  return pieceOf('item', `${wordsOrNone(label)}: ${filled}`);
}

/** The bars of a chart, drawn in letters; their figures stand beside them. */
const BAR = /^[\u2581\u2588-\u258F\u00A0]+$/;

function pieceOf(as: Piece['as'], words: unknown): Piece[] {
  const text = withoutWebexsWords(wordsOrNone(words));
  return text === '' || BAR.test(text) ? [] : [{ as, text }];
}

function inert(text: string, zone: string): string {
  return breakable(breakLinks(withoutTokens(text, zone)));
}

function textOf(all: readonly Piece[]): string {
  const marked = ({ as, text }: Piece): string =>
    as === 'heading' ? `**${text}**` : as === 'item' ? `- ${text}` : text;
  return all.map((piece, index) => gap(all[index - 1], piece) + marked(piece)).join('');
}

function gap(before: Piece | undefined, { as }: Piece): string {
  if (before === undefined) return '';
  if (as === 'aside' && before.as === 'heading') return ' – ';
  return as === 'item' && before.as === 'item' ? '\n' : '\n\n';
}

function allOf(elements: unknown): Piece[] {
  return listIn(elements).flatMap(piecesOf);
}

function listIn(value: unknown): readonly Element[] {
  return Array.isArray(value) ? (value as Element[]) : [];
}

function wordsOrNone(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
