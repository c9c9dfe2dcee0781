import type { AccountRole, Actor } from '../../accounts/types.js';
import type { Feature } from '../../bot/feature.js';
import type { Deps } from '../deps.js';
import type { ListDeps } from '../list/index.js';
import { connectAction, connectCommand } from './connect.js';
import { sendConnectedForOthers, sendFirstList } from './connected.js';
import { type DisconnectDeps, disconnect } from './disconnect.js';
import { whoami } from './whoami.js';

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
