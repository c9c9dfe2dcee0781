import type { Logger } from 'pino';
import type { WebexEvent } from '../events/event.js';
import { forEachConcurrent } from '../util/async.js';
import { DAY, MINUTE } from '../util/time.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';

interface CatchUpDeps {
  readonly messaging: Pick<Messaging, 'directSpaces' | 'lastMessage'>;
  readonly botId: string;
  /** Keeps an event, unless it is there already. */
  readonly accept: (event: WebexEvent, late: boolean) => Promise<void>;
  readonly log: Logger;
  readonly now: () => number;
}

/** Webex's clock and ours may differ by this much. */
const OVERLAP_MS = 5 * MINUTE;

/**
 * Hears what no webhook told: in each 1:1 space that was active since then, the message that stands last,
 * when it is a person's and younger than a day. One that was heard before is known by its id. A failure is
 * logged.
 */
export function catchUp({ messaging, botId, accept, log, now }: CatchUpDeps) {
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
  /** @param since the last time that everything was heard; milliseconds since the epoch */
  return async (since: number): Promise<void> => {
    const from = Math.max(since - OVERLAP_MS, now() - DAY);
    try {
      await forEachConcurrent(await messaging.directSpaces(from), hear, failed);
    } catch (error) {
      failed(error);
    }
  };
}
