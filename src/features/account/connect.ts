import { type Action, action, nothing } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import { askToConnect } from '../../bot/connect.js';
import { messageCard } from '../../bot/ui/message.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';

/** What connecting an account takes. */
export type ConnectDeps = Pick<Deps, 'accounts' | 'tokens' | 'authorityName'>;

/** A fresh link to connect: always to be had, from any card that offers it. */
export const connectAction = (deps: ConnectDeps): Action =>
  action({
    name: 'connect',
    input: nothing,
    run: (ctx) => askToConnect(ctx.update, ctx.actor, 'asked', deps),
  });

/** `connect`: a link to connect the person's Webex account. */
export const connectCommand = (deps: ConnectDeps): Command =>
  command({
    name: 'connect',
    words: ['connect', 'login', 'log in', 'sign in', 'reconnect', 'connect again'],
    help: '**connect** – let me see your recordings, or renew that',
    run: async (ctx) => {
      const account = await deps.accounts?.store.get(uuidOf(ctx.actor.personId));
      // In an organisation that has given access there is nothing to connect.
      if (account === undefined || deps.authorityName !== 'own') {
        await askToConnect(ctx.reply, ctx.actor, 'asked', deps);
        return;
      }
      await ctx.reply(
        messageCard({
          title: 'You are connected',
          paragraphs: ['Write **list** to see your recordings.'],
          buttons: [
            { title: 'Show my recordings', data: { action: 'list' } },
            { title: 'Connect again', data: { action: 'connect' } },
          ],
        }),
      );
    },
  });
