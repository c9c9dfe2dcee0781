import { isOver } from '../../accounts/account-store.js';
import { withToken } from '../../accounts/token-provider.js';
import { ACCOUNT_ROLES, type AccountRole, type Actor, accountKey } from '../../accounts/types.js';
import { type Action, action, nothing } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import { askToConnect } from '../../bot/connect.js';
import type { Feature } from '../../bot/feature.js';
import { messageCard, showListButton } from '../../bot/ui/message.js';
import { problemCard } from '../../bot/ui/problem.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import type { Permit } from '../../util/permit.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { type ListDeps, renderListPage } from '../list/index.js';
import { whoami } from './whoami.js';

type ConnectDeps = Pick<Deps, 'accounts' | 'tokens' | 'authorityName'>;

export interface DisconnectDeps extends Pick<Deps, 'accounts' | 'settings'> {
  /** Called while the token is still there: takes back what was created with it. */
  readonly onDisconnect: (permit: Permit, actor: Actor) => Promise<void>;
}

export interface AccountDeps
  extends ListDeps, ConnectDeps, DisconnectDeps, Pick<Deps, 'background' | 'settings'> {
  readonly accounts: Deps['accounts'];
  /** Called after somebody has connected for their own recordings. */
  readonly onConnected: (actor: Actor) => Promise<void>;
}

/** @param resume answers, below these words, the question for which somebody has connected */
type Connected = (
  actor: Actor,
  role: AccountRole,
  resume?: (above: Content) => Promise<void>,
) => void;

/** `connect`, `disconnect`, `whoami`: whose recordings the bot may see. */
export const account = (deps: AccountDeps): Feature & { readonly connected: Connected } => ({
  commands: [connectCommand(deps), whoami(deps), disconnect(deps)],
  actions: [connectAction(deps)],
  /** Answers in the 1:1 space, while the browser shows the consent page. */
  connected: (actor, role, resume) => {
    const { background, messaging } = deps;
    const content = messageCard({ title: words.connect.connected, paragraphs: howToAct(role) });
    background.run('connected', async () => {
      if (resume !== undefined) await resume(content);
      else if (role === 'own') await sendFirstList(deps, actor);
      else await messaging.post({ toPersonId: actor.personId }, content);
    });
    if (role !== 'own') return;
    background.run('notifications after connecting', () => deps.onConnected(actor));
  },
});

function howToAct(role: AccountRole): string[] {
  if (role === 'own') return [];
  return [role === 'officer' ? words.account.actAsOfficer : words.account.actForOthers];
}

/** A fresh link to connect. */
export const connectAction = (deps: ConnectDeps): Action =>
  action({
    name: 'connect',
    input: nothing,
    run: (ctx) => askToConnect(ctx.update, ctx.actor, 'asked', deps),
  });

export const connectCommand = (deps: ConnectDeps): Command =>
  command({
    name: 'connect',
    words: ['connect', 'login', 'log in', 'sign in', 'reconnect', 'connect again'],
    help: words.account.connectHelp,
    run: async (ctx) => {
      const known = await deps.accounts?.store.get(uuidOf(ctx.actor.personId));
      const over = known !== undefined && isOver(known);
      // In an organisation that has given access there is nothing to connect.
      if (known === undefined || over || deps.authorityName !== 'own') {
        await askToConnect(ctx.reply, ctx.actor, over ? 'over' : 'asked', deps);
        return;
      }
      const again = { title: words.common.connectAgain, data: { action: 'connect' } };
      await ctx.reply(
        messageCard({
          title: words.connect.connected,
          paragraphs: [words.account.writeList],
          buttons: [showListButton, again],
        }),
      );
    },
  });

/** Shows the list to a person who has just connected. Rejects when it cannot be sent. */
export async function sendFirstList(deps: ListDeps, actor: Actor): Promise<void> {
  const state = latest(deps.now());
  const query = { ...recordedIn(windowOf(state), deps.now()), limit: state.limit };
  const notice = { style: 'good', text: words.account.connectedNotice } as const;
  const again = { title: words.common.tryAgain, data: { action: 'list' } };
  const content = await withToken(deps.tokens, actor, (authority) =>
    listRecordings(deps.webex, authority, query),
  )
    .then((listing) => renderListPage(deps, actor, state, { listing }, notice))
    .catch((error: unknown) => problemCard(error, again));
  await deps.messaging.post({ toPersonId: actor.personId }, content);
}

/** `disconnect`: deletes the person's tokens, pending links and settings. */
export const disconnect = (deps: DisconnectDeps): Command =>
  command({
    name: 'disconnect',
    changes: true,
    words: ['disconnect', 'logout', 'log out', 'sign out', 'forget me'],
    forUnserved: true,
    help: words.account.disconnectHelp,
    run: async (ctx) => {
      const { accounts, settings } = deps;
      const id = uuidOf(ctx.actor.personId);
      await deps.onDisconnect(ctx.permit, ctx.actor);
      let was = false;
      for (const role of ACCOUNT_ROLES) {
        const key = accountKey(id, role);
        was ||= (await accounts?.store.get(key)) !== undefined;
        await accounts?.store.remove(key);
      }
      await accounts?.oauth.cancel(ctx.actor);
      await settings.forget(id);
      await ctx.reply(
        !was
          ? messageCard({
              title: words.connect.notConnected,
              paragraphs: [words.account.nothingKept],
            })
          : messageCard({
              title: words.account.disconnected,
              paragraphs: [words.account.deleted],
              buttons: [{ title: words.connect.connect, data: { action: 'connect' } }],
            }),
      );
    },
  });
