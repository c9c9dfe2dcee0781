import { isOver } from '../../accounts/account-store.js';
import { type Command, command } from '../../bot/command.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate } from '../../bot/ui/format.js';
import { messageCard, showListButton } from '../../bot/ui/message.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';

/** `whoami`: who the bot takes the person for, and what it may do for them. */
export const whoami = (
  deps: Pick<Deps, 'accounts' | 'tokens' | 'authorityName' | 'roles'>,
): Command =>
  command({
    name: 'whoami',
    words: ['whoami', 'who am i', 'status', 'am i connected', 'which account'],
    says: [/^me$/i],
    help: words.account.whoamiHelp,
    run: async (ctx) => {
      const { accounts, tokens, authorityName, roles } = deps;
      const { email } = ctx.actor;
      const account = await accounts?.store.get(uuidOf(ctx.actor.personId));
      const over = account !== undefined && isOver(account);
      const missing = authorityName === 'own' && (account === undefined || over);
      // Where one token acts for all, this tells strangers that the bot is not for them.
      if (!missing) await tokens.get(ctx.actor);
      const own = (): string => {
        if (account === undefined) return words.account.cannotSee;
        return over
          ? words.account.overCannotSee
          : words.account.connectedSince({ day: cardDate(account.connectedAt) });
      };
      const access = (): string => {
        if (authorityName === 'own') return own();
        return authorityName === 'personal-token'
          ? words.account.byPersonalToken
          : words.account.byOrganisation;
      };
      const [administrator, officer] = await Promise.all([
        roles.has(ctx.actor, 'administrator'),
        roles.has(ctx.actor, 'officer'),
      ]);
      const connect = { title: words.connect.connect, data: { action: 'connect' } };
      const content = messageCard({
        title:
          email === undefined
            ? words.account.you
            : words.account.youAre({ email: escapeText(email) }),
        paragraphs: present([
          access(),
          administrator && words.account.mayActForOthers,
          officer && words.account.mayActAsOfficer,
        ]),
        buttons: [missing ? connect : showListButton],
      });
      await ctx.reply(content);
    },
  });
