import { LRUCache } from 'lru-cache';
import type { Someone } from '../accounts/linking.js';
import { uuidOf } from '../webex/ids.js';
import { personOf, type Person } from '../webex/people.js';
import {
  admitsEmail,
  admitsId,
  admitsOrg,
  isRestricted,
  type AdmissionRules,
} from './admission-rules.js';

/**
 * Whether the bot serves a person. Rejects when Webex could not be asked: then nobody is admitted,
 * and the event is worth another try.
 */
export type Admission = (person: Someone) => Promise<boolean>;

/** So long an organisation or an address that Webex told is taken to be still true, in milliseconds. */
const TEN_MINUTES = 600_000;
const PEOPLE_IN_MEMORY = 10_000;

/**
 * Admission by rules. What a message carries decides where it can; Webex is asked only for what is
 * missing (a click carries no address, and neither carries the organisation), once per person however
 * many events wait for the answer.
 *
 * @param ask Webex, with the bot's token, who this is
 * @param now milliseconds since the epoch
 */
export function admission(
  rules: AdmissionRules,
  ask: (personId: string) => Promise<Person>,
  now: () => number,
): Admission {
  // A lookup that fails is not remembered.
  const known = new LRUCache<string, Person, string>({
    max: PEOPLE_IN_MEMORY,
    ttl: TEN_MINUTES,
    ttlResolution: 0,
    perf: { now },
    fetchMethod: (_uuid, _stale, { context: personId }) => personOf(ask, personId),
  });

  return async ({ personId, email }) => {
    if (!isRestricted(rules) || admitsId(rules, personId) || admitsEmail(rules, email)) return true;
    const enough = rules.orgs.length === 0 && email !== '';
    if (enough || personId === '') return false;
    const person = await known.fetch(uuidOf(personId), { context: personId });
    if (person === undefined) return false;
    // The first address alone: it is the one that a message carries, so words and clicks agree.
    return admitsOrg(rules, person.orgId) || admitsEmail(rules, person.emails[0] ?? '');
  };
}
