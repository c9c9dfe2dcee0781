import type { Card, Content } from '../../webex/messages.js';
import { bodyOf, onTop } from './card.js';
import { breakLinks, escapeText } from './escape.js';
import { withoutTokens } from './format.js';

/**
 * A card, and the text for clients that show no cards. The text is read off the filled card, so the
 * two cannot differ; what a card hides, and what its buttons open, never gets into the text.
 *
 * @param hint what to write or do instead of pressing a button: for clients without cards alone
 */
export function fillCard(filled: Card, hint?: string): Content {
  const text = textOfCard(filled);
  return { markdown: hint === undefined ? text : `${text}\n\n${hint}`, card: filled };
}

/** The same content, and on top of it what another card says. */
export function contentOnTop(above: Card, { card: below, markdown }: Content): Content {
  return {
    markdown: `${textOfCard(above)}\n\n${markdown}`,
    ...(below === undefined ? {} : { card: onTop(above, below) }),
  };
}

/** Everything that a card says to whoever looks at it, as markdown. */
export function textOfCard(filled: Card): string {
  return textOf(bodyOf(filled).flatMap((element) => piecesOf(element as Element)));
}

type Element = Readonly<Record<string, unknown>>;

/** A piece of a card's text. */
interface Piece {
  readonly text: string;
  /** An `aside` stands close below what it belongs to, as the range below a list's heading. */
  readonly as: 'heading' | 'paragraph' | 'item' | 'aside';
}

/** What an element says. Buttons say nothing, and an element that the card hides stays hidden. */
function piecesOf(element: Element): Piece[] {
  if (element.isVisible === false) return [];
  switch (element.type) {
    case 'TextBlock':
      return pieces(styleOf(element), element.text);
    case 'RichTextBlock':
      return pieces('paragraph', runsOf(element));
    case 'FactSet':
      return listIn(element.facts).flatMap(({ title, value }) =>
        pieces('item', `${wordsIn(title)}: ${wordsIn(value)}`),
      );
    case 'Container':
      // Our templates give a style to each container that is not a row of a list.
      return element.style === undefined ? row(element) : allOf(element.items);
    case 'ColumnSet':
      return allOf(element.columns);
    case 'Column':
      return allOf(element.items);
    case 'Input.Toggle':
      return pieces('item', `[${isOn(element) ? 'x' : ' '}] ${wordsIn(element.title)}`);
    default:
      return wordsIn(element.type).startsWith('Input.') ? inputOf(element) : [];
  }
}

function styleOf({ weight, spacing }: Element): Piece['as'] {
  if (weight === 'Bolder') return 'heading';
  return spacing === 'None' ? 'aside' : 'paragraph';
}

/** Monospace is for passwords: they stay out also where a card shows them. */
function runsOf({ inlines }: Element): string {
  return listIn(inlines)
    .filter(({ fontType }) => fontType !== 'Monospace')
    .map(({ text }) => wordsIn(text))
    .join('');
}

function row({ items }: Element): Piece[] {
  const inside = allOf(items).map(({ text }) => text);
  return pieces('item', inside.join(' – '));
}

function isOn({ value, valueOn = 'true' }: Element): boolean {
  return value === valueOn;
}

/** Longest value of an input that the text repeats, in characters. */
const LONGEST_VALUE = 200;

/**
 * What a form is filled with, or cannot be sent without: nobody can type into a text, so the boxes
 * that may stay empty are left out.
 */
function inputOf(element: Element): Piece[] {
  const { label, value, isRequired, choices } = element;
  const chosen = listIn(choices).find((choice) => choice.value === value)?.title;
  const filled = escapeText(wordsIn(choices === undefined ? value : chosen), LONGEST_VALUE);
  if (filled === '') return isRequired === true ? pieces('item', label) : [];
  return pieces('item', `${wordsIn(label)}: ${filled}`);
}

function pieces(as: Piece['as'], words: unknown): Piece[] {
  const text = breakLinks(withoutTokens(wordsIn(words)));
  return text === '' ? [] : [{ as, text }];
}

function textOf(all: readonly Piece[]): string {
  return all.map((piece, index) => gap(all[index - 1], piece) + marked(piece)).join('');
}

function marked({ as, text }: Piece): string {
  if (as === 'heading') return `**${text}**`;
  return as === 'item' ? `- ${text}` : text;
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

function wordsIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
