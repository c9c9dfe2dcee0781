import type { Filter } from '../recordings/filter.js';
import { defined, present } from '../util/present.js';
import { words } from '../util/words.js';
import type { Amount } from './amounts.js';
import { type Calendar, clampToPast, dayOf, ever, unitAround } from './calendar.js';
import { type Dates, readDates } from './dates.js';
import { kindSaid, readFields } from './fields.js';
import { Line, tidy } from './line.js';
import { meetingNumber, notTold, numberLeft, orderAndNumber, replaced } from './phrases.js';
import { BOBS_RECORDINGS, OF_SOMEBODY, SEEN_WHEN, YEAR_ALONE } from './patterns.js';
import { type Query, USUAL_QUERY, type When, impossible, isBeyondReports } from './query.js';
import { type Question, WIDER_DAYS } from './list-state.js';
import { NO_FIELD, questionOf } from './questions.js';
import { vagueAt } from './no-date.js';
import { everyones, kindAlone, topicFilter, topicsIn } from './topics.js';

/** Webex was asked for the meeting of a number: there is none, or I may not ask. */
export interface NoMeeting {
  readonly isUnknown: boolean;
}

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
  /** Digits of a meeting number. */
  readonly meeting?: string;
  /** “older than 90 days”, where nothing else is said of the time. */
  readonly age?: Amount;
  /** Asks about words that look like a date, a size or the like, and are none. */
  readonly question?: Question;
}

/** What is understood of a line, which keeps the rest. */
function phrasesIn(text: string, calendar: Calendar) {
  const line = new Line(text);
  // `list` alone is what people write most.
  if (text.trim() === '')
    return { line, parts: [], dates: { zoned: false, places: [] } as Dates, isAnySaid: false };
  const meeting = meetingNumber(line);
  const parts = present([notTold(line, text), readFields(line), orderAndNumber(line)]);
  const said = readDates(line.text, calendar);
  for (const [from, to] of [...said.places].reverse()) line.cut(from, to);
  const kind = parts.some(({ filter }) => filter?.kind !== undefined) ? undefined : kindSaid(line);
  if (kind !== undefined) parts.push({ filter: { kind } });
  const isTimeLeftOut = line.isExcepted();
  const before = isTimeLeftOut ? timeBefore(said, calendar) : undefined;
  if (isTimeLeftOut && before === undefined) parts.push({ problem: words.query.cannotLeaveOut });
  const dates = { ...said, ...before };
  const left = parts.some((part) => part.limit !== undefined) ? undefined : numberLeft(line);
  if (left !== undefined) parts.push(left);
  const year = dates.places.length === 0 ? yearAlone(line, calendar) : undefined;
  const isRead = parts.some((part) => part.isGuess !== true);
  const isAnySaid = isRead || dates.places.length > 0 || year !== undefined;
  return { line, meeting, parts, dates, isTimeLeftOut, year, isAnySaid };
}

/** “all but the last 3 months”: what came before a time that goes on until now; undefined for others. */
function timeBefore({ when }: Dates, calendar: Calendar): Partial<Dates> | undefined {
  if (when === undefined) return undefined;
  if ('days' in when) return readDates(`older than ${when.days} days`, calendar);
  const { from } = ever(calendar);
  return when.to >= calendar.now && when.from > from
    ? { when: { from, to: when.from } }
    : undefined;
}

/**
 * Reads known phrases, dates in the person's own zone, and the topic: quoted, behind “about”, or the rest.
 * Takes anything and never throws. The recycle bin is searched in all of time, unless a time is given.
 * @param always filters that apply even when they are not in the text
 * @param usual the time where none is said
 * @param sought how Webex answered for the number of a meeting
 */
export function readWords(
  text: string,
  calendar: Calendar,
  always: Filter = {},
  usual?: When,
  sought?: NoMeeting,
): ReadWords {
  const said = phrasesIn(text, calendar);
  const { meeting, parts, dates, year, isAnySaid } = said;
  const known = Object.assign({}, ...parts.map((part) => part.filter), always) as Filter;
  const about = aboutIn(said, known);
  const { filter, notes } = fittingFilter({ ...known, ...defined({ kind: about.kind }) });
  const query: Query = {
    ...timeAndOrder(said, filter, usual, calendar),
    filter: { ...filter, ...about.filter },
  };
  return {
    query,
    problems: problemsOf(said, filter, sought),
    notes: [...notes, ...notesOf(said, query, text, calendar)],
    zoned: dates.zoned || year !== undefined,
    recognised: isAnySaid || about.isSaid || meeting !== undefined,
    guessed: about.guessed,
    ...defined({
      meeting,
      age: dates.age,
      question: questionIn(text, said, about, query, calendar),
    }),
  };
}

type Phrases = ReturnType<typeof phrasesIn>;

/** What it is about: topics, what is left out, or whose it is. */
function aboutIn({ line, parts, isAnySaid }: Phrases, known: Filter) {
  const unfiltered = NO_FIELD.exec(line.text);
  const somebody = OF_SOMEBODY.exec(line.text)?.[1]?.replace(/\s+and\s+/i, ' or ');
  const { except, explicit, ...left } = topicsIn(line);
  const isBeside = explicit || isAnySaid;
  const alone = isBeside && known.kind === undefined ? (explicit ? [left.rest] : left.topics) : [];
  const kind = kindAlone(alone);
  const topics = kind === undefined || explicit ? left.topics : [];
  const rest = kind === undefined ? left.rest : '';
  const only = explicit ? undefined : topics.join(' or ') || undefined;
  // “bob shared with me”, and “roadmap shared with me”
  const isSomebodys =
    only === somebody ||
    (parts.some((part) => part.filter?.shared === 'with-me') && !only?.includes(' '));
  const of = isSomebodys ? only : BOBS_RECORDINGS.exec(line.text)?.[1];
  const isOf = of !== undefined && (only === of || only === `${of}s`);
  // “from bob about planning”
  const whose = explicit && rest !== '' && rest === somebody ? { of: rest } : {};
  const unasked = 'of' in whose ? '' : tidy(rest);
  return {
    kind,
    filter: { ...topicFilter(isOf ? [of] : topics, except, isOf), ...whose },
    isSaid: explicit || except.length > 0,
    guessed: explicit ? unasked : isOf ? of : topics.join(', '),
    explicit,
    unfiltered,
  };
}

function timeAndOrder(
  { parts, dates, year }: Phrases,
  { status, link }: Filter,
  usual: When | undefined,
  calendar: Calendar,
): Omit<Query, 'filter'> {
  const sort = parts.find((part) => part.sort !== undefined)?.sort ?? USUAL_QUERY.sort;
  const limit = parts.find((part) => part.limit !== undefined)?.limit;
  // “the oldest 5”, “my biggest recording”: of all that there are, and not of those of a month.
  const isOfAll = limit !== undefined && (sort === 'oldest' || (limit === 1 && sort !== 'newest'));
  const unsaid = link !== undefined || (isOfAll && isUsual(usual)) ? ever(calendar) : usual;
  return {
    when:
      (year ?? dates).when ?? unsaid ?? (status === 'deleted' ? ever(calendar) : USUAL_QUERY.when),
    sort,
    limit: limit ?? USUAL_QUERY.limit,
  };
}

function problemsOf(
  { meeting, parts, dates, year }: Phrases,
  { meetingId, status }: Filter,
  sought: NoMeeting | undefined,
): readonly string[] {
  const { problem } = year ?? dates;
  return present([
    meeting !== undefined && meetingId === undefined && numberAdvice(meeting, sought),
    ...parts.map((part) => part.problem),
    problem !== undefined && words.query.noTime({ problem }),
    status === 'purged' && meetingId === undefined && words.query.purgedNeedsMeeting,
  ]);
}

function notesOf(
  { parts, dates }: Phrases,
  query: Query,
  text: string,
  calendar: Calendar,
): readonly string[] {
  return present([
    ...parts.map((part) => part.note),
    dates.lostHours === true && words.query.lostHours,
    dates.daysBetween === true && words.query.daysBetween,
    isBeyondReports(query, calendar) && words.query.olderViews,
    query.filter.views !== undefined && SEEN_WHEN.test(text) && words.query.viewedAnyTime,
  ]);
}

/** The first thing that a person has to be asked about. */
function questionIn(
  text: string,
  { parts, dates, isTimeLeftOut }: Phrases,
  { guessed, explicit, unfiltered }: ReturnType<typeof aboutIn>,
  query: Query,
  calendar: Calendar,
): Question | undefined {
  const ofAPart = parts.find(({ question }) => question !== undefined)?.question;
  if (ofAPart !== undefined) return ofAPart;
  const either =
    dates.apart && isTimeLeftOut !== true
      ? whichOfBoth(text, dates.apart)
      : (impossible(query, calendar) ?? eitherOf(text, calendar));
  const topicOf = (other: string) => topicsIn(phrasesIn(other, calendar).line).topics.join(' ');
  const of = either ?? everyones(text, guessed);
  if (of !== undefined) return of;
  const noDate = dates.noDate ?? (explicit ? undefined : vagueAt(`in ${guessed}`, calendar));
  return questionOf(text, noDate, guessed, topicOf, unfiltered);
}

/** The time where a command’s words say none; any other is of a list that somebody was shown. */
function isUsual(usual: When | undefined): boolean {
  return usual === undefined || ('days' in usual && usual.days === WIDER_DAYS);
}

/** In front of a time, where it is one of two. */
const TIME_LEAD = /^\s*(?:older|newer|younger|before|since|after|from|in|on)(?![\w-])/i;

/** Each takes two more readings of the line; people join a few words. */
const MOST_JOINTS = 4;

/** “longer than 2 hours or mp4”: a list is of what is both, and not of either. */
function eitherOf(text: string, calendar: Calendar): Question | undefined {
  const joints = [...text.matchAll(/,?\s+(?:or(?!\s+so\b)|and)\s+|,\s+/gi)].slice(0, MOST_JOINTS);
  for (const { index, 0: joint } of joints) {
    const [one, other] = [text.slice(0, index), text.slice(index + joint.length)];
    const [before, behind] = [one, other].map((side) => {
      const line = new Line(side);
      const { filter = {} } = readFields(line) ?? {};
      const places = TIME_LEAD.test(side) ? readDates(line.text, calendar).places : [];
      const [[from, to] = [-1, -1]] = places;
      if (to >= 0) line.cut(from, to);
      const keys = [...Object.keys(filter), ...(to >= 0 ? ['time'] : [])];
      return { keys, pieces: line.pieces() };
    });
    if (before === undefined || behind === undefined) continue;
    const isSame = (key: string): boolean => before.keys.includes(key);
    const areKinds = isSame('kind') && behind.keys.includes('kind');
    if (!/or/i.test(joint) && !areKinds) continue;
    const isOfOneKind = !areKinds && behind.keys.some(isSame);
    // “hosted by alice or bob” and “yesterday or standup” go on.
    const isWhole =
      before.keys.some((key) => !['hostedBy', 'notHostedBy', 'time'].includes(key)) &&
      before.pieces.every((piece) => piece === '');
    const isPhrase = behind.pieces[0] === '' && behind.keys.length > 0;
    const isEnd = before.keys.length === 0 || before.pieces.at(-1) === '';
    if (isOfOneKind || !(isPhrase ? isEnd && one.trim() !== '' : isWhole && other.trim() !== ''))
      continue;
    const both = areKinds ? [] : [`${one} ${other}`];
    const readings = [one, other, ...both].map((words) => ({ title: words, words }));
    return { text: words.query.eitherOf({ one, other }), readings };
  }
  return undefined;
}

/** “the friday demo of last month”: a list is of one span. */
function whichOfBoth(text: string, [one, other]: readonly [string, string]): Question {
  const readings = [
    { title: other, words: replaced(text, one, '') },
    { title: one, words: replaced(text, other, '') },
  ];
  return { text: words.query.whichOfBoth({ one, other }), readings };
}

/** A year where nothing else is said; beside other words it may be of a topic: “roadmap 2025”. */
function yearAlone(line: Line, calendar: Calendar) {
  const year = line.take(YEAR_ALONE)?.[1];
  const start = dayOf(Number(year), 1, 1, calendar.zone);
  if (start === undefined) return undefined;
  const { from, to } = unitAround(start, 'year');
  return clampToPast({ from, to }, calendar) as Pick<Dates, 'when' | 'problem'>;
}

function fittingFilter(filter: Filter): {
  readonly filter: Filter;
  readonly notes: readonly string[];
} {
  if (filter.meetingId === undefined || filter.siteUrl === undefined) return { filter, notes: [] };
  const rest = Object.entries(filter).filter(([name]) => name !== 'siteUrl');
  return {
    filter: Object.fromEntries(rest),
    notes: [words.query.siteLeftOut],
  };
}

/** Why there are no recordings of a meeting's number, and what to do. */
export function numberAdvice(digits: string, { isUnknown }: NoMeeting = { isUnknown: false }) {
  // As Webex writes it: 123 456 789, 123 456 7890, 1234 567 8901.
  const [, ...groups] = /^(\d{3}(?=\d{6,7}$)|\d{4})(\d{3})(\d{3,4})$/.exec(digits) ?? [];
  const said = isUnknown ? words.query.unknownMeeting : words.query.meetingNumber;
  return said({ number: groups.join(' ') });
}
