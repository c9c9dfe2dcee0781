import { LRUCache } from 'lru-cache';
import Framework from 'webex-node-bot-framework';
import Bot from 'webex-node-bot-framework/lib/bot.js';
import MemStore from 'webex-node-bot-framework/storage/memory.js';
import { z } from 'zod';
import { uuidOf } from '../../webex/ids.js';
import {
  type AttachmentAction,
  type Message,
  attachmentAction,
  message,
} from '../../webex/messages.js';
import type { Messaging } from '../../webex/messaging.js';
import type { Person } from '../../webex/people.js';
import { withoutMention } from './mention.js';

/**
 * What the framework calls the Webex SDK: of its six resources it uses, as we run it, only these.
 * It stands on our own client, so that time-outs, retries and errors are ours.
 */
export function frameworkSdk(messaging: Messaging) {
  return {
    messages: {
      /** bot.say and bot.dm end here: `{roomId | toPersonId, markdown, card?}`. */
      create: (raw: unknown) => {
        const said = outgoing.parse(raw);
        const { roomId, toPersonId, markdown, card } = said;
        const place = roomId === undefined ? { toPersonId: toPersonId ?? '' } : { roomId };
        return messaging.post(place, card === undefined ? { markdown } : { markdown, card });
      },
      get: (id: string) => messaging.message(id),
      remove: (said: unknown) => messaging.remove(message.pick({ id: true }).parse(said).id),
    },
    attachmentActions: {
      get: (id: string) => messaging.action(attachmentAction.shape.id.parse(id)),
    },
  };
}

const outgoing = z.object({
  roomId: z.string().optional(),
  toPersonId: z.string().optional(),
  markdown: z.string(),
  card: z.record(z.string(), z.unknown()).optional(),
});

/** A space, as an event tells of it. */
export interface Space {
  readonly roomId: string;
  readonly direct: boolean;
}

/** A message, with the bot's own name taken out of it. */
export interface HeardMessage {
  readonly id: string;
  readonly type: 'message';
  readonly text: string;
  readonly message: Message;
}

/** A click on a card, and when its event was first delivered, by our clock; in milliseconds. */
export type ReceivedAction = AttachmentAction & { readonly receivedAt: number };

/** A click on a card. */
export interface HeardAction {
  readonly id: string;
  readonly type: 'attachmentAction';
  readonly attachmentAction: ReceivedAction;
}

/** What the conversation does with what the framework hears. */
export interface FrameworkHandlers {
  onMessage: (bot: Bot, heard: HeardMessage) => Promise<void>;
  onAction: (bot: Bot, heard: HeardAction) => Promise<void>;
  onSpawn: (bot: Bot, addedBy: string) => Promise<void>;
}

/** Bot objects cost little and are made again when needed: only the liveliest spaces are kept. */
const SPACES_IN_MEMORY = 10_000;

/**
 * webex-node-bot-framework without its defects (docs/decisions/0003): it never touches webhooks,
 * makes a Bot for a space on the spot, and lets whoever delivers an event wait for its handler.
 */
export class BotFramework extends Framework {
  readonly #spaces = new LRUCache<string, Bot>({ max: SPACES_IN_MEMORY });
  readonly #work = new Map<string, Promise<void>>();
  readonly #me: Person;

  constructor(token: string, me: Person, messaging: Messaging) {
    super({ token, maxStartupSpaces: 0, removeWebhooksOnStart: false, messageFormat: 'markdown' });
    this.#me = me;
    this.person = me;
    this.email = me.emails[0] ?? '';
    this.isBotAccount = true;
    this.webex = frameworkSdk(messaging);
    // Its own listener calls console.err, which does not exist, and so turns any error into a crash.
    this.removeAllListeners('error');
    this.on('error', () => undefined);
  }

  /** Wires the conversation in and begins to hear. */
  async listen(listener: FrameworkHandlers): Promise<void> {
    this.hears(/[^]/, (bot: Bot, heard: HeardMessage) => {
      this.#keep(heard.id, () => listener.onMessage(bot, heard));
    });
    this.on('attachmentAction', (bot: Bot, heard: HeardAction) => {
      this.#keep(heard.id, () => listener.onAction(bot, heard));
    });
    this.on('spawn', (bot: Bot, _id: string, addedBy?: string) => {
      if (addedBy !== undefined) this.#keep(bot.room.id, () => listener.onSpawn(bot, addedBy));
    });
    await this.storageDriver(new MemStore());
    this.active = true;
    this.initialize();
  }

  /** Gives a fetched message to the conversation; settles when that has answered. */
  async deliverMessage(message: Message, space: Space): Promise<void> {
    this.#bot(space);
    await this.onMessageCreated(message);
    await this.#settled(message.id);
  }

  /** Gives a fetched click to the conversation; settles when that has answered. */
  async deliverAction(action: ReceivedAction, space: Space): Promise<void> {
    this.#bot(space);
    await this.onAttachmentActions(action);
    await this.#settled(action.id);
  }

  /** The bot was added to a space by someone; settles when they were welcomed. */
  async deliverAdded(space: Space, addedBy: string): Promise<void> {
    this.myEmitWithActor('spawn', this.#bot(space), addedBy);
    await this.#settled(space.roomId);
  }

  /** The bot was taken out of a space. */
  deliverRemoved(roomId: string): void {
    const bot = this.#spaces.get(roomId);
    if (bot === undefined) return;
    this.myEmit('despawn', bot);
    bot.stop();
    this.#spaces.delete(roomId);
  }

  override findBotObjectInRoom(roomId: string): Bot | undefined {
    return this.#spaces.get(roomId);
  }

  /** The framework would ask for the person; a message carries the email, and a click needs none. */
  override getTrigger(type: 'message' | 'attachmentAction', object: unknown): Promise<unknown> {
    if (type === 'attachmentAction') {
      const action = object as ReceivedAction;
      const heard: HeardAction = { id: action.id, type, attachmentAction: action };
      return Promise.resolve(heard);
    }
    const message = object as Message;
    // A mention alone, or a file without words, is a question too.
    const text = withoutMention(message, uuidOf(this.#me.id), this.#me.displayName) || 'help';
    const heard: HeardMessage = { id: message.id, type, text, message };
    return Promise.resolve(heard);
  }

  /** Made from the event alone: no calls, so nothing races and no first message is lost. */
  #bot({ roomId, direct }: Space): Bot {
    const known = this.#spaces.get(roomId);
    if (known !== undefined) return known;
    const bot = new Bot(this);
    bot.room = { id: roomId, type: direct ? 'direct' : 'group' };
    bot.isDirect = direct;
    bot.isGroup = !direct;
    bot.start();
    this.#spaces.set(roomId, bot);
    return bot;
  }

  #keep(id: string, handle: () => Promise<void>): void {
    // What a handler throws at once the framework would swallow: so it becomes a rejection here.
    const work = Promise.resolve().then(handle);
    // Awaited by #settled in the same turn; the catch only keeps Node from calling it unhandled.
    work.catch(() => undefined);
    this.#work.set(id, work);
  }

  async #settled(id: string): Promise<void> {
    const work = this.#work.get(id);
    this.#work.delete(id);
    await work;
  }
}
