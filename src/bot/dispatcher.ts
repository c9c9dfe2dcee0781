import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { ANY_TURN, type EventHandler, type Turn, type WebexEvent } from '../events/event.js';
import { spaces } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { words } from '../util/words.js';
import { isFinal } from '../webex/errors.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';
import { isRefusal } from './context.js';
import type { BotFramework, Space } from './framework/framework.js';

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
const WELCOME_PATIENCE_MS = 2_000;

/** Milliseconds before an event is handled. */
export function delayFor({ resource, data }: WebexEvent, patienceMs = WELCOME_PATIENCE_MS): number {
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

/** Not `max`, which would allocate memory for all of them at once. */
const IN_MEMORY = { maxSize: 50_000, sizeCalculation: () => 1 };

/**
 * The spaces table, with a cache of recently active spaces.
 * @param ask asks Webex whether a space is 1:1
 */
export function spaceStore(db: Db, ask: (roomId: string) => Promise<boolean>) {
  const types = new LRUCache<string, boolean>(IN_MEMORY);
  const spoken = new LRUCache<string, true>(IN_MEMORY);

  const find = async (roomId: string): Promise<typeof spaces.$inferSelect | undefined> => {
    const [row] = await db.select().from(spaces).where(eq(spaces.roomId, roomId));
    return row;
  };

  return {
    /** True for a 1:1 space; asks Webex once where nothing is known. */
    isDirect: async (roomId: string, roomType: string | undefined): Promise<boolean> => {
      let direct = roomType === undefined ? types.get(roomId) : roomType === 'direct';
      if (direct === undefined) {
        const kept = await find(roomId);
        direct = kept === undefined ? await ask(roomId) : kept.type === 'direct';
      }
      types.set(roomId, direct);
      return direct;
    },
    /** Records that somebody wrote to the bot there. */
    noteSpoken: async (roomId: string, direct: boolean, now: number): Promise<void> => {
      if (spoken.has(roomId)) return;
      const row = { roomId, type: direct ? 'direct' : 'group', spokenAt: new Date(now) };
      const spokenAt = sql`coalesce(${spaces.spokenAt}, excluded.spoken_at)`;
      await db
        .insert(spaces)
        .values(row)
        .onConflictDoUpdate({ target: spaces.roomId, set: { type: row.type, spokenAt } });
      spoken.set(roomId, true);
    },
    wasSpoken: async (roomId: string): Promise<boolean> => {
      if (spoken.has(roomId)) return true;
      return (await find(roomId))?.spokenAt instanceof Date;
    },
  };
}

export type SpaceStore = ReturnType<typeof spaceStore>;
