import type { Logger } from 'pino';
import type { Store } from '../store/store.js';
import type { WebexClient } from '../webex/client.js';
import type { AccountStore } from './account.js';
import type { Authorities } from './authorities.js';
import { connectedAccounts } from './connected.js';
import { createIntegration, type IntegrationOptions } from './integration.js';
import { createLinking, type Linking } from './linking.js';
import { reseal } from './reseal.js';
import { storedAccounts } from './stored-accounts.js';
import { storedPendingLinks } from './stored-pending-links.js';
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
