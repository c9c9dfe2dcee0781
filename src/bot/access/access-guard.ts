import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { MINUTE } from '../../util/time.js';
import { uuidOf } from '../../webex/ids.js';
import type { BaseContext } from '../context.js';
import { notAdmittedCard, oneMomentCard } from '../ui/problem.js';
import type { Admission } from './admission.js';

/** What becomes of an event: done, answered with "one moment", or left without an answer. */
export type Verdict =
  | { readonly kind: 'allowed' }
  /** @param seconds until the next minute begins, at least 1 */
  | { readonly kind: 'told'; readonly seconds: number }
  | { readonly kind: 'dropped' };

/** Something that a person did. */
export interface RateLimitRequest {
  /** Webex's id of who did it. */
  readonly personId: string;
  /** The same for every try of one event. */
  readonly eventKey: string;
  /** When it was done, in milliseconds since the epoch. */
  readonly at: number;
}

/** Says of each deed whether it is within what one person may do in a minute. */
export type RateLimit = (deed: RateLimitRequest) => Verdict;

/** One of these is a person's minute, with at most as many keys as are allowed in one. */
const MINUTES_IN_MEMORY = 10_000;

interface Minute {
  readonly allowed: Set<string>;
  told: string | undefined;
}

/**
 * So many deeds of one person a minute of the clock, and one answer to what is beyond.
 *
 * What counts is when a person did it and not when it is worked off: after an outage everything
 * that waited is done, however fast. A further try of an event gets the verdict of the first one.
 * In memory: each process counts for itself, so several of them allow up to as many times more.
 *
 * @param perMinute how many
 * @param now milliseconds since the epoch
 */
export function rateLimit(perMinute: number, now: () => number): RateLimit {
  const minutes = new LRUCache<string, Minute>({ max: MINUTES_IN_MEMORY });
  return ({ personId, eventKey, at }) => {
    const number = Math.floor(at / MINUTE);
    const name = `${uuidOf(personId)} ${number}`;
    const minute = minutes.get(name) ?? { allowed: new Set<string>(), told: undefined };
    minutes.set(name, minute);
    if (minute.allowed.has(eventKey)) return { kind: 'allowed' };
    if (minute.allowed.size < perMinute) {
      minute.allowed.add(eventKey);
      return { kind: 'allowed' };
    }
    minute.told ??= eventKey;
    if (minute.told !== eventKey) return { kind: 'dropped' };
    const left = Math.ceil(((number + 1) * MINUTE - now()) / 1000);
    return { kind: 'told', seconds: Math.min(60, Math.max(1, left)) };
  };
}

/** What a person did, as far as the gate needs it. */
export interface AccessRequest {
  /** The same for every try of one event. */
  readonly eventKey: string;
  /** When, in ISO 8601 as Webex says it. */
  readonly created?: string | undefined;
  /** Whether they only want what is theirs erased: nobody is kept from that. */
  readonly erasesOwnData?: boolean;
}

/** Stands before everything that the bot does for people. */
export interface AccessGuard {
  /**
   * Whether this may be gone on with; if not, the person has been told as much as they should be.
   * Rejects with NotDelivered, or with a WebexError when it could not be seen who this is.
   */
  readonly allow: (ctx: BaseContext, knock: AccessRequest) => Promise<boolean>;
  /** Whether the bot serves this person. Rejects with a WebexError. */
  readonly admits: Admission;
}

/** What the gate stands on. */
export interface AccessGuardDeps {
  readonly admits: Admission;
  readonly limit: RateLimit;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** First how often, which costs nothing; then who, which may take a call to Webex. */
export function accessGuard({ admits, limit, log, now }: AccessGuardDeps): AccessGuard {
  return {
    admits,
    allow: async (ctx, { eventKey, created, erasesOwnData: leaving = false }) => {
      const { personId } = ctx.actor;
      const about = { person: uuidOf(personId), event: eventKey };
      const verdict = limit({ personId, eventKey, at: timeOf(created) ?? now() });
      if (verdict.kind !== 'allowed') {
        log.warn({ ...about, told: verdict.kind === 'told' }, 'too much at once');
        if (verdict.kind === 'told') await ctx.say(oneMomentCard(verdict.seconds));
        return false;
      }
      if (leaving || (await admits(ctx.actor))) return true;
      log.info(about, 'not admitted');
      await ctx.say(notAdmittedCard());
      return false;
    },
  };
}

function timeOf(created: string | undefined): number | undefined {
  const time = Date.parse(created ?? '');
  return Number.isNaN(time) ? undefined : time;
}
