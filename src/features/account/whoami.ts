import type { Actor, AuthorityName } from '../../accounts/types.js';
import { type Command, command } from '../../bot/command.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';

const ORGANISATION =
  'You need not connect: I act with the access that your organisation has given me, and for your own recordings only.';
const ACCESS: Record<Exclude<AuthorityName, 'own'>, string> = {
  'personal-token': 'I act with the personal token that I was configured with, which is yours.',
  'service-app': ORGANISATION,
  'admin-token': ORGANISATION,
};

/** What saying who somebody is takes. */
export type WhoamiDeps = Pick<Deps, 'accounts' | 'tokens' | 'authorityName' | 'roles'>;

/** `whoami`: who the bot takes the person for, and what it may do for them. */
export const whoami = (deps: WhoamiDeps): Command =>
  command({
    name: 'whoami',
    words: ['whoami', 'who am i', 'status', 'me'],
    help: '**whoami** – who you are to me, and whether you are connected',
    run: async (ctx) => {
      const { accounts, tokens, authorityName } = deps;
      const { email } = ctx.actor;
      const title = email === undefined ? 'You' : `You are ${escapeText(email)}`;
      const account = await accounts?.store.get(uuidOf(ctx.actor.personId));
      if (authorityName === 'own' && account === undefined) {
        const paragraphs = [
          'You are not connected, so I cannot see your recordings.',
          ...(await rolesOf(deps, ctx.actor)),
        ];
        const buttons = [{ title: 'Connect', data: { action: 'connect' } }];
        await ctx.reply(messageCard({ title, paragraphs, buttons }));
        return;
      }
      // On one token for all this tells strangers that the bot is not for them.
      await tokens.get(ctx.actor);
      const since = account === undefined ? '' : ` since ${cardDate(account.connectedAt)}`;
      const paragraphs = [
        authorityName === 'own'
          ? `You are connected${since}: I list, delete and restore your recordings when you ask.`
          : ACCESS[authorityName],
        ...(await rolesOf(deps, ctx.actor)),
      ];
      const buttons = [{ title: 'Show my recordings', data: { action: 'list' } }];
      await ctx.reply(messageCard({ title, paragraphs, buttons }));
    },
  });

/** What else the person may do here. */
async function rolesOf({ roles }: WhoamiDeps, actor: Actor): Promise<string[]> {
  const [administrator, officer] = await Promise.all([
    roles.has(actor, 'administrator'),
    roles.has(actor, 'officer'),
  ]);
  return [
    ...(administrator ? ['You may act for others: write **for bob@example.com list**.'] : []),
    ...(officer ? ['You may act as a compliance officer: write **compliance list**.'] : []),
  ];
}
