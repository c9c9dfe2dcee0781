import type { Logger } from 'pino';
import { accountStore } from '../accounts/account-store.js';
import { type KeyRing, openTokenKeys, passingKeys } from '../accounts/keys.js';
import { createOAuthClient } from '../accounts/oauth-client.js';
import { CALLBACK_PATH, authorizationRequests, createOAuthFlow } from '../accounts/oauth-flow.js';
import {
  fixedToken,
  organisation,
  personalToken,
  serviceAppToken,
} from '../accounts/organisation.js';
import { rotateKeys } from '../accounts/rotate-keys.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import { connectedAccounts } from '../accounts/token-refresh.js';
import type { AuthorityName } from '../accounts/types.js';
import { type Vault, createVault } from '../accounts/vault.js';
import { type Admission, admittedTokenProvider } from '../bot/access/admission.js';
import type { AppSecrets } from '../config/authority.js';
import type { Config } from '../config/config.js';
import type { Store } from '../store/store.js';
import type { WebexClient } from '../webex/client.js';
import { type Person, getMe } from '../webex/people.js';
import { startAdvice } from './errors.js';

/** Dependencies of {@link openAuthority}. */
export interface AuthorityDeps {
  readonly config: Config;
  readonly webex: WebexClient;
  readonly store: Store;
  readonly log: Logger;
  /** Who this is, asked of Webex with the bot's token. */
  readonly whoIs: (personId: string) => Promise<Person>;
  readonly admits: Admission;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** The bot's credentials, ready for use. */
export interface OpenAuthority {
  /** For people whom the bot serves. */
  readonly tokens: TokenProvider;
  /** Also for people no longer served: to revoke what was created for them. */
  readonly revokingTokens: TokenProvider;
  readonly authorityName: AuthorityName;
  /** None where nobody can connect. */
  readonly accounts?: OpenAccounts | undefined;
  /** None where nothing is encrypted. */
  readonly rotateKeys?: OpenAccounts['rotateKeys'] | undefined;
  /** For other stored data; on a personal token without keys it opens in this process alone. */
  readonly vault: Vault;
}

type Opened = Omit<OpenAuthority, 'revokingTokens' | 'vault'>;
type Parts = AuthorityDeps & { readonly vault: Vault };

/** Opens what the configuration names. Rejects with a StartError where Webex refuses it. */
export async function openAuthority(parts: AuthorityDeps): Promise<OpenAuthority> {
  const vault = createVault(keysOf(parts.config));
  const opened = await openConfigured({ ...parts, vault });
  const { tokens: revokingTokens } = opened;
  const tokens = admittedTokenProvider(revokingTokens, parts.admits);
  return { ...opened, revokingTokens, tokens, vault };
}

async function openConfigured(parts: Parts): Promise<Opened> {
  const { config, webex, whoIs, now } = parts;
  const { authority } = config;
  switch (authority.kind) {
    case 'integration': {
      const accounts = connecting(parts, authority);
      const { tokens, rotateKeys } = accounts;
      return { tokens, authorityName: 'own', accounts, rotateKeys };
    }
    case 'personal': {
      const { token } = authority;
      const tokens = await personalToken(webex, token).catch(startAdvice('WEBEX_ACCESS_TOKEN'));
      return { tokens, authorityName: 'personal-token' };
    }
    case 'admin-token': {
      const admin = await getMe(webex, authority.token).catch(startAdvice('WEBEX_ADMIN_TOKEN'));
      const accounts = forOfficers(parts, authority.integration);
      const tokens = organisation({
        token: fixedToken(authority.token),
        orgId: admin.orgId ?? '',
        whoIs,
        officers: accounts?.tokens,
        now,
      });
      const { rotateKeys } = accounts ?? {};
      return { tokens, authorityName: 'admin-token', accounts, rotateKeys };
    }
    case 'service-app': {
      const { app } = authority;
      const accounts = forOfficers(parts, authority.integration);
      const own = connecting(parts, app);
      const token = serviceAppToken(app, {
        webex,
        accounts: own.store,
        integration: createOAuthClient(webex, { ...app, ...at(config) }, now),
        locking: { locks: parts.store.locks, wait: parts.wait },
        now,
      });
      // A wrong secret, or an organisation that has not agreed, shows at the start and not to the first
      // person.
      const variable = `WEBEX_SERVICE_APP_${app.first.kind === 'manager' ? 'MANAGER' : 'REFRESH'}_TOKEN`;
      await token.get().catch(startAdvice(variable));
      const { orgId } = app;
      const officers = accounts?.tokens;
      const tokens = organisation({ token, orgId, whoIs, officers, now });
      // Its own token is encrypted, too, even where nobody connects: this rotates the keys of both.
      const { rotateKeys } = own;
      return { tokens, authorityName: 'service-app', accounts, rotateKeys };
    }
  }
}

/** @throws KeyRingError where tokens have to be sealed and there are no keys */
function keysOf({ authority, store, tokenKeys }: Config): KeyRing {
  const folder = store.kind === 'pglite' ? store.folder : undefined;
  const none = tokenKeys === undefined && folder === undefined;
  if (none && authority.kind === 'personal') return passingKeys();
  return openTokenKeys({ tokenKeys, folder });
}

/** Puts people's accounts together: an Integration, the database, the vault. */
function connecting({ config, webex, store, vault, log, now, wait }: Parts, app: AppSecrets) {
  const { clientId, clientSecret } = app;
  const options = { clientId, clientSecret, scopes: config.scopes, ...at(config) };
  const integration = createOAuthClient(webex, options, now);
  const accounts = accountStore(store.db, vault, log);
  const pending = authorizationRequests(store.db, vault, now);
  return {
    tokens: connectedAccounts(accounts, integration, now, { locks: store.locks, wait }),
    store: accounts,
    oauth: createOAuthFlow(webex, integration, accounts, pending, now),
    /** Encrypts with the first key what another one has sealed, until done or aborted. */
    rotateKeys: async (signal: AbortSignal): Promise<void> => {
      await rotateKeys(store.db, vault, log, signal);
    },
  };
}

/** People's accounts, ready for use. */
export type OpenAccounts = ReturnType<typeof connecting>;

/** In an organisation nobody else needs to connect. */
function forOfficers(parts: Parts, app: AppSecrets | undefined): OpenAccounts | undefined {
  return app === undefined ? undefined : connecting(parts, app);
}

function at({ publicUrl, apiBaseUrl }: Config): { redirectUri: string; baseUrl: string } {
  return { redirectUri: `${publicUrl}${CALLBACK_PATH}`, baseUrl: apiBaseUrl };
}
