import type { ServiceType } from '../recordings/types.js';
import { isEver } from './calendar.js';
import { USUAL_LIMIT } from './list-state.js';
import type { Query } from './query.js';
import { whenWords } from './span.js';

const SERVICE_NAMES: Readonly<Record<ServiceType, string>> = {
  MeetingCenter: 'Meeting Center',
  EventCenter: 'Event Center',
  SupportCenter: 'Support Center',
  TrainingCenter: 'Training Center',
};

/** How a sentence is told. */
export interface Telling {
  /** In whose days. */
  readonly zone: string;
  /** Milliseconds since the epoch: what ends with today is “since”. */
  readonly now: number;
  /** What is done to words of others. */
  readonly quote?: (text: string) => string;
  /** Whether they are the reader's own; default: yes. */
  readonly own?: boolean;
}

/**
 * A query as a sentence: “MP4 recordings about “standup” on acme.webex.com, in October 2026, the
 * largest first, top 50”. Read as words, it is the same query again.
 */
export function sentenceOf(query: Query, telling: Telling): string {
  const { filter, sort, limit, when } = query;
  const { topic, siteUrl, meetingId, integrationTag, format, serviceType, status } = filter;
  const quote = telling.quote ?? ((text: string) => text);
  const quoted = (text: string): string => `“${quote(text).replace(/”/g, '””')}”`;
  const kinds = [
    status === 'purged' ? 'purged' : undefined,
    format,
    serviceType === undefined ? undefined : SERVICE_NAMES[serviceType],
  ].filter((kind) => kind !== undefined);
  // All of the recycle bin needs no time: its words alone are read as that.
  const all = status === 'deleted' && !('days' in when) && isEver(when, telling);
  const bare = Object.keys(filter).length === 0;
  const narrowed = [
    [bare && telling.own !== false ? 'your' : undefined, ...kinds, 'recordings']
      .filter((each) => each !== undefined)
      .join(' '),
    status === 'deleted' ? 'in the recycle bin' : undefined,
    topic === undefined ? undefined : `about ${quoted(topic)}`,
    siteUrl === undefined
      ? undefined
      : `on ${siteUrl.endsWith('.webex.com') ? '' : 'site '}${quote(siteUrl)}`,
    meetingId === undefined ? undefined : `of meeting id ${quote(meetingId)}`,
    integrationTag === undefined ? undefined : `tagged ${quoted(integrationTag)}`,
  ].filter((each) => each !== undefined);
  const sentence = [
    all && telling.own !== false && Object.keys(filter).length === 1
      ? 'your recycle bin'
      : all
        ? narrowed.join(' ')
        : `${narrowed.join(' ')}${bare ? '' : ','} ${whenWords(when, telling.zone, telling.now)}`,
    ...(sort === 'newest' ? [] : [`the ${sort} first`]),
    ...(limit === USUAL_LIMIT ? [] : [`top ${limit}`]),
  ].join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
