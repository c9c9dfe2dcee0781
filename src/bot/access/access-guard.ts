import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { MINUTE, SECOND } from '../../util/time.js';
import { uuidOf } from '../../webex/ids.js';
import type { BaseContext } from '../context.js';
import { notAdmittedCard, oneMomentCard } from '../ui/problem.js';
import type { Admission } from './admission.js';

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
