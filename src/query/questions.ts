import { words } from '../util/words.js';
import type { NoDate } from './date-at.js';
import { slipIn } from './phrases.js';

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
export const NO_FIELD =
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
export function questionOf(
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

export function replaced(text: string, said: string, by: string): string {
  const at = text.toLowerCase().indexOf(said.toLowerCase());
  if (at < 0) return by;
  return `${text.slice(0, at)}${by}${text.slice(at + said.length)}`.replace(/\s+/g, ' ').trim();
}
