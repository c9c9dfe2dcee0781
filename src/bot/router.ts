import type Bot from 'webex-node-bot-framework/lib/bot.js';
import { NotConnected, NotServed } from '../accounts/types.js';
import type { Deps } from '../features/deps.js';
import { unknownCard, welcomeCard } from '../features/help/help.js';
import { actions } from '../features/index.js';
import { isStoreFailure } from '../store/errors.js';
import { isWebexError } from '../webex/errors.js';
import type { Content } from '../webex/messages.js';
import type { Messaging } from '../webex/messaging.js';
import type { AccessGuard } from './access/access-guard.js';
import { understand } from './commands.js';
import { askToConnect } from './connect.js';
import { type MessageContext, actionContext, messageContext } from './context.js';
import { NoSuchHost, NotAllowed, NotDelivered } from './errors.js';
import type { HeardAction, HeardMessage, FrameworkHandlers } from './framework/framework.js';
import { clickAgain, sayAgain } from './retry-button.js';
import { confirmIfStale } from './stale-clicks.js';
import type { Button } from './ui/card.js';
import { expiredContent } from './ui/message.js';
import { problemContent } from './ui/problem.js';

/**
 * What is said when: what the gate lets through goes to the command table (words) or the action
 * table (clicks), and whatever goes wrong becomes an answer. Rejects when the event is worth another
 * try: the answer could not be sent, the database failed, or Webex did not say who it is.
 */
export function createRouter(
  deps: Deps,
  messaging: Messaging,
  gate: AccessGuard,
): FrameworkHandlers {
  return {
    onMessage: async (bot: Bot, heard: HeardMessage) => {
      const { id, personId, personEmail, created } = heard.message;
      const ctx = messageContext(bot, { personId, email: personEmail }, deps.log);
      const understood = understand(heard.text, undefined, deps.now());
      const leaving = 'command' in understood && understood.command.forUnserved === true;
      const eventKey = `messages:created:${id}`;
      if (!(await gate.allow(ctx, { eventKey, created, erasesOwnData: leaving }))) return;
      if (!('command' in understood)) {
        await ctx.say(unknownCard(understood.meant));
        return;
      }
      const { command, rest } = understood;
      const again = sayAgain(command.name, rest);
      await answered(deps, ctx, ctx.reply, again, () => command.run(ctx, rest, deps));
    },

    onAction: async (bot: Bot, { attachmentAction }: HeardAction) => {
      const { cards } = deps.searches;
      const pressed = actionContext(bot, attachmentAction, messaging, deps.log, cards.supersede);
      const { eventKey } = pressed;
      const { created, receivedAt } = attachmentAction;
      if (!(await gate.allow(pressed, { eventKey, created }))) return;
      const ctx = await confirmIfStale(pressed, receivedAt, deps);
      const name = ctx.inputs.action;
      const action = typeof name === 'string' ? actions.get(name) : undefined;
      if (action === undefined) {
        await ctx.reply(expiredContent());
        return;
      }
      await answered(deps, ctx, ctx.update, clickAgain(ctx.inputs), () => action.run(ctx, deps));
    },

    onSpawn: async (bot: Bot, addedBy: string) => {
      const ctx = messageContext(bot, { personId: addedBy, email: '' }, deps.log);
      // Whoever is not served learns so by asking; a welcome would offer what they cannot have.
      if (await gate.admits(ctx.actor)) await ctx.say(welcomeCard(bot.isDirect));
    },
  };
}

async function answered(
  deps: Deps,
  ctx: MessageContext,
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
      await askToConnect(ctx.reply, ctx.actor, reason, deps, purpose);
      return;
    }
    if (isWebexError(error)) {
      // The person sees the trackingId; whoever runs the bot has to find it too.
      deps.log.warn({ err: error }, 'Webex did not do what was asked');
    } else if (!isDecided(error)) {
      deps.log.error({ err: error }, 'a handler failed');
    }
    await answer(problemContent(error, again));
  }
}

/** Somebody has decided so: nothing for whoever runs the bot to look into. */
function isDecided(error: unknown): boolean {
  return error instanceof NotServed || error instanceof NotAllowed || error instanceof NoSuchHost;
}
