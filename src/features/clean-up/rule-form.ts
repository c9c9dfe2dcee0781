import { z } from 'zod';
import { card } from '../../bot/ui/card.js';
import { escapeInputValue } from '../../bot/ui/escape.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { LONGEST_WORDS } from '../../query/list-state.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import {
  MOST_DAYS,
  MOST_MEGABYTES,
  MOST_MONTHS,
  type Rule,
  USUAL_RULE,
  rule,
} from '../bulk/index.js';

/** Text, whatever was typed; escapeInputValue puts joiners into text that is shown again. */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).replaceAll('\u2060', '').trim())
  .catch('');
/** The inputs of the form: hostile. */
export const ruleForm = z.object({
  age: text.optional(),
  unit: z.enum(['days', 'months']).catch(USUAL_RULE.unit),
  megabytes: text.optional(),
  topic: text.optional(),
  siteUrl: text.optional(),
  /** All else that words can say; forms of earlier versions have none. */
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
  const site = rule.shape.siteUrl.safeParse(siteUrl.toLowerCase());
  if (siteUrl !== '' && !site.success) {
    problems.push(words.cleanUp.badSite);
  }
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
    also: escapeInputValue(also),
    neverWatched: String(neverWatched),
    find: { action: 'clean-up', ...defined({ list }) },
  });
  return fillCard(filled, words.cleanUp.formHint);
}
