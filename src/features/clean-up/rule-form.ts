import { z } from 'zod';
import { card } from '../../bot/ui/card.js';
import { escapeInputValue, escapeText, withoutJoiners } from '../../bot/ui/escape.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { Amount } from '../../query/amounts.js';
import { type Calendar, isEver } from '../../query/calendar.js';
import { LONGEST_WORDS, USUAL_LIMIT, USUAL_SORT } from '../../query/list-state.js';
import type { When } from '../../query/query.js';
import type { ReadWords } from '../../query/read-words.js';
import { secondOf } from '../../recordings/scan.js';
import type { Filter } from '../../recordings/filter.js';
import type { Window } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { DAY, SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import {
  MEGABYTE,
  MOST_DAYS,
  MOST_MEGABYTES,
  MOST_MONTHS,
  type Rule,
  USUAL_RULE,
  rule,
} from '../bulk/index.js';

/** Any input as text; escapeInputValue puts joiners into text that is shown again. */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => withoutJoiners(String(value)).trim())
  .catch('');
/** The inputs of the form: hostile. */
export const ruleForm = z.object({
  age: text.optional(),
  unit: z.enum(['days', 'months']).catch(USUAL_RULE.unit),
  megabytes: text.optional(),
  topic: text.optional(),
  siteUrl: text.optional(),
  /** Any other conditions, in words; forms of earlier versions have none. */
  also: text.optional(),
  neverWatched: z
    .unknown()
    .optional()
    .transform((value) => value === 'true' || value === true),
});

/** Reads the form; invalid inputs are left out of the rule and become problems, in our words. */
export function ruleOfForm(read: z.output<typeof ruleForm>): {
  readonly rule: Rule;
  readonly problems: string[];
  /** The button of an older card, which sends no inputs: there is no form to read. */
  readonly isBlank: boolean;
} {
  const { age = '', unit, megabytes = '', topic = '', siteUrl = '', neverWatched } = read;
  const typed = [megabytes, topic, siteUrl, read.also ?? ''].join('');
  const isBlank = read.age === undefined && typed === '' && !neverWatched;
  if (isBlank) return { rule: USUAL_RULE, problems: [], isBlank };
  const problems: string[] = [];
  const most = unit === 'days' ? MOST_DAYS : MOST_MONTHS;
  const wholeAge = /^\d{1,4}$/.test(age) && Number(age) <= most;
  if (!wholeAge) problems.push(words.cleanUp.badAge({ most }));
  const mb = Number(megabytes.replace(',', '.'));
  const goodSize = megabytes === '' || (mb > 0 && mb <= MOST_MEGABYTES);
  if (!goodSize) problems.push(words.cleanUp.badSize);
  const goodTopic = topic.length <= LONGEST_WORDS;
  if (!goodTopic) problems.push(words.cleanUp.longTopic({ most: LONGEST_WORDS }));
  // A part of them would be another rule.
  if ((read.also ?? '').length > LONGEST_ALSO)
    problems.push(words.cleanUp.longConditions({ most: LONGEST_ALSO }));
  const site = rule.shape.siteUrl.safeParse(siteUrl.toLowerCase());
  if (siteUrl !== '' && !site.success) problems.push(words.cleanUp.badSite);
  return {
    problems,
    isBlank,
    rule: defined({
      age: wholeAge ? Number(age) : USUAL_RULE.age,
      unit,
      megabytes: megabytes !== '' && goodSize ? mb : undefined,
      topic: topic !== '' && goodTopic ? topic : undefined,
      neverWatched,
      siteUrl: siteUrl === '' ? undefined : site.data,
    }),
  };
}

/** The longest text that the card takes; Webex would refuse a longer one. */
const LONGEST_ALSO = 300;

interface RuleFormMore {
  /** A list of the host for whom somebody acts; checked again when it comes back. */
  readonly list?: string | undefined;
  /** Conditions that have no input of their own, in words. */
  readonly also?: string;
}

/** @param problems of the last form: ours or escaped */
export function ruleFormCard(
  rule: Rule,
  problems: readonly string[] = [],
  { list, also = '' }: RuleFormMore = {},
): Content {
  const { age, unit, megabytes, topic = '', neverWatched, siteUrl = '' } = rule;
  const filled = card('clean-up', {
    paragraphs: [...problems, words.cleanUp.promise].map((text) => ({ text })),
    age,
    unit,
    megabytes: megabytes === undefined ? '' : String(megabytes),
    topic: escapeInputValue(topic),
    siteUrl,
    also: escapeInputValue(also.slice(0, LONGEST_ALSO)),
    neverWatched: String(neverWatched),
    find: { action: 'clean-up', ...defined({ list }) },
  });
  return fillCard(filled, words.cleanUp.formHint);
}

/** A rule from words, with conditions beyond the form's inputs. */
export interface RuleRead {
  readonly rule: Rule;
  /** Conditions beyond the rule. */
  readonly filter: Filter;
  /** A span with fixed ends, instead of an age. */
  readonly span?: Window;
  /** In our words. */
  readonly problems: readonly string[];
  /** False when nothing was understood. */
  readonly recognised: boolean;
}

/**
 * A rule from what was read: `older than 90 days larger than 500 MB about standup never watched`.
 * @param read in all of time, where the words name none
 */
export function ruleOfWords(read: ReadWords, calendar: Calendar): RuleRead {
  const { query, age: amount, guessed } = read;
  const { largerThan, topic, views, siteUrl, ...others } = query.filter;
  const { age, unit } = ageInForm(amount) ?? { age: 0, unit: 'days' as const };
  const megabytes = largerThan === undefined ? undefined : largerThan / MEGABYTE;
  const isSize = megabytes === undefined || megabytes <= MOST_MEGABYTES;
  const most = unit === 'days' ? MOST_DAYS : MOST_MONTHS;
  const isAge = age <= most;
  const isOrdered = query.sort !== USUAL_SORT || query.limit !== USUAL_LIMIT;
  const neverWatched = views === 'never';
  const rule: Rule = defined({
    // The form that asks again must not include younger ones.
    ...{ age: Math.min(age, most), unit, neverWatched },
    megabytes: isSize ? megabytes : undefined,
    ...{ topic, siteUrl },
  });
  return {
    rule,
    filter: { ...others, ...(views === undefined || neverWatched ? {} : { views }) },
    ...defined({ span: amount === undefined ? spanOf(query.when, calendar) : undefined }),
    problems: present([
      ...read.problems,
      // A list mentions these and goes on; a deletion must be exactly what was said. Recordings too old for
      // reports are counted on the card.
      ...read.notes.filter((note) => note !== words.query.olderViews),
      read.question !== undefined && escapeText(read.question.text, 200),
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
function ageInForm(amount: Amount | undefined): Pick<Rule, 'age' | 'unit'> | undefined {
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
