import type { Put } from '../jobs/cards.js';
import type { Services } from '../services.js';
import type { Turn } from '../turn.js';
import { beginBulk } from './begin.js';
import { CLEAN_UP } from './data.js';
import { filterOfRule, windowOfRule, type Rule } from './rule.js';

/** Looks for what falls under a rule; nothing is changed before the person has chosen. */
export async function beginCleanUp(
  turn: Turn,
  services: Services,
  rule: Rule,
  put: Put,
): Promise<void> {
  const search = { ...windowOfRule(rule, services.now()), filter: filterOfRule(rule), rule };
  const data = { phase: 'find', what: 'trash', search, seen: 0, found: 0 } as const;
  await beginBulk(turn, services, { kind: CLEAN_UP, data }, put);
}
