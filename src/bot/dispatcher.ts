import type { Logger } from 'pino';
import { ANY_TURN, type EventHandler, type Turn, type WebexEvent } from '../events/event.js';
import { words } from '../util/words.js';
import { isFinal } from '../webex/errors.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';
import { isRefusal } from './context.js';
import type { BotFramework, Space } from './framework/framework.js';
import type { SpaceStore } from './spaces.js';

interface DispatcherDeps {
  readonly framework: BotFramework;
  readonly messaging: Messaging;
  readonly spaces: SpaceStore;
  readonly log: Logger;
  readonly now: () => number;
}

/** Webex gives bots, and nobody else, addresses of these domains. */
const BOT_ADDRESS = /@(webex\.bot|sparkbot\.io)$/i;

/** Milliseconds to wait for a first message in a new 1:1 space before welcoming its person. */
const PATIENCE_MS = 2_000;

/** Milliseconds before an event is handled. */
export function delayFor({ resource, data }: WebexEvent, patienceMs = PATIENCE_MS): number {
  return resource === 'memberships' && data.roomType === 'direct' ? patienceMs : 0;
}

/** True for an event that the bot has to handle; decided without a call to Webex. */
export function isRelevant(event: WebexEvent, botId: string): boolean {
  const own = samePerson(event.data.personId, botId);
  if (event.resource === 'memberships') return own;
  return event.event === 'created' && !own;
}

/** Fetches what an event is about and hands it to the framework. Rejects when the event is worth a retry. */
export function eventDispatcher(deps: DispatcherDeps): EventHandler {
  const { framework, messaging, spaces: store, log, now } = deps;

  const spaceOf = async ({ data: { roomId, roomType } }: WebexEvent): Promise<Space> => ({
    roomId,
    // A space that the bot may not see counts as a group: the person is answered alone.
    direct: (await ifThere(store.isDirect(roomId, roomType))) ?? false,
  });
  /** Undefined when it is gone, or not for the bot: then there is nothing to answer. */
  const ifThere = async <T>(answer: Promise<T>): Promise<T | undefined> => {
    try {
      return await answer;
    } catch (error) {
      if (!isFinal(error) || error.status === 401) throw error;
      log.info({ err: error }, 'event skipped: Webex does not show it to the bot');
      return undefined;
    }
  };

  const handlers: Readonly<
    Record<
      string,
      (event: WebexEvent, received: { receivedAt: number; turn: Turn }) => Promise<void>
    >
  > = {
    'messages:created': async (event, received) => {
      const at = await spaceOf(event);
      const [message] = await Promise.all([
        ifThere(messaging.message(event.data.id)),
        store.noteSpoken(at.roomId, at.direct, now()),
      ]);
      if (message === undefined) return;
      // Two bots could answer each other for ever.
      if (BOT_ADDRESS.test(message.personEmail)) log.info('message of another bot ignored');
      else await framework.deliverMessage({ ...message, ...received }, at);
    },
    'attachmentActions:created': async (event, received) => {
      const fetched = ifThere(messaging.action(event.data.id));
      const [action, at] = await Promise.all([fetched, spaceOf(event)]);
      if (action !== undefined) await framework.deliverAction({ ...action, ...received }, at);
    },
    'memberships:created': async (event) => {
      const at = await spaceOf(event);
      // The answer to a first message is welcome enough.
      if (at.direct && (await store.wasSpoken(at.roomId))) return;
      await framework.deliverAdded(at, event.actorId ?? '');
    },
    'memberships:deleted': ({ data: { roomId } }) => {
      framework.deliverRemoved(roomId);
      return Promise.resolve();
    },
  };

  return {
    handle: async (event, receivedAt, turn = ANY_TURN) => {
      try {
        await handlers[`${event.resource}:${event.event}`]?.(event, { receivedAt, turn });
      } catch (error) {
        // The person cannot be reached, and a retry would not change that.
        if (!isRefusal(error)) throw error;
        const about = { resource: event.resource, id: event.data.id };
        log.error({ ...about, err: error }, 'answer refused by Webex');
      }
    },
    onExhausted: async (event) => {
      const at = { resource: event.resource, id: event.data.id };
      if (event.resource === 'memberships') return;
      const { roomId, personId } = event.data;
      await messaging
        .post({ roomId }, { markdown: words.bot.apology })
        .catch(async (failure: unknown) => {
          if (!isFinal(failure)) throw failure;
          await messaging.post({ toPersonId: personId }, { markdown: words.bot.apology });
        })
        .catch((failure: unknown) => log.error({ ...at, err: failure }, 'apology not sent'));
    },
  };
}
