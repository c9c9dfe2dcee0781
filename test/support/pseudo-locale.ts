import {
  type MessageFormatElement,
  isLiteralElement,
  isPluralElement,
  isSelectElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import { alicesOlderEntries } from '../../sandbox/recordings/older-topics.js';
import { alicesEntries, bobsEntries } from '../../sandbox/recordings/topics.js';
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

/** What people and Webex write, and what looks the same in every language here: no words of ours. */
const OTHERS = [
  ...[...alicesEntries, ...alicesOlderEntries, ...bobsEntries].map(({ topic }) => topic),
  ...['Alice Archer', 'Alice', 'Bob Baker', 'Bob', '31 april', 'nothing like this', 'sprint demo'],
  'frobnicate',
  // A topic that could be markup is shown so that it is none.
  '‹b›Release‹/b› go/no-go & "last" checks',
];
const PATTERNS = [
  // What was said in a meeting, as its transcript has it.
  /^\d\d:\d\d:\d\d .*$/gm,
  // Lines to write, as the help has them on its buttons and in its lists: all in small letters.
  /^[a-z0-9 “”"]+$/gm,
  /(?<=\]: )[a-z, ]+$/gm,
  /\S+@\S+/g,
  /[\w-]+\.webex\.com/g,
  /https?:\S+/g,
  /^.+ \((?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:\/\w+)?\)$/gm,
  /\b(?:Meeting|Event|Support|Training) Center\b/g,
  /\b(?:AM|PM|MP4|ARF|CSV|VTT|UTC|Webex|Zoom|(?:Europe\/)?Berlin)\b/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|(?:Jan|Febr)uary|March|April|June|July|August)\b/g,
  /\b(?:(?:Septem|Octo|Novem|Decem)ber|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g,
];

/** What is left of a text without the words of others: plain letters that no locale wrote. */
export function leftOf(text: string): string[] {
  // Addresses, amounts and last words are held together, or kept from being links, by characters.
  const visible = text
    .replace(/\u2060/g, '')
    .replace(/\u2011/g, '-')
    .replace(/\u00A0/g, ' ');
  const ours = PATTERNS.reduce(
    (rest, pattern) => rest.replace(pattern, ' '),
    OTHERS.reduce((rest, said) => rest.replaceAll(said, ' '), visible),
  );
  return ours.split('\n').filter((line) => /[a-z]{2}/i.test(line));
}
