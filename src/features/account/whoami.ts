import { isOver } from '../../accounts/account-store.js';
import type { AuthorityName } from '../../accounts/types.js';
import { type Command, command } from '../../bot/command.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate } from '../../bot/ui/format.js';
import { messageCard, showListButton } from '../../bot/ui/message.js';
import { present } from '../../util/present.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';

const ORGANISATION =
  'You don’t need to connect: your organisation has given me access, and I use it for your own recordings only.';
const ACCESS: Record<Exclude<AuthorityName, 'own'>, string> = {
  'personal-token': 'I use the personal access token in my configuration, which is yours.',
  'service-app': ORGANISATION,
  'admin-token': ORGANISATION,
};

/** `whoami`: who the bot takes the person for, and what it may do for them. */
export const whoami = (
  deps: Pick<Deps, 'accounts' | 'tokens' | 'authorityName' | 'roles'>,
): Command =>
  command({
    name: 'whoami',
    words: ['whoami', 'who am i', 'status', 'me'],
    help: '**whoami** – which account you’re using',
    run: async (ctx) => {
      const { accounts, tokens, authorityName, roles } = deps;
      const { email } = ctx.actor;
      const account = await accounts?.store.get(uuidOf(ctx.actor.personId));
      const over = account !== undefined && isOver(account);
      const missing = authorityName === 'own' && (account === undefined || over);
      // Where one token acts for all, this tells strangers that the bot is not for them.
      if (!missing) await tokens.get(ctx.actor);
      const since = account === undefined ? '' : ` since ${cardDate(account.connectedAt)}`;
      const connected = `You are connected${since}.`;
      const lacks = over
        ? 'Your connection to Webex has ended or was withdrawn, so I cannot see your recordings.'
        : 'You are not connected, so I cannot see your recordings.';
      const own = missing ? lacks : connected;
      const [administrator, officer] = await Promise.all([
        roles.has(ctx.actor, 'administrator'),
        roles.has(ctx.actor, 'officer'),
      ]);
      const connect = { title: 'Connect', data: { action: 'connect' } };
      const content = messageCard({
        title: email === undefined ? 'You' : `You are ${escapeText(email)}`,
        paragraphs: present([
          authorityName === 'own' ? own : ACCESS[authorityName],
          administrator && 'You can act for others: write **for bob@example.com list**.',
          officer && 'You can act as a compliance officer: write **compliance list**.',
        ]),
        buttons: [missing ? connect : showListButton],
      });
      await ctx.reply(content);
    },
  });
