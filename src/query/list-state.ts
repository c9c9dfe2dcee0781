import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Order, Filter } from '../recordings/filter.js';
import {
  ORDERS,
  FORMATS,
  KINDS,
  SERVICE_TYPES,
  STATUSES,
  TRANSCRIPTS,
  VIEWS,
} from '../recordings/filter.js';
import { SITE_NAME, recordingId, type Scope, type Window, lastDays } from '../recordings/types.js';
import { defined } from '../util/present.js';
import { DAY, MINUTE, SECOND } from '../util/time.js';

/** Orders of a list; by default the newest first, as Webex gives it. */
export const SORTS = ORDERS;
export type Sort = Order;
export const USUAL_SORT: Sort = 'newest';

/**
 * The page of a list that a card shows. Buttons carry it, so it comes back as text that anyone may have
 * changed: at most, it asks for another page of one's own list.
 */
export interface ListState {
  /** Length of the span in days. */
  readonly days: number;
  /** So many spans before the latest one. */
  readonly back: number;
  /** Time of the request, in seconds since the epoch; pages of one list share it. */
  readonly asOf: number;
  readonly limit: number;
  /** The first one shown, from 0. */
  readonly start: number;
  /** A span with fixed ends, instead of `days` and `back`. */
  readonly span?: Window;
  /** Time zone (IANA) of the span's ends; UTC by default. */
  readonly zone?: string;
  readonly filter?: Filter;
  readonly sort?: Sort;
  /** Id of the recording whose details led here. */
  readonly about?: string;
  /** Ids of the recordings that were moved to the recycle bin from here, the last first: their Undo stays on the card. */
  readonly undo?: readonly string[];
  /** UUID of the host whose recordings an administrator asked for; checked at every click. */
  readonly host?: string;
  /** Beyond one person: all hosts of a site, or an officer's organisation; checked at every click. */
  readonly scope?: Scope;
}

/** Rows on a card: five keep it small enough for every client. */
export const PAGE = 5;
/** Days that a list goes back where nothing else was asked for. */
export const USUAL_DAYS = 30;
/** Days of the widest search that a button offers. */
export const WIDER_DAYS = 365;
export const USUAL_LIMIT = 100;
/** The most recordings to page through on cards. */
export const LARGEST_LIMIT = 1_000;

/** @param now milliseconds since the epoch */
export function latest(now: number, limit = USUAL_LIMIT, days = USUAL_DAYS): ListState {
  return { days, back: 0, asOf: Math.floor(now / 1000), limit, start: 0 };
}

export function windowOf({ days, back, asOf, span }: ListState): Window {
  // Today ends in the future, and a search does not go there.
  if (span !== undefined) {
    const to = Math.min(span.to, (asOf + 1) * 1000);
    return to > span.from ? { from: span.from, to } : span;
  }
  const { from, to } = lastDays(days, asOf * 1000);
  const shift = back * (to - from);
  return { from: from - shift, to: to - shift };
}

/** The furthest back that a list reaches. */
export const EARLIEST_DAYS = 3_650;

export function hasEarlier({ days, back, span }: ListState): boolean {
  return span === undefined && (back + 1) * days <= EARLIEST_DAYS;
}

/** Of the reader's own recordings. */
export function isOwn({ host, scope }: ListState): boolean {
  return host === undefined && scope === undefined;
}

/** Serializes for a button: five numbers, and behind a question mark everything else. */
export function writeState(state: ListState): string {
  const {
    days,
    back,
    asOf,
    limit,
    start,
    span,
    filter = {},
    sort,
    host,
    scope,
    zone,
    about,
    undo,
  } = state;
  const numbers = [days, back, asOf, limit, start].join('.');
  const more = defined({
    from: span && String(span.from / SECOND),
    to: span && String(span.to / SECOND),
    ...writtenFilter(filter),
    sort,
    host,
    reach: scope && WRITTEN_SCOPES[scope],
    zone,
    about,
    undo: undo?.join(BETWEEN_IDS),
  });
  const query = new URLSearchParams(more).toString();
  return query === '' ? numbers : `${numbers}?${query}`;
}

/** Scopes as the first version wrote them in buttons: old cards keep working. */
const WRITTEN_SCOPES = { site: 'everyone', organization: 'officer' } as const;

const DAY_SECONDS = DAY / SECOND;

const WRITTEN = /^([1-9]\d{0,2}(?:\.(?:0|[1-9]\d{0,9})){4})(?:\?(.{1,2500}))?$/;

const second = z
  .string()
  .regex(/^(0|[1-9]\d{0,10})$/)
  .transform(Number);

export const LONGEST_WORDS = 100;
const topicField = z.string().min(1).max(LONGEST_WORDS);
/** Topics of one filter. */
export const MOST_TOPICS = 8;
/** No topic has a line break: see tidy. */
const BETWEEN_TOPICS = '\n';
const topicFields = z.array(topicField).min(1).max(MOST_TOPICS).readonly();
const topics = z.preprocess(
  (text) => (typeof text === 'string' ? text.split(BETWEEN_TOPICS) : text),
  topicFields,
);

/** Each button of a card carries them: what was moved before that is in the recycle bin. */
export const MOST_UNDO = 3;
/** In no id. */
const BETWEEN_IDS = '.';
const undoField = z
  .string()
  .transform((ids) => ids.split(BETWEEN_IDS))
  .pipe(z.array(recordingId).min(1).max(MOST_UNDO));

/** Written in a button as text, in a job as a number. */
const amountField = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)
  .or(z.number().int().positive());

/** A filter as text; refuses anything that is not written like this. */
export const narrowing = z.strictObject({
  topic: topicField.optional(),
  siteUrl: z.string().regex(SITE_NAME).optional(),
  meetingId: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  integrationTag: topicField.optional(),
  format: z.enum(FORMATS).optional(),
  serviceType: z.enum(SERVICE_TYPES).optional(),
  status: z.enum(STATUSES).optional(),
  anyTopic: topics.optional(),
  notTopic: topics.optional(),
  notFormat: z.enum(FORMATS).optional(),
  kind: z.enum(KINDS).optional(),
  notKind: z.enum(KINDS).optional(),
  largerThan: amountField.optional(),
  smallerThan: amountField.optional(),
  longerThan: amountField.optional(),
  shorterThan: amountField.optional(),
  shared: z.enum(['with-me', 'mine']).optional(),
  hostedBy: topicField.optional(),
  notHostedBy: topicField.optional(),
  of: topicField.optional(),
  views: z.enum(VIEWS).optional(),
  transcript: z.enum(TRANSCRIPTS).optional(),
  link: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
} satisfies { [K in keyof Required<Filter>]: z.ZodType });

function writtenFilter(filter: Filter): Record<string, string> {
  return Object.fromEntries(
    Object.keys(narrowing.shape).flatMap((name) => {
      const value = filter[name as keyof Filter];
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? value.join(BETWEEN_TOPICS) : String(value)]];
    }),
  );
}

const searching = narrowing.extend({
  from: second.optional(),
  to: second.optional(),
  sort: z.enum(SORTS).optional(),
  host: z.uuid().optional(),
  reach: z
    .enum(['everyone', 'officer'])
    .transform((written): Scope => (written === 'officer' ? 'organization' : 'site'))
    .optional(),
  zone: z
    .string()
    .regex(/^[\w/+-]{1,40}$/)
    .refine((zone) => IANAZone.isValidZone(zone))
    .optional(),
  about: recordingId.optional(),
  undo: undoField.optional(),
});

/** Undefined for any text that {@link writeState} would not have written. @param now in milliseconds */
export function readState(text: unknown, now: number): ListState | undefined {
  const [, numbers, rest] = typeof text === 'string' ? (WRITTEN.exec(text) ?? []) : [];
  if (numbers === undefined) return undefined;
  const [days = 0, back = 0, asOf = 0, limit = 0, start = 0] = numbers.split('.').map(Number);
  const sound =
    days <= WIDER_DAYS &&
    back * days <= EARLIEST_DAYS &&
    asOf * SECOND <= now + MINUTE &&
    limit >= 1 &&
    limit <= LARGEST_LIMIT &&
    start < limit;
  if (!sound) return undefined;
  const plain = { days, back, asOf, limit, start };
  if (rest === undefined) return plain;
  const read = moreOf(rest, now);
  if (read === undefined) return undefined;
  const state = { ...plain, ...read };
  // One way to write each: what comes back otherwise was written by somebody else.
  return writeState(state) === text ? state : undefined;
}

function moreOf(text: string, now: number): Partial<ListState> | undefined {
  const read = searching.safeParse(Object.fromEntries(new URLSearchParams(text)));
  if (!read.success) return undefined;
  const { from, to, sort, host, reach: scope, zone, about, undo, ...narrowed } = defined(read.data);
  if ((from === undefined) !== (to === undefined)) return undefined;
  const span = from === undefined || to === undefined ? undefined : { from, to };
  const filter = Object.keys(narrowed).length === 0 ? undefined : defined(narrowed);
  if (span === undefined) {
    return zone === undefined ? defined({ filter, sort, host, scope, about, undo }) : undefined;
  }
  const earliest = now / SECOND - 2 * EARLIEST_DAYS * DAY_SECONDS;
  // A day ahead: the end of today, in the earliest zone.
  const latest = now / SECOND + 2 * DAY_SECONDS;
  if (span.from >= span.to || span.from < earliest || span.to > latest) return undefined;
  const inMs = { from: span.from * SECOND, to: span.to * SECOND };
  return { span: inMs, ...defined({ filter, sort, host, scope, zone, about, undo }) };
}

/** A part of a query, as one phrase of a line has it. */
export interface Fragment {
  readonly filter?: Filter;
  readonly sort?: Sort;
  readonly limit?: number;
  /** Nothing else in the line says that it is a search: “3 idiots” is a name, too. */
  readonly isGuess?: true;
  /** Says the impossible and an alternative; our words, or escaped. */
  readonly problem?: string;
  /** What is left out; our words. */
  readonly note?: string;
  /** Asked where no list can be like that. */
  readonly question?: Question;
}

/** Asked instead of guessing. */
export interface Question {
  /** As a person reads it: our words, and theirs. */
  readonly text: string;
  /** The line as it may be meant, the likeliest first. */
  readonly readings: readonly { readonly title: string; readonly words: string }[];
}
