import { readdirSync, readFileSync } from 'node:fs';
// Not the package's index: its types lead into another package's sources, which strict settings refuse.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { Card } from '../webex/messages.js';

const folder = new URL('../../cards/', import.meta.url);

// Parsed once and kept: expanding a kept template takes a tenth of the time of a fresh one.
const templates = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [
      file.replace(/\.json$/, ''),
      new Template(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object),
    ]),
);

/**
 * Fills a template of `cards/` with a view.
 *
 * The view must hold every field that the template names: strings, booleans, and arrays of such,
 * nothing missing and nothing null, because the template engine shows people what it cannot fill.
 *
 * @param name the file's name without `.json`
 */
export function card(name: string, view: object): Card {
  const template = templates.get(name);
  if (template === undefined) throw new Error(`There is no card "${name}" in cards/`);
  return template.expand({ $root: view }) as Card;
}

/** Bytes of a card as it goes to Webex. */
export function bytesOf(filled: Card): number {
  return Buffer.byteLength(JSON.stringify(filled));
}

/** Above this Webex's own samples stop; clients have been seen to refuse larger cards. */
export const LARGEST_CARD_BYTES = 12_000;
