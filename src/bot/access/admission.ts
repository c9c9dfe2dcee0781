import { LRUCache } from 'lru-cache';
import type { TokenProvider } from '../../accounts/token-provider.js';
import { NotServed, type Actor } from '../../accounts/types.js';
import { MINUTE } from '../../util/time.js';
import { lower, plainUuid, uuidOf } from '../../webex/ids.js';
import { type Person, personOf } from '../../webex/people.js';

/** Whom the bot serves, by configuration; everybody where all three are empty. */
export interface AdmissionRules {
  /** UUIDs of organisations, in lower case. */
  readonly orgs: readonly string[];
  /** Domains of addresses, in lower case; a subdomain needs an entry of its own. */
  readonly domains: readonly string[];
  /** Addresses in lower case, and UUIDs of people. */
  readonly people: readonly string[];
}

/** Rejects when Webex cannot be asked: then nobody is admitted, and the event is retried. */
export type Admission = (actor: Actor) => Promise<boolean>;

const PERSON_TTL_MS = 10 * MINUTE;
const MOST_PEOPLE_CACHED = 10_000;

/**
 * Decides from the message where it can. Webex is asked only for what is missing (a click carries no
 * address, and nothing carries the organisation), once per person however many events wait.
 * @param ask Webex who this is, with the bot's token
 */
export function admission(
  { orgs, domains, people }: AdmissionRules,
  ask: (personId: string) => Promise<Person>,
  now: () => number,
): Admission {
  const isOpen = orgs.length + domains.length + people.length === 0;
  const admitsEmail = (email: string): boolean => {
    const address = lower(email);
    const at = address.lastIndexOf('@');
    return at > 0 && (people.includes(address) || domains.includes(address.slice(at + 1)));
  };
  // A lookup that fails is not remembered.
  const known = new LRUCache<string, Person, string>({
    max: MOST_PEOPLE_CACHED,
    ttl: PERSON_TTL_MS,
    ttlResolution: 0,
    perf: { now },
    fetchMethod: (_uuid, _stale, { context: personId }) => personOf(ask, personId),
  });

  return async ({ personId, email = '' }) => {
    if (isOpen || people.includes(plainUuid(personId)) || admitsEmail(email)) return true;
    const enough = orgs.length === 0 && email !== '';
    if (enough || personId === '') return false;
    const person = await known.fetch(uuidOf(personId), { context: personId });
    if (person === undefined) return false;
    if (person.orgId !== undefined && orgs.includes(plainUuid(person.orgId))) return true;
    // Only the first address, which messages carry: words and clicks are decided alike.
    return admitsEmail(person.emails[0] ?? '');
  };
}

/**
 * The same tokens, only for people whom the bot serves: background work (notifications, jobs, the first
 * list) passes no guard, and must end when its person is no longer served.
 *
 * Both methods then reject with NotServed, or with a WebexError when Webex does not say who they are.
 */
export function admittedTokenProvider(tokens: TokenProvider, admits: Admission): TokenProvider {
  const admitted = async (actor: Actor): Promise<void> => {
    if (!(await admits(actor))) throw new NotServed('not-admitted');
  };
  return {
    get: async (actor) => {
      await admitted(actor);
      return await tokens.get(actor);
    },
    refresh: async (actor, refused) => {
      await admitted(actor);
      return await tokens.refresh(actor, refused);
    },
  };
}
