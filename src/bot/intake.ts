import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { WebexRefused } from '../webex/errors.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';
import type { WebexEvent } from './event.js';
import type { BotFramework, Space } from './framework/framework.js';
import type { Worker } from './inbox.js';

/** What the intake stands on. */
export interface IntakeParts {
  readonly framework: BotFramework;
  readonly messaging: Messaging;
  /** The bot's own person id. */
  readonly botId: string;
  readonly log: Logger;
  /**
   * How long a 1:1 space is given to begin with a message: the answer to that is welcome enough.
   * Milliseconds.
   */
  readonly welcomePatienceMs: number;
  readonly wait: (ms: number) => Promise<void>;
}

const APOLOGY =
  'Sorry, I could not finish what you asked: Webex or I had a problem for too long. Please ask again; **list** shows how things stand.';

/** Whether an event asks anything of the bot at all; decided without a call to Webex. */
export function concerns(event: WebexEvent, botId: string): boolean {
  const own = samePerson(event.data.personId, botId);
  if (event.resource === 'memberships') return own;
  return event.event === 'created' && !own;
}

/**
 * Works an event off: fetches what it tells of and hands it to the framework. Rejects when that
 * did not work and is worth another try.
 */
export function intake(parts: IntakeParts): Worker {
  const { framework, messaging, log } = parts;
  const direct = new LRUCache<string, boolean>({ max: 50_000 });
  const spoken = new LRUCache<string, true>({ max: 50_000 });

  const space = async ({ data: { roomId, roomType } }: WebexEvent): Promise<Space> => {
    const known = roomType === undefined ? direct.get(roomId) : roomType === 'direct';
    const isDirect = known ?? (await messaging.isDirect(roomId));
    direct.set(roomId, isDirect);
    return { roomId, direct: isDirect };
  };

  const welcome = async (event: WebexEvent): Promise<void> => {
    const at = await space(event);
    if (at.direct) await parts.wait(parts.welcomePatienceMs);
    if (at.direct && spoken.has(at.roomId)) return;
    await framework.deliverAdded(at, event.actorId ?? '');
  };

  const handlers: Readonly<Record<string, (event: WebexEvent) => Promise<void>>> = {
    'messages:created': async (event) => {
      const message = await found(messaging.message(event.data.id));
      if (message === undefined) return;
      spoken.set(message.roomId, true);
      await framework.deliverMessage(message, await space(event));
    },
    'attachmentActions:created': async (event) => {
      const [action, at] = await Promise.all([
        found(messaging.action(event.data.id)),
        space(event),
      ]);
      if (action !== undefined) await framework.deliverAction(action, at);
    },
    'memberships:created': welcome,
    'memberships:deleted': ({ data: { roomId } }) => {
      framework.deliverRemoved(roomId);
      return Promise.resolve();
    },
  };

  return {
    work: async (event) => {
      await handlers[`${event.resource}:${event.event}`]?.(event);
    },
    giveUp: async (event, error) => {
      const at = { resource: event.resource, id: event.data.id };
      log.error({ ...at, err: error }, 'gave up on an event');
      if (event.resource === 'memberships') return;
      await messaging
        .post({ roomId: event.data.roomId }, { markdown: APOLOGY })
        .catch((failure: unknown) => log.error({ ...at, err: failure }, 'could not apologise'));
    },
  };
}

/** What was asked for, unless it is gone: a message deleted meanwhile wants no answer. */
async function found<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WebexRefused && (error.status === 404 || error.status === 410)) {
      return undefined;
    }
    throw error;
  }
}
