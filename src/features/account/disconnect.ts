import { ACCOUNT_ROLES, type Actor, accountKey } from '../../accounts/types.js';
import { type Command, command } from '../../bot/command.js';
import { messageCard } from '../../bot/ui/message.js';
import type { Permit } from '../../util/permit.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';

/** What forgetting somebody takes. */
export interface DisconnectDeps extends Pick<Deps, 'accounts' | 'settings'> {
  /** Called while their token is still there: takes back what was made with it. */
  readonly onDisconnect: (permit: Permit, actor: Actor) => Promise<void>;
}

/** `disconnect`: forgets the person's tokens, links under way, and what they chose in their settings. */
export const disconnect = (deps: DisconnectDeps): Command =>
  command({
    name: 'disconnect',
    words: ['disconnect', 'logout', 'log out', 'sign out', 'forget me'],
    forUnserved: true,
    help: '**disconnect** – forget my access to your recordings, and your settings',
    run: async (ctx) => {
      const { accounts, settings } = deps;
      const id = uuidOf(ctx.actor.personId);
      // What was made at Webex in their name goes with their token, so it goes first.
      await deps.onDisconnect(ctx.permit, ctx.actor);
      // Whatever they connected for: nothing of it stays.
      let was = false;
      for (const purpose of ACCOUNT_ROLES) {
        const key = accountKey(id, purpose);
        was ||= (await accounts?.store.get(key)) !== undefined;
        await accounts?.store.remove(key);
      }
      await accounts?.oauth.cancel(ctx.actor);
      await settings.forget(id);
      const again = { title: 'Connect', data: { action: 'connect' } };
      await ctx.reply(
        !was
          ? messageCard({
              title: 'You are not connected',
              paragraphs: ['I hold no access of yours, and keep no settings of yours either.'],
            })
          : messageCard({
              title: 'Disconnected',
              paragraphs: [
                'I have forgotten your access and your settings, and no longer see your recordings.',
              ],
              buttons: [again],
            }),
      );
    },
  });
