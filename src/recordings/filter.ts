import { defined } from '../util/present.js';
import { type Recording, recordedAt } from './types.js';

export const SERVICE_TYPES = [
  'MeetingCenter',
  'EventCenter',
  'SupportCenter',
  'TrainingCenter',
] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

/** Webex’s lists take the first two. */
export const FORMATS = ['MP4', 'ARF', 'UPLOADED'] as const;
type Format = (typeof FORMATS)[number];

export const STATUSES = ['available', 'deleted', 'purged'] as const;

/** By Webex's access report. */
export const VIEWS = ['never', 'watched', 'downloaded', 'not-downloaded', 'streamed'] as const;
export type Views = (typeof VIEWS)[number];
/** Webex's access reports go no further back. */
export const REPORTED_DAYS = 365;

export const TRANSCRIPTS = ['with', 'without'] as const;

/** By its service, or by a word of its topic. */
export const KINDS = ['training', 'webinar', 'event', 'support'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * Conditions of a list, beside time; by default all that are not in the recycle bin. Webex takes the first
 * seven; `query/fields.ts` applies the others to its answers.
 */
export interface Filter {
  /** Words of the topic, in any order and case. */
  readonly topic?: string;
  /** e.g. `acme.webex.com`; Webex ignores it with a `meetingId`. */
  readonly siteUrl?: string;
  /** Id of a meeting series, a scheduled meeting or a meeting instance. */
  readonly meetingId?: string;
  readonly integrationTag?: string;
  readonly format?: Format;
  readonly serviceType?: ServiceType;
  /** `purged` is for compliance officers, with a `meetingId`. */
  readonly status?: (typeof STATUSES)[number];
  /** Two or more topics, any of which will do; instead of `topic`. */
  readonly anyTopic?: readonly string[];
  readonly notTopic?: readonly string[];
  readonly notFormat?: Format;
  readonly kind?: Kind;
  readonly notKind?: Kind;
  /** Bytes; a recording of unknown size is neither. */
  readonly largerThan?: number;
  readonly smallerThan?: number;
  /** Seconds; a recording of unknown length is neither. */
  readonly longerThan?: number;
  readonly shorterThan?: number;
  /** Shared with the person, or hosted by them. */
  readonly shared?: 'with-me' | 'mine';
  /** Part of the host's name or address. */
  readonly hostedBy?: string;
  /** Part of a name or address to leave out. */
  readonly notHostedBy?: string;
  /** Words of the topic, or part of the host's name or address: people say “of Bob” and “of standup”. */
  readonly of?: string;
  readonly views?: Views;
  readonly transcript?: (typeof TRANSCRIPTS)[number];
  /** Part of a link to watch or download it, in hexadecimal digits. */
  readonly link?: string;
}

/** The parameters of List Recordings: of a topic what Webex can look for. */
export function filterParams(filter: Filter): Record<string, string> {
  const { siteUrl, meetingId, integrationTag, serviceType, status } = filter;
  const format = filter.format === 'UPLOADED' ? undefined : filter.format;
  const topic = filter.topic === undefined ? undefined : topicSieve(filter.topic);
  const params = { topic, siteUrl, meetingId, integrationTag, format, serviceType, status };
  return defined(params);
}

/** “call with Acme” is “Acme call”. */
const JOINING = /^(?:an?|and|at|for|from|in|my|of|on|our|the|to|with|w)$/i;

/**
 * The words of a topic without punctuation around them, and without those that only join others; a topic
 * of nothing else is one word.
 */
function wordsOf(topic: string): readonly string[] {
  const words = topic.split(/\s+/).map((word) => word.replace(/^[\p{P}]+|[\p{P}]+$/gu, ''));
  const all = words.filter((word) => word !== '');
  if (all.length <= 1) return [topic];
  const said = all.filter((word) => !JOINING.test(word));
  return said.length > 0 ? said : all;
}

/**
 * The part of a topic to ask Webex for, which searches for it as written: the longest word, without an ending
 * or an apostrophe that the recording may lack.
 */
export function topicSieve(topic: string): string {
  const [longest = topic] = wordsOf(topic).toSorted((one, other) => other.length - one.length);
  const singular = singularOf(longest.toLowerCase());
  const stem =
    singular === undefined ? longest : longest.slice(0, lettersShared(longest, singular));
  const [part = stem] = stem.split(APOSTROPHE).toSorted((one, other) => other.length - one.length);
  return part.trim() === '' ? longest : part;
}

/** In any order and case; “sprint demos” are each “Sprint demo”. */
export function hasWords(said: string, topic: string): boolean {
  const inside = plain(topic);
  return wordsOf(plain(said)).every((word) => {
    const singular = singularOf(word);
    return inside.includes(word) || (singular !== undefined && hasWhole(inside, singular));
  });
}

export const isOneOf = (topics: readonly string[], recording: Recording): boolean =>
  topics.some((topic) => hasWords(topic, recording.topic));

/** Several hosts are written as one: “alice or bob”. */
export const hostsOf = (written: string): readonly string[] => written.split(/\s+or\s+/);

/** By a part of the name or address of any of them. */
export function isHostedBy(
  host: string,
  { hostEmail = '', hostDisplayName = '' }: Recording,
): boolean {
  const names = `${hostEmail} ${hostDisplayName}`.toLowerCase();
  return hostsOf(host).some((one) => names.includes(one.toLowerCase()));
}

/** Phones write the one, keyboards the other. */
const APOSTROPHE = /['’]/g;

const plain = (text: string): string => text.toLowerCase().replace(APOSTROPHE, "'");

/** “status”, “business” and “news” are no plurals. */
const PLURAL = /^(?!.*(?:ss|us|is|news|series)$)[\p{L}\p{N}].{2,}s$/u;

function singularOf(word: string): string | undefined {
  if (!PLURAL.test(word)) return undefined;
  if (/.{2}ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=[xz]|ch|sh)es$|['’]?s$/, '');
}

/** “sale” is in “Sale of the office”, and not in “Wholesale”. */
function hasWhole(inside: string, word: string): boolean {
  const at = inside.indexOf(word);
  if (at === -1) return false;
  const isLetter = (char = ''): boolean => /[\p{L}\p{N}]/u.test(char);
  const isWhole = !isLetter(inside[at - 1]) && !isLetter(inside[at + word.length]);
  return isWhole || hasWhole(inside.slice(at + 1), word);
}

/** The number of letters that both begin with. */
function lettersShared(one: string, other: string): number {
  const at = Array.from(other).findIndex((char, index) => one[index]?.toLowerCase() !== char);
  return at === -1 ? other.length : at;
}

export interface Totals {
  readonly count: number;
  /** Of recordings with a known size. */
  readonly bytes: number;
}

export const NOTHING: Totals = { count: 0, bytes: 0 };

/** Adds recordings that are not counted yet, in any order. */
export function withBatch(totals: Totals, batch: readonly Recording[]): Totals {
  const bytes = batch.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, totals.bytes);
  return { count: totals.count + batch.length, bytes };
}

/** Ties are sorted by newest. */
export const ORDERS = ['newest', 'oldest', 'largest', 'smallest', 'longest', 'shortest'] as const;
export type Order = (typeof ORDERS)[number];

/** Sort keys; unknown values come last. */
const FIGURES: Readonly<Record<Order, (recording: Recording) => number>> = {
  newest: recordedAt,
  oldest: (recording) => -recordedAt(recording),
  largest: ({ sizeBytes = -1 }) => sizeBytes,
  smallest: ({ sizeBytes = Infinity }) => -sizeBytes,
  longest: ({ durationSeconds = -1 }) => durationSeconds,
  shortest: ({ durationSeconds = Infinity }) => -durationSeconds,
};

/** The first `limit` (1 or more) of the best so far and a further batch. */
export function topK(
  best: readonly Recording[],
  batch: readonly Recording[],
  order: Order,
  limit: number,
): readonly Recording[] {
  const figure = FIGURES[order];
  const last = best[limit - 1];
  // Most batches of a long scan change nothing.
  const worthy =
    last === undefined ? batch : batch.filter((recording) => figure(recording) >= figure(last));
  if (worthy.length === 0) return best;
  return [...best, ...worthy]
    .map((one) => ({ one, figure: figure(one), at: recordedAt(one) }))
    .sort(
      (a, b) =>
        // Of two unknown values the difference is no number, which is as good as none.
        b.figure - a.figure ||
        b.at - a.at ||
        // Webex documents no order within one moment: any order, but always the same.
        (a.one.id < b.one.id ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ one }) => one);
}
