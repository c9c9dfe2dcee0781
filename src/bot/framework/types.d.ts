/**
 * The part of webex-node-bot-framework 2.3.14 that we use; it ships no types of its own.
 * https://github.com/webex/webex-node-bot-framework
 */
declare module 'webex-node-bot-framework' {
  import { EventEmitter } from 'node:events';

  export interface FrameworkOptions {
    readonly token: string;
    readonly maxStartupSpaces?: number;
    readonly removeWebhooksOnStart?: boolean;
    readonly messageFormat?: 'text' | 'markdown';
  }

  export default class Framework extends EventEmitter {
    constructor(options: FrameworkOptions);
    id: string;
    active: boolean;
    isBotAccount: boolean;
    person: unknown;
    email: string;
    webex: unknown;
    initialize(): unknown;
    storageDriver(driver: unknown): PromiseLike<boolean>;
    hears(
      phrase: string | RegExp,
      action: (bot: never, trigger: never) => void,
      preference: number,
    ): string;
    hears(
      phrase: string | RegExp,
      action: (bot: never, trigger: never) => void,
      helpText: string,
      preference: number,
    ): string;
    showHelp(header?: string, footer?: string): string;
    onMessageCreated(message: unknown): PromiseLike<unknown>;
    onAttachmentActions(action: unknown): PromiseLike<unknown>;
    getTrigger(type: 'message' | 'attachmentAction', object: unknown): PromiseLike<unknown>;
    findBotObjectInRoom(roomId: string): unknown;
    debug(message: string): void;
    myEmit(event: string, ...args: unknown[]): void;
    myEmitWithActor(event: string, bot: unknown, actorId: string): void;
  }
}

declare module 'webex-node-bot-framework/lib/bot.js' {
  import { EventEmitter } from 'node:events';
  import type Framework from 'webex-node-bot-framework';

  /** One per space. */
  export default class Bot extends EventEmitter {
    constructor(framework: Framework);
    id: string;
    active: boolean;
    room: { id: string; type?: string; title?: string };
    isDirect: boolean;
    isGroup: boolean;
    start(): boolean;
    stop(): boolean;
    /** Says something in the space; a raw message object goes to messages.create with the roomId. */
    say(message: object): PromiseLike<unknown>;
    /** Says a card in the space. @param fallbackText for clients that show no cards */
    sendCard(card: object, fallbackText: string): PromiseLike<unknown>;
    /** Answers in a thread. @param parentId of the message that began it */
    reply(parentId: string, answer: object): PromiseLike<unknown>;
    /** Says something in the 1:1 space with a person, by their id or email. */
    dm(person: string, message: object): PromiseLike<unknown>;
  }
}

declare module 'webex-node-bot-framework/storage/memory.js' {
  export default class MemStore {
    getName(): string;
  }
}
