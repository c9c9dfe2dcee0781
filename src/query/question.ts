import type { NoDate } from './no-date.js';

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
/** “24/7” may be of a topic. */
const DAY_AND_MONTH = /^\d{1,2}[/.]\d{1,2}\.?$/;
const NEGATED = /^not(?=\s|$)/i;
const TIME_WORDS = /^(?:since|before|after|until|till|between|sorted|sort|ordered|older|newer)\b/i;

/**
 * Asks where words look like a date, a number or a size, and are none.
 * @param guessed words that nothing else understood
 */
export function questionOf(
  text: string,
  noDate: NoDate | undefined,
  guessed: string,
): Question | undefined {
  if (noDate !== undefined) {
    const { said, readings } = noDate;
    return {
      text: `${said} is not a date. Which day?`,
      readings: readings.map((date) => ({ title: date, words: replaced(text, said, date) })),
    };
  }
  const amount = OPERATOR.exec(guessed);
  if (amount !== null) {
    const [said, number = ''] = amount;
    const isTime = /^(?:longer|shorter|older|newer)/i.test(said);
    const isAge = /^(?:older|newer)/i.test(said);
    const units = isAge ? ['days', 'months'] : isTime ? ['minutes', 'hours'] : ['MB', 'minutes'];
    return {
      text: `${said}: ${number} what?`,
      readings: units.map((unit) => {
        const phrase = `${said} ${unit}`;
        return { title: phrase, words: replaced(text, said, phrase) };
      }),
    };
  }
  if (DAY_AND_MONTH.test(guessed)) {
    return {
      text: `Is ${guessed} a date?`,
      readings: [
        { title: 'Yes, a date', words: replaced(text, guessed, `on ${guessed}`) },
        { title: 'No, in the topic', words: replaced(text, guessed, `about "${guessed}"`) },
      ],
    };
  }
  const isPhrase = NEGATED.test(guessed) || TIME_WORDS.test(guessed);
  if (!isPhrase) return undefined;
  return {
    text: `I don’t understand “${guessed}”. Is that in the topic?`,
    readings: [
      { title: 'Yes, in the topic', words: replaced(text, guessed, `about "${guessed}"`) },
      { title: 'No, leave it out', words: replaced(text, guessed, '') },
    ],
  };
}

function replaced(text: string, said: string, by: string): string {
  const at = text.toLowerCase().indexOf(said.toLowerCase());
  if (at < 0) return by;
  return `${text.slice(0, at)}${by}${text.slice(at + said.length)}`.replace(/\s+/g, ' ').trim();
}
