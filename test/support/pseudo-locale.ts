import {
  type MessageFormatElement,
  isLiteralElement,
  isPluralElement,
  isSelectElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import type { Locale } from '../../src/util/words.js';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀćďéƒĝĥíĵķļḿńóṕɋŕšťúṽŵẋýžÁƁĆĎÉƑĜĤÍĴĶĻḾŃÓṔɊŔŠŤÚṼŴẊÝŽ';

/**
 * English that no keyboard writes: every message in brackets, with every letter accented and every gap as
 * it was. A plain letter on a card was put there past the catalogue.
 */
export function pseudoLocale(locale: Locale): Locale {
  const parts = Object.entries(locale).map(([part, messages]): [string, object] => [
    part,
    Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, `[${accented(text)}]`])),
  ]);
  return Object.fromEntries(parts) as unknown as Locale;
}

function accented(message: string): string {
  const accent = (text: string): string =>
    text.replace(/[a-z]/gi, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);
  return literals(parse(message, { ignoreTag: true, captureLocation: true })).reduce(
    (all, [from, to]) => all.slice(0, from) + accent(all.slice(from, to)) + all.slice(to),
    message,
  );
}

/** Where the text between the gaps is, also within plurals. */
function literals(elements: readonly MessageFormatElement[]): [number, number][] {
  return elements.flatMap((element): [number, number][] => {
    if (isPluralElement(element) || isSelectElement(element)) {
      return Object.values(element.options).flatMap(({ value }) => literals(value));
    }
    const { location } = element;
    if (!isLiteralElement(element) || location === undefined) return [];
    return [[location.start.offset, location.end.offset]];
  });
}
