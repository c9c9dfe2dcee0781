import { escapeText } from '../../bot/ui/escape.js';
import { type Amount, isEver } from '../../query/calendar.js';
import type { Calendar } from '../../query/calendar.js';
import type { When } from '../../query/query.js';
import type { ReadWords } from '../../query/read-words.js';
import type { Filter, Window } from '../../recordings/types.js';
import { USUAL_LIMIT, USUAL_SORT } from '../../query/list-state.js';
import { secondOf } from '../../recordings/scan.js';
import { defined, present } from '../../util/present.js';
import { DAY, SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { MOST_DAYS, MOST_MEGABYTES, MOST_MONTHS, type Rule } from '../bulk/index.js';

/** A rule as words have it: with conditions beyond the inputs of the form. */
export interface RuleRead {
  readonly rule: Rule;
  /** What the rule itself does not say. */
  readonly filter: Filter;
  /** A span with fixed ends, instead of an age. */
  readonly span?: Window;
  /** In our words. */
  readonly problems: readonly string[];
  /** False when nothing was understood. */
  readonly recognised: boolean;
}

const MEGABYTE = 1_000_000;

/**
 * A rule from what was read: `older than 90 days larger than 500 MB about standup never watched`.
 * @param read in all of time, where the words name none
 */
export function ruleOfWords(read: ReadWords, calendar: Calendar): RuleRead {
  const { query, age: amount, guessed } = read;
  const { largerThan, topic, views, siteUrl, ...others } = query.filter;
  const { age, unit } = ageOf(amount) ?? { age: 0, unit: 'days' as const };
  const megabytes = largerThan === undefined ? undefined : largerThan / MEGABYTE;
  const isSize = megabytes === undefined || megabytes <= MOST_MEGABYTES;
  const isAge = age <= (unit === 'days' ? MOST_DAYS : MOST_MONTHS);
  const isOrdered = query.sort !== USUAL_SORT || query.limit !== USUAL_LIMIT;
  const neverWatched = views === 'never';
  const rule: Rule = defined({
    ...{ age: isAge ? age : 0, unit, neverWatched },
    megabytes: isSize ? megabytes : undefined,
    ...{ topic, siteUrl },
  });
  return {
    rule,
    filter: { ...others, ...(views === undefined || neverWatched ? {} : { views }) },
    ...defined({ span: amount === undefined ? spanOf(query.when, calendar) : undefined }),
    problems: present([
      ...read.problems,
      guessed !== '' && words.cleanUp.notUnderstoodHere({ said: escapeText(guessed, 60) }),
      !isAge && words.cleanUp.tooOld,
      !isSize && words.cleanUp.tooLarge,
      isOrdered && words.cleanUp.noOrder,
      others.shared === 'with-me' && words.cleanUp.notYours,
    ]),
    recognised: read.recognised || guessed !== '',
  };
}

/** In the units of the form; hours count as a day. */
function ageOf(amount: Amount | undefined): Pick<Rule, 'age' | 'unit'> | undefined {
  if (amount === undefined) return undefined;
  const { many, unit } = amount;
  const months = { month: 1, quarter: 3, year: 12 }[unit as string];
  if (months !== undefined) return { age: many * months, unit: 'months' };
  const days = { minute: 1 / 1_440, hour: 1 / 24, day: 1, week: 7 }[unit as string] ?? 1;
  return { age: Math.ceil(many * days), unit: 'days' };
}

function spanOf(when: When, calendar: Calendar): Window | undefined {
  if ('days' in when) {
    const { now } = calendar;
    return { from: secondOf(now) - when.days * DAY, to: secondOf(now) + SECOND };
  }
  return isEver(when, calendar) ? undefined : { from: when.from, to: when.to };
}
