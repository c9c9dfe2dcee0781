import { DateTime, IANAZone } from 'luxon';
import type { Window } from '../recordings/types.js';
import { defined } from '../util/present.js';
import { DAY, zoneCalled } from '../util/time.js';
import type { Amount } from './amounts.js';
import { EARLIEST_DAYS, type ListState } from './list-state.js';
import { source } from '../util/pattern.js';

export interface Calendar {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
}

/** Ends in milliseconds since the epoch, as far as they were said. */
export interface OpenSpan {
  readonly from?: number;
  readonly to?: number;
}

/** A unit of the calendar; weeks begin on Monday. */
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

export function nowIn({ now, zone }: Calendar): DateTime {
  return at(now, zone);
}

/** @param ms since the epoch */
export function at(ms: number, zone: string): DateTime {
  return DateTime.fromMillis(ms, { zone: zoneCalled(zone), locale: 'en-GB' });
}

/** Where a unit begins: at the first of two midnights, where clocks go back to one. */
export function startOf(moment: DateTime, unit: Unit): DateTime {
  const start = moment.startOf(unit);
  return start.getPossibleOffsets()[0] ?? start;
}

/** Start of a day; undefined for a day that does not exist. */
export function dayOf(
  year: number,
  month: number,
  day: number,
  zone: string,
): DateTime | undefined {
  if (!Number.isFinite(year + month + day)) return undefined;
  const start = DateTime.fromObject(
    { year, month, day },
    { zone: zoneCalled(zone), locale: 'en-GB' },
  );
  return start.isValid ? startOf(start, 'day') : undefined;
}

/** The day, week, … of a moment. It ends where the next one begins, however long its days are. */
export function unitAround(moment: DateTime, unit: Unit): Window {
  const start = startOf(moment, unit);
  const end = startOf(start.plus({ [unit]: 1 }), 'day');
  return { from: start.toMillis(), to: end.toMillis() };
}

/** End of today, the limit of every search. */
export function endOfToday(calendar: Calendar): number {
  return unitAround(nowIn(calendar), 'day').to;
}

/** The longest span of a search. */
export function ever(calendar: Calendar): Window {
  return { from: earliest(calendar), to: endOfToday(calendar) };
}

/** True for a span that leaves nothing out, as seen today. */
export function isEver({ from, to }: Window, calendar: Calendar): boolean {
  return from <= earliest(calendar) && to >= endOfToday(calendar);
}

/** Start of the day ten years ago: no search goes further back. */
export function earliest(calendar: Calendar): number {
  return startOf(nowIn(calendar).minus({ days: EARLIEST_DAYS }), 'day').toMillis();
}

const MONTHS_OF_A_SPAN = 60;

/**
 * The same length of time before or after a fixed span, in whole months or days. Undefined beyond the
 * furthest back that a search goes, and in the future.
 */
export function shifted(
  { span, zone = 'UTC', asOf }: ListState,
  direction: -1 | 1,
): Window | undefined {
  if (span === undefined) return undefined;
  const calendar = { now: asOf * 1_000, zone };
  const from = at(span.from, zone);
  const to = at(span.to, zone);
  const whole = +startOf(from, 'month') === span.from && +startOf(to, 'month') === span.to;
  const months = whole ? Math.round(to.diff(from, 'months').months) : 0;
  const days = Math.max(1, Math.round(to.diff(from, 'days').days));
  const step =
    months >= 1 && months <= MONTHS_OF_A_SPAN
      ? { months: months * direction }
      : { days: days * direction };
  const moved = {
    from: from.plus(step).toMillis(),
    to: Math.min(to.plus(step).toMillis(), endOfToday(calendar)),
  };
  const isNear = moved.from > calendar.now - 2 * EARLIEST_DAYS * DAY + DAY;
  const sound =
    direction > 0 ? moved.from <= calendar.now : moved.to > earliest(calendar) && isNear;
  return sound && moved.from < moved.to ? moved : undefined;
}

/** The zones of the United States. */
const MONTH_FIRST = new RegExp(
  source`^(US/|Pacific/Honolulu$|America/((Indiana|Kentucky|North_Dakota)/` +
    source`|(New_York|Detroit|Chicago|Menominee|Denver|Boise|Phoenix|Los_Angeles)$` +
    source`|(Anchorage|Juneau|Sitka|Nome|Adak)$))`,
);

/** True where 10/1 is the first of October; a guess, so the sentence above a list says the date. */
export function isMonthFirst(zone: string): boolean {
  return MONTH_FIRST.test(zone);
}

/** Short names of zones; of several that one name has, the likeliest first. Of one half of the year the other is meant, too. */
const ZONES: Readonly<Record<string, string>> = {
  ...{ utc: 'UTC', gmt: 'UTC', z: 'UTC', bst: 'Europe/London', wet: 'Europe/Lisbon' },
  ...{ west: 'Europe/Lisbon', cet: 'Europe/Berlin', cest: 'Europe/Berlin', eet: 'Europe/Helsinki' },
  ...{ eest: 'Europe/Helsinki', e: 'America/New_York Australia/Sydney Australia/Brisbane' },
  ...{ c: 'America/Chicago Asia/Shanghai Asia/Taipei Australia/Adelaide', m: 'America/Denver' },
  ...{
    p: 'America/Los_Angeles',
    ist: 'Asia/Kolkata Europe/Dublin Asia/Jerusalem',
    jst: 'Asia/Tokyo',
    sgt: 'Asia/Singapore',
  },
  ...{ hkt: 'Asia/Hong_Kong', msk: 'Europe/Moscow', a: 'Australia/Sydney', n: 'Pacific/Auckland' },
};

/** Zones by a short name: “CET”, “PST”; of the United States also by their letter. */
export function zonesCalled(name: string): readonly string[] {
  const short = name.toLowerCase();
  const all =
    ZONES[short] ??
    (/^(?:[ecmpan][sdez]?[sd]?t?)$/.test(short) ? ZONES[short.charAt(0)] : undefined);
  return all?.split(' ') ?? [];
}

const REGIONS = [
  ...['Europe', 'America', 'Asia', 'Africa'],
  ...['Australia', 'Pacific', 'Atlantic', 'Indian'],
];

/** Large cities, and countries of one zone, that the database does not name; by commas. */
const PLACES: Readonly<Record<string, string>> = {
  'Europe/Berlin':
    'munich,munchen,frankfurt,hamburg,cologne,koln,stuttgart,dusseldorf,leipzig,dresden,nuremberg,hannover,germany,deutschland',
  'Europe/London':
    'edinburgh,glasgow,manchester,birmingham,bristol,leeds,uk,england,scotland,wales',
  'Europe/Zurich': 'geneva,geneve,basel,bern,lausanne,switzerland',
  'Europe/Paris': 'lyon,marseille,toulouse,nice,lille,france',
  'Europe/Rome': 'milan,milano,roma,naples,turin,florence,italy',
  'Europe/Madrid': 'barcelona,valencia,seville,bilbao',
  'Europe/Amsterdam': 'rotterdam,the hague,den haag,utrecht,eindhoven,netherlands,holland',
  'Europe/Brussels': 'antwerp,ghent,belgium',
  'Europe/Vienna': 'graz,salzburg,linz,austria',
  'Europe/Warsaw': 'krakow,cracow,wroclaw,gdansk,poland',
  'Europe/Stockholm': 'gothenburg,malmo,sweden',
  'Europe/Dublin': 'cork,galway,ireland',
  'Asia/Kolkata':
    'bangalore,bengaluru,mumbai,bombay,delhi,new delhi,hyderabad,chennai,madras,pune,gurgaon,noida,ahmedabad,india',
  'Asia/Shanghai': 'beijing,shenzhen,guangzhou,hangzhou,chengdu,china',
  'Asia/Tokyo': 'osaka,kyoto,yokohama,japan',
  'Asia/Seoul': 'busan,korea,south korea',
  'Asia/Dubai': 'abu dhabi,uae',
  'Asia/Riyadh': 'jeddah,saudi arabia',
  'Asia/Jerusalem': 'haifa,israel',
  'Asia/Ho_Chi_Minh': 'hanoi,saigon,vietnam',
  'Asia/Manila': 'cebu,philippines',
  'Asia/Kuala_Lumpur': 'malaysia,penang',
  'Pacific/Auckland': 'wellington,christchurch,new zealand',
  'Africa/Johannesburg': 'cape town,durban,pretoria,south africa',
  'Africa/Casablanca': 'rabat,morocco',
  'America/New_York':
    'nyc,boston,washington,washington dc,philadelphia,atlanta,miami,orlando,tampa,charlotte,raleigh,pittsburgh,cleveland,baltimore',
  'America/Chicago':
    'dallas,houston,austin,san antonio,minneapolis,st louis,kansas city,nashville,milwaukee,new orleans,texas',
  'America/Denver': 'salt lake city,albuquerque,colorado,utah',
  'America/Los_Angeles':
    'la,san francisco,sf,san jose,san diego,seattle,portland,las vegas,sacramento,oakland,silicon valley,california',
  'America/Toronto': 'ottawa,montreal,quebec',
  'America/Sao_Paulo': 'rio,rio de janeiro,brasilia,belo horizonte',
  'America/Argentina/Buenos_Aires': 'buenos aires,argentina',
};
const ZONE_OF = new Map(
  Object.entries(PLACES).flatMap(([zone, names]) =>
    names.split(',').map((name) => [name, zone] as const),
  ),
);

/** A zone by its name, or that of a city, in any case: “asia/kathmandu”, “new york”, “Munich, Germany”. */
export function zoneNamed(written: string): string | undefined {
  // Without the accents of “Zürich”.
  const typed = written
    .normalize('NFD')
    .replace(/\p{M}|[.]/gu, '')
    .trim();
  // A name of the database that knows no summer time.
  if (/^[ecmp][sd]?t$/i.test(typed)) return zonesCalled(typed)[0];
  const [, sign, hours] = /^(?:utc|gmt)\s*([+-])\s*0?(1[0-4]|\d)(?::?00)?$/i.exec(typed) ?? [];
  // The database turns the sign round.
  if (hours !== undefined) return `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`;
  const city = typed.replace(/,.*$/, '');
  const place = ZONE_OF.get(city.toLowerCase());
  const name = capitalised(city.replace(/\s+/g, '_'));
  if (!/^[\w/+-]{1,40}$/.test(name)) return undefined;
  const candidates = [place ?? name, name, ...REGIONS.map((region) => `${region}/${name}`)];
  return candidates.find((zone) => IANAZone.isValidZone(zone));
}

/** Keeps a name that has capitals already. */
function capitalised(name: string): string {
  if (/[A-Z]/.test(name)) return name;
  if (/^(?:utc|gmt)$/.test(name)) return name.toUpperCase();
  return name.replace(/(^|[/_-])(\p{L})/gu, (_all, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

/** The start of the day that was so long before a moment. */
export function before(moment: DateTime, { many, unit }: Amount): DateTime {
  return startOf(moment.minus({ [`${unit}s`]: many }), 'day');
}

/** Both have ends, and do not overlap. */
export function areApart(one: OpenSpan, other: OpenSpan): boolean {
  const { from = 0, to = 0 } = one;
  const { from: begins = 0, to: ends = 0 } = other;
  return from * to * begins * ends > 0 && !(begins < to && from < ends);
}

/** “tuesday and thursday”; undefined where they overlap, or have no ends. */
export function bothOf(one: OpenSpan, other: OpenSpan) {
  const { from = 0, to = 0 } = one;
  const { from: begins = 0, to: ends = 0 } = other;
  if (!areApart(one, other)) return undefined;
  const open: OpenSpan = { from: Math.min(from, begins), to: Math.max(to, ends) };
  return { open, isGap: to !== begins && ends !== from };
}

export function narrower(one: OpenSpan, other: OpenSpan): OpenSpan {
  const from = Math.max(one.from ?? -Infinity, other.from ?? -Infinity);
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity);
  return { ...(from === -Infinity ? {} : { from }), ...(to === Infinity ? {} : { to }) };
}

/** The span right before or after another; with a number of steps, or beside a part of a day, the same span that far away. */
export function windowBeside(
  { from, to }: Window,
  beside: { readonly unit: string; readonly steps: number | undefined; readonly isAfter: boolean },
  zone: string,
): Window {
  const { unit, steps, isAfter } = beside;
  const by = { [unit.toLowerCase()]: (isAfter ? 1 : -1) * (steps ?? 1) };
  const moved = (ms: number): number => +at(ms, zone).plus(by);
  const isPart = unit === 'day' && +at(from, zone).plus({ day: 1 }) > to;
  if (steps !== undefined || isPart) return { from: moved(from), to: moved(to) };
  return isAfter ? { from: to, to: moved(to) } : { from: moved(from), to: from };
}

export type DateProblem = 'future' | 'too-old' | 'backwards';

/** From the first that can be, until now, where an end is not given; and never the future. */
export function clampToPast(
  open: OpenSpan,
  calendar: Calendar,
): { readonly when: Window } | { readonly problem: DateProblem } {
  const today = endOfToday(calendar);
  const first = earliest(calendar);
  const to = Math.min(open.to ?? today, today);
  const from = open.from ?? Math.min(first, to - 1);
  if (open.from !== undefined && open.from > calendar.now) return { problem: 'future' };
  if (from >= to) return { problem: 'backwards' };
  if (to <= first) return { problem: 'too-old' };
  return { when: { from: Math.max(from, first), to } };
}

/** A span that lies so much further back. */
export function movedBack(
  { from, to }: OpenSpan,
  by: { readonly weeks: number } | { readonly years: number },
  { zone }: Calendar,
): OpenSpan {
  const moved = (ms: number | undefined) => (ms === undefined ? ms : +at(ms, zone).minus(by));
  return defined({ from: moved(from), to: moved(to) });
}
