import type { Logger } from 'pino';
import { isWebexError } from '../webex/errors.js';
import type { Message } from '../webex/messages.js';
import { type Messaging, NO_MESSAGE } from '../webex/messaging.js';
import type { MessageContext } from './context.js';
import { type Action, intentOf } from './feature.js';
import { buttonsIn, recordingsIn } from './ui/card.js';

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
): Required<Pick<MessageContext, 'answersOn' | 'press'>> {
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
      const named = (await all()).map(recordingsIn);
      const next = named.findIndex((each) => each.length > 0);
      const [about, ...others] = named[next] ?? [];
      if (about === undefined || others.length > 0) return undefined;
      return { about, isNext: next === 0 };
    },
    press: async (choose) => {
      for (const card of await all()) {
        const buttons = buttonsIn(card).map(({ title, data }) => {
          const of = actions.get(String(data.action));
          return { title, parsed: intentOf(of) === 'view' ? of?.parse(data) : undefined };
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
