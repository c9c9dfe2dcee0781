import { IANAZone } from 'luxon';
import { z } from 'zod';
import { SITE_NAME } from '../recordings/sites.js';
import { FORMATS, SERVICE_TYPES, STATUSES, filterParams } from '../recordings/types.js';
import { DAY, MINUTE, SECOND } from '../util/time.js';
import { EARLIEST_DAYS, LARGEST_LIMIT, type ListState, SORTS, WIDER_DAYS } from './list-state.js';

/**
 * As it travels in a button: five numbers, and behind a question mark whatever else there is.
 */
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

/** As scopes stand in buttons since the first version: cards in spaces keep working. */
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
 * As it comes back.
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
