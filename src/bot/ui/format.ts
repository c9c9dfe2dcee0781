import { instant } from '../../recordings/types.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { escapeText } from './escape.js';

/**
 * A date token. In a card for one person it is replaced by a date in their zone. It stays where dates
 * cannot disagree: in a group, and where the zone is unknown, each client shows its own.
 */
export function cardDateTime(ms: number): string {
  const at = instant(ms);
  return `{{DATE(${at},SHORT)}} {{TIME(${at})}}`;
}

export function cardDate(ms: number): string {
  return `{{DATE(${instant(ms)},SHORT)}}`;
}

/** Where people read the hours in halves of the day. */
const TWELVE_HOURS =
  /^(America|Australia|US|Canada)\/|^Pacific\/(Honolulu|Auckland)$|^Asia\/(Kolkata|Karachi|Dhaka|Manila|Riyadh)$|^Africa\/Cairo$/;

/** Formats times for a card. @param ms since the epoch */
export type TimeWords = (ms: number) => string;

/**
 * Days in a person's own time zone, with the year only where it is not this one; in each viewer's zone
 * where theirs is not known.
 * @param zone IANA name
 */
export function timeWords(zone: string | undefined, now: number): TimeWords {
  if (zone === undefined) return cardDateTime;
  const { thisYear, otherYear, years } = known(dayFormats, zone, dayFormatsIn);
  const year = years.format(now);
  return (ms) => (years.format(ms) === year ? thisYear : otherYear).format(ms);
}

/** Making a format takes a hundred times as long as using it. There are some hundred zones. */
function known<V>(formats: Map<string, V>, zone: string, make: (zone: string) => V): V {
  const made = formats.get(zone) ?? make(zone);
  formats.set(zone, made);
  return made;
}

const dayFormats = new Map<string, ReturnType<typeof dayFormatsIn>>();

function dayFormatsIn(zone: string) {
  const locale = TWELVE_HOURS.test(zone) ? 'en-US' : 'en-GB';
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const time = { hour: 'numeric', minute: '2-digit', timeZone: zone } as const;
  const thisYear = new Intl.DateTimeFormat(locale, { ...day, ...time });
  const otherYear = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone });
  const full = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric', ...time });
  const years = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone });
  return { thisYear, otherYear, full, years };
}

const formats = new Map<string, ReturnType<typeof formatsIn>>();

function formatsIn(timeZone: string) {
  const day = { day: 'numeric', month: 'short', year: 'numeric', timeZone } as const;
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  return {
    date: new Intl.DateTimeFormat('en-GB', day),
    dateTime: new Intl.DateTimeFormat('en-GB', { ...day, ...time }),
  };
}

const TOKENS = /\{\{DATE\(([^,)]+),SHORT\)\}\}( \{\{TIME\(\1\)\}\})?/g;

/**
 * Replaces date tokens by dates in a person's own zone, as their lists have them: with the year, since
 * nobody knows when the card is read. No line breaks inside.
 */
export function datesIn(text: string, zone: string): string {
  if (!text.includes('{{DATE(')) return text;
  const { otherYear, full } = known(dayFormats, zone, dayFormatsIn);
  return text.replace(TOKENS, (_tokens, at: string, time?: string) =>
    (time === undefined ? otherYear : full)
      .format(Date.parse(at))
      .replace(/^([A-Z]\w\w), (?=\d)/, '$1 ')
      .replaceAll(' ', NO_BREAK),
  );
}

/** Replaces date tokens by plain dates, in UTC where the reader's zone is unknown; times name their zone. */
export function withoutTokens(text: string, timeZone = 'UTC'): string {
  return text.replace(TOKENS, (_tokens, at: string, time?: string) => {
    const { date, dateTime } = known(formats, timeZone, formatsIn);
    return (time === undefined ? date : dateTime).format(Date.parse(at));
  });
}

/** e.g. `45 min`, `1 h 5 min`, `30 s`. @param seconds 0 or more */
export function duration(seconds: number): string {
  if (seconds < 59.5) return words.common.seconds({ seconds: Math.round(seconds) });
  const inAll = Math.round(seconds / 60);
  if (inAll < 60) return words.common.minutes({ minutes: inAll });
  const minutes = inAll % 60;
  const hours = Math.floor(inAll / 60);
  return minutes === 0
    ? words.common.hours({ hours })
    : words.common.hoursMinutes({ hours, minutes });
}

const NO_BREAK = '\u00A0';
/** A joiner behind it keeps a line from breaking there: “acme-emea”. */
const NO_BREAK_HYPHEN = '-\u2060';

/**
 * Facts on one line, which breaks between them and not inside them; date tokens stay as they are.
 * @param topic in front, which may break anywhere
 */
export function factsLine(facts: readonly string[], ...topic: readonly string[]): string {
  const unbroken = (fact: string): string =>
    fact.includes('{{')
      ? fact
      : fact.replaceAll(' ', NO_BREAK).replace(/-(?=\w)/g, NO_BREAK_HYPHEN);
  return [...topic, ...facts.map(unbroken)].join(`${NO_BREAK}· `);
}

const NUMBER_BEFORE_UNIT =
  /(\d) (?=(?:kB|MB|GB|s|min|h|days?|recordings?|of (?=\d))\b)|(\bof) (?=\d)|(recordings?) (?=\(\d)/g;
/** The last word of a text that may take more than a line. */
const LAST_WORD = / (?=\S{1,10}$)(?<=.{30} )/;

/** Without line breaks inside an amount, and without a word alone on the last line. */
export function unbroken(text: string): string {
  return text.replace(NUMBER_BEFORE_UNIT, `$1$2$3${NO_BREAK}`).replace(LAST_WORD, NO_BREAK);
}

/** Undoes {@link unbroken}, for a text without layout. */
export function breakable(text: string): string {
  return text.replaceAll(NO_BREAK, ' ').replace(/-\u2060(?=\w)/g, '-');
}

const wholeNumber = new Intl.NumberFormat('en');

/** e.g. `1,240`. */
export function whole(count: number): string {
  return wholeNumber.format(count);
}

/** e.g. `145 MB`, `1.4 GB`; decimal, as Webex's pages show sizes. @param bytes 0 or more */
export function size(bytes: number): string {
  if (bytes < 999_500) {
    return words.common.kilobytes({
      size: bytes === 0 ? 0 : Math.max(1, Math.round(bytes / 1_000)),
    });
  }
  if (bytes < 999_500_000) return words.common.megabytes({ size: Math.round(bytes / 1_000_000) });
  return words.common.gigabytes({ size: (bytes / 1_000_000_000).toFixed(1) });
}

/** The most used zones, from west to east; any other can be typed. */
const USUAL = [
  ...['Pacific/Honolulu', 'America/Anchorage', 'America/Los_Angeles', 'America/Phoenix'],
  ...['America/Denver', 'America/Chicago', 'America/Mexico_City', 'America/New_York'],
  ...['America/Toronto', 'America/Bogota', 'America/Halifax', 'America/Santiago'],
  ...['America/Sao_Paulo', 'America/Argentina/Buenos_Aires', 'UTC', 'Europe/London'],
  ...['Europe/Dublin', 'Europe/Lisbon', 'Africa/Casablanca', 'Africa/Lagos', 'Europe/Paris'],
  ...['Europe/Madrid', 'Europe/Amsterdam', 'Europe/Berlin', 'Europe/Zurich', 'Europe/Rome'],
  ...['Europe/Oslo', 'Europe/Stockholm', 'Europe/Warsaw', 'Africa/Johannesburg'],
  ...['Europe/Athens', 'Europe/Helsinki', 'Europe/Kyiv', 'Africa/Cairo', 'Asia/Jerusalem'],
  ...['Europe/Istanbul', 'Asia/Riyadh', 'Africa/Nairobi', 'Asia/Tehran', 'Asia/Dubai'],
  ...['Asia/Karachi', 'Asia/Kolkata', 'Asia/Dhaka', 'Asia/Bangkok', 'Asia/Jakarta'],
  ...['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Singapore', 'Asia/Manila', 'Australia/Perth'],
  ...['Asia/Tokyo', 'Asia/Seoul', 'Australia/Brisbane', 'Australia/Sydney', 'Pacific/Auckland'],
];

/** @param chosen is among the choices, too */
export function zoneChoices(chosen: string): { readonly title: string; readonly value: string }[] {
  return [...new Set([...USUAL, chosen])].map((value) => ({ title: zoneTitle(value), value }));
}

/** E.g. “Buenos Aires”, “UTC+2”. @param zone IANA name */
export function placeOfZone(zone: string): string {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(zone) ?? [];
  if (hours !== undefined) return `UTC${sign === '+' ? '-' : '+'}${hours}`;
  return zone.replace(/_/g, ' ').split('/').pop() ?? zone;
}

/** e.g. “Buenos Aires (America/Argentina)”. @param zone IANA name */
function zoneTitle(zone: string): string {
  const parts = zone.replace(/_/g, ' ').split('/').slice(0, -1);
  const place = placeOfZone(zone);
  return parts.length === 0 || place.startsWith('UTC') ? place : `${place} (${parts.join('/')})`;
}

/** E.g. “Webex is busy; going on in 30 seconds.”; undefined where it is not. Milliseconds since the epoch. */
export function busyWords(until: number | undefined, now: number): string | undefined {
  if (until === undefined) return undefined;
  const seconds = Math.max(1, Math.ceil((until - now) / SECOND));
  return words.common.busy({ seconds });
}

/** Of a file, as Webex names it; escaped. */
export function formatName(format: string): string {
  return words.common.formatName({ format: escapeText(format, 12) });
}
