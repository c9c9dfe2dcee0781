import type { Logger } from 'pino';
import type { Store } from '../store/store.js';
import type { WebexClient } from '../webex/client.js';
import { type AccountStore, accountStore } from './account-store.js';
import { authorizationRequests } from './authorization-requests.js';
import { type OAuthClientOptions, createOAuthClient } from './oauth-client.js';
import { type OAuthFlow, createOAuthFlow } from './oauth-flow.js';
import { rotateKeys } from './rotate-keys.js';
import type { TokenProvider } from './token-provider.js';
import { connectedAccounts } from './token-refresh.js';
import type { Vault } from './vault.js';

/** What connected accounts stand on. */
export interface AccountDeps {
  readonly webex: WebexClient;
  readonly store: Store;
  readonly vault: Vault;
  readonly integration: OAuthClientOptions;
  readonly log: Logger;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** People's accounts, ready for use. */
export interface OpenAccounts {
  readonly tokens: TokenProvider;
  readonly store: AccountStore;
  readonly oauth: OAuthFlow;
  /** Seals with the first key what another one has sealed; goes on until done or told to stop. */
  readonly rotateKeys: (signal: AbortSignal) => Promise<void>;
}

/** Puts the accounts together: an Integration, the database, the vault. */
export function openAccounts(parts: AccountDeps): OpenAccounts {
  const { webex, store, vault, log, now, wait } = parts;
  const accounts = accountStore(store.db, vault, log);
  const integration = createOAuthClient(webex, parts.integration, now);
  const pending = authorizationRequests(store.db, vault, now);
  return {
    tokens: connectedAccounts(accounts, integration, now, { locks: store.locks, wait }),
    store: accounts,
    oauth: createOAuthFlow(webex, integration, accounts, pending, now),
    rotateKeys: async (signal) => {
      await rotateKeys(store.db, vault, log, signal);
    },
  };
}
