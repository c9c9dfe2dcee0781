import { ruleWords } from './search-words.js';
import type { Rule } from '../../bulk/rule.js';
import type { Content } from '../../../webex/messages.js';
import { card } from '../../card.js';
import { inert } from '../inert.js';

const PROMISE =
  'First I only look, and show you what I found. Nothing is deleted before you say so.';

/**
 * The form for a rule.
 *
 * @param problems what was not right with the last one: ours or defused
 * @param hostId UUID of the host, where somebody acts for them; checked again when it comes back
 */
export function ruleFormContent(
  rule: Rule,
  problems: readonly string[] = [],
  hostId?: string,
): Content {
  const { age, unit, megabytes, topic = '', neverWatched, siteUrl = '' } = rule;
  const filled = card('clean-up', {
    paragraphs: [...problems, PROMISE].map((text) => ({ text })),
    age,
    unit,
    megabytes: megabytes === undefined ? '' : String(megabytes),
    topic: inert(topic),
    siteUrl,
    neverWatched: String(neverWatched),
    find: { action: 'clean-up', ...(hostId === undefined ? {} : { host: hostId }) },
  });
  const markdown = [
    '**Clean up recordings**',
    ...problems,
    `${ruleWords(rule, hostId === undefined ? 'you' : 'they')}.`,
    PROMISE,
    'Or in words: **clean up older than 90 days larger than 500 MB about standup**',
  ];
  return { markdown: markdown.join('\n\n'), card: filled };
}
