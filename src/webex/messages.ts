import { z } from 'zod';
import { lenient } from '../util/present.js';
import { moment, texts } from './lists.js';

/** GET /messages/{id}, as far as the bot uses it. */
export const message = z.object({
  id: z.string(),
  roomId: z.string(),
  roomType: lenient(z.string()),
  personId: z.string(),
  personEmail: z.string().default('').catch(''),
  text: z.string().default('').catch(''),
  html: lenient(z.string()),
  parentId: lenient(z.string()),
  mentionedPeople: lenient(texts),
  created: lenient(moment),
});
export type Message = z.infer<typeof message>;

/** All that is needed of what was posted: anything else odd must not make it be posted again. */
export const posted = message.pick({ id: true, roomId: true });

/** A click on a card (GET /attachment/actions/{id}); `inputs` is hostile: anything that a client sent. */
export const attachmentAction = z.object({
  id: z.string(),
  type: z.string(),
  messageId: z.string(),
  roomId: z.string(),
  personId: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}).catch({}),
  created: lenient(moment),
});
export type AttachmentAction = z.infer<typeof attachmentAction>;

export type Card = Readonly<Record<string, unknown>>;

/** Keyed by the card, so that a name is never sent. */
const names = new WeakMap<Card, string>();

/** Gives a card a name for logs. */
export function nameCard<C extends Card>(card: C, name: string): C {
  names.set(card, name);
  return card;
}

const knownJson = new WeakMap<Card, string>();

/** As it is sent; written once, because a filled card does not change. */
export function jsonOf(card: Card): string {
  const json = knownJson.get(card) ?? JSON.stringify(card);
  knownJson.set(card, json);
  return json;
}

export function nameOf(card: Card): string {
  return names.get(card) ?? 'unnamed';
}

const MOST_COMPLAINTS = 10;
const WORDS = /[\p{L}\p{N}]+/gu;

/** Webex's complaints about a card, for a log: without any word that the card shows or carries. */
export function complaintsAbout(card: Card, complaints: readonly string[]): string[] {
  const structure = new Set(['attachments', 'card', 'content']);
  const shown = new Set<string>();
  const read = (value: unknown, key: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        // The names in a button's data are ours, too.
        structure.add(name.toLowerCase());
        read(inner, name);
      }
      return;
    }
    const words = String(value).toLowerCase().match(WORDS) ?? [];
    for (const word of words) (key === 'type' ? structure : shown).add(word);
  };
  read(card, '');
  // A quote may be cut in the middle of a word.
  const isShown = (word: string): boolean => [...shown].some((other) => other.startsWith(word));
  const isSafe = (word: string): boolean =>
    structure.has(word) || /^\d{1,2}$/.test(word) || !isShown(word);
  return complaints
    .slice(0, MOST_COMPLAINTS)
    .map((text) =>
      text.replace(WORDS, (word) => (isSafe(word.toLowerCase()) ? word : '…')).slice(0, 300),
    );
}

export interface Content {
  /** Equal in content to the card, without passwords and links to recordings. */
  readonly markdown: string;
  readonly card?: Card;
  /** Its times are in the reader's zone already, or stay because the zone is not known. */
  readonly isDated?: boolean;
}

/** A message with a file; Webex takes a file or a card, not both. */
export interface FileToSend {
  /** File name, e.g. `clean-up.csv`. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly markdown: string;
}

/** A space, or a thread in it; or the 1:1 space with a person. */
export type Place =
  | { readonly roomId: string; readonly parentId?: string }
  | { readonly toPersonId: string };

/** Webex counts text and markdown in bytes, each up to 7439. */
const LONGEST_TEXT_BYTES = 7439;

/** Cuts to the length that Webex takes, never inside a character. */
export function fit(markdown: string, bytes = LONGEST_TEXT_BYTES): string {
  if (Buffer.byteLength(markdown) <= bytes) return markdown;
  const cut = Buffer.from(markdown)
    .subarray(0, bytes - 3)
    .toString('utf8');
  return `${cut.replace(/\uFFFD+$/, '')}…`;
}

/** The multipart form of https://developer.webex.com/docs/api/v1/messages/create-a-message */
export function formOf(place: Place, file: FileToSend): FormData {
  const { name, type, bytes, markdown } = file;
  const form = new FormData();
  const fields = { ...place, markdown: fit(markdown) };
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('files', new Blob([bytes], { type }), name);
  return form;
}

/**
 * The JSON body of a request that carries the content; the card, which is most of it, is not serialized again.
 * @param beside other fields, such as where it goes
 */
export function bodyOf(beside: object, { markdown, card }: Content): string {
  const fields = JSON.stringify({ ...beside, markdown: fit(markdown) });
  if (card === undefined) return fields;
  const type = '"contentType":"application/vnd.microsoft.card.adaptive"';
  return `${fields.slice(0, -1)},"attachments":[{${type},"content":${jsonOf(card)}}]}`;
}
