import type { DateTime } from 'luxon';
import { type Filter, REPORTED_DAYS } from '../recordings/filter.js';
import type { Window } from '../recordings/types.js';
import { defined, present } from '../util/present.js';
import { DAY } from '../util/time.js';
import { everyPattern, pattern, source } from '../util/pattern.js';
import { type Words, english, words } from '../util/words.js';
import { COUNTS, MANY_BYTES, numberOf } from './amounts.js';
import { type Calendar, at, earliest, isEver, startOf } from './calendar.js';
import { fieldWords } from './fields.js';
import {
  type ListState,
  type Question,
  type Sort,
  USUAL_DAYS,
  USUAL_LIMIT,
  WIDER_DAYS,
  latest,
  windowOf,
} from './list-state.js';

/** A span with fixed ends. */
interface Span extends Window {
  /** Its ends were counted back from a moment, and nobody means their hours. */
  readonly isRough?: true;
}

/** The last days up to now, or a span with fixed ends. */
export type When = { readonly days: number } | Span;

/** A search for recordings. */
export interface Query {
  readonly when: When;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly limit: number;
}

/** The meaning of `list` alone. */
export const USUAL_QUERY: Query = {
  when: { days: USUAL_DAYS },
  filter: {},
  sort: 'newest',
  limit: USUAL_LIMIT,
};

/** The first page. @param zone time zone of the span's ends */
export function stateOfQuery(
  { when, filter, sort, limit }: Query,
  { now, zone }: Calendar,
): ListState {
  const days = 'days' in when ? when.days : USUAL_DAYS;
  return {
    ...latest(now, limit, days),
    ...('days' in when ? {} : { span: { from: when.from, to: when.to }, zone }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
    ...(sort === 'newest' ? {} : { sort }),
  };
}

/** The query of a list that a card shows; an earlier span of days has fixed ends. */
export function queryOfState(state: ListState): Query {
  const { days, back, span, filter = {}, sort = 'newest', limit } = state;
  const when = span ?? (back === 0 ? { days } : { ...windowOf(state), isRough: true as const });
  return { when, filter, sort, limit };
}

/** Of a size and of a length. */
export const ENDS = [
  ['largerThan', 'smallerThan'],
  ['longerThan', 'shorterThan'],
] as const;

const soughtTopics = ({ topic, of, anyTopic = present([topic ?? of]) }: Filter) => anyTopic;

/**
 * A search that goes on from another: what was said, and of the other what was not.
 * @param text what was said
 * @param how of two topics: this one only, this one as well, or what is about both
 */
export function goneOn(
  last: Query,
  said: Query,
  text: string,
  how: 'instead' | 'as well' | 'both' = 'instead',
): Query {
  // A link names one recording, whatever was shown before.
  if (said.filter.link !== undefined) return said;
  const { topic, anyTopic, of, ...others } = last.filter;
  const topics = soughtTopics(said.filter);
  const before = soughtTopics(last.filter);
  if (how === 'as well' && topics.length > 0 && before.length > 0) {
    return { ...last, filter: { ...others, anyTopic: [...before, ...topics] } };
  }
  const named = said.filter.topic;
  const both = new Set([topic, named].flatMap((each) => each?.split(' ') ?? []));
  const isBoth = how === 'both' && topic !== undefined && named !== undefined;
  const kept = topics.length > 0 ? {} : defined({ topic, anyTopic, of });
  const isSorted = said.sort !== USUAL_QUERY.sort || /\b(?:newest|latest|recent)\b/i.test(text);
  const filter: Filter = {
    ...others,
    ...kept,
    ...said.filter,
    ...(isBoth && { topic: [...both].join(' ') }),
  };
  // “over 500 MB”, and then “under 100 MB”: nothing is both.
  const left = ENDS.flatMap(([over, under]) =>
    (filter[over] ?? 0) < (filter[under] ?? Infinity)
      ? []
      : [said.filter[over] === undefined ? over : under],
  );
  return {
    when: said.when,
    filter: Object.fromEntries(
      Object.entries(filter).filter(([name]) => !left.some((one) => one === name)),
    ),
    sort: isSorted ? said.sort : last.sort,
    limit: said.limit === USUAL_LIMIT ? last.limit : said.limit,
  };
}

interface SentenceOptions {
  /** Time zone (IANA) of the reader. */
  readonly zone: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Escapes words of others. */
  readonly quote?: (text: string) => string;
  /** The recordings are the reader's own; by default true. */
  readonly own?: boolean;
}

/**
 * A query as a sentence: “MP4 recordings about “standup” on acme.webex.com, in October 2026, the
 * largest first, top 50”. Read as words, it is the same query again.
 */
export function sentenceOf(query: Query, options: SentenceOptions): string {
  const { filter, sort, limit, when } = query;
  const plain = options.quote ?? ((text: string) => text);
  const own = options.own !== false;
  const quoted = (text: string): string => `“${plain(text).replace(/”/g, '””')}”`;
  const { kinds, behind } = fieldWords(filter, { quoted, plain, own });
  const { status } = filter;
  const fields = Object.keys(filter).length;
  // All of the recycle bin needs no time: its words alone are read as that.
  const isAll = !('days' in when) && isEver(when, options);
  const noTime = isAll && (status === 'deleted' || filter.link !== undefined);
  const bare = fields === 0;
  const all = bare && own ? words.query.yourRecordings : words.query.recordings;
  const narrowed = [kinds.length === 0 ? all : ofKind(kinds, words), ...behind].join(' ');
  const time = whenWords(when, options.zone, options.now);
  const inTime = bare ? words.query.allInTime : words.query.inTime;
  const sentence = [
    noTime && own && status === 'deleted' && fields === 1
      ? words.query.yourBin
      : noTime
        ? narrowed
        : inTime({ recordings: narrowed, time }),
    ...(sort === 'newest' || limit === 1 ? [] : [words.query.sortedBy({ sort })]),
    ...(limit === USUAL_LIMIT
      ? []
      : [limit === 1 ? words.query.theOne({ sort }) : words.query.top({ limit })]),
  ].join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function ofKind(kinds: readonly string[], said: Words): string {
  return said.query.ofKind({ kinds: kinds.join(' ') });
}

/** “in October 2026”, “1–15 October 2026”, “since 1 October 2026”: reads as the same time. @param now in ms */
export function whenWords(when: When, zone: string, now: number, said = words): string {
  if ('days' in when) {
    return when.days === WIDER_DAYS
      ? said.query.lastYear
      : said.query.lastDays({ days: when.days });
  }
  const first = at(when.from, zone);
  const last = at(when.to - 1, zone);
  const full = 'd MMMM yyyy';
  const calendar = { now, zone };
  if (isEver(when, calendar)) return said.query.ofAllTime;
  const isToday = last.hasSame(at(now, zone), 'day');
  const ends = +startOf(at(when.to, zone), 'day') === when.to;
  const begins = +startOf(first, 'day') === when.from;
  const clock = (moment: DateTime): string => moment.toFormat(`${full} HH:mm`);
  if (when.from <= earliest(calendar)) {
    const end = at(when.to, zone);
    return said.query.before({ time: ends ? end.toFormat(full) : clock(end) });
  }
  if (!(begins && ends) && when.isRough !== true) {
    if (ends && isToday) return said.query.since({ time: clock(first) });
    if (first.hasSame(last, 'day')) {
      const end = ends ? '24:00' : at(when.to, zone).toFormat('HH:mm');
      return said.query.hoursOn({
        day: first.toFormat(full),
        from: first.toFormat('HH:mm'),
        to: end,
      });
    }
    const to = ends ? last.toFormat(full) : clock(at(when.to, zone));
    return said.query.fromTo({ from: clock(first), to });
  }
  if (covers(when, 'day', zone)) return said.query.onDay({ day: first.toFormat(full) });
  if (isToday) return said.query.since({ time: first.toFormat(full) });
  if (covers(when, 'month', zone)) return said.query.within({ time: first.toFormat('MMMM yyyy') });
  if (covers(when, 'year', zone)) return said.query.within({ time: first.toFormat('yyyy') });
  const short = first.hasSame(last, 'month')
    ? `${first.toFormat('d')}–`
    : first.hasSame(last, 'year')
      ? `${first.toFormat('d MMMM')} – `
      : `${first.toFormat(full)} – `;
  return `${short}${last.toFormat(full)}`;
}

/** True for exactly one day, month or year. */
function covers({ from, to }: Window, unit: 'day' | 'month' | 'year', zone: string): boolean {
  const first = at(from, zone);
  const within = first.hasSame(at(to - 1, zone), unit);
  if (unit === 'day') return within;
  return (
    within && +startOf(first, unit) === from && +startOf(first.plus({ [unit]: 1 }), unit) === to
  );
}

/** The conditions of a filter in words, as a form shows them and reads them again: in English. @param without have inputs of their own */
export function conditionsWritten(filter: Filter, without: readonly (keyof Filter)[]): string {
  const others = Object.entries(filter).filter(([name]) => !without.includes(name as keyof Filter));
  const plain = (given: string): string => given;
  const quoted = (given: string): string => `"${given.replaceAll('"', '""')}"`;
  const { kinds, behind } = fieldWords(Object.fromEntries(others), {
    plain,
    quoted,
    own: true,
    words: english,
  });
  return [...kinds.map((kind) => ofKind([kind], english)), ...behind].join(', ');
}

const KINDS_OF_UNIT = [
  MANY_BYTES,
  source`(day|week|month|quarter|year)s?`,
  source`(hour|minute|min)s?`,
];
const NUMBER_ALONE = pattern`
  ^(to )?(#\d{1,6}([.,]\d+)?|${COUNTS})\s*(#${KINDS_OF_UNIT.join('|')})?( (then|instead|rather|please))*$
`;
const EACH_KIND = KINDS_OF_UNIT.map((kind) => pattern`^${kind}$`);
const AMOUNT_SAID = everyPattern`
  (?<![\w-])(#(older|newer|larger|bigger|smaller|longer|shorter|more|less) than|over|under|above|below|last|at (least|most)|up to)
  \s+(\d[\d.,]*|an?|${COUNTS})\s*(#\p{L}+)
`;
/** “200” or “1 GB”, below what is “smaller than 100 MB”: of the only amount that was said, or of that kind. */
export function inUnitSaid(said: string, before: string): string {
  const [, number, own] = NUMBER_ALONE.exec(said) ?? [];
  if (number === undefined) return said;
  const kind = EACH_KIND.find((each) => own !== undefined && each.test(own)) ?? /./;
  const alike = [...before.matchAll(AMOUNT_SAID)].filter(([, , unit = '']) => kind.test(unit));
  const amounts = new Map(alike.map(([, way, unit]) => [way, unit]));
  const [[way, unit] = [], ...others] = amounts;
  if (way === undefined || others.length > 0) return said;
  return `${way} ${numberOf(number) || number} ${own ?? unit}`;
}

/** The words that {@link inUnitSaid} looks in, of a list; none where its number is told. */
export function amountsOf({ filter, when, limit }: Query): string {
  if (limit !== USUAL_QUERY.limit) return '';
  const days = 'days' in when && when.days !== USUAL_DAYS ? `last ${when.days} days` : '';
  return `${conditionsWritten(filter, ['topic', 'anyTopic'])} ${days}`;
}

/** “under 5 minutes or over 2 hours”: nothing is both, and no list is of either. */
export function impossible(
  { filter, when, sort, limit }: Query,
  { now, zone }: Calendar,
): Question | undefined {
  const ends = ENDS.find(([over, under]) => (filter[over] ?? 0) >= (filter[under] ?? Infinity));
  if (ends === undefined) return undefined;
  const [over, under] = ends;
  const { [over]: most, [under]: least, ...others } = filter;
  const time = whenWords(when, zone, now, english);
  const readings = [{ [under]: least }, { [over]: most }].map((one) => ({
    title: conditionsWritten(one, []),
    words: present([
      conditionsWritten({ ...others, ...one }, []),
      time,
      sort !== USUAL_QUERY.sort && `${sort} first`,
      limit !== USUAL_QUERY.limit && `top ${limit}`,
    ]).join(', '),
  }));
  const said = readings.map(({ title }) => title).join(', ');
  return { text: words.query.oneOfBoth({ said }), readings };
}

/** Webex reports who watched for a year. */
export function isBeyondReports({ when, filter }: Query, { now }: Calendar): boolean {
  const from = 'days' in when ? now - when.days * DAY : when.from;
  return filter.views !== undefined && from < now - (REPORTED_DAYS + 1) * DAY;
}
