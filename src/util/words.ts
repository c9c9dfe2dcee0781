import type { GetICUArgs } from '@schummar/icu-type-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../locales/en.js';

type English = typeof en;

/** A locale: all messages of `locales/en.ts`, each in ICU's message format. */
export type Locale = {
  readonly [Part in keyof English]: { readonly [Key in keyof English[Part]]: string };
};

type Values<Message extends string> = GetICUArgs<
  Message,
  { ICUArgument: string | number; ICUNumberArgument: number }
>;

/** A text if the message has no gaps, else a function that takes the values for them. */
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

/** For texts that the bot reads again, whatever language it speaks. */
export const english: Words = wordsIn(en, 'en');

/** In the process's language: English, unless {@link speak} changes it. Read it at the moment of speaking. */
export let words: Words = english;

/**
 * Changes the process's language; texts made before stay. A language for each person would be passed from the
 * event to the card instead.
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

/** Values such as topics, names and addresses stay text, even if they look like a tag or a gap. */
function said(message: string, language: string) {
  if (!message.includes('{')) return message;
  let format: IntlMessageFormat | undefined;
  return (values: Record<string, string | number>): unknown => {
    // Parsed on first use: parsing all at the start would take long.
    format ??= new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    return format.format(values);
  };
}
