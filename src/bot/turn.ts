import type Bot from 'webex-node-bot-framework/lib/bot.js';
import type { Someone } from '../accounts/linking.js';
import { isWebexError } from '../webex/errors.js';
import type { AttachmentAction, Content } from '../webex/messages.js';
import type { MessageAt, Messaging } from '../webex/messaging.js';
import { NotDelivered } from './errors.js';
import { keyOf } from './event.js';

/** One turn of a conversation: who is speaking, and the ways to answer them. */
export interface Turn {
  /** Who wrote or clicked, as Webex said it; nothing in a card can change that. */
  readonly person: Someone;
  /** Whether this is the 1:1 space with them. */
  readonly direct: boolean;
  /** Says something for everyone in this space. Rejects with NotDelivered. */
  say: (content: Content) => Promise<void>;
  /** Answers the person alone: in the 1:1 space, with a note in a group space. Rejects with NotDelivered. */
  tell: (content: Content) => Promise<void>;
}

/** A turn that began with a click on a card. */
export interface Click extends Turn {
  /** What the card's button and inputs sent: hostile. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The same for every delivery of this click. */
  readonly eventKey: string;
  /**
   * Puts the answer in the place of the card that was clicked, so that no stale button stays. In a
   * group space the card is everyone's: there the person is told alone.
   */
  replace: (content: Content) => Promise<void>;
}

/** A turn in the space of this Bot. */
export function turnIn(bot: Bot, person: Someone): Turn {
  const say = (content: Content): Promise<void> => delivered(() => bot.say({ ...content }));
  const whisper = (content: Content): Promise<void> =>
    delivered(() => bot.dm(person.personId, { ...content }));
  return {
    person,
    direct: bot.isDirect,
    say,
    tell: async (content) => {
      if (bot.isDirect) {
        await say(content);
        return;
      }
      await whisper(content);
      await say({ markdown: 'Recordings are private, so I answered in our 1:1 space.' });
    },
  };
}

/** A turn that began with this click. */
export function clickIn(bot: Bot, action: AttachmentAction, messaging: Messaging): Click {
  const { id, personId, inputs, messageId, roomId } = action;
  const at: MessageAt = { id: messageId, roomId };
  // A click carries no address; none is needed, because the person's id says who acts.
  const turn = turnIn(bot, { personId, email: '' });
  return {
    ...turn,
    inputs,
    // As the inbox names the event, so that the audit can tell whether it still waits.
    eventKey: keyOf({
      resource: 'attachmentActions',
      event: 'created',
      data: { id, roomId, personId },
    }),
    replace: async (content) => {
      if (!turn.direct) {
        await turn.tell(content);
        return;
      }
      try {
        await messaging.edit(at, content);
      } catch (error) {
        if (!isWebexError(error)) throw error;
        // The documents say that cards cannot be edited, and ten edits are the most: then a new
        // message takes the old one's place. First the new, so that the person is never without.
        await turn.say(content);
        await messaging.remove(at.id).catch(() => undefined);
      }
    },
  };
}

async function delivered(send: () => PromiseLike<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    throw new NotDelivered(error);
  }
}
