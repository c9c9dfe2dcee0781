import type { Filter } from '../recordings/types.js';
import { type Calendar, ever } from './calendar.js';
import { type DateProblem, readDates } from './dates.js';
import { Line, type Fragment, tidy, topicIn } from './line.js';
import { numberLeft, readers } from './phrases.js';
import { type Query, USUAL_QUERY } from './query.js';

export interface ReadWords {
  readonly query: Query;
  /** The impossible, and alternatives; our words, or escaped. */
  readonly problems: readonly string[];
  /** Things ignored. */
  readonly notes: readonly string[];
  /** The meaning depends on the person's time zone. */
  readonly zoned: boolean;
  /** Any phrase beside a topic was understood. */
  readonly recognised: boolean;
  /** Unknown words, taken for the topic. */
  readonly guessed: string;
}

const DATE_PROBLEMS: Readonly<Record<DateProblem, string>> = {
  future: 'That is in the future: recordings are of the past.',
  'too-old': 'That is more than ten years ago: I do not look further back.',
  backwards: 'The first day comes after the last one.',
};

export function dateProblem(problem: DateProblem): string {
  return DATE_PROBLEMS[problem];
}

export const PURGED_NEEDS =
  'Webex lists purged recordings to compliance officers only, and of one meeting: give its id, too.';

/**
 * Reads known phrases, dates in the person's own zone, and the topic: quoted, behind “about”, or the rest.
 * Takes anything and never throws. The recycle bin is searched in all of time, unless a time is given.
 * @param always filters that apply even when they are not in the text
 */
export function readWords(text: string, calendar: Calendar, always: Filter = {}): ReadWords {
  const line = new Line(text);
  const parts: Fragment[] = [];
  for (const read of readers) {
    const part = read(line);
    if (part !== undefined) parts.push(part);
  }
  const dates = readDates(line.text, calendar);
  for (const [from, to] of [...dates.places].reverse()) line.cut(from, to);
  const left = parts.some((part) => part.limit !== undefined) ? undefined : numberLeft(line);
  if (left !== undefined) parts.push(left);

  const { topic, explicit, rest } = topicIn(line);
  const { filter, notes } = fitting(
    Object.assign({}, ...parts.map((part) => part.filter), always) as Filter,
  );
  const usual = filter.status === 'deleted' ? ever(calendar) : USUAL_QUERY.when;
  const query: Query = {
    when: dates.when ?? usual,
    filter: { ...filter, ...(topic === '' ? {} : { topic }) },
    sort: parts.find(({ sort }) => sort !== undefined)?.sort ?? USUAL_QUERY.sort,
    limit: parts.find(({ limit }) => limit !== undefined)?.limit ?? USUAL_QUERY.limit,
  };
  const problems = [
    ...parts.flatMap(({ problem }) => problem ?? []),
    ...(dates.problem === undefined ? [] : [dateProblem(dates.problem)]),
    ...(filter.status === 'purged' && filter.meetingId === undefined ? [PURGED_NEEDS] : []),
  ];
  return {
    query,
    problems,
    notes: [...parts.flatMap(({ note }) => note ?? []), ...notes],
    zoned: dates.zoned,
    recognised: parts.length > 0 || dates.places.length > 0 || explicit,
    guessed: explicit ? tidy(rest) : topic,
  };
}

function fitting(filter: Filter): { readonly filter: Filter; readonly notes: readonly string[] } {
  if (filter.meetingId === undefined || filter.siteUrl === undefined) return { filter, notes: [] };
  const rest = Object.entries(filter).filter(([name]) => name !== 'siteUrl');
  return {
    filter: Object.fromEntries(rest),
    notes: ['With a meeting, Webex does not look at the site: I left it out.'],
  };
}
