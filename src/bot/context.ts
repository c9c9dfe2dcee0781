import type { Logger } from 'pino';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import type { Actor } from '../accounts/types.js';
import type { Permit } from '../util/permit.js';
import { words } from '../util/words.js';
import {
  type AttachmentAction,
  type Card,
  type Content,
  type Message,
  posted,
} from '../webex/messages.js';
import { isFinal, isWebexError } from '../webex/errors.js';
import { type MessageAt, type Messaging, updateOrRepost, NO_MESSAGE } from '../webex/messaging.js';
import { type Action, type Offered, intentOf } from './feature.js';
import { type Button, asksIn, buttonsIn, recordingsIn } from './ui/card.js';
import { messageCard } from './ui/message.js';
import { type Zones, contentOnTop, inZoneOf } from './ui/text-of-card.js';

/** The answer was ready and could not be sent: the event is retried, so that the person gets it. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(cause: unknown) {
    super('An answer could not be sent', { cause });
  }
}

/** `unknown`: no command; `not-for-others`: none for somebody else's recordings. */
export type Dispatched = 'done' | 'unknown' | 'not-for-others';

export interface BaseContext {
  /** Who wrote or clicked, as Webex says; nothing in a card can change it. */
  readonly actor: Actor;
  readonly direct: boolean;
  /** Answers everyone here; the person alone where Webex refuses the bot's messages. Rejects with NotDelivered. */
  readonly say: (content: Content) => Promise<MessageAt>;
  /**
   * Answers the person alone, in the 1:1 space; in a group space with a note there, which may fail. Rejects
   * with NotDelivered.
   * @returns where the answer is
   */
  readonly reply: (content: Content) => Promise<MessageAt>;
  /** Runs a line of words as if the person had written it. @param as who asks and is answered; else this context */
  readonly dispatch: (line: string, as?: BaseContext) => Promise<Dispatched>;
  /** The line is a guess: no command that changes something at once runs. */
  readonly looksOnly?: true;
  /** The line of a button says whose recordings it is about, whosever list is shown last. */
  readonly saysWhose?: boolean;
  /** Notes what was offered: the next line may choose, or be another reading of the same kind. */
  readonly offers?: (readings: readonly Offered[]) => void;
}

/** A context before the router adds `dispatch`. */
export type Undispatched<C extends BaseContext> = Omit<C, 'dispatch'>;

/** A card that a message may be about. */
interface CardAbove {
  /** The recording, as the card's buttons name it. */
  readonly about: Button['data'];
  /** Nothing came between. */
  readonly isNext: boolean;
}

/** A message to the bot: just written, so it may change things. */
export interface MessageContext extends BaseContext {
  readonly permit: Permit;
  /**
   * The one recording that the thread's card is about or, where no card began a thread, the last card of the
   * 1:1 space that is about any. Undefined when there is no such card, or Webex does not show it.
   */
  readonly answersOn?: () => Promise<CardAbove | undefined>;
  /**
   * Presses a button of a card above, if it only shows something, or says a line: the answer is a new card.
   * False where no button was chosen, or Webex does not show the cards.
   * @param choose from the titles on a card, the last card first; undefined goes on to the card above it
   */
  readonly press?: (choose: (titles: readonly string[]) => string | undefined) => Promise<boolean>;
  /**
   * The last card of the 1:1 space that asks something which only its buttons answer, with nothing but
   * explanations below it; never one of a thread.
   */
  readonly question?: () => Promise<Card | undefined>;
  /** As it was written, without the mention; undefined where a message has several commands. */
  readonly line?: string;
}

/** A click on a card, for an action that only shows something. */
export interface ViewContext extends BaseContext {
  readonly at: MessageAt;
  /**
   * Replaces the clicked card, so that no stale button stays. A card in a group space is everyone's, so
   * there the person is answered alone.
   */
  readonly update: (content: Content) => Promise<MessageAt>;
}

/** A click on a card, for an action that says what a stale click does. */
export interface ActionContext extends ViewContext {
  readonly permit: Permit;
}

export interface ContextDeps {
  readonly messaging: Messaging;
  readonly log: Pick<Logger, 'warn'>;
  /** For the time zone of what one person alone sees; in a group each client shows its own. */
  readonly settings: Zones;
}

/** By space: whom it was said to that it refuses the bot's messages. */
const toldOfRefusal = new WeakMap<Bot, Set<string>>();

/** The context of an actor in this Bot's space. @param thread a message of the thread to answer in */
export function baseContext(
  bot: Bot,
  actor: Actor,
  { log, settings }: Pick<ContextDeps, 'log' | 'settings'>,
  thread?: Message,
): Undispatched<BaseContext> {
  const { personId } = actor;
  const sayHere = (content: Content): Promise<MessageAt> =>
    delivered(() => sayIn(bot, content, thread));
  const alone = async (content: Content): Promise<MessageAt> => {
    const dated = await inZoneOf(personId, settings, content);
    return await delivered(() => bot.dm(personId, messageOf(dated)));
  };
  const isNews = (): boolean => {
    const told = toldOfRefusal.get(bot) ?? new Set();
    toldOfRefusal.set(bot, told);
    if (told.has(personId)) return false;
    told.add(personId);
    return true;
  };
  const say = async (content: Content): Promise<MessageAt> => {
    const dated = bot.isDirect ? await inZoneOf(personId, settings, content) : content;
    try {
      return await sayHere(dated);
    } catch (error) {
      if (bot.isDirect || !isRefusal(error)) throw error;
      log.warn({ err: error }, 'space refuses messages; answered 1:1');
      return await alone(isNews() ? withRefusal(content) : content);
    }
  };
  return {
    actor,
    direct: bot.isDirect,
    say,
    reply: async (content) => {
      if (bot.isDirect) return await say(content);
      const answer = await alone(content);
      try {
        await sayHere({ markdown: words.bot.answeredAlone }).catch(async (error: unknown) => {
          if (!isRefusal(error)) throw error;
          if (isNews()) await alone({ markdown: words.bot.refusedThere });
        });
      } catch (error) {
        log.warn({ err: error }, 'note not sent');
      }
      return answer;
    },
  };
}

/**
 * The context of a click.
 * @param beforeUpdate called before the card is replaced, to stop what still updates it
 */
export function viewContext(
  bot: Bot,
  { personId, messageId, roomId }: AttachmentAction,
  deps: ContextDeps & { readonly beforeUpdate: (at: MessageAt) => Promise<unknown> },
): Undispatched<ViewContext> {
  const at: MessageAt = { id: messageId, roomId };
  // A click carries no address; none is needed, because the person's id says who acts.
  const base = baseContext(bot, { personId }, deps);
  return {
    ...base,
    at,
    update: async (content) => {
      if (!base.direct) return await base.reply(content);
      await deps.beforeUpdate(at);
      const dated = await inZoneOf(personId, deps.settings, content);
      try {
        return await updateOrRepost(deps.messaging, at, dated, undefined, base.say);
      } catch (error) {
        // An error about the card would hide from people what happened to their recording.
        throw isWebexError(error) ? new NotDelivered(error) : error;
      }
    },
  };
}

function sayIn(bot: Bot, content: Content, thread: Message | undefined): PromiseLike<unknown> {
  if (thread?.parentId !== undefined) return bot.reply(thread.parentId, messageOf(content));
  const { markdown, card } = content;
  return card === undefined ? bot.say({ markdown }) : bot.sendCard(card, markdown);
}

/** A message in the framework's format; the framework adds the recipient. */
function messageOf({ markdown, card }: Content): object {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return card === undefined
    ? { markdown }
    : { markdown, attachments: [{ contentType, content: card }] };
}

/** An answer that Webex would refuse again. */
export function isRefusal(error: unknown): error is NotDelivered {
  return error instanceof NotDelivered && isFinal(error.cause);
}

function withRefusal(content: Content): Content {
  if (content.card === undefined)
    return { markdown: `${words.bot.refusedThere}\n\n${content.markdown}` };
  const { card } = messageCard({ title: words.bot.refusedThere, paragraphs: [] });
  return card === undefined ? content : contentOnTop(card, content);
}

async function delivered(send: () => PromiseLike<unknown>): Promise<MessageAt> {
  let answer: unknown;
  try {
    answer = await send();
  } catch (error) {
    throw new NotDelivered(error);
  }
  return posted.parse(answer);
}

/** Cards of explanations, with the question above them. */
const MOST_BETWEEN = 4;

/** A list without recordings is no card about the one that was opened before it. */
const isOfList = (card: readonly unknown[]): boolean =>
  buttonsIn(card).some(({ data }) => typeof data.list === 'string');

interface AboveDeps {
  readonly messaging: Pick<Messaging, 'attachments' | 'lastAttachments'>;
  readonly log: Pick<Logger, 'info'>;
  readonly actions: ReadonlyMap<string, Action>;
}

/**
 * Takes a message together with the cards above it: in its thread, else in the 1:1 space. Their data counts
 * as little as that of a click: whoever wrote acts.
 */
export function cardsAbove(
  { messaging, log, actions }: AboveDeps,
  { parentId, personId }: Message,
  ctx: MessageContext,
): Required<Pick<MessageContext, 'answersOn' | 'press' | 'question'>> {
  /** What each carries, the last one first. */
  const all = async (): Promise<(readonly unknown[])[]> => {
    try {
      const first = parentId === undefined ? [] : await messaging.attachments(parentId);
      // Beneath what somebody wrote, the answers are in the 1:1 space.
      const cards = first.length > 0 ? [first] : await messaging.lastAttachments(personId);
      return cards.filter((each) => each.length > 0);
    } catch (error) {
      if (!isWebexError(error)) throw error;
      log.info({ err: error }, 'cards above not read');
      return [];
    }
  };
  return {
    answersOn: async () => {
      const cards = await all();
      const next = cards.findIndex((card) => recordingsIn(card).length > 0 || isOfList(card));
      const [about, ...others] = recordingsIn(cards[next] ?? []);
      if (about === undefined || others.length > 0) return undefined;
      return { about, isNext: next === 0 };
    },
    question: async () => {
      // Beneath what somebody wrote in a group, the card may be of somebody else.
      const cards = parentId === undefined ? await all() : [];
      for (const card of cards.slice(0, MOST_BETWEEN)) {
        const asks = asksIn(card);
        // What was explained meanwhile leaves a question open; another list does not.
        if (asks !== undefined || recordingsIn(card).length > 0 || isOfList(card)) return asks;
      }
      return undefined;
    },
    press: async (choose) => {
      for (const card of await all()) {
        const buttons = buttonsIn(card).map(({ title, data }) => {
          const of = actions.get(String(data.action));
          const isHarmless = of?.speaks === true || intentOf(of) === 'view';
          return { title, parsed: isHarmless ? of?.parse(data) : undefined };
        });
        const title = choose(buttons.map((each) => each.title));
        if (title === undefined) continue;
        const parsed = buttons.find((each) => each.title === title)?.parsed;
        await parsed?.run({ ...ctx, at: NO_MESSAGE, update: ctx.reply });
        return parsed !== undefined;
      }
      return false;
    },
  };
}
