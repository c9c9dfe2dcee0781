import type { Logger } from 'pino';
import { type KeyRing, openTokenKeys, passingKeys } from '../accounts/keys.js';
import { createOAuthClient } from '../accounts/oauth-client.js';
import { CALLBACK_PATH } from '../accounts/oauth-flow.js';
import { type OpenAccounts, openAccounts } from '../accounts/open.js';
import { fixedToken, organisation, personalToken } from '../accounts/organisation.js';
import { serviceAppToken } from '../accounts/service-app.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import { type Vault, createVault } from '../accounts/vault.js';
import { type Admission, admittedTokenProvider } from '../bot/access/admission.js';
import type { AppSecrets } from '../config/authority.js';
import type { Config } from '../config/config.js';
import type { Store } from '../store/store.js';
import type { WebexClient } from '../webex/client.js';
import { type Person, getMe } from '../webex/people.js';
import { startAdvice } from './errors.js';
import type { AuthorityName } from '../accounts/types.js';

/** What authority stands on. */
export interface AuthorityDeps {
  readonly config: Config;
  readonly webex: WebexClient;
  readonly store: Store;
  readonly log: Logger;
  /** Who this is, asked of Webex with the bot's token. */
  readonly whoIs: (personId: string) => Promise<Person>;
  /** Whom the bot serves. */
  readonly admits: Admission;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** In whose name the bot acts, ready for use. */
export interface OpenAuthority {
  /** Of those whom the bot serves. */
  readonly tokens: TokenProvider;
  /** Also of those whom it does not serve any more: for taking back what was made in their name. */
  readonly revokingTokens: TokenProvider;
  readonly authorityName: AuthorityName;
  /** People's own accounts; none where nobody can connect. */
  readonly accounts: OpenAccounts | undefined;
  /**
   * Seals all that is kept with the first key, whoever's it is; see {@link OpenAccounts.rotateKeys}.
   * None where nothing is sealed.
   */
  readonly rotateKeys: OpenAccounts['rotateKeys'] | undefined;
  /** For what else is kept of people; on a personal token without keys it opens in this process alone. */
  readonly vault: Vault;
}

type Opened = Omit<OpenAuthority, 'revokingTokens' | 'vault'>;
type Parts = AuthorityDeps & { readonly vault: Vault };

/** Opens what the configuration names. Rejects with a StartError where Webex refuses it. */
export async function openAuthority(parts: AuthorityDeps): Promise<OpenAuthority> {
  const vault = createVault(keysOf(parts.config));
  const opened = await openConfigured({ ...parts, vault });
  const leaving = opened.tokens;
  const tokens = admittedTokenProvider(leaving, parts.admits);
  return { ...opened, revokingTokens: leaving, tokens, vault };
}

async function openConfigured(parts: Parts): Promise<Opened> {
  const { config, webex, whoIs, now } = parts;
  const wish = config.authority;
  switch (wish.kind) {
    case 'integration': {
      const accounts = connecting(parts, wish);
      const { tokens, rotateKeys: reseal } = accounts;
      return { tokens, authorityName: 'own', accounts, rotateKeys: reseal };
    }
    case 'personal': {
      const owned = personalToken(webex, wish.token).catch(startAdvice('WEBEX_ACCESS_TOKEN'));
      return {
        tokens: await owned,
        authorityName: 'personal-token',
        accounts: undefined,
        rotateKeys: undefined,
      };
    }
    case 'admin-token': {
      const admin = await getMe(webex, wish.token).catch(startAdvice('WEBEX_ADMIN_TOKEN'));
      const accounts = forOfficers(parts, wish.integration);
      const tokens = organisation({
        token: fixedToken(wish.token),
        orgId: admin.orgId ?? '',
        whoIs,
        officers: accounts?.tokens,
        now,
      });
      const reseal = accounts?.rotateKeys;
      return { tokens, authorityName: 'admin-token', accounts, rotateKeys: reseal };
    }
    case 'service-app': {
      const { app } = wish;
      const accounts = forOfficers(parts, wish.integration);
      const own = connecting(parts, app);
      const token = serviceAppToken(app, {
        webex,
        accounts: own.store,
        integration: createOAuthClient(webex, { ...app, ...at(config) }, now),
        turns: { locks: parts.store.locks, wait: parts.wait },
        now,
      });
      // Where no token is kept yet, a wrong secret, or an organisation that has not agreed, shows now
      // and not to the first person; and one that is kept is renewed now, when it soon ends.
      const variable = `WEBEX_SERVICE_APP_${app.first.kind === 'manager' ? 'MANAGER' : 'REFRESH'}_TOKEN`;
      await token.get().catch(startAdvice(variable));
      const { orgId } = app;
      const officers = accounts?.tokens;
      const tokens = organisation({ token, orgId, whoIs, officers, now });
      // Its own token is sealed, too, also where nobody connects beside it; this reseals all of both.
      const { rotateKeys: reseal } = own;
      return { tokens, authorityName: 'service-app', accounts, rotateKeys: reseal };
    }
  }
}

/** @throws KeyRingError where there are none, and tokens are to be sealed */
function keysOf({ authority, store, tokenKeys }: Config): KeyRing {
  const folder = store.kind === 'pglite' ? store.folder : undefined;
  const none = tokenKeys === undefined && folder === undefined;
  if (none && authority.kind === 'personal') return passingKeys();
  return openTokenKeys({ tokenKeys, folder });
}

function connecting(parts: Parts, app: AppSecrets): OpenAccounts {
  const { config } = parts;
  const { clientId, clientSecret } = app;
  return openAccounts({
    ...parts,
    integration: { clientId, clientSecret, scopes: config.scopes, ...at(config) },
  });
}

/** In an organisation nobody else needs to connect. */
function forOfficers(parts: Parts, app: AppSecrets | undefined): OpenAccounts | undefined {
  return app === undefined ? undefined : connecting(parts, app);
}

function at({ publicUrl, apiBaseUrl }: Config): { redirectUri: string; baseUrl: string } {
  return { redirectUri: `${publicUrl}${CALLBACK_PATH}`, baseUrl: apiBaseUrl };
}
