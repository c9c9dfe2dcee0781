import type { Logger } from 'pino';
import type { Store } from '../store/store.js';
import type { WebexClient } from '../webex/client.js';
import { type AccountStore, storedAccounts } from './account-store.js';
import { storedPendingLinks } from './authorization-requests.js';
import { type IntegrationOptions, createIntegration } from './oauth-client.js';
import { type Linking, createLinking } from './oauth-flow.js';
import { reseal } from './rotate-keys.js';
import type { Authorities } from './token-provider.js';
import { connectedAccounts } from './token-refresh.js';
import type { Vault } from './vault.js';

/** What connected accounts stand on. */
export interface AccountParts {
  readonly webex: WebexClient;
  readonly store: Store;
  readonly vault: Vault;
  readonly integration: IntegrationOptions;
  readonly log: Logger;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** People's accounts, ready for use. */
export interface OpenAccounts {
  readonly authorities: Authorities;
  readonly store: AccountStore;
  readonly linking: Linking;
  /** Seals with the first key what another one has sealed; goes on until done or told to stop. */
  readonly reseal: (signal: AbortSignal) => Promise<void>;
}

/** Puts the accounts together: an Integration, the database, the vault. */
export function openAccounts(parts: AccountParts): OpenAccounts {
  const { webex, store, vault, log, now, wait } = parts;
  const accounts = storedAccounts(store.db, vault, log);
  const integration = createIntegration(webex, parts.integration, now);
  const pending = storedPendingLinks(store.db, vault, now);
  return {
    authorities: connectedAccounts(accounts, integration, now, { locks: store.locks, wait }),
    store: accounts,
    linking: createLinking(webex, integration, accounts, pending, now),
    reseal: async (signal) => {
      await reseal(store.db, vault, log, signal);
    },
  };
}
