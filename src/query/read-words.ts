import type { Filter } from '../recordings/types.js';
import { type Calendar, ever } from './calendar.js';
import { type DateProblem, readDates } from './dates.js';
import { Line, type Part, tidy, topicIn } from './line.js';
import { numberLeft, readers } from './phrases.js';
import { type Query, USUAL_QUERY } from './query.js';

export interface ReadWords {
  readonly query: Query;
  /** What cannot be done, and what can instead: ours or escaped. */
  readonly problems: readonly string[];
  /** What was ignored. */
  readonly notes: readonly string[];
  /** Whether the meaning depends on the person's time zone. */
  readonly zoned: boolean;
  /** Whether any phrase beside a topic was understood. */
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
 * Reads a line of words: phrases that are known, dates in the person's own zone, and the topic:
 * what stands in quotes or behind “about”, else whatever is left. Takes anything and never throws.
 * What is in the recycle bin is looked for in all of time, unless a time is said.
 *
 * @param always what is meant without being said
 */
export function readWords(text: string, calendar: Calendar, always: Filter = {}): ReadWords {
  const line = new Line(text);
  const parts: Part[] = [];
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
  const sort = parts.find((part) => part.sort !== undefined)?.sort;
  const limit = parts.find((part) => part.limit !== undefined)?.limit;
  const query: Query = {
    when: dates.when ?? usual,
    filter: { ...filter, ...(topic === '' ? {} : { topic }) },
    sort: sort ?? USUAL_QUERY.sort,
    limit: limit ?? USUAL_QUERY.limit,
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

/** Only what Webex looks at: beside a meeting it ignores the site. */
function fitting(filter: Filter): { readonly filter: Filter; readonly notes: readonly string[] } {
  if (filter.meetingId === undefined || filter.siteUrl === undefined) return { filter, notes: [] };
  const rest = Object.entries(filter).filter(([name]) => name !== 'siteUrl');
  return {
    filter: Object.fromEntries(rest),
    notes: ['With a meeting, Webex does not look at the site: I left it out.'],
  };
}
