import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import { readFileSync, readdirSync } from 'node:fs';
import { projectFile } from '../../util/log.js';
import { type Words, words } from '../../util/words.js';
import { type Card, type Content, jsonOf, nameCard, nameOf } from '../../webex/messages.js';
import type { Inputs } from '../feature.js';
import { unbroken } from './format.js';

const folder = projectFile('cards/');

// Read at the start, so that a missing or broken file shows then.
const sources = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace(/\.json$/, ''), readFileSync(new URL(file, folder), 'utf8')]),
);

let templatesLanguage = words;
let templates = templatesIn(words);

/** Parsed once for each language: expanding a parsed template takes a tenth of the time of a fresh one. */
function templatesIn(said: Words): ReadonlyMap<string, Template> {
  return new Map(
    [...sources].map(([name, source]) => [name, new Template(withWords(source, said))]),
  );
}

/** Fills gaps such as `${words.share.add}` from the catalogue; all other gaps are the view's. */
function withWords(source: string, said: Words): object {
  return JSON.parse(source, (name, value: unknown) =>
    typeof value !== 'string'
      ? value
      : value.replace(/\$\{words\.(\w+)\.(\w+)\}/g, (gap, part: string, key: string) => {
          const parts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = said;
          const text = parts[part]?.[key];
          if (typeof text !== 'string') throw new Error(`A card names ${gap}, which no locale has`);
          return name === 'text' ? unbroken(text) : text;
        }),
  ) as object;
}

/**
 * Fills a template of `cards/` with a view, which must hold every field that the template names: strings,
 * booleans, and arrays of such, none missing and none null, because the template engine shows people what
 * it cannot fill.
 * @param name the file's name without `.json`
 */
export function card(name: string, view: object): Card {
  if (templatesLanguage !== words) {
    templates = templatesIn(words);
    templatesLanguage = words;
  }
  const template = templates.get(name);
  if (template === undefined) throw new Error(`There is no card "${name}" in cards/`);
  return nameCard(template.expand({ $root: view }) as Card, name);
}

/** As sent to Webex. */
export function bytesOf(filled: Card): number {
  return Buffer.byteLength(jsonOf(filled));
}

/**
 * The fullest card that fits.
 * @param most rows, or shares of a text; 1 or more
 * @param draw makes the card with that many
 * @param largest in bytes
 */
export function fullestThatFits(
  most: number,
  draw: (rows: number) => Content,
  largest = LARGEST_CARD_BYTES,
): Content {
  for (let rows = most; ; rows -= 1) {
    const content = draw(rows);
    if (rows <= 1 || bytesOf(content.card ?? {}) <= largest) return content;
  }
}

/** Webex's own samples stay below this; clients have been seen to refuse larger cards. */
export const LARGEST_CARD_BYTES = 12_000;

/** A button that sends its data back; Webex clients want flat strings there. */
export interface Button {
  readonly title: string;
  readonly data: Readonly<Record<string, string>>;
}

/** The outcome of the last click, shown above a list. All texts are ours or escaped. */
export interface Notice {
  readonly style: 'good' | 'attention' | 'warning' | 'accent';
  /** With the card's date tokens. */
  readonly text: string;
  /** Small print, e.g. Webex's trackingId. */
  readonly detail?: string | undefined;
  readonly buttons?: readonly Button[] | undefined;
}

/** A notice as the list card's template wants it. */
export function noticeRow({ style, text, detail, buttons = [] }: Notice) {
  const hasDetail = detail !== undefined;
  const hasButtons = buttons.length > 0;
  return { style, text: unbroken(text), hasDetail, detail: detail ?? '', hasButtons, buttons };
}

export function onTop(above: Card, below: Card): Card {
  return nameCard({ ...below, body: [...elementsOf(above), ...elementsOf(below)] }, nameOf(below));
}

export function elementsOf(of: Card): readonly unknown[] {
  const { body } = of as { readonly body?: unknown };
  return Array.isArray(body) ? (body as unknown[]) : [];
}

/** Inputs that say which recording a button is about. */
const RECORDING_INPUTS = ['recording', 'site', 'made', 'topic', 'list'] as const;

/** All objects in something that came back from Webex, the outer ones first: trusted as little as a click. */
function* objectsIn(inside: unknown): Generator<Inputs> {
  if (typeof inside !== 'object' || inside === null) return;
  yield inside as Inputs;
  for (const one of Object.values(inside)) yield* objectsIn(one);
}

/** Buttons and links of a card. */
export function buttonsIn(attachments: unknown): { title: string; data: Inputs }[] {
  return [...objectsIn(attachments)].flatMap(({ title, data }) =>
    typeof title === 'string' && typeof data === 'object' && data !== null
      ? [{ title, data: data as Inputs }]
      : [],
  );
}

/** What the inputs of a card hold, by their ids; as {@link buttonsIn}. */
export function inputsIn(card: Card | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const search = (inside: unknown): void => {
    if (typeof inside !== 'object' || inside === null) return;
    const { type, id, value = '' } = inside as Inputs;
    const isInput = typeof type === 'string' && type.startsWith('Input.');
    if (isInput && typeof id === 'string' && typeof value === 'string') found[id] = value;
    Object.values(inside).forEach(search);
  };
  search(card);
  return found;
}

/** A card that came back from Webex, if it asks: can be cancelled or changed, has a form, or “Which one?”. */
export function asksIn(attachments: unknown): Card | undefined {
  const [first] = Array.isArray(attachments) ? (attachments as unknown[]) : [];
  const { content } = (first ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof content !== 'object' || content === null) return undefined;
  const ways: readonly string[] = [words.common.cancel, words.common.back, words.share.change];
  const canLeave = buttonsIn(content).some(({ title }) => ways.includes(title));
  const json = jsonOf(content as Card);
  const { isItThis, whichOne } = words.list;
  const signs = ['"type":"Input.', isItThis, `"text":${JSON.stringify(whichOne)}`];
  const asks = canLeave || signs.some((sign) => json.includes(sign));
  return asks ? (content as Card) : undefined;
}

/** The recordings that the buttons of a card are about, as they name them. */
export function recordingsIn(attachments: unknown): Button['data'][] {
  const named = new Map<string, Record<string, string>>();
  for (const given of objectsIn(attachments)) {
    const { recording } = given;
    if (typeof recording !== 'string' || named.has(recording)) continue;
    const said = RECORDING_INPUTS.flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    named.set(recording, Object.fromEntries(said));
  }
  return [...named.values()];
}
