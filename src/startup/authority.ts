import type { Logger } from 'pino';
import { accountStore, authorizationRequests } from '../accounts/account-store.js';
import { type KeyRing, openTokenKeys, passingKeys } from '../accounts/keys.js';
import { type OAuthClient, createOAuthClient } from '../accounts/oauth-client.js';
import { CALLBACK_PATH, createOAuthFlow, createDeviceFlow } from '../accounts/oauth-flow.js';
import { type Vault, createVault, rotateKeys } from '../accounts/vault.js';
import {
  fixedToken,
  organisation,
  personalToken,
  refusingTokenProvider,
  serviceAppToken,
} from '../accounts/organisation.js';
import { type TokenProvider, connectedAccounts } from '../accounts/token-provider.js';
import type { AuthorityName } from '../accounts/types.js';
import { admission, admittedTokenProvider } from '../bot/access/access-guard.js';
import { rolesBy, webexHosts } from '../bot/access/impersonation.js';
import type { AppSecrets } from '../config/authority.js';
import type { Config } from '../config/config.js';
import type { Store } from '../store/store.js';
import type { WebexClient } from '../webex/client.js';
import { isFinal } from '../webex/errors.js';
import { type Person, getMe, getPerson, isMember } from '../webex/people.js';
import { StartError } from '../util/log.js';
import { startAdvice } from './start.js';

interface AuthorityDeps {
  readonly config: Config;
  readonly webex: WebexClient;
  readonly store: Pick<Store, 'db' | 'locks'>;
  readonly log: Logger;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Called with the result of each renewal of a token. */
  readonly onRenewal?: ((outcome: 'renewed' | 'refused' | 'failed') => void) | undefined;
}

/** Opens the configured credentials, and who may use them. Rejects with a StartError where Webex refuses. */
export async function openAuthority(deps: AuthorityDeps) {
  const { config, webex, log, now } = deps;
  const { botToken } = config;
  const vault = createVault(keyRingOf(config));
  const whoIs = (id: string): Promise<Person> => getPerson(webex, botToken, id);
  const admits = admission(config.limits.admission, whoIs, now);
  const isIn = (space: string, id: string) => isMember(webex, botToken, space, id);
  const { tokens, ...opened } = await openConfigured({ ...deps, vault, whoIs });
  return {
    ...opened,
    admits,
    roles: rolesBy(config.roles, { whoIs, isMember: isIn, log }),
    hosts: webexHosts(webex, botToken),
    /** For people whom the bot serves. */
    tokens: admittedTokenProvider(tokens, admits),
    /** Also for people no longer served: to revoke what was created for them. */
    revokingTokens: tokens,
    /** For other stored data; on a personal token without keys, only this process can decrypt it. */
    vault,
  };
}

type OpenDeps = AuthorityDeps & {
  readonly vault: Vault;
  readonly whoIs: (personId: string) => Promise<Person>;
};

interface OpenTokens {
  readonly tokens: TokenProvider;
  readonly authorityName: AuthorityName;
  /** Undefined where nobody can connect. */
  readonly accounts: ReturnType<typeof openAccounts> | undefined;
  /** Undefined where nothing is encrypted. */
  readonly rotateKeys: ((signal: AbortSignal) => Promise<void>) | undefined;
}

async function openConfigured(deps: OpenDeps): Promise<OpenTokens> {
  const { config, webex, whoIs, now } = deps;
  const { authority } = config;
  const ofPerson = async (variable: string, token: string): Promise<Person> => {
    const owner = await getMe(webex, token).catch(startAdvice(variable));
    if (owner.type !== 'bot') return owner;
    throw new StartError(`${variable} is the token of a bot: set that of a person.`, {}, 'wrong');
  };
  if (authority.kind === 'integration') {
    const accounts = openAccounts(deps, authority);
    const { tokens, rotateKeys: rotate } = accounts;
    return { tokens, authorityName: 'own', accounts, rotateKeys: rotate };
  }
  if (authority.kind === 'personal') {
    const { token } = authority;
    const owner = await ofPerson('WEBEX_ACCESS_TOKEN', token);
    return { tokens: personalToken(owner, token), authorityName: 'personal-token', ...NO_ACCOUNTS };
  }
  if (authority.kind === 'none') {
    deps.log.warn({ todo: NO_ACCESS }, 'nobody can connect an account');
    return { tokens: refusingTokenProvider(), authorityName: 'own', ...NO_ACCOUNTS };
  }
  // In an organisation only compliance officers need to connect.
  const accounts = authority.integration && openAccounts(deps, authority.integration);
  const officers = accounts?.tokens;
  if (authority.kind === 'admin-token') {
    const admin = await ofPerson('WEBEX_ADMIN_TOKEN', authority.token);
    const token = fixedToken(authority.token);
    const tokens = organisation({ token, orgId: admin.orgId ?? '', whoIs, officers, now });
    return { tokens, authorityName: 'admin-token', accounts, rotateKeys: accounts?.rotateKeys };
  }
  const { app } = authority;
  const own = openAccounts(deps, app);
  const { store, integration, locking } = own;
  const token = serviceAppToken(app, { webex, accounts: store, integration, locking, now });
  // A wrong secret, or an organisation that has not agreed, shows at the start.
  const kind = app.first.kind === 'manager' ? 'MANAGER' : 'REFRESH';
  await token.get().catch(startAdvice(`WEBEX_SERVICE_APP_${kind}_TOKEN`));
  const tokens = organisation({ token, orgId: app.orgId, whoIs, officers, now });
  // The app's own token is encrypted even if nobody connects: this rotates the keys of both.
  return { tokens, authorityName: 'service-app', accounts, rotateKeys: own.rotateKeys };
}

const NO_ACCOUNTS = { accounts: undefined, rotateKeys: undefined };
const NO_ACCESS = [
  'set WEBEX_CLIENT_ID and WEBEX_CLIENT_SECRET to let people connect',
  'or WEBEX_ACCESS_TOKEN to your personal access token to try the bot with your own recordings',
  'or the WEBEX_SERVICE_APP_… variables to serve an organisation without anybody connecting',
].join('; ');

/** @throws KeyRingError where tokens must be encrypted and there are no keys */
function keyRingOf({ authority, store, tokenKeys }: Config): KeyRing {
  const folder = store.kind === 'pglite' ? store.folder : undefined;
  const none = tokenKeys === undefined && folder === undefined;
  if (none && authority.kind === 'personal') return passingKeys();
  return openTokenKeys({ tokenKeys, folder });
}

/** People's accounts, connected through one Integration. */
function openAccounts(deps: OpenDeps, app: AppSecrets) {
  const { config, webex, store, vault, log, now, wait } = deps;
  const { clientId, clientSecret } = app;
  const options = { clientId, clientSecret, scopes: config.scopes, ...oauthAddresses(config) };
  const integration = countingRenewals(createOAuthClient(webex, options, now), deps);
  const accounts = accountStore(store.db, vault, log);
  const pending = authorizationRequests(store.db, vault, now);
  const locking = { locks: store.locks, wait };
  return {
    tokens: connectedAccounts(accounts, integration, now, locking),
    ...{ store: accounts, integration, locking },
    oauth: createOAuthFlow(webex, integration, accounts, pending, now),
    /** Used instead where Webex cannot send people back. */
    device:
      config.publicUrl === undefined
        ? createDeviceFlow(webex, integration, accounts, pending, now)
        : undefined,
    /** Encrypts everything again with the first key, until done or aborted. */
    rotateKeys: async (signal: AbortSignal): Promise<void> => {
      await rotateKeys(store.db, vault, log, signal);
    },
  };
}

/** Reports each renewal. */
function countingRenewals(
  client: OAuthClient,
  { onRenewal }: Pick<OpenDeps, 'onRenewal'>,
): OAuthClient {
  const refresh: OAuthClient['refresh'] = async (tokens) => {
    try {
      const renewed = await client.refresh(tokens);
      onRenewal?.('renewed');
      return renewed;
    } catch (error) {
      onRenewal?.(isFinal(error) ? 'refused' : 'failed');
      throw error;
    }
  };
  return { ...client, refresh };
}

/** Unused without a public address, since nobody is sent to Webex and back. */
function oauthAddresses({ publicUrl = '', apiBaseUrl }: Config) {
  return { redirectUri: `${publicUrl}${CALLBACK_PATH}`, baseUrl: apiBaseUrl };
}

/** Whom the bot serves, and with whose credentials, in words for a log: without anybody's name. */
export function servedBy(
  { orgs, domains, people }: Config['limits']['admission'],
  kind: Config['authority']['kind'],
  authority: AuthorityName,
): { readonly serves: string; readonly authority: string } {
  if (kind === 'none') return { serves: 'nobody yet', authority: 'none' };
  if (authority === 'personal-token') return { serves: 'the owner of its token', authority };
  const all = authority === 'own' ? 'everybody' : 'the organisation of its token';
  const counts = [`${orgs.length} organisations`, `${domains.length} domains`];
  const listed = [...counts, `${people.length} people`].filter((text) => !text.startsWith('0'));
  return { serves: listed.length === 0 ? all : listed.join(', '), authority };
}
