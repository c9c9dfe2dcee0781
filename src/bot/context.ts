import type { Logger } from 'pino';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import type { Actor } from '../accounts/types.js';
import type { Permit } from '../util/permit.js';
import type { AttachmentAction, Content, Message } from '../webex/messages.js';
import { message } from '../webex/messages.js';
import { type MessageAt, type Messaging, updateOrRepost } from '../webex/messaging.js';
import { NotDelivered } from './errors.js';

/** What came of a line that was dispatched: done; no command of ours; or none for somebody else's recordings. */
export type Dispatched = 'done' | 'unknown' | 'not-for-others';

/** Who is speaking, and the ways to answer them. */
export interface BaseContext {
  /** Who wrote or clicked, as Webex said it; nothing in a card can change that. */
  readonly actor: Actor;
  /** Whether this is the 1:1 space with them. */
  readonly direct: boolean;
  /** Says something for everyone in this space. Rejects with NotDelivered. */
  readonly say: (content: Content) => Promise<MessageAt>;
  /**
   * Answers the person alone: in the 1:1 space, with a note in a group space. A failed note does not
   * fail the answer. Rejects with NotDelivered when the answer cannot be sent.
   *
   * @returns where the answer stands, to show there how something goes on
   */
  readonly reply: (content: Content) => Promise<MessageAt>;
  /**
   * Does what a line of words asks for, as if the person had written it.
   *
   * @param line without the mention
   * @param as who asks and where the answer goes; left out: as this context
   */
  readonly dispatch: (line: string, as?: BaseContext) => Promise<Dispatched>;
}

/** A message to the bot. What somebody writes may change things: they wrote it just now. */
export interface MessageContext extends BaseContext {
  readonly permit: Permit;
}

/** A click on a card, for an action that only shows something. */
export interface ViewContext extends BaseContext {
  /** The card that was clicked. */
  readonly at: MessageAt;
  /**
   * Puts the answer in the place of the card that was clicked, so that no stale button stays. In a
   * group space the card is everyone's: there the person is told alone.
   */
  readonly update: (content: Content) => Promise<MessageAt>;
}

/** A click on a card, for an action that says what it does when the click is stale. */
export interface ActionContext extends ViewContext {
  readonly permit: Permit;
}

/** What a context needs beside the Bot of its space. */
export interface ContextDeps {
  readonly messaging: Messaging;
  /** Logs notes that could not be sent. */
  readonly log: Pick<Logger, 'warn'>;
  readonly dispatch: (line: string, as: BaseContext) => Promise<Dispatched>;
}

const NOTE: Content = { markdown: 'Recordings are private, so I answered in our 1:1 space.' };

const posted = message.pick({ id: true, roomId: true });

/**
 * The context of somebody in the space of this Bot.
 *
 * @param thread a message of a thread: the answer goes into the same thread
 */
export function baseContext(
  bot: Bot,
  actor: Actor,
  { log, dispatch }: ContextDeps,
  thread?: Message,
): BaseContext {
  const say = (content: Content): Promise<MessageAt> =>
    delivered(() => sayIn(bot, content, thread));
  const dm = (content: Content): Promise<MessageAt> =>
    delivered(() => bot.dm(actor.personId, messageOf(content)));
  const base: BaseContext = {
    actor,
    direct: bot.isDirect,
    say,
    reply: async (content) => {
      if (bot.isDirect) return await say(content);
      const answer = await dm(content);
      await say(NOTE).catch((error: unknown) => log.warn({ err: error }, 'note not sent'));
      return answer;
    },
    dispatch: (line, as = base) => dispatch(line, as),
  };
  return base;
}

/**
 * The context of a click.
 *
 * @param beforeUpdate called before something else stands where the card stood: what still goes on
 *   there leaves it alone from then on
 */
export function viewContext(
  bot: Bot,
  { personId, messageId, roomId }: AttachmentAction,
  deps: ContextDeps & { readonly beforeUpdate: (at: MessageAt) => Promise<unknown> },
): ViewContext {
  const at: MessageAt = { id: messageId, roomId };
  // A click carries no address; none is needed, because the person's id says who acts.
  const base = baseContext(bot, { personId }, deps);
  const view: ViewContext = {
    ...base,
    at,
    update: async (content) => {
      if (!base.direct) return await base.reply(content);
      await deps.beforeUpdate(at);
      return await updateOrRepost(deps.messaging, at, content, base.say);
    },
    dispatch: (line, as = view) => deps.dispatch(line, as),
  };
  return view;
}

/** In a thread by reply, a card by sendCard, words by say. */
function sayIn(bot: Bot, content: Content, thread: Message | undefined): PromiseLike<unknown> {
  if (thread?.parentId !== undefined) return bot.reply(thread.parentId, messageOf(content));
  const { markdown, card } = content;
  return card === undefined ? bot.say({ markdown }) : bot.sendCard(card, markdown);
}

/** As the framework takes a message; it puts the space, or the person, into it. */
function messageOf({ markdown, card }: Content): object {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return card === undefined
    ? { markdown }
    : { markdown, attachments: [{ contentType, content: card }] };
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
