import { z } from 'zod';
import type { Messaging } from '../../webex/messaging.js';
import { attachmentAction, message } from '../../webex/messages.js';

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
