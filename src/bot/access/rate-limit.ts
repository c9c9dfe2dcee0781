import { LRUCache } from 'lru-cache';
import { MINUTE } from '../../util/time.js';
import { uuidOf } from '../../webex/ids.js';

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
