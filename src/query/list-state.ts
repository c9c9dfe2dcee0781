import { IANAZone } from 'luxon';
import { z } from 'zod';
import {
  FORMATS,
  type Filter,
  SERVICE_TYPES,
  SITE_NAME,
  STATUSES,
  type Window,
  filterParams,
  lastDays,
} from '../recordings/types.js';
import { DAY, MINUTE, SECOND } from '../util/time.js';

/** Orders of a list; by default the newest first, as Webex gives it. */
export const SORTS = ['newest', 'largest', 'longest'] as const;
/** One of {@link SORTS}. */
export type Sort = (typeof SORTS)[number];

/** Scopes beyond one person's recordings. */
export const SCOPES = ['site', 'organization'] as const;
/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/**
 * Which page of which list a card shows. It travels in the card's buttons, so it comes back as
 * text that anyone may have changed: it can ask for another page of one's own list, and no more.
 */
export interface ListState {
  /** Length of the span in days. */
  readonly days: number;
  /** How many such spans before the latest one. */
  readonly back: number;
  /** When the list was asked for, in seconds since the epoch; pages of one list share it. */
  readonly asOf: number;
  /** How many recordings at most. */
  readonly limit: number;
  /** The first one shown, from 0. */
  readonly start: number;
  /** A span with fixed ends, instead of `days` and `back`. */
  readonly span?: Window;
  /** Time zone (IANA) of the span's ends; UTC by default. */
  readonly zone?: string;
  readonly filter?: Filter;
  readonly sort?: Sort;
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
/** What one call to Webex can give. */
export const USUAL_LIMIT = 100;
/** What a person can ask to go through on cards. */
export const LARGEST_LIMIT = 1_000;

/** The list that `list` alone means. @param now milliseconds since the epoch */
export function latest(now: number, limit = USUAL_LIMIT, days = USUAL_DAYS): ListState {
  return { days, back: 0, asOf: Math.floor(now / 1000), limit, start: 0 };
}

/** The span that a list covers. */
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

/** Whether there is another span before this one. */
export function hasEarlier({ days, back, span }: ListState): boolean {
  return span === undefined && (back + 1) * days <= EARLIEST_DAYS;
}

/** Serializes for a button: five numbers, and behind a question mark everything else. */
export function writeState(state: ListState): string {
  const { days, back, asOf, limit, start, span, filter = {}, sort, host, scope, zone } = state;
  const numbers = [days, back, asOf, limit, start].join('.');
  const more = {
    from: span === undefined ? undefined : String(span.from / SECOND),
    to: span === undefined ? undefined : String(span.to / SECOND),
    ...filterParams(filter),
    sort,
    host,
    reach: scope === undefined ? undefined : WRITTEN_SCOPES[scope],
    zone,
  };
  const set = Object.entries(more).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined;
  });
  return set.length === 0 ? numbers : `${numbers}?${new URLSearchParams(set).toString()}`;
}

/** Scopes as the first version wrote them in buttons: old cards keep working. */
const WRITTEN_SCOPES = { site: 'everyone', organization: 'officer' } as const;

const DAY_SECONDS = DAY / SECOND;

/** The longest text of a state: five numbers, and all that a list can be narrowed to. */
export const LONGEST_STATE = 2_600;
/** Five numbers, as JavaScript writes them, and the rest. */
const WRITTEN = /^([1-9]\d{0,2}(?:\.(?:0|[1-9]\d{0,9})){4})(?:\?(.{1,2500}))?$/;

const second = z
  .string()
  .regex(/^(0|[1-9]\d{0,10})$/)
  .transform(Number);

/** Longest words that a person can look for. */
export const LONGEST_WORDS = 100;
const words = z.string().min(1).max(LONGEST_WORDS);

/** What else a list can be narrowed to, each as text; what is not as it is written here is refused. */
export const narrowing = z.strictObject({
  topic: words.optional(),
  siteUrl: z.string().regex(SITE_NAME).optional(),
  meetingId: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  integrationTag: words.optional(),
  format: z.enum(FORMATS).optional(),
  serviceType: z.enum(SERVICE_TYPES).optional(),
  status: z.enum(STATUSES).optional(),
});

const more = narrowing.extend({
  from: second.optional(),
  to: second.optional(),
  sort: z.enum(SORTS).optional(),
  host: z.uuid().optional(),
  reach: z
    .enum(['everyone', 'officer'])
    .transform((written) => (written === 'officer' ? 'organization' : 'site'))
    .optional(),
  zone: z
    .string()
    .regex(/^[\w/+-]{1,40}$/)
    .refine((zone) => IANAZone.isValidZone(zone))
    .optional(),
});

/**
 * Parses the state from a button.
 *
 * @param now milliseconds since the epoch
 * @returns undefined for anything that {@link writeState} would not have written
 */
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
  const read = more.safeParse(Object.fromEntries(new URLSearchParams(text)));
  if (!read.success) return undefined;
  const { from, to, sort, host, reach, zone, ...filter } = defined(read.data);
  if ((from === undefined) !== (to === undefined)) return undefined;
  const earliest = now / SECOND - 2 * EARLIEST_DAYS * DAY_SECONDS;
  const span = from === undefined || to === undefined ? undefined : { from, to };
  if (zone !== undefined && span === undefined) return undefined;
  // A day ahead: the end of today, in the earliest zone.
  if (
    span &&
    (span.from >= span.to || span.from < earliest || span.to > now / SECOND + 2 * DAY_SECONDS)
  ) {
    return undefined;
  }
  return {
    ...(span === undefined ? {} : { span: { from: span.from * SECOND, to: span.to * SECOND } }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
    ...(host === undefined ? {} : { host }),
    ...(reach === undefined ? {} : { scope: reach }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** Without the keys that hold nothing. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
