import type Bot from 'webex-node-bot-framework/lib/bot.js';
import { NotConnected, NotServed } from '../accounts/types.js';
import type { Services } from '../features/deps.js';
import { unknownContent, welcomeContent } from '../features/help/help.js';
import { actions } from '../features/index.js';
import { isStoreFailure } from '../store/errors.js';
import { isWebexError } from '../webex/errors.js';
import type { Content } from '../webex/messages.js';
import type { Messaging } from '../webex/messaging.js';
import type { Gate } from './access/access-guard.js';
import { understand } from './commands.js';
import { askToConnect } from './connect.js';
import { type Turn, clickIn, turnIn } from './context.js';
import { NoSuchHost, NotAllowed, NotDelivered } from './errors.js';
import type { HeardAction, HeardMessage, Listener } from './framework/framework.js';
import { clickAgain, sayAgain } from './retry-button.js';
import { askedWhenLate } from './stale-clicks.js';
import type { Button } from './ui/card.js';
import { expiredContent } from './ui/message.js';
import { problemContent } from './ui/problem.js';

/**
 * What is said when: what the gate lets through goes to the command table (words) or the action
 * table (clicks), and whatever goes wrong becomes an answer. Rejects when the event is worth another
 * try: the answer could not be sent, the database failed, or Webex did not say who it is.
 */
export function conversation(services: Services, messaging: Messaging, gate: Gate): Listener {
  return {
    onMessage: async (bot: Bot, heard: HeardMessage) => {
      const { id, personId, personEmail, created } = heard.message;
      const turn = turnIn(bot, { personId, email: personEmail }, services.log);
      const understood = understand(heard.text, undefined, services.now());
      const leaving = 'command' in understood && understood.command.forUnserved === true;
      const eventKey = `messages:created:${id}`;
      if (!(await gate.lets(turn, { eventKey, created, leaving }))) return;
      if (!('command' in understood)) {
        await turn.say(unknownContent(understood.meant));
        return;
      }
      const { command, rest } = understood;
      const again = sayAgain(command.name, rest);
      await answered(services, turn, turn.tell, again, () => command.run(turn, rest, services));
    },

    onAction: async (bot: Bot, { attachmentAction }: HeardAction) => {
      const { cards } = services.searches;
      const pressed = clickIn(bot, attachmentAction, messaging, services.log, cards.overtake);
      const { eventKey } = pressed;
      const { created, receivedAt } = attachmentAction;
      if (!(await gate.lets(pressed, { eventKey, created }))) return;
      const click = await askedWhenLate(pressed, receivedAt, services);
      const name = click.inputs.action;
      const action = typeof name === 'string' ? actions.get(name) : undefined;
      if (action === undefined) {
        await click.tell(expiredContent());
        return;
      }
      await answered(services, click, click.replace, clickAgain(click.inputs), () =>
        action.run(click, services),
      );
    },

    onSpawn: async (bot: Bot, addedBy: string) => {
      const turn = turnIn(bot, { personId: addedBy, email: '' }, services.log);
      // Whoever is not served learns so by asking; a welcome would offer what they cannot have.
      if (await gate.admits(turn.person)) await turn.say(welcomeContent(bot.isDirect));
    },
  };
}

async function answered(
  services: Services,
  turn: Turn,
  answer: (content: Content) => Promise<unknown>,
  again: Button | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Both are worth another try of the whole event; whatever was done is found in the audit. A broken
    // connection to Webex has the same codes as one to the database, and was tried again already.
    if (error instanceof NotDelivered) throw error;
    if (!isWebexError(error) && isStoreFailure(error)) throw error;
    if (error instanceof NotConnected) {
      const { reason, purpose } = error;
      await askToConnect(turn.tell, turn.person, reason, services, purpose);
      return;
    }
    if (isWebexError(error)) {
      // The person sees the trackingId; whoever runs the bot has to find it too.
      services.log.warn({ err: error }, 'Webex did not do what was asked');
    } else if (!isDecided(error)) {
      services.log.error({ err: error }, 'a handler failed');
    }
    await answer(problemContent(error, again));
  }
}

/** Somebody has decided so: nothing for whoever runs the bot to look into. */
function isDecided(error: unknown): boolean {
  return error instanceof NotServed || error instanceof NotAllowed || error instanceof NoSuchHost;
}
