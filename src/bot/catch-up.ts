import type { Logger } from 'pino';
import type { WebexEvent } from '../events/event.js';
import { every, forEachConcurrent } from '../util/async.js';
import { DAY, MINUTE, SECOND } from '../util/time.js';
import { isFinal } from '../webex/errors.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';

interface CatchUpDeps {
  readonly messaging: Pick<Messaging, 'directSpaces' | 'lastMessage'>;
  readonly botId: string;
  /** Stores an event unless it is already stored. */
  readonly accept: (event: WebexEvent, late: boolean) => Promise<void>;
  /**
   * Record that events since then may have been missed, and that they were looked for, for the next process.
   */
  readonly noteGap: (since: number) => Promise<void>;
  readonly closeGap: (since: number) => Promise<void>;
  readonly log: Logger;
  readonly now: () => number;
  /** Milliseconds before a retry of what could not be read. */
  readonly againMs?: number;
}

/** Webex's clock and ours may differ by this much. */
const OVERLAP_MS = 5 * MINUTE;
const AGAIN_MS = 20 * SECOND;

/**
 * Finds messages that no webhook reported: in each 1:1 space with activity since the gap began, the newest
 * message, if a person wrote it less than a day ago. The inbox recognises by its id one that it already
 * has. A space that cannot be read is logged and retried every twenty seconds.
 */
export function catchUp(deps: CatchUpDeps) {
  const { messaging, botId, accept, noteGap, closeGap, log, now, againMs = AGAIN_MS } = deps;
  const stopping = new AbortController();
  /** The spaces active since then are still to be listed; Infinity: none. */
  let from = Infinity;
  /** Messages since then may still be missing; Infinity: none are. */
  let gap = Infinity;
  /** Spaces still to be read. */
  const left = new Set<string>();

  const hear = async (roomId: string): Promise<void> => {
    const last = await messaging.lastMessage(roomId);
    const at = Date.parse(last?.created ?? '');
    if (last === undefined || samePerson(last.personId, botId) || !(now() - at < DAY)) return;
    const { id, personId, created } = last;
    const data = { id, roomId, roomType: 'direct', personId, created };
    const event = { resource: 'messages', event: 'created', actorId: personId, data };
    await accept(event, now() - at > MINUTE);
  };
  const failed = (error: unknown): void => log.warn({ err: error }, 'catching up failed');
  const list = async (since: number): Promise<void> => {
    // Anything missed while Webex answers is another gap.
    from = Infinity;
    try {
      const active = await messaging.directSpaces(Math.max(since - OVERLAP_MS, now() - DAY));
      for (const roomId of active) left.add(roomId);
    } catch (error) {
      from = Math.min(since, from);
      throw error;
    }
  };
  const round = async (): Promise<void> => {
    if (from < Infinity) await list(from).catch(failed);
    const hearOne = async (roomId: string): Promise<void> => {
      left.delete(roomId);
      try {
        await hear(roomId);
      } catch (error) {
        // The bot is no longer in that space: nothing to find there.
        if (!isFinal(error)) left.add(roomId);
        throw error;
      }
    };
    await forEachConcurrent([...left], hearOne, failed, stopping.signal);
    if (from < Infinity || left.size > 0 || gap === Infinity) return;
    await closeGap(gap);
    gap = Infinity;
  };
  let rounds = Promise.resolve();
  const next = (): Promise<void> => (rounds = rounds.then(round).catch(failed));
  const again = every(
    againMs,
    async () => {
      if (gap < Infinity) await next();
    },
    { onError: failed },
  );
  again.start();
  return {
    /** @param since when the last event was received; milliseconds since the epoch */
    hear: async (since: number): Promise<void> => {
      from = Math.min(since, from);
      gap = Math.min(since, gap);
      await noteGap(since).catch(failed);
      await next();
    },
    /** Reads no further space; the gap stays recorded. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await again.stop();
    },
  };
}
