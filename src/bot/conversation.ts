import type Bot from 'webex-node-bot-framework/lib/bot.js';
import { NotConnected, NotServed } from '../accounts/errors.js';
import type { Someone } from '../accounts/linking.js';
import { isWebexError } from '../webex/errors.js';
import type { Messaging } from '../webex/messaging.js';
import { actions } from './actions/table.js';
import { clickAgain, sayAgain } from './again.js';
import { askToConnect } from './ask-to-connect.js';
import { understand } from './commands/table.js';
import { NotDelivered } from './errors.js';
import type { HeardAction, HeardMessage, Listener } from './framework/framework.js';
import type { Services } from './services.js';
import { clickIn, turnIn, type Turn } from './turn.js';
import type { Content } from '../webex/messages.js';
import { expiredContent } from './views/expired.js';
import { unknownContent, welcomeContent } from './views/help.js';
import { problemContent } from './views/problem.js';
import type { Button } from './views/button.js';

/**
 * What is said when: words go to the command table, clicks to the action table, and whatever goes
 * wrong becomes an answer. Rejects only with NotDelivered: then the event is worth another try.
 */
export function conversation(services: Services, messaging: Messaging): Listener {
  return {
    onMessage: async (bot: Bot, heard: HeardMessage) => {
      const { personId, personEmail } = heard.message;
      const turn = turnIn(bot, { personId, email: personEmail });
      const understood = understand(heard.text);
      if (!('command' in understood)) {
        await turn.say(unknownContent(understood.meant));
        return;
      }
      const { command, rest } = understood;
      const again = sayAgain(command.name, rest);
      await answered(services, turn, turn.tell, again, () => command.run(turn, rest, services));
    },

    onAction: async (bot: Bot, { attachmentAction }: HeardAction) => {
      const { personId, inputs, messageId, roomId } = attachmentAction;
      // A click carries no address; none is needed, because the person's id says who acts.
      const person: Someone = { personId, email: '' };
      const click = clickIn(bot, person, inputs, { id: messageId, roomId }, messaging);
      const name = inputs.action;
      const action = typeof name === 'string' ? actions.get(name) : undefined;
      if (action === undefined) {
        await click.tell(expiredContent());
        return;
      }
      await answered(services, click, click.replace, clickAgain(inputs), () =>
        action.run(click, services),
      );
    },

    onSpawn: async (bot: Bot, addedBy: string) => {
      await turnIn(bot, { personId: addedBy, email: '' }).say(welcomeContent(bot.isDirect));
    },
  };
}

async function answered(
  services: Services,
  turn: Turn,
  answer: (content: Content) => Promise<void>,
  again: Button,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NotDelivered) throw error;
    if (error instanceof NotConnected) {
      await askToConnect(turn.tell, turn.person, error.reason, services);
      return;
    }
    if (isWebexError(error)) {
      // The person sees the trackingId; whoever runs the bot has to find it too.
      services.log.warn({ err: error }, 'Webex did not do what was asked');
    } else if (!(error instanceof NotServed)) {
      services.log.error({ err: error }, 'a handler failed');
    }
    await answer(problemContent(error, again));
  }
}
