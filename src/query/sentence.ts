import type { Filter, Window } from '../recordings/types.js';
import type { DateTime } from 'luxon';
import { at, earliest, isEver } from './calendar.js';
import { fieldWords } from './fields.js';
import { USUAL_LIMIT, WIDER_DAYS } from './list-state.js';
import type { Query, When } from './query.js';

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
  const narrowed = [
    [...(bare && own ? ['your'] : []), ...kinds, 'recordings'].join(' '),
    ...behind,
  ].join(' ');
  const sentence = [
    noTime && own && status === 'deleted' && fields === 1
      ? 'your recycle bin'
      : noTime
        ? narrowed
        : `${narrowed}${bare ? '' : ','} ${whenWords(when, options.zone, options.now)}`,
    ...(sort === 'newest' ? [] : [`the ${sort} first`]),
    ...(limit === USUAL_LIMIT ? [] : [`top ${limit}`]),
  ].join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** “in October 2026”, “1–15 October 2026”, “since 1 October 2026”: reads as the same time. @param now in ms */
export function whenWords(when: When, zone: string, now: number): string {
  if ('days' in when) return `from the last ${daysWords(when.days)}`;
  const first = at(when.from, zone);
  const last = at(when.to - 1, zone);
  const full = 'd MMMM yyyy';
  const calendar = { now, zone };
  if (isEver(when, calendar)) return 'of all time';
  const isToday = last.hasSame(at(now, zone), 'day');
  const ends = +at(when.to, zone).startOf('day') === when.to;
  const begins = +first.startOf('day') === when.from;
  const clock = (moment: DateTime): string => moment.toFormat(`${full} HH:mm`);
  if (when.from <= earliest(calendar)) {
    return `before ${ends ? at(when.to, zone).toFormat(full) : clock(at(when.to, zone))}`;
  }
  if (!(begins && ends) && when.isRough !== true) {
    if (ends && isToday) return `since ${clock(first)}`;
    if (first.hasSame(last, 'day')) {
      const end = ends ? '24:00' : at(when.to, zone).toFormat('HH:mm');
      return `on ${first.toFormat(full)} from ${first.toFormat('HH:mm')} to ${end}`;
    }
    return `from ${clock(first)} to ${ends ? last.toFormat(full) : clock(at(when.to, zone))}`;
  }
  if (covers(when, 'day', zone)) return `on ${first.toFormat(full)}`;
  if (isToday) return `since ${first.toFormat(full)}`;
  if (covers(when, 'month', zone)) return `in ${first.toFormat('MMMM yyyy')}`;
  if (covers(when, 'year', zone)) return `in ${first.toFormat('yyyy')}`;
  const short = first.hasSame(last, 'month')
    ? `${first.toFormat('d')}–`
    : first.hasSame(last, 'year')
      ? `${first.toFormat('d MMMM')} – `
      : `${first.toFormat(full)} – `;
  return `${short}${last.toFormat(full)}`;
}

function daysWords(days: number): string {
  if (days === 1) return '24 hours';
  return days === WIDER_DAYS ? '12 months' : `${days} days`;
}

/** True for exactly one day, month or year. */
function covers({ from, to }: Window, unit: 'day' | 'month' | 'year', zone: string): boolean {
  const first = at(from, zone);
  const within = first.hasSame(at(to - 1, zone), unit);
  if (unit === 'day') return within;
  return within && +first.startOf(unit) === from && +first.plus({ [unit]: 1 }).startOf(unit) === to;
}

/** The conditions of a filter in words, as a form shows them and reads them again. @param without have inputs of their own */
export function conditionsWritten(filter: Filter, without: readonly (keyof Filter)[]): string {
  const others = Object.entries(filter).filter(([name]) => !without.includes(name as keyof Filter));
  const plain = (given: string): string => given;
  const quoted = (given: string): string => `"${given.replaceAll('"', '""')}"`;
  const { kinds, behind } = fieldWords(Object.fromEntries(others), { plain, quoted, own: true });
  return [...kinds.map((kind) => `${kind} recordings`), ...behind].join(', ');
}
