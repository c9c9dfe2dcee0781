import { LRUCache } from 'lru-cache';
import { keyOf, type WebexEvent } from './event.js';

/** Keeps events until they are worked off. */
export interface Inbox {
  /** Takes an event in; settles once it is safe to tell Webex so. A duplicate does nothing. */
  accept: (event: WebexEvent) => Promise<void>;
  /** Settles when everything taken in so far is worked off. */
  idle: () => Promise<void>;
}

/** What the inbox does with an event, and what when that keeps failing. */
export interface Worker {
  work: (event: WebexEvent) => Promise<void>;
  /** After the last try: an apology, a log line. */
  giveUp: (event: WebexEvent, error: unknown) => Promise<void>;
}

/** Milliseconds before each further try. */
const WAITS = [1_000, 5_000, 20_000];

/** Webex can deliver an event again for as long as a webhook's failures are counted, and then some. */
const REMEMBER = { max: 50_000, ttl: 3_600_000 };

/** What waits for what: a welcome, which may hold back for a while, holds up no message. */
export function lineOf({ resource, data: { roomId } }: WebexEvent): string {
  return resource === 'memberships' ? `${roomId} memberships` : roomId;
}

/**
 * An inbox in memory. Events of one space are worked off in order; spaces side by side, so that
 * one slow person never holds up another.
 *
 * @param wait resolves after that many milliseconds
 */
export function memoryInbox(
  worker: Worker,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): Inbox {
  const seen = new LRUCache<string, true>(REMEMBER);
  const lines = new Map<string, Promise<void>>();

  const handle = async (event: WebexEvent): Promise<void> => {
    for (const pause of [...WAITS, undefined]) {
      try {
        await worker.work(event);
        return;
      } catch (error) {
        if (pause === undefined) await worker.giveUp(event, error);
        else await wait(pause);
      }
    }
  };

  return {
    accept: (event) => {
      const key = keyOf(event);
      if (seen.has(key)) return Promise.resolve();
      seen.set(key, true);
      const name = lineOf(event);
      const line = (lines.get(name) ?? Promise.resolve())
        .then(() => handle(event))
        // giveUp itself failed: it has logged what it could, and the line must go on.
        .catch(() => undefined)
        .finally(() => {
          if (lines.get(name) === line) lines.delete(name);
        });
      lines.set(name, line);
      return Promise.resolve();
    },
    idle: async () => {
      while (lines.size > 0) await Promise.all(lines.values());
    },
  };
}
