import { z } from 'zod';
import {
  type Calendar,
  at,
  clampToPast,
  dayOf,
  ever,
  isEver,
  unitAround,
} from '../../query/calendar.js';
import { escapeText, withoutJoiners } from '../../bot/ui/escape.js';
import { readFields } from '../../query/fields.js';
import { Line, tidy } from '../../query/line.js';
import { LARGEST_LIMIT, type ListState, SORTS, narrowing } from '../../query/list-state.js';
import { type Query, type When, queryOfState, conditionsWritten } from '../../query/query.js';
import { type NoMeeting, numberAdvice } from '../../query/read-words.js';
import { topicsIn, topicsTyped, topicsWritten } from '../../query/topics.js';
import { FORMATS, type Filter, SERVICE_TYPES, STATUSES } from '../../recordings/filter.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';

/** “No matter which” in a choice: clients take an empty value for no choice. */
export const ANY = 'any';

/** Without the joiners in text that was pasted from a card. */
const text = z.string().max(300).transform(withoutJoiners).catch('');
/** The inputs of the Find card: hostile, parsed leniently; {@link readForm} finds what is wrong. */
export const findForm = z.object({
  /** IANA name, for the dates. */
  zone: text,
  from: text,
  to: text,
  topic: text,
  site: text,
  format: text,
  service: text,
  status: text,
  order: text,
  limit: text,
  meeting: text,
  tag: text,
  /** Further conditions in words: “over 500 MB, shared with me”; forms of earlier versions have none. */
  also: text.optional(),
});

export type FindValues = Readonly<Omit<z.output<typeof findForm>, 'zone'>>;

export function valuesOf(
  { when, filter, sort, limit }: Query,
  { now, zone }: Calendar,
): FindValues {
  const day = (ms: number): string => at(ms, zone).toISODate() ?? '';
  const first = 'days' in when ? at(now, zone).minus({ days: when.days }).toMillis() : when.from;
  const last = 'days' in when ? now : Math.min(when.to - 1, now);
  return {
    from: day(first),
    to: day(last),
    topic: topicsWritten(filter.anyTopic ?? present([filter.topic])),
    site: filter.siteUrl ?? '',
    format: filter.format ?? ANY,
    service: filter.serviceType ?? ANY,
    status: filter.status ?? 'available',
    order: sort,
    limit: String(limit),
    meeting: filter.meetingId ?? '',
    tag: filter.integrationTag ?? '',
    also: conditionsWritten(filter, INPUTS),
  };
}

/**
 * @param shown the list that filled the card: unchanged dates still mean, say, “the last 30 days”
 * @param sought how Webex answered for a number in place of the meeting's id
 */
export function readForm(
  values: FindValues,
  calendar: Calendar,
  shown: ListState,
  sought?: NoMeeting,
):
  | { readonly query: Query }
  | { readonly problems: readonly string[]; readonly values: FindValues } {
  const query = queryOfState(shown);
  const before = valuesOf(query, { ...calendar, now: shown.asOf * 1_000 });
  const isSame = values.from === before.from && values.to === before.to;
  const dates = isSame
    ? { when: sameTime(query.when, calendar, shown) }
    : datesOf(values, calendar);
  const filter = filterOf(values, sought);
  const limit = Number(values.limit);
  const sort = SORTS.find((each) => each === values.order) ?? 'newest';
  const isLimit = Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT;
  const problems = present([
    'problem' in dates && dates.problem,
    ...('problems' in filter ? filter.problems : []),
    !isLimit && words.query.countOutOfRange({ most: LARGEST_LIMIT }),
  ]);
  if (problems.length > 0 || 'problem' in dates || 'problems' in filter)
    return { problems, values };
  return { query: { ...dates, ...filter, sort, limit } };
}

/** For unchanged dates; all of time is the same in every zone. */
function sameTime(when: When, calendar: Calendar, { asOf, zone = 'UTC' }: ListState): When {
  const isAll = !('days' in when) && isEver(when, { now: asOf * 1_000, zone });
  return isAll ? ever(calendar) : when;
}

function datesOf(
  { from, to }: FindValues,
  calendar: Calendar,
): { readonly when: When } | { readonly problem: string } {
  if (from === '' && to === '') return { when: { days: 30 } };
  const [first, last] = [from, to].map((date) => {
    const [year, month, day] = /^\d{4}-\d\d-\d\d$/.test(date) ? date.split('-').map(Number) : [];
    return dayOf(Number(year), Number(month), Number(day), calendar.zone);
  });
  if ((from !== '' && first === undefined) || (to !== '' && last === undefined)) {
    return { problem: words.find.writeDates };
  }
  if (last !== undefined && last.toMillis() > calendar.now)
    return { problem: words.query.noTime({ problem: 'future' }) };
  const end = last && unitAround(last, 'day').to;
  const span = clampToPast(defined({ from: first?.toMillis(), to: end }), calendar);
  return 'problem' in span ? { problem: words.query.noTime({ problem: span.problem }) } : span;
}

const INPUTS: readonly (keyof Filter)[] = [
  ...(['topic', 'anyTopic', 'siteUrl', 'meetingId', 'integrationTag'] as const),
  ...(['format', 'serviceType', 'status'] as const),
];

/** Reads what {@link conditionsWritten} wrote, or what somebody typed. */
function alsoRead(typed: string): {
  readonly filter: Filter;
  readonly problems: readonly string[];
} {
  const line = new Line(typed);
  const read = readFields(line)?.filter ?? {};
  const { topics, except, rest } = topicsIn(line);
  const left = present([...topics, rest]).filter((said) => said !== '');
  const wrong = left.length > 0;
  return {
    filter: { ...read, ...(except.length > 0 ? { notTopic: except } : {}) },
    problems: wrong ? [words.common.notUnderstood({ said: escapeText(left.join(', '), 60) })] : [],
  };
}

/** A meeting number typed in place of the id, as digits; Webex can find the id. */
export function meetingNumberIn(typed: string): string | undefined {
  return /^\d{9,11}$/.exec(typed.replace(/[\s-]/g, ''))?.[0];
}

function filterOf(
  values: FindValues,
  sought: NoMeeting | undefined,
): { readonly filter: Filter } | { readonly problems: readonly string[] } {
  const site = /^(?:https?:\/\/)?([^/\s]+)/i.exec(values.site)?.[1]?.toLowerCase() ?? '';
  const [topic = '', ...others] = topicsTyped(new Line(values.topic));
  const also = alsoRead(values.also ?? '');
  const wanted = {
    ...also.filter,
    topic: others.length > 0 ? '' : topic,
    anyTopic: others.length > 0 ? [topic, ...others] : undefined,
    siteUrl: site === ANY ? '' : site,
    meetingId: values.meeting.replace(/\s+/g, ''),
    integrationTag: tidy(values.tag),
    format: FORMATS.find((each) => each === values.format) ?? '',
    serviceType: SERVICE_TYPES.find((each) => each === values.service) ?? '',
    status: STATUSES.find((each) => each === values.status && each !== 'available') ?? '',
  };
  const given = Object.entries(wanted).filter(([, value]) => value !== '' && value !== undefined);
  const read = narrowing.safeParse(Object.fromEntries(given));
  const wrong = new Set(read.error?.issues.map(({ path }) => path[0]));
  const number = meetingNumberIn(values.meeting);
  const problems = present([
    wrong.has('siteUrl') && words.find.writeSites,
    number !== undefined
      ? numberAdvice(number, sought)
      : wrong.has('meetingId') && words.find.writeMeetingId,
    wanted.status === 'purged' && wanted.meetingId === '' && words.query.purgedNeedsMeeting,
    ...also.problems,
  ]);
  if (problems.length > 0 || !read.success) return { problems };
  const { siteUrl, ...rest } = read.data;
  // Webex ignores the site of a meeting.
  return {
    filter: defined({ ...rest, siteUrl: rest.meetingId === undefined ? siteUrl : undefined }),
  };
}
