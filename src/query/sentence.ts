import type { ServiceType, Window } from '../recordings/types.js';
import { present } from '../util/present.js';
import { at, isEver } from './calendar.js';
import { USUAL_LIMIT, WIDER_DAYS } from './list-state.js';
import type { Query, When } from './query.js';

const SERVICE_NAMES: Readonly<Record<ServiceType, string>> = {
  MeetingCenter: 'Meeting Center',
  EventCenter: 'Event Center',
  SupportCenter: 'Support Center',
  TrainingCenter: 'Training Center',
};

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
  const { topic, siteUrl, meetingId, integrationTag, format, serviceType, status } = filter;
  const quote = options.quote ?? ((text: string) => text);
  const quoted = (text: string): string => `“${quote(text).replace(/”/g, '””')}”`;
  const kinds = present([
    status === 'purged' && 'purged',
    format,
    serviceType && SERVICE_NAMES[serviceType],
  ]);
  // All of the recycle bin needs no time: its words alone are read as that.
  const all = status === 'deleted' && !('days' in when) && isEver(when, options);
  const bare = Object.keys(filter).length === 0;
  const onSite = siteUrl?.endsWith('.webex.com') === true ? 'on' : 'on site';
  const narrowed = present([
    present([bare && options.own !== false && 'your', ...kinds, 'recordings']).join(' '),
    status === 'deleted' && 'in the recycle bin',
    topic !== undefined && `about ${quoted(topic)}`,
    siteUrl !== undefined && `${onSite} ${quote(siteUrl)}`,
    meetingId !== undefined && `of meeting id ${quote(meetingId)}`,
    integrationTag !== undefined && `tagged ${quoted(integrationTag)}`,
  ]);
  const sentence = [
    all && options.own !== false && Object.keys(filter).length === 1
      ? 'your recycle bin'
      : all
        ? narrowed.join(' ')
        : `${narrowed.join(' ')}${bare ? '' : ','} ${whenWords(when, options.zone, options.now)}`,
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
  if (covers(when, 'day', zone)) return `on ${first.toFormat(full)}`;
  if (last.hasSame(at(now, zone), 'day')) return `since ${first.toFormat(full)}`;
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
