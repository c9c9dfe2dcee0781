import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { mustReconnect } from '../../accounts/account-store.js';
import { ACCOUNT_ROLES, type Actor, accountKey } from '../../accounts/types.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
import { action, command, nothing, phrases } from '../../bot/feature.js';
import { type ConnectDeps as AskDeps, askToConnect, newCodeButton } from '../../bot/connect.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate } from '../../bot/ui/format.js';
import {
  connectAgainButton,
  messageCard,
  shortCard,
  showListButton,
} from '../../bot/ui/message.js';
import type { Permit } from '../../util/permit.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';
import type { Connected, SigningInDeps } from './signing-in.js';
import { afterSigningIn, firstAnswerJob, codeRounds } from './signing-in.js';
import { pattern } from '../../util/pattern.js';

type ConnectCommandDeps = AskDeps & Pick<Deps, 'accounts'>;

export interface DisconnectDeps extends Pick<Deps, 'accounts' | 'settings'> {
  /** Called while the token still works, to remove what was created with it. */
  readonly onDisconnect: (permit: Permit, actor: Actor) => Promise<void>;
}

export type AccountDeps = SigningInDeps & DisconnectDeps;

const connectButton = () => ({ title: words.connect.connect, data: { action: 'connect' } });

/** `connect`, `disconnect`, `whoami`: whose recordings the bot may see. */
export const account = (deps: AccountDeps): Feature & { readonly connected: Connected } => {
  const connected = afterSigningIn(deps);
  const device = deps.accounts?.device;
  return {
    commands: [connectCommand(deps), whoami(deps), disconnect(deps)],
    actions: [connectAction(deps), cancelAction(deps)],
    jobs: [firstAnswerJob(deps)],
    background: device === undefined ? [] : [codeRounds(deps, device, connected)],
    connected,
  };
};

export const cancelAction = (deps: ConnectCommandDeps): Action =>
  action({
    name: 'connect-cancel',
    input: nothing,
    run: async (ctx) => {
      await deps.accounts?.device?.cancel(ctx.actor, ctx.at);
      const known = await deps.accounts?.store.get(uuidOf(ctx.actor.personId));
      const isConnected = known !== undefined && !mustReconnect(known);
      const title = isConnected ? words.connect.connected : words.connect.notConnected;
      const paragraphs = [words.connect.cancelled];
      const buttons = [...(isConnected ? [showListButton] : []), newCodeButton()];
      await ctx.update(messageCard({ title, paragraphs, buttons }));
    },
  });

export const connectAction = (deps: ConnectCommandDeps & Pick<Deps, 'roles'>): Action =>
  action({
    name: 'connect',
    input: z.object({
      connection: z.enum(['administrator', 'officer']).optional().catch(undefined),
    }),
    run: async (ctx, { connection: role }) => {
      const isTheirs = role !== undefined && (await deps.roles.has(ctx.actor, role));
      await askToConnect(ctx.update, ctx.actor, 'asked', deps, isTheirs ? role : 'own');
    },
  });

export const connectCommand = (deps: ConnectCommandDeps): Command =>
  command({
    name: 'connect',
    words: phrases(
      'connect, login, log in, log me in, sign in, sign me in, reconnect, connect again, new link',
      'switch account, change account, use another account',
    ),
    says: [
      pattern`
        ^((no|but|please|i want to)[\s,]+)*(stay|remain|keep me|be|(re)?connect me|let me back)\s*
        (connected|signed in|logged in|in|back|again)*$
        |^(link|add|register|authori[sz]e) (my|the|an?) (webex )?account$
      `,
    ],
    help: words.account.connectHelp,
    run: async (ctx) => {
      const known = await deps.accounts?.store.get(uuidOf(ctx.actor.personId));
      const over = known !== undefined && mustReconnect(known);
      // Where the organisation gives access, nobody needs to connect.
      const isConnected = known !== undefined && !over && deps.authorityName === 'own';
      const buttons = [showListButton, connectAgainButton()];
      if (isConnected)
        await ctx.reply(shortCard(words.connect.connected, words.account.writeList, buttons));
      else await askToConnect(ctx.reply, ctx.actor, over ? 'over' : 'asked', deps);
    },
  });

/** `whoami`: who the person is to the bot, and what it may do for them. */
export const whoami = (
  deps: Pick<Deps, 'accounts' | 'tokens' | 'authorityName' | 'roles'>,
): Command =>
  command({
    name: 'whoami',
    words: ['whoami', 'who am i', 'status', 'am i connected', 'which account'],
    says: [
      pattern`^am i (still )?(an? |the )?(admin(istrator)?|officer|compliance officer|connected|signed in|logged in)$`,
      pattern`
        ^me$|^(what(['’]?s| is)|show( me)?) my (webex )?(account|role|e-?mail( address)?)$
        |^i(['’]?(m|ve)| (am|have))? (already )?connected( already)?$
      `,
      pattern`^why ((can|do|could)(['’]?t|\s*n['’]t|\s?not) you|(can|do|could) you not) see (my|any|the) recordings$`,
    ],
    help: words.account.whoamiHelp,
    run: async (ctx) => {
      const { accounts, tokens, authorityName, roles } = deps;
      const account = await accounts?.store.get(uuidOf(ctx.actor.personId));
      // A click comes without an address.
      const { email = account?.email ?? '' } = ctx.actor;
      const over = account !== undefined && mustReconnect(account);
      const missing = authorityName === 'own' && (account === undefined || over);
      // With one token for everybody, this tells strangers that the bot is not for them.
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
      const content = messageCard({
        title:
          email === '' ? words.account.you : words.account.youAre({ email: escapeText(email) }),
        paragraphs: present([
          access(),
          administrator && words.account.mayActForOthers,
          officer && words.account.mayActAsOfficer,
        ]),
        buttons: [missing ? connectButton() : showListButton],
      });
      await ctx.reply(content);
    },
  });

/** `disconnect`: deletes the person's tokens, pending links and settings. */
export const disconnect = (deps: DisconnectDeps): Command => {
  // Requests already done: if the answer could not be sent, the request comes again, and gets the same answer.
  const done = new LRUCache<string, true>({ max: 1_000 });
  return command({
    name: 'disconnect',
    changes: true,
    words: phrases(
      'disconnect, logout, log out, sign out, forget me, log me out, sign me out',
      'delete my account, delete my data, delete my personal data, remove my data, erase my data',
    ),
    says: [
      pattern`
        ^(delete|remove|erase|forget) ((all|everything|any data|what|whatever) )*(that )?you(['’]ve| have)?\s+
        (know|have|keep|store|stored|saved|kept)( (about|on|of|from) me)?$
      `,
    ],
    forUnserved: true,
    help: words.account.disconnectHelp,
    run: async (ctx) => {
      const { accounts, settings } = deps;
      const id = uuidOf(ctx.actor.personId);
      await deps.onDisconnect(ctx.permit, ctx.actor);
      let was = done.has(ctx.permit.key);
      for (const role of ACCOUNT_ROLES) {
        const key = accountKey(id, role);
        was ||= (await accounts?.store.get(key)) !== undefined;
        await accounts?.store.remove(key);
      }
      if (was) done.set(ctx.permit.key, true);
      await accounts?.oauth.cancel(ctx.actor);
      await settings.forget(id);
      await ctx.reply(
        !was
          ? shortCard(words.connect.notConnected, words.account.nothingKept)
          : shortCard(words.account.disconnected, words.account.deleted, [connectButton()]),
      );
    },
  });
};
