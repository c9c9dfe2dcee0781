import { withToken } from '../../accounts/token-provider.js';
import { ACCOUNT_ROLES, type AccountRole, type Actor, accountKey } from '../../accounts/types.js';
import { type Action, action, nothing } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import { askToConnect } from '../../bot/connect.js';
import type { Feature } from '../../bot/feature.js';
import type { Notice } from '../../bot/ui/card.js';
import { messageCard } from '../../bot/ui/message.js';
import { problemCard } from '../../bot/ui/problem.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import type { Permit } from '../../util/permit.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Messaging } from '../../webex/messaging.js';
import type { Deps } from '../deps.js';
import { type ListDeps, renderListPage } from '../list/index.js';
import { whoami } from './whoami.js';

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

const WORDS: Record<Exclude<AccountRole, 'own'>, string> = {
  administrator:
    'You can act for others now: write for example **for bob@example.com list**. Each card will say on whose behalf, and each change is written down with both your names.',
  officer:
    'You can act as a compliance officer now: write **compliance list**. Each card will say so, and each deletion is written down with its reason.',
};

/** Tells somebody who has connected for more than their own recordings how to go on. */
export async function sendConnectedForOthers(
  messaging: Messaging,
  { personId }: Actor,
  purpose: Exclude<AccountRole, 'own'>,
): Promise<void> {
  const content = messageCard({ title: 'You are connected', paragraphs: [WORDS[purpose]] });
  await messaging.post({ toPersonId: personId }, content);
}

/** The list that a person gets as soon as they are connected. Rejects when it cannot be sent. */
export async function sendFirstList(deps: ListDeps, actor: Actor): Promise<void> {
  const notice = { style: 'good', text: 'You are connected.' } as const;
  const again = { title: 'Try again', data: { action: 'list' } };
  const content = await latestCard(deps, actor, notice).catch((error: unknown) =>
    problemCard(error, again),
  );
  await deps.messaging.post({ toPersonId: actor.personId }, content);
}

async function latestCard(deps: ListDeps, actor: Actor, notice: Notice): Promise<Content> {
  const state = latest(deps.now());
  const query = { window: windowOf(state), limit: state.limit };
  const listing = await withToken(deps.tokens, actor, (authority) =>
    listRecordings(deps.webex, authority, query),
  );
  return await renderListPage(deps, actor, state, { listing }, notice);
}

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

/** What connecting, and forgetting, an account takes. */
export interface AccountDeps
  extends ListDeps, Omit<DisconnectDeps, 'accounts'>, Pick<Deps, 'background'> {
  readonly accounts: Deps['accounts'];
  /** Called after somebody has connected for their own recordings. */
  readonly onConnected: (actor: Actor) => Promise<void>;
}

/** The feature, and what it does once somebody has consented. */
export interface AccountFeature extends Feature {
  /** Answers in the 1:1 space, behind whoever waits for the consent page. */
  readonly connected: (actor: Actor, role: AccountRole) => void;
}

/** `connect`, `disconnect`, `whoami`: whose recordings the bot may see. */
export const account = (deps: AccountDeps): AccountFeature => ({
  commands: [connectCommand(deps), whoami(deps), disconnect(deps)],
  actions: [connectAction(deps)],
  connected: (actor, role) => {
    const { background, messaging } = deps;
    if (role !== 'own') {
      background.run('connected', () => sendConnectedForOthers(messaging, actor, role));
      return;
    }
    background.run('first list', () => sendFirstList(deps, actor));
    background.run('notifications after connecting', () => deps.onConnected(actor));
  },
});
