import { LRUCache } from 'lru-cache';
import { EventEmitter } from 'node:events';
import Framework from 'webex-node-bot-framework';
import Bot from 'webex-node-bot-framework/lib/bot.js';
import MemStore from 'webex-node-bot-framework/storage/memory.js';
import { z } from 'zod';
import type { Turn } from '../../events/event.js';
import { defined } from '../../util/present.js';
import { uuidOf } from '../../webex/ids.js';
import {
  type AttachmentAction,
  type Card,
  type Message,
  attachmentAction,
  message,
} from '../../webex/messages.js';
import type { Messaging } from '../../webex/messaging.js';
import type { Person } from '../../webex/people.js';
import { plainLine } from '../plain-line.js';
import { beginningOf, linesWritten, withAddresses } from './mention.js';

/**
 * The part of the Webex SDK that the framework uses, on our own client: time-outs, retries and errors are ours.
 */
export function frameworkSdk(messaging: Messaging) {
  return {
    messages: {
      // bot.say, sendCard, reply and dm end here.
      create: (raw: unknown) => {
        const { roomId, toPersonId, parentId, markdown, attachments } = outgoing.parse(raw);
        const place =
          roomId === undefined
            ? { toPersonId: toPersonId ?? '' }
            : { roomId, ...defined({ parentId }) };
        const card = attachments?.[0]?.content;
        return messaging.post(place, { markdown, ...defined({ card }) });
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
  parentId: z.string().optional(),
  markdown: z.string(),
  // The card itself and no copy: its name is found by identity.
  attachments: z
    .array(z.object({ content: z.custom<Card>((it) => it instanceof Object) }))
    .optional(),
});

// Defect: importing the framework switches off Node's warning about leaking listeners for every emitter.
Reflect.set(EventEmitter.prototype, '_maxListeners', undefined);

export interface Space {
  readonly roomId: string;
  readonly direct: boolean;
}

export interface HeardMessage {
  readonly id: string;
  readonly type: 'message';
  /** Without greeting and final punctuation: commands match on it. */
  readonly text: string;
  /** As written, without the mention. */
  readonly line: string;
  /** The same, by lines. */
  readonly lines: readonly string[];
  /** There was more than is read. */
  readonly isCut: boolean;
  readonly message: ReceivedMessage;
}

interface Received {
  /** When it was first delivered, by our clock; milliseconds. */
  readonly receivedAt: number;
  readonly turn?: Turn;
}

export type ReceivedMessage = Message & Partial<Received>;
export type ReceivedAction = AttachmentAction & Received;

export interface HeardAction {
  readonly id: string;
  readonly type: 'attachmentAction';
  readonly attachmentAction: ReceivedAction;
}

export interface FrameworkHandlers {
  /** The first whose pattern matches runs; `help` is for the framework's own help. */
  readonly commands: readonly {
    readonly pattern: RegExp;
    readonly help: string | undefined;
    readonly run: (bot: Bot, heard: HeardMessage) => Promise<void>;
  }[];
  /** For text that no pattern matches. */
  readonly onUnmatched: (bot: Bot, heard: HeardMessage) => Promise<void>;
  readonly onAction: (bot: Bot, heard: HeardAction) => Promise<void>;
  readonly onSpawn: (bot: Bot, addedBy: string) => Promise<void>;
}

/** Bot objects are cheap and made again when needed. */
const SPACES_IN_MEMORY = 10_000;

/** The lowest preference of all. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/**
 * webex-node-bot-framework without its defects. It does its named job: commands are registered by `hears`,
 * clicks and welcomes come by its events, answers go out by its Bot. Only what was seen to be broken in
 * 2.3.14 is overridden, each time with the defect beside it (docs/decisions/0003).
 */
export class BotFramework extends Framework {
  readonly #spaces = new LRUCache<string, Bot>({ max: SPACES_IN_MEMORY });
  readonly #work = new Map<string, Promise<void>>();
  readonly #me: Person;
  readonly #addressOf: (uuid: string) => Promise<string | undefined>;

  /** @param addressOf the address of somebody whom a message mentions, by their UUID; never rejects */
  constructor(
    token: string,
    me: Person,
    messaging: Messaging,
    addressOf: (uuid: string) => Promise<string | undefined>,
  ) {
    // Defect: by default it deletes the token's webhooks at start and stop: a rolling deploy ends deaf.
    super({ token, maxStartupSpaces: 0, removeWebhooksOnStart: false, messageFormat: 'markdown' });
    this.#me = me;
    this.#addressOf = addressOf;
    this.person = me;
    this.email = me.emails[0] ?? '';
    this.isBotAccount = true;
    // Defect: the SDK that it brings has no time-outs, no retries, and 330 MB.
    this.webex = frameworkSdk(messaging);
    // Defect: its own listener calls console.err, which does not exist, so any error becomes a crash.
    this.removeAllListeners('error');
    this.on('error', () => undefined);
  }

  async listen({ commands, onUnmatched, onAction, onSpawn }: FrameworkHandlers): Promise<void> {
    commands.forEach(({ pattern, help, run }, preference) => {
      const hear = this.#kept(run);
      // Defect: it writes every pattern into a debug line for every message.
      const written = String(pattern);
      pattern.toString = () => written;
      if (help === undefined) this.hears(pattern, hear, preference);
      else this.hears(pattern, hear, help, preference);
    });
    this.hears(/[^]/, this.#kept(onUnmatched), AFTER_ALL);
    this.on('attachmentAction', this.#kept(onAction));
    this.on('spawn', (bot: Bot, _id: string, addedBy?: string) => {
      if (addedBy !== undefined) this.#keep(bot.room.id, () => onSpawn(bot, addedBy));
    });
    await this.storageDriver(new MemStore());
    this.active = true;
    this.initialize();
  }

  /** Defect: it formats what people said for debug lines before checking that anybody reads them. */
  override debug(): void {
    // No line.
  }

  /** Settles when the handler has answered. */
  async deliverMessage(message: ReceivedMessage, space: Space): Promise<void> {
    this.#bot(space);
    await this.onMessageCreated(message);
    await this.#settled(message.id);
  }

  /** Settles when the handler has answered. */
  async deliverAction(action: ReceivedAction, space: Space): Promise<void> {
    this.#bot(space);
    await this.onAttachmentActions(action);
    await this.#settled(action.id);
  }

  /** Settles when the person who added the bot was welcomed. */
  async deliverAdded(space: Space, addedBy: string): Promise<void> {
    this.myEmitWithActor('spawn', this.#bot(space), addedBy);
    await this.#settled(space.roomId);
  }

  deliverRemoved(roomId: string): void {
    const bot = this.#spaces.get(roomId);
    if (bot === undefined) return;
    this.myEmit('despawn', bot);
    bot.stop();
    this.#spaces.delete(roomId);
  }

  /** Defect: it searches a list for each event. */
  override findBotObjectInRoom(roomId: string): Bot | undefined {
    return this.#spaces.get(roomId);
  }

  /**
   * Defect: it asks Webex for the person at each event, and swallows the failure; a message carries the
   * email, and a click needs none.
   */
  override async getTrigger(
    type: 'message' | 'attachmentAction',
    object: unknown,
  ): Promise<unknown> {
    if (type === 'attachmentAction') {
      const action = object as ReceivedAction;
      const heard: HeardAction = { id: action.id, type, attachmentAction: action };
      return heard;
    }
    const message = object as ReceivedMessage;
    // A mention alone, or a file without words, is a question too.
    const uuid = uuidOf(this.#me.id);
    const written = linesWritten(message, uuid, this.#me.displayName);
    const said = await withAddresses(written, message, uuid, this.#addressOf);
    const { lines, isCut } = beginningOf(said);
    const line = lines.join(' ') || 'help';
    const text = plainLine(line) || line;
    const heard: HeardMessage = { id: message.id, type, text, line, lines, isCut, message };
    return heard;
  }

  /**
   * Defect: its spawn asks Webex for the space and drops what comes meanwhile. Made from the event alone,
   * nothing races and no first message is lost.
   */
  #bot({ roomId, direct }: Space): Bot {
    const known = this.#spaces.get(roomId);
    const bot = known ?? new Bot(this);
    // Each time: an earlier event's space may have been unknown.
    bot.room = { id: roomId, type: direct ? 'direct' : 'group' };
    bot.isDirect = direct;
    bot.isGroup = !direct;
    if (known === undefined) {
      bot.start();
      this.#spaces.set(roomId, bot);
    }
    return bot;
  }

  /** A listener that keeps the handler's promise, to be awaited by the event's id. */
  #kept<H extends { readonly id: string }>(handle: (bot: Bot, heard: H) => Promise<void>) {
    return (bot: Bot, heard: H): void => this.#keep(heard.id, () => handle(bot, heard));
  }

  #keep(id: string, handle: () => Promise<void>): void {
    // The framework would swallow a synchronous throw: here it becomes a rejection.
    const work = Promise.resolve().then(handle);
    // Awaited by #settled; this only avoids an unhandled rejection.
    work.catch(() => undefined);
    this.#work.set(id, work);
  }

  async #settled(id: string): Promise<void> {
    const work = this.#work.get(id);
    this.#work.delete(id);
    await work;
  }
}
