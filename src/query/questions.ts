import { words } from '../util/words.js';
import { MONTHS } from './date-at.js';
import type { Question } from './list-state.js';
import { FEAST, WEEKDAYS, eventIn } from './named-days.js';
import { isSentence } from './line.js';
import { isNoTopic } from './topics.js';
import { replaced } from './phrases.js';
import { type NoDate, noDayIn, slipAmong, slipIn, slipOfUnit } from './no-date.js';
import { ZONE_NAME } from './times.js';
import { clockAt } from './amounts.js';
import { pattern, source } from '../util/pattern.js';

/** Begins a size or a length, and no topic. */
const OPERATOR = pattern`(?<![\w-])((larger|bigger|smaller|longer|shorter|older|newer|more|less|greater) than|over|under|at (least|most)|up to|[<>]=?)\s*(#\d{1,6}([.,]\d+)?)(?![\w.,]|\s*([kmgt]b|minutes?|hours?)\b)(# [a-z]+s(?![\w-]))?`;
/** “3 moons ago” */
const AGO = pattern`(?<![\w-])(#\d{1,4}) \p{L}{2,12} ago$`;
/** People filter by these elsewhere, and Webex’s lists do not tell them; in quotes they are of a topic. */
export const NO_FIELD = pattern`
  (?<![\w-])(with(out)?|having|^\s*(have|has)|(that|which|recordings?|videos?|ones?) ha(ve|s)|no) ((an?|the|any|no|its) )?(#
    (meeting |ai )?(summar(y|ies)|notes)|captions?|subtitles?|chats?|passwords?|audio|sound
    |chapters|polls?|slides|screen sharing|action items?|highlights?|titles?|content
  )(?=[\s\uE001]*$|[\s,]*\uE001)
  |(?<=(^|\b(recordings?|videos?|ones?))[\s\uE001]*)(
    in (english|german|french|spanish|italian|japanese|chinese|hindi)
    |((that|which) )?(i|we) (can(['’]?t|not)?|may) (download|watch|open|play)
    |(recorded )?(automatically|manually|locally|(on|from|with) my (phone|computer|laptop|tablet))
  )(?=[\s\uE001]*$|[\s,]*\uE001)
  |(?<=^[\s\uE001]*((all|the|my|any) )*)(#duplicates|dupes)(?=[\s\uE001]*$)
  |((of|from) (the )?meetings? )?(in|of|from) this (space|room|chat|channel)(?!['’\w-])
  |(?<![\w-])with ((more|less|fewer) than |at (least|most) |over )?\d{1,4}\s+
  (people|participants|attendees)(?![\w-])
  |(?<![\w-])(#
    (password[\s-])?protected|locked|trimmed|edited|failed|broken|corrupt(ed)?|encrypted|empty
    |unnamed|untitled|untagged|duplicated?|audio|public|private|hidden
  )(?= (recordings?|videos?|ones?)\b)
  |(?<=^[\s\uE001]*)(#
    (audio|video|sound)( files?)? only|only (audio|sound)|mp3s?|(password[\s-])?protected|(password |locked )?protected (by|with) (an? )?passwords?|untagged|not tagged
  )(?=( (recordings?|ones))?[\s\uE001]*$)
`;
/** “24/7” may be of a topic, and “80/20” is. */
const DAY_AND_MONTH = /^[0-3]?\d[/.-][0-3]?\d\.?$/;
const CLOCK = /^\d{1,2}(?:[:.]\d\d)?\s*[ap]m$|^\d{1,2}:\d\d$/i;
const CLOCK_SAID = source`(#\d{1,2}([:.]\d\d)?(\s*[ap]m)?)`;
const HOURS = pattern`(?<![\w-])((from|between) )?${CLOCK_SAID}\s*(-|–|to|until|till|and)\s*${CLOCK_SAID}(?![\w:-])`;
const OLD = pattern`^(#old|ancient|(a )?(long|some|short)?\s*(while|time)?\s*ago|ages ago)(# \p{L}.*s)?$`;
const NEGATED = pattern`^(not|neither)(?=\s|$)|^(except(ing)?|excluding|without|but not|other than|apart from)$`;
/** A size or a length that nothing is said of. */
const BARE_AMOUNT = pattern`
  ^((around|about|exactly|roughly|approximately|nearly|almost|ca\.?) )?
  (#\d{1,6}([.,]\d+)?\s*(gb|gigs?|mb|megs?|hours?|hrs?|h|minutes?|mins?))( or so|,? so| long| meetings?)?$
`;
const TIME_WORDS = pattern`
  ^(
    since|before|after|until|till|between|sorted|sort|ordered|older|newer|outside|during|around|towards?
    |(hosted|recorded|organi[sz]ed) by
  )\b
  |^(
    over|under|above|below|at (least|most)|(larger|bigger|smaller|longer|shorter|more|less) than
    |[<>]
  )\s*[-+]?\d
`;
/** May be a date, and of a topic. */
const DATE_NAME = pattern`^(${MONTHS}|${WEEKDAYS}|${FEAST})$`;
const MONTH_NAME = pattern`^(${MONTHS})$`;
/** “Q3 review” */
const SPAN_AND_TOPIC = pattern`^(#q[1-4]|h[12]) (?=\p{L})(#.+)$`;
const ZONE_ALONE = pattern`(^|\s)in (#${ZONE_NAME})( time)?\s*$`;
const IN_A_ZONE = pattern`(\d\s*([ap]\.?m\.?|h|o['’]?clock)?|noon) (in )?(#(\p{L}+\s)?\p{L}+ time)(?![\p{L}-])`;
const COMPARED = pattern`(?<![\w-])(#longer|shorter|bigger|larger|smaller|older|newer) than ((the|my|our) )?(?!\d)(#\p{L}.*)$`;
const POINTED = pattern`^(it|this|that|these|those|them)( one)?$`;
const AGE_ALONE = pattern`^(the )?(#\d{1,4}\s*(days?|weeks?|months?|years?|[dwmy]))$`;
/** The whole line, and the words in it that nothing else understood. */
interface Doubt {
  readonly text: string;
  readonly guessed: string;
  /** What nothing understands of another line. */
  readonly left: (text: string) => string;
}

/** Undefined where it has nothing to ask. */
type Asker = (doubt: Doubt) => Question | undefined;

/** The first that has something to ask asks. */
const ASKERS: readonly Asker[] = [
  amountAlone,
  zoneUnknown,
  compared,
  slip,
  howOld,
  amountWithoutUnit,
  hoursTurned,
  dayOrClock,
  onlyHowToLook,
];

/**
 * Asks where words look like a date, a number or a size, and are none.
 * @param guessed words that nothing else understood
 * @param left such words of another line
 * @param unfiltered what no field is for
 */
export function questionOf(
  text: string,
  noDate: NoDate | undefined,
  guessed: string,
  left: Doubt['left'],
  unfiltered?: RegExpExecArray | null,
): Question | undefined {
  const doubt = { text, guessed, left };
  if (noDate !== undefined) return whichDay(doubt, noDate);
  if (unfiltered) {
    const [said, noun = said] = unfiltered;
    const ask = /summar/i.test(said) ? words.query.summaryNotTold : words.query.cannotFilter;
    return { text: ask({ said }), readings: inTopicOrNot(text, said, noun) };
  }
  for (const ask of ASKERS) {
    const question = ask(doubt);
    if (question !== undefined) return question;
  }
  return undefined;
}

/** A button that reads the line anew, with a phrase in the place of what was said. */
function instead(text: string, said: string, phrase: string, title = phrase) {
  return { title, words: replaced(text, said, phrase) };
}

function asTopic(text: string, said: string, topic: string, title: string) {
  return instead(text, said, `about "${topic}"`, title);
}

function inTopicOrNot(text: string, said: string, topic: string): Question['readings'] {
  return [
    asTopic(text, said, topic, words.query.yesTopic),
    instead(text, said, '', words.query.leaveOut),
  ];
}

function whichDay({ text, guessed }: Omit<Doubt, 'left'>, noDate: NoDate): Question {
  const { readings, topic, whole = '' } = noDate;
  const said = topic === guessed ? guessed : noDate.said;
  const dates = readings.map((date) => instead(text, said, date));
  if (topic === undefined) return { text: words.query.notADate({ said }), readings: dates };
  const isWhole = whole !== '' && text.toLowerCase().includes(whole.toLowerCase());
  return {
    text: words.query.whichDays({ said }),
    readings: [...dates, asTopic(text, isWhole ? whole : said, topic, words.query.noTopic)],
  };
}

/** “2 GB”, “90 days” */
function amountAlone({ text, guessed }: Doubt): Question | undefined {
  const [, age] = AGE_ALONE.exec(guessed) ?? [];
  const [, amount = age] = BARE_AMOUNT.exec(guessed) ?? [];
  if (amount === undefined) return undefined;
  const ways = age === undefined ? ['over', 'under'] : ['older than', 'last'];
  const ask = age === undefined ? words.query.moreOrLess : words.query.whichAge;
  return {
    text: ask({ said: guessed }),
    readings: ways.map((way) => instead(text, guessed, `${way} ${amount}`)),
  };
}

/** “lsat week”, “standup in novembr” */
function slip({ text, guessed, left }: Doubt): Question | undefined {
  const whole = slipIn(guessed);
  // A word that nothing understands where it is right is of a topic, too.
  const isRead = (typed: string, meant: string): boolean =>
    !left(replaced(text, typed, meant))
      .toLowerCase()
      .split(' ')
      .includes(meant);
  const isLeft = (word: string): boolean => guessed.split(' ').includes(word);
  const { typed, meant } =
    whole === undefined
      ? (slipAmong(guessed, isRead) ?? slipOfUnit(text, isLeft) ?? {})
      : { typed: guessed, meant: whole };
  if (typed === undefined || meant === undefined) return undefined;
  return {
    text: words.common.didYouMean({ said: meant }),
    readings: [instead(text, typed, meant), asTopic(text, guessed, guessed, words.query.noTopic)],
  };
}

/** “9am springfield time”, of which no zone is known; “in pst”, where no hour is said */
function zoneUnknown({ text, guessed }: Doubt): Question | undefined {
  const [, said = ''] = IN_A_ZONE.exec(text) ?? [];
  const [whole, zone = ''] = ZONE_ALONE.exec(text) ?? [];
  const isOfHour = said !== '' && guessed.endsWith(said);
  if (!isOfHour && (whole === undefined || !guessed.endsWith(zone))) return undefined;
  return {
    text: isOfHour ? words.query.unknownZone({ said }) : words.query.zoneFixed({ zone }),
    readings: [
      instead(text, isOfHour ? said : (whole ?? ''), '', words.query.inOwnZone),
      isOfHour ? instead(text, said, 'UTC') : asTopic(text, guessed, guessed, words.query.yesTopic),
    ],
  };
}

/** “longer than the standup” */
function compared({ text, guessed }: Doubt): Question | undefined {
  const [said, more = '', other = ''] =
    COMPARED.exec(/ than$/i.test(guessed) ? text : guessed) ?? [];
  if (said === undefined) return undefined;
  const order = `${more.replace(/^bigge/i, 'large').replace(/r$/i, 'st')} first`;
  return {
    text: words.query.cannotCompare({ said }),
    readings: [
      instead(text, said, order),
      ...(POINTED.test(other) ? [] : [{ title: other, words: `about "${other}" of all time` }]),
    ],
  };
}

/** “ancient”, “old demos” */
function howOld({ text, guessed }: Doubt): Question | undefined {
  const [, old, things] = OLD.exec(guessed) ?? [];
  if (old === undefined) return undefined;
  const ages = ['older than 90 days', 'older than a year'].map((age) => instead(text, old, age));
  const its = things === undefined ? [] : [asTopic(text, guessed, guessed, words.query.noTopic)];
  return { text: words.query.howOld({ said: guessed }), readings: [...ages, ...its] };
}

const UNITS_OF: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:older|newer)/i, ['days', 'months']],
  [/^(?:longer|shorter)/i, ['minutes', 'hours']],
  [/^(?:larger|bigger|smaller)/i, ['MB', 'GB']],
  [/^/, ['MB', 'minutes']],
];

/** “over 500”, “older than 3 moons” */
function amountWithoutUnit({ text, guessed }: Doubt): Question | undefined {
  const [ago, past] = AGO.exec(guessed) ?? [];
  const [said = ago, number = past, unit = ''] = OPERATOR.exec(guessed) ?? [];
  if (said === undefined || number === undefined) return undefined;
  const units = UNITS_OF.find(([of]) => of.test(said))?.[1] ?? [];
  const phrases =
    ago === undefined
      ? units.map((one) => `${said.slice(0, said.length - unit.length)} ${one}`)
      : ['weeks', 'months'].map((one) => `${number} ${one} ago`);
  return {
    text: words.query.whichUnit({ said, number }),
    readings: phrases.map((phrase) => instead(text, said, phrase)),
  };
}

/** “3pm-2pm” */
function hoursTurned({ text, guessed }: Doubt): Question | undefined {
  const [said, begin = '', end = ''] = HOURS.exec(text) ?? [];
  const [from, to] = [clockAt(begin), clockAt(end)];
  const isTurned = from?.sure === true && to?.sure === true && to.minutes < from.minutes;
  const isLeft = guessed.includes(begin) || guessed.includes(end);
  if (said === undefined || !isLeft || !isTurned) return undefined;
  const readings = [`from ${end} to ${begin}`, `after ${begin}`].map((span) =>
    instead(text, said, span),
  );
  return { text: words.query.hoursTurned({ said }), readings };
}

/** “1/10”, “10:30” or “Q3 review”, which may be of a topic, too. */
function dayOrClock({ text, guessed, left }: Doubt): Question | undefined {
  const [, span, behind] = SPAN_AND_TOPIC.exec(guessed) ?? [];
  const isClock = CLOCK.test(guessed);
  const isDate = span !== undefined || DAY_AND_MONTH.test(guessed) || DATE_NAME.test(guessed);
  if (!isClock && !isDate) return undefined;
  const none = noDayIn(guessed);
  if (none !== undefined) return whichDay({ text, guessed }, none);
  const said = span ?? guessed;
  const [ask, yes] = isClock
    ? [words.query.isItATime({ said }), words.query.yesTime]
    : [words.query.isItADate({ said }), words.query.yesDate];
  const place = isClock ? 'at' : MONTH_NAME.test(guessed) ? 'in' : 'on';
  const at = span === undefined ? `${place} ${guessed}` : `about "${behind}" in ${span}`;
  if (isClock && left(replaced(text, guessed, at)).includes(guessed))
    return { text: words.query.notATime({ said }), readings: inTopicOrNot(text, guessed, guessed) };
  return {
    text: ask,
    readings: [
      instead(text, guessed, at, yes),
      asTopic(text, guessed, guessed, words.query.noTopic),
    ],
  };
}

/** “sorted descending” */
function onlyHowToLook({ text, guessed }: Doubt): Question | undefined {
  const [tail] = /\s(?:except|excluding|without)$/i.exec(guessed) ?? [];
  const whole = tail === undefined ? '' : text.slice(0, text.indexOf(tail));
  if (whole !== '')
    return { text: words.query.cannotLeaveOut, readings: [{ title: whole, words: whole }] };
  const event = eventIn(guessed);
  if (event !== undefined) return whichDay({ text, guessed }, event);
  const isSaid = guessed !== text.trim() && isSentence(guessed);
  if (!isSaid && !NEGATED.test(guessed) && !TIME_WORDS.test(guessed) && !isNoTopic(guessed))
    return undefined;
  return {
    text: words.query.inTheTopic({ said: guessed }),
    readings: inTopicOrNot(text, guessed, guessed),
  };
}
