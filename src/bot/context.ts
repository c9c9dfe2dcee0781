import type { Logger } from 'pino';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import type { Actor } from '../accounts/types.js';
import { idempotencyKey } from '../events/event.js';
import { type AttachmentAction, type Content, message } from '../webex/messages.js';
import { type MessageAt, type Messaging, updateOrRepost } from '../webex/messaging.js';
import { NotDelivered } from './errors.js';

/** One turn of a conversation: who is speaking, and the ways to answer them. */
export interface MessageContext {
  /** Who wrote or clicked, as Webex said it; nothing in a card can change that. */
  readonly actor: Actor;
  /** Whether this is the 1:1 space with them. */
  readonly direct: boolean;
  /** Says something for everyone in this space. Rejects with NotDelivered. */
  say: (content: Content) => Promise<MessageAt>;
  /**
   * Answers the person alone: in the 1:1 space, with a note in a group space. Rejects with
   * NotDelivered when the answer cannot be sent; the note alone is not worth to begin again.
   *
   * @returns where the answer stands, to show there how something goes on
   */
  reply: (content: Content) => Promise<MessageAt>;
}

/** A turn that began with a click on a card. */
export interface ActionContext extends MessageContext {
  /** What the card's button and inputs sent: hostile. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The card that was clicked. */
  readonly at: MessageAt;
  /** The same for every delivery of this click. */
  readonly eventKey: string;
  /**
   * Puts the answer in the place of the card that was clicked, so that no stale button stays. In a
   * group space the card is everyone's: there the person is told alone.
   */
  update: (content: Content) => Promise<MessageAt>;
}

const NOTE: Content = { markdown: 'Recordings are private, so I answered in our 1:1 space.' };

const posted = message.pick({ id: true, roomId: true });

/** A turn in the space of this Bot. @param log hears of notes that could not be sent */
export function messageContext(bot: Bot, actor: Actor, log: Pick<Logger, 'warn'>): MessageContext {
  const say = (content: Content): Promise<MessageAt> => delivered(() => bot.say({ ...content }));
  const whisper = (content: Content): Promise<MessageAt> =>
    delivered(() => bot.dm(actor.personId, { ...content }));
  return {
    actor,
    direct: bot.isDirect,
    say,
    reply: async (content) => {
      if (bot.isDirect) return await say(content);
      const answer = await whisper(content);
      await say(NOTE).catch((error: unknown) => log.warn({ err: error }, 'no note in the space'));
      return answer;
    },
  };
}

/**
 * A turn that began with this click.
 *
 * @param beforeReplacing called before something else stands where the card stood: what still goes
 *   on there is to leave it alone from then on
 */
export function actionContext(
  bot: Bot,
  action: AttachmentAction,
  messaging: Messaging,
  log: Pick<Logger, 'warn'>,
  beforeReplacing: (at: MessageAt) => Promise<unknown> = () => Promise.resolve(),
): ActionContext {
  const { id, personId, inputs, messageId, roomId } = action;
  const at: MessageAt = { id: messageId, roomId };
  // A click carries no address; none is needed, because the person's id says who acts.
  const ctx = messageContext(bot, { personId, email: '' }, log);
  return {
    ...ctx,
    inputs,
    at,
    // As the inbox names the event, so that the audit can tell whether it still waits.
    eventKey: idempotencyKey({
      resource: 'attachmentActions',
      event: 'created',
      data: { id, roomId, personId },
    }),
    update: async (content) => {
      if (!ctx.direct) return await ctx.reply(content);
      await beforeReplacing(at);
      return await updateOrRepost(messaging, at, content, ctx.say);
    },
  };
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
