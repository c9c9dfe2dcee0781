import type { GetICUArgs } from '@schummar/icu-type-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../locales/en.js';

type English = typeof en;

/** What a locale gives: the messages of `locales/en.ts`, all of them, each in ICU's message format. */
export type Locale = {
  readonly [Part in keyof English]: { readonly [Key in keyof English[Part]]: string };
};

type Values<Message extends string> = GetICUArgs<
  Message,
  { ICUArgument: string | number; ICUNumberArgument: number }
>;

/** A text where the message has no gaps, else a function that takes what fills them. */
type Said<Message> = Message extends string
  ? keyof Values<Message> extends never
    ? string
    : (values: Values<Message>) => string
  : never;

/** Everything that the bot says to people: `words.share.title({ topic })`. */
export type Words = {
  readonly [Part in keyof English]: {
    readonly [Key in keyof English[Part]]: Said<English[Part][Key]>;
  };
};

/** What people’s words are read in: for texts that are read again, whatever the process speaks. */
export const english: Words = wordsIn(en, 'en');

/** In the process's language: English, until {@link speak} is told another. Read it when it is said. */
export let words: Words = english;

/**
 * From now on the process speaks this language; what was said stays as it is. A language for each person
 * would be handed from the event to the card instead.
 *
 * @param language for numbers and plurals, BCP 47
 */
export function speak(locale: Locale, language: string): void {
  words = wordsIn(locale, language);
}

function wordsIn(locale: Locale, language: string): Words {
  const parts = Object.entries(locale).map(([part, messages]): [string, object] => [
    part,
    Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, said(text, language)])),
  ]);
  // The compiler knows the catalogue's shape, which Object.entries forgets.
  return Object.fromEntries(parts) as unknown as Words;
}

/** Topics, names and addresses are values: what looks like a tag or a gap inside them is text. */
function said(message: string, language: string) {
  if (!message.includes('{')) return message;
  let format: IntlMessageFormat | undefined;
  return (values: Record<string, string | number>): unknown => {
    // Parsed when first said: all of them at start would take long.
    format ??= new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    return format.format(values);
  };
}
