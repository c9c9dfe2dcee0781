import { LONGEST_WORDS } from '../../query/list-state.js';
import { defined } from '../../util/present.js';
import { MOST_DAYS, MOST_MEGABYTES, MOST_MONTHS, type Rule } from '../bulk/index.js';

const UNITS: Readonly<Record<string, readonly ['days' | 'months', number]>> = {
  d: ['days', 1],
  w: ['days', 7],
  m: ['months', 1],
  y: ['months', 12],
};
const SIZES: Readonly<Record<string, number>> = { m: 1, g: 1_000, t: 1_000_000 };

const OLDER =
  /\b(?:older|more|not newer)\s+than\s+(?:(\d{1,4})|an?|one)\s*(days?|weeks?|months?|years?)(?:\s+(?:old|ago))?/i;
const LARGER =
  /\b(?:larger|bigger|more|over)\s+(?:than\s+)?(\d{1,7}(?:[.,]\d{1,3})?)\s*(mb|megabytes?|gb|gigabytes?|tb)\b/i;
const UNWATCHED =
  /\b(?:(?:that\s+)?(?:(?:were|was)\s+)?never\s+(?:been\s+)?(?:watched|viewed|seen|opened)|unwatched|not\s+watched|nobody\s+watched)\b/i;
const SITE = /\b(?:on|from)\s+(?:(?:the\s+)?site\s+)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20})\b/i;
const TOPIC = /\b(?:about|topic|called|named|containing)\s+(?:“([^”]+)”|"([^"]+)"|(.+))$/i;

/**
 * Reads a rule: `older than 90 days larger than 500 MB about standup never watched on acme.webex.com`.
 * @returns the rule, problems in our words, and as `rest` the words that were not understood;
 *   `recognised` is false when none was
 */
export function readRule(text: string) {
  let left = text.replace(/\s+/g, ' ').trim();
  const problems: string[] = [];
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(left) ?? undefined;
    if (found !== undefined) left = left.replace(found[0], ' ').replace(/\s+/g, ' ').trim();
    return found;
  };
  // Sizes first: “more than 500 MB” is no age.
  const larger = take(LARGER);
  const older = take(OLDER);
  const unwatched = take(UNWATCHED);
  const site = take(SITE);
  const about = take(TOPIC);

  const [unit, each] = UNITS[older?.[2]?.[0]?.toLowerCase() ?? ''] ?? ['days', 1];
  const age = older === undefined ? 0 : Number(older[1] ?? '1') * each;
  if (age > (unit === 'days' ? MOST_DAYS : MOST_MONTHS)) {
    problems.push('I look back ten years at most.');
  }
  const megabytes =
    larger === undefined
      ? undefined
      : Number((larger[1] ?? '').replace(',', '.')) *
        (SIZES[larger[2]?.[0]?.toLowerCase() ?? ''] ?? 1);
  if (megabytes !== undefined && !(megabytes > 0 && megabytes <= MOST_MEGABYTES)) {
    problems.push('That is not a size that a recording can have.');
  }
  const topic = (about?.[1] ?? about?.[2] ?? about?.[3])?.trim();
  if (topic !== undefined && topic.length > LONGEST_WORDS) {
    problems.push(`A topic can have ${LONGEST_WORDS} characters here.`);
  }
  const rest = left
    .replace(/^(?:and|with|all|my|recordings?|,|\s)+|(?:\band\b|,|\s)+$/gi, '')
    .trim();
  const rule: Rule = defined({
    age,
    unit,
    megabytes,
    topic: topic === '' ? undefined : topic,
    neverWatched: unwatched !== undefined,
    siteUrl: site?.[1]?.toLowerCase(),
  });
  return {
    rule,
    problems,
    rest: rest.replace(/^(?:and|all|my|recordings?|,|\s)+$/i, ''),
    recognised: [larger, older, unwatched, site, about].some((found) => found !== undefined),
  };
}
