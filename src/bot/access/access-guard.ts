import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { TokenProvider } from '../../accounts/token-provider.js';
import { type Actor, NotServed } from '../../accounts/types.js';
import { MINUTE, SECOND } from '../../util/time.js';
import { lower, plainUuid, uuidOf } from '../../webex/ids.js';
import { type Person, personOf } from '../../webex/people.js';
import type { BaseContext } from '../context.js';
import { notAdmittedCard, oneMomentCard } from '../ui/problem.js';

/** An event is handled, answered with "one moment", or left without an answer. */
type Verdict =
  | { readonly kind: 'allowed' }
  /** Seconds until the next minute begins, at least 1. */
  | { readonly kind: 'answered'; readonly seconds: number }
  | { readonly kind: 'dropped' };

/** Each entry is one minute of one person. */
const MINUTES_IN_MEMORY = 10_000;

/**
 * Limits a person's requests per minute of the clock; all beyond get one answer. The time of the request
 * counts, not of its handling, so everything that waited during an outage is handled. A retry of an event
 * (the same key) gets the first verdict. Each process counts for itself, in memory.
 */
export function rateLimit(perMinute: number, now: () => number) {
  const minutes = new LRUCache<string, { allowed: Set<string>; answered?: string }>({
    max: MINUTES_IN_MEMORY,
  });
  return (request: { personId: string; eventKey: string; at: number }): Verdict => {
    const { personId, eventKey, at } = request;
    const number = Math.floor(at / MINUTE);
    const name = `${uuidOf(personId)} ${number}`;
    const minute = minutes.get(name) ?? { allowed: new Set() };
    minutes.set(name, minute);
    if (minute.allowed.size < perMinute) minute.allowed.add(eventKey);
    if (minute.allowed.has(eventKey)) return { kind: 'allowed' };
    minute.answered ??= eventKey;
    if (minute.answered !== eventKey) return { kind: 'dropped' };
    const left = Math.ceil(((number + 1) * MINUTE - now()) / 1000);
    return { kind: 'answered', seconds: Math.min(60, Math.max(1, left)) };
  };
}

/** The same unknown words get no more answers than this. */
const SAME_WORDS = 3;
/** Nobody who reads the answers repeats the same words this soon. */
const SAME_WITHIN_MS = 15 * SECOND;

/** Detects the same words repeated at once, as by a script that answers every answer. */
export function sameWords(now: () => number) {
  const last = new LRUCache<
    string,
    { readonly text: string; readonly keys: Set<string>; readonly at: number }
  >({
    max: MINUTES_IN_MEMORY,
  });
  return (personId: string, text: string, eventKey: string): boolean => {
    const name = uuidOf(personId);
    const before = last.get(name);
    const at = now();
    const isSame = before?.text === text && at - before.at <= SAME_WITHIN_MS;
    const keys = isSame ? before.keys : new Set<string>();
    last.set(name, { text, keys, at });
    if (keys.size < SAME_WORDS) keys.add(eventKey);
    return !keys.has(eventKey);
  };
}

interface AccessRequest {
  /** The same for every attempt at one event. */
  readonly eventKey: string;
  /** ISO 8601, from Webex. */
  readonly created?: string | undefined;
  /** Nobody is kept from erasing their own data. */
  readonly erasesOwnData?: boolean;
}

interface AccessGuardDeps {
  readonly admits: Admission;
  readonly limit: ReturnType<typeof rateLimit>;
  readonly log: Logger;
  readonly now: () => number;
}

/** Checks the rate first, which is free; then admission, which may take a call to Webex. */
export function accessGuard({ admits, limit, log, now }: AccessGuardDeps) {
  return {
    admits,
    /**
     * False when the request must not go on; the person was answered. Rejects with NotDelivered, or with a
     * WebexError when Webex does not say who this is.
     */
    allow: async (
      ctx: Pick<BaseContext, 'actor' | 'say'>,
      request: AccessRequest,
    ): Promise<boolean> => {
      const { eventKey, created = '', erasesOwnData = false } = request;
      const { personId } = ctx.actor;
      const about = { person: uuidOf(personId), event: eventKey };
      const time = Date.parse(created);
      const verdict = limit({ personId, eventKey, at: Number.isNaN(time) ? now() : time });
      if (verdict.kind !== 'allowed') {
        const answered = verdict.kind === 'answered';
        log.warn({ ...about, answered }, 'rate limit exceeded');
        if (answered) await ctx.say(oneMomentCard(verdict.seconds));
        return false;
      }
      if (erasesOwnData || (await admits(ctx.actor))) return true;
      log.info(about, 'person not admitted');
      await ctx.say(notAdmittedCard());
      return false;
    },
  };
}

export type AccessGuard = ReturnType<typeof accessGuard>;

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
type Admission = (actor: Actor) => Promise<boolean>;

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
