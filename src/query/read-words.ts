import type { Filter } from '../recordings/types.js';
import { defined, present } from '../util/present.js';
import { DAY } from '../util/time.js';
import { words } from '../util/words.js';
import { type Amount, type Calendar, dayOf, ever, unitAround } from './calendar.js';
import { type DateProblem, type Dates, clampToPast, readDates } from './dates.js';
import { readFields } from './fields.js';
import { Line, tidy } from './line.js';
import { meetingNumber, notTold, numberLeft, orderAndNumber, slipIn } from './phrases.js';
import { type Query, USUAL_QUERY, type When } from './query.js';
import type { NoDate } from './date-at.js';
import { vagueAt } from './ranges.js';
import { topicsIn } from './topics.js';

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
  /** What looks like something that I know, and is not. */
  readonly question?: Question;
}

export function dateProblem(problem: DateProblem): string {
  return words.query.noTime({ problem });
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
  const line = new Line(text);
  const meeting = meetingNumber(line);
  const parts = present([notTold(line), readFields(line), orderAndNumber(line)]);
  const dates = readDates(line.text, calendar);
  for (const [from, to] of [...dates.places].reverse()) line.cut(from, to);
  if (line.isExcepted()) parts.push({ problem: words.query.cannotLeaveOut });
  const left = parts.some((part) => part.limit !== undefined) ? undefined : numberLeft(line);
  if (left !== undefined) parts.push(left);
  const year = dates.places.length === 0 ? yearAlone(line, calendar) : undefined;

  const unfiltered = NO_FIELD.exec(line.text);
  const somebody = OF_SOMEBODY.exec(line.text)?.[1];
  const { topics, except, explicit, rest } = topicsIn(line);
  const isOf = !explicit && topics.length === 1 && topics[0] === somebody;
  const { filter, notes } = fitting(
    Object.assign({}, ...parts.map((part) => part.filter), always) as Filter,
  );
  const isAnyTime = filter.status === 'deleted' || filter.link !== undefined;
  const span = year ?? dates;
  const query: Query = {
    when: span.when ?? usual ?? (isAnyTime ? ever(calendar) : USUAL_QUERY.when),
    filter: { ...filter, ...topicFilter(topics, except, isOf) },
    sort: parts.find(({ sort }) => sort !== undefined)?.sort ?? USUAL_QUERY.sort,
    limit: parts.find(({ limit }) => limit !== undefined)?.limit ?? USUAL_QUERY.limit,
  };
  const problems = [
    ...(meeting === undefined || filter.meetingId !== undefined
      ? []
      : [numberAdvice(meeting, sought)]),
    ...parts.flatMap(({ problem }) => problem ?? []),
    ...(span.problem === undefined ? [] : [dateProblem(span.problem)]),
    ...(filter.status === 'purged' && filter.meetingId === undefined
      ? [words.query.purgedNeedsMeeting]
      : []),
  ];
  const guessed = explicit ? tidy(rest) : topics.join(', ');
  return {
    query,
    problems,
    notes: [
      ...notes,
      ...(dates.lostHours === true ? [words.query.lostHours] : []),
      ...(dates.daysBetween === true ? [words.query.daysBetween] : []),
      ...(isBeyondReports(query, calendar) ? [words.query.olderViews] : []),
    ],
    zoned: dates.zoned || year !== undefined,
    recognised:
      parts.length > 0 ||
      dates.places.length > 0 ||
      explicit ||
      except.length > 0 ||
      meeting !== undefined ||
      year !== undefined,
    guessed,
    ...defined({
      meeting,
      age: dates.age,
      question: questionOf(
        text,
        dates.noDate ?? (explicit ? undefined : vagueAt(`in ${guessed}`, calendar)),
        guessed,
        unfiltered,
      ),
    }),
  };
}

/** “recordings of bob” are his, or about him; the words alone do not tell. */
const OF_SOMEBODY =
  /(?:(?:^|\uE001)\s*|\b(?:recordings?|videos?|ones)\s+)(?:of|from)\s+(\p{L}[\p{L}\p{M}.'’-]*(?:\s+\p{L}[\p{L}\p{M}.'’-]*)?)\s*(?=[\uE001,]|$)/iu;

function topicFilter(topics: readonly string[], except: readonly string[], isOf: boolean): Filter {
  const [topic, ...others] = topics;
  const one = isOf ? { of: topic } : { topic };
  const about = others.length > 0 ? { anyTopic: topics } : defined(one);
  return { ...about, ...(except.length > 0 ? { notTopic: except } : {}) };
}

const YEAR =
  /^[\s\uE001]*(?:(?:in|of|from|year|the|my|our|all|recordings?)\s+)*((?:19|20)\d\d)(?:\s+recordings?)?(?:[\s\uE001]*$|\s+(?=(?:about|except|without)\s)|\s*(?=\uE001))/i;

/** A year where nothing else is said; beside other words it may be of a topic: “roadmap 2025”. */
function yearAlone(line: Line, calendar: Calendar) {
  const year = line.take(YEAR)?.[1];
  const start = dayOf(Number(year), 1, 1, calendar.zone);
  if (start === undefined) return undefined;
  const { from, to } = unitAround(start, 'year');
  return clampToPast({ from, to }, calendar) as Pick<Dates, 'when' | 'problem'>;
}

function fitting(filter: Filter): { readonly filter: Filter; readonly notes: readonly string[] } {
  if (filter.meetingId === undefined || filter.siteUrl === undefined) return { filter, notes: [] };
  const rest = Object.entries(filter).filter(([name]) => name !== 'siteUrl');
  return {
    filter: Object.fromEntries(rest),
    notes: [words.query.siteLeftOut],
  };
}

/** Webex's access reports go back so far. */
const REPORTED_DAYS = 365;

function isBeyondReports({ when, filter }: Query, { now }: Calendar): boolean {
  const from = 'days' in when ? now - when.days * DAY : when.from;
  return filter.views !== undefined && from < now - (REPORTED_DAYS + 1) * DAY;
}

/** Why there are no recordings of a meeting's number, and what to do. */
export function numberAdvice(digits: string, { isUnknown }: NoMeeting = { isUnknown: false }) {
  // As Webex writes it: 123 456 789, 123 456 7890, 1234 567 8901.
  const [, ...groups] = /^(\d{3}(?=\d{6,7}$)|\d{4})(\d{3})(\d{3,4})$/.exec(digits) ?? [];
  const said = isUnknown ? words.query.unknownMeeting : words.query.meetingNumber;
  return said({ number: groups.join(' ') });
}

/** What is asked instead of guessed. */
export interface Question {
  /** As a person reads it: our words, and theirs. */
  readonly text: string;
  /** The line as it may be meant, the likeliest first. */
  readonly readings: readonly { readonly title: string; readonly words: string }[];
}

/** What a size or a length begins with; no topic does. */
const OPERATOR =
  /(?<![\w-])(?:(?:larger|bigger|smaller|longer|shorter|older|newer|more|less|greater)\s+than|over|under|at\s+(?:least|most)|up\s+to|[<>]=?)\s*(\d{1,6}(?:[.,]\d+)?)(?![\w.,])/i;
/** What people filter by elsewhere, and Webex’s lists do not tell; in quotes it is of a topic. */
const NO_FIELD =
  /(?<![\w-])(?:with(?:out)?|having|that\s+ha(?:ve|s)|no)\s+(?:(?:an?|the|any|no|its)\s+)?((?:meeting\s+|ai\s+)?(?:summar(?:y|ies)|notes)|captions?|subtitles?|chats?|passwords?|audio|sound|slides|screen\s+sharing|action\s+items?|highlights?)(?=[\s\uE001]*$|[\s,]*\uE001)/i;
/** “24/7” may be of a topic. */
const DAY_AND_MONTH = /^\d{1,2}[/.]\d{1,2}\.?$/;
const CLOCK = /^\d{1,2}(?:[:.]\d\d)?\s*[ap]m$|^\d{1,2}:\d\d$/i;
const OLD = /^(?:old|ancient)$/i;
const NEGATED =
  /^(?:not|neither)(?=\s|$)|^(?:except(?:ing)?|excluding|without|but\s+not|other\s+than|apart\s+from)$/i;
/** A size or a length that nothing is said of. */
const AMOUNT =
  /^(?:(?:around|about|exactly|roughly|approximately|ca\.?)\s+)?(\d{1,6}(?:[.,]\d+)?\s*(?:gb|gigs?|mb|megs?|hours?|hrs?|minutes?|mins?))$/i;
const TIME_WORDS = /^(?:since|before|after|until|till|between|sorted|sort|ordered|older|newer)\b/i;

/**
 * Asks where words look like a date, a number or a size, and are none.
 * @param guessed words that nothing else understood
 * @param unfiltered what no field is for
 */
function questionOf(
  text: string,
  noDate: NoDate | undefined,
  guessed: string,
  unfiltered?: RegExpExecArray | null,
): Question | undefined {
  if (noDate !== undefined) {
    const { readings, topic } = noDate;
    const said = topic === guessed ? guessed : noDate.said;
    const dates = readings.map((date) => ({ title: date, words: replaced(text, said, date) }));
    if (topic === undefined) return { text: words.query.notADate({ said }), readings: dates };
    const about = { title: words.query.noTopic, words: replaced(text, said, `about "${topic}"`) };
    return { text: words.query.whichDays({ said }), readings: [...dates, about] };
  }
  if (unfiltered) {
    const [said, noun = said] = unfiltered;
    return {
      text: words.query.cannotFilter({ said }),
      readings: inTopicOrNot(text, said, noun),
    };
  }
  const bare = AMOUNT.exec(guessed)?.[1];
  if (bare !== undefined) {
    return {
      text: words.query.moreOrLess({ said: guessed }),
      readings: ['over', 'under'].map((word) => {
        return { title: `${word} ${bare}`, words: replaced(text, guessed, `${word} ${bare}`) };
      }),
    };
  }
  const slip = slipIn(guessed);
  if (slip !== undefined) {
    return {
      text: words.common.didYouMean({ said: slip }),
      readings: [
        { title: slip, words: replaced(text, guessed, slip) },
        { title: words.query.noTopic, words: replaced(text, guessed, `about "${guessed}"`) },
      ],
    };
  }
  if (OLD.test(guessed)) {
    return {
      text: words.query.howOld({ said: guessed }),
      readings: ['older than 90 days', 'older than a year'].map((age) => {
        return { title: age, words: replaced(text, guessed, age) };
      }),
    };
  }
  const amount = OPERATOR.exec(guessed);
  if (amount !== null) {
    const [said, number = ''] = amount;
    const isTime = /^(?:longer|shorter|older|newer)/i.test(said);
    const isAge = /^(?:older|newer)/i.test(said);
    const units = isAge ? ['days', 'months'] : isTime ? ['minutes', 'hours'] : ['MB', 'minutes'];
    return {
      text: words.query.whichUnit({ said, number }),
      readings: units.map((unit) => {
        const phrase = `${said} ${unit}`;
        return { title: phrase, words: replaced(text, said, phrase) };
      }),
    };
  }
  const isClock = CLOCK.test(guessed);
  if (isClock || DAY_AND_MONTH.test(guessed)) {
    const [ask, yes] = isClock
      ? [words.query.isItATime, words.query.yesTime]
      : [words.query.isItADate, words.query.yesDate];
    const at = isClock ? `at ${guessed}` : `on ${guessed}`;
    return {
      text: ask({ said: guessed }),
      readings: [
        { title: yes, words: replaced(text, guessed, at) },
        { title: words.query.noTopic, words: replaced(text, guessed, `about "${guessed}"`) },
      ],
    };
  }
  const isPhrase = NEGATED.test(guessed) || TIME_WORDS.test(guessed);
  if (!isPhrase) return undefined;
  return {
    text: words.query.inTheTopic({ said: guessed }),
    readings: inTopicOrNot(text, guessed, guessed),
  };
}

function inTopicOrNot(text: string, said: string, topic: string): Question['readings'] {
  return [
    { title: words.query.yesTopic, words: replaced(text, said, `about "${topic}"`) },
    { title: words.query.leaveOut, words: replaced(text, said, '') },
  ];
}

function replaced(text: string, said: string, by: string): string {
  const at = text.toLowerCase().indexOf(said.toLowerCase());
  if (at < 0) return by;
  return `${text.slice(0, at)}${by}${text.slice(at + said.length)}`.replace(/\s+/g, ' ').trim();
}
