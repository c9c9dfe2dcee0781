import { LRUCache } from 'lru-cache';
import type { TokenProvider } from '../../accounts/token-provider.js';
import { NotServed, type Actor } from '../../accounts/types.js';
import { MINUTE } from '../../util/time.js';
import { uuidOf } from '../../webex/ids.js';
import { type Person, personOf } from '../../webex/people.js';

/** Whom the bot serves, by configuration. Where none of the three says anything, everybody. */
export interface AdmissionRules {
  /** UUIDs of organisations, in lower case. */
  readonly orgs: readonly string[];
  /** What may stand after the @, in lower case; subdomains are named on their own. */
  readonly domains: readonly string[];
  /** Addresses in lower case, and UUIDs of people. */
  readonly people: readonly string[];
}

/** Serves everybody. */
export const EVERYBODY: AdmissionRules = { orgs: [], domains: [], people: [] };

/** Whether anybody at all is kept out. */
export function isRestricted({ orgs, domains, people }: AdmissionRules): boolean {
  return orgs.length + domains.length + people.length > 0;
}

/** Whether a person's id alone admits them. @param personId as Webex gives it */
export function admitsId({ people }: AdmissionRules, personId: string): boolean {
  return people.includes(plainUuid(personId));
}

/** Whether a person's address admits them, by itself or by its domain. */
export function admitsEmail({ domains, people }: AdmissionRules, email: string): boolean {
  const address = lower(email);
  const at = address.lastIndexOf('@');
  if (at < 1) return false;
  return people.includes(address) || domains.includes(address.slice(at + 1));
}

/** Whether a person's organisation admits them. @param orgId as Webex gives it */
export function admitsOrg({ orgs }: AdmissionRules, orgId: string | undefined): boolean {
  return orgId !== undefined && orgs.includes(plainUuid(orgId));
}

/** The UUID of an id or of a UUID, in lower case: both are written in configurations. */
export function plainUuid(id: string): string {
  return lower(uuidOf(id));
}

/**
 * Lower case for A to Z alone: JavaScript's own takes letters of other alphabets (the Kelvin sign,
 * a dotted I) for Latin ones, and so one address for another.
 */
export function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * Whether the bot serves a person. Rejects when Webex could not be asked: then nobody is admitted,
 * and the event is worth another try.
 */
export type Admission = (actor: Actor) => Promise<boolean>;

/** So long an organisation or an address that Webex told is taken to be still true. */
const KNOWN_MS = 10 * MINUTE;
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
    ttl: KNOWN_MS,
    ttlResolution: 0,
    perf: { now },
    fetchMethod: (_uuid, _stale, { context: personId }) => personOf(ask, personId),
  });

  return async ({ personId, email = '' }) => {
    if (!isRestricted(rules) || admitsId(rules, personId) || admitsEmail(rules, email)) return true;
    const enough = rules.orgs.length === 0 && email !== '';
    if (enough || personId === '') return false;
    const person = await known.fetch(uuidOf(personId), { context: personId });
    if (person === undefined) return false;
    // The first address alone: it is the one that a message carries, so words and clicks agree.
    return admitsOrg(rules, person.orgId) || admitsEmail(rules, person.emails[0] ?? '');
  };
}

/**
 * The same authorities for those whom the bot serves, and for nobody else: what goes on by itself
 * (being told, a job, the first list) passes no gate, and yet must end when its person is served no
 * more.
 *
 * Both reject with NotServed then, or with a WebexError when Webex does not say who they are.
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
