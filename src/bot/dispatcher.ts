import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { WebexEvent } from '../events/event.js';
import type { EventHandler } from '../events/inbox.js';
import { spaces } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { WebexRefused } from '../webex/errors.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';
import type { BotFramework, Space } from './framework/framework.js';

/** What the bot knows of the spaces that it is in. */
export interface SpaceStore {
  /** Whether a space is 1:1; asks Webex once where nothing is known. */
  isDirect: (roomId: string, roomType: string | undefined) => Promise<boolean>;
  /** Somebody wrote to the bot there. */
  noteSpoken: (roomId: string, direct: boolean, now: number) => Promise<void>;
  wasSpoken: (roomId: string) => Promise<boolean>;
}

/** Spaces remembered without asking the database. */
const IN_MEMORY = 50_000;

/**
 * The spaces table, with the liveliest ones in memory.
 *
 * @param ask Webex, whether a space is 1:1
 */
export function spaceStore(db: Db, ask: (roomId: string) => Promise<boolean>): SpaceStore {
  const types = new LRUCache<string, boolean>({ max: IN_MEMORY });
  const spoken = new LRUCache<string, true>({ max: IN_MEMORY });

  const find = async (roomId: string): Promise<typeof spaces.$inferSelect | undefined> => {
    const [row] = await db.select().from(spaces).where(eq(spaces.roomId, roomId));
    return row;
  };

  return {
    isDirect: async (roomId, roomType) => {
      const known = roomType === undefined ? types.get(roomId) : roomType === 'direct';
      if (known !== undefined) {
        types.set(roomId, known);
        return known;
      }
      const kept = await find(roomId);
      const direct = kept === undefined ? await ask(roomId) : kept.type === 'direct';
      types.set(roomId, direct);
      return direct;
    },
    noteSpoken: async (roomId, direct, now) => {
      if (spoken.has(roomId)) return;
      const row = { roomId, type: direct ? 'direct' : 'group', spokenAt: new Date(now) };
      await db
        .insert(spaces)
        .values(row)
        .onConflictDoUpdate({
          target: spaces.roomId,
          set: { type: row.type, spokenAt: sql`coalesce(${spaces.spokenAt}, excluded.spoken_at)` },
        });
      spoken.set(roomId, true);
    },
    wasSpoken: async (roomId) => {
      if (spoken.has(roomId)) return true;
      return (await find(roomId))?.spokenAt instanceof Date;
    },
  };
}

/** What the intake stands on. */
export interface DispatcherDeps {
  readonly framework: BotFramework;
  readonly messaging: Messaging;
  readonly spaces: SpaceStore;
  readonly log: Logger;
  readonly now: () => number;
}

/** How long a new 1:1 space may begin with a message before it is welcomed, in milliseconds. */
const PATIENCE_MS = 2_000;

/** How long an event is better left alone. */
export function delayFor({ resource, data }: WebexEvent, patienceMs = PATIENCE_MS): number {
  return resource === 'memberships' && data.roomType === 'direct' ? patienceMs : 0;
}

const APOLOGY =
  'Sorry, I could not finish what you asked: Webex or I had a problem for too long. Please ask again; **list** shows how things stand.';

/** Whether an event asks anything of the bot at all; decided without a call to Webex. */
export function isRelevant(event: WebexEvent, botId: string): boolean {
  const own = samePerson(event.data.personId, botId);
  if (event.resource === 'memberships') return own;
  return event.event === 'created' && !own;
}

/**
 * Works an event off: fetches what it tells of and hands it to the framework. Rejects when that
 * did not work and is worth another try.
 */
export function eventDispatcher(parts: DispatcherDeps): EventHandler {
  const { framework, messaging, log } = parts;
  const { spaces, now } = parts;

  const space = async ({ data: { roomId, roomType } }: WebexEvent): Promise<Space> => ({
    roomId,
    direct: await spaces.isDirect(roomId, roomType),
  });

  const welcome = async (event: WebexEvent): Promise<void> => {
    const at = await space(event);
    // A 1:1 space begins with a message, and the answer to that is welcome enough.
    if (at.direct && (await spaces.wasSpoken(at.roomId))) return;
    await framework.deliverAdded(at, event.actorId ?? '');
  };

  const handlers: Readonly<
    Record<string, (event: WebexEvent, receivedAt: number) => Promise<void>>
  > = {
    'messages:created': async (event) => {
      const at = await space(event);
      const [message] = await Promise.all([
        ifThere(messaging.message(event.data.id)),
        spaces.noteSpoken(at.roomId, at.direct, now()),
      ]);
      if (message !== undefined) await framework.deliverMessage(message, at);
    },
    'attachmentActions:created': async (event, receivedAt) => {
      const [action, at] = await Promise.all([
        ifThere(messaging.action(event.data.id)),
        space(event),
      ]);
      if (action !== undefined) await framework.deliverAction({ ...action, receivedAt }, at);
    },
    'memberships:created': welcome,
    'memberships:deleted': ({ data: { roomId } }) => {
      framework.deliverRemoved(roomId);
      return Promise.resolve();
    },
  };

  return {
    handle: async (event, receivedAt) => {
      await handlers[`${event.resource}:${event.event}`]?.(event, receivedAt);
    },
    onExhausted: async (event) => {
      const at = { resource: event.resource, id: event.data.id };
      if (event.resource === 'memberships') return;
      await messaging
        .post({ roomId: event.data.roomId }, { markdown: APOLOGY })
        .catch((failure: unknown) => log.error({ ...at, err: failure }, 'could not apologise'));
    },
  };
}

/** What was asked for, unless it is gone: a message deleted meanwhile wants no answer. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WebexRefused && (error.status === 404 || error.status === 410)) {
      return undefined;
    }
    throw error;
  }
}
