import type { CardProblem } from './card-problem.js';
import { CardWalk } from './card-walk.js';
import { MOST_BYTES, VERSIONS } from './rules.js';

/**
 * Checks an Adaptive Card as strictly as Webex's strictest client, from the schema of the
 * `adaptivecards` package. No problems: the card shows everywhere as it was meant.
 */
export function checkCard(card: unknown): CardProblem[] {
  const version =
    typeof card === 'object' && card !== null && 'version' in card ? card.version : undefined;
  if (typeof version !== 'string' || !VERSIONS.includes(version)) {
    return [{ path: 'card.version', message: `must be one of ${VERSIONS.join(', ')}` }];
  }
  const walk = new CardWalk(version);
  walk.thing(card, 'card', 'AdaptiveCard');
  const problems = walk.finish();
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > MOST_BYTES)
    problems.push({ path: 'card', message: `is ${bytes} bytes long, over ${MOST_BYTES}` });
  return problems;
}
