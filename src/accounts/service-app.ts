import type { WebexClient } from '../webex/client.js';
import { isFinal } from '../webex/errors.js';
import { uuidOf } from '../webex/ids.js';
import type { AccountStore, Tokens } from './account-store.js';
import { type OAuthClient, tokenAnswer, tokensOf } from './oauth-client.js';
import type { OrganisationToken } from './organisation.js';
import { type LockDeps, freshToken, tokenRefresher, withLock } from './token-refresh.js';
import { AccessRefused, NotConnected, refusesApp } from './types.js';

/** A Service App that an organisation has authorised: https://developer.webex.com/docs/service-apps */
export interface ServiceApp {
  readonly applicationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly orgId: string;
  /** Source of the first token. */
  readonly first: { readonly kind: 'manager' | 'refresh'; readonly token: string };
}

interface ServiceAppDeps {
  readonly webex: WebexClient;
  readonly accounts: AccountStore;
  /** The Service App's own id and secret, for refreshing. */
  readonly integration: Pick<OAuthClient, 'refresh'>;
  readonly locking: LockDeps;
  readonly now: () => number;
}

/**
 * The token of a Service App: fetched once, sealed in the database like a person's, then refreshed by one
 * process at a time. When Webex revokes it, the first token is fetched again. Rejects with AccessRefused
 * when that fails, with RefreshBusy, another WebexError, or a database error.
 */
export function serviceAppToken(app: ServiceApp, deps: ServiceAppDeps): OrganisationToken {
  const { accounts, integration, locking, now } = deps;
  // Another app, or another organisation, is another account.
  const key = `service-app:${uuidOf(app.applicationId)}:${uuidOf(app.orgId)}`;
  const renew = tokenRefresher(accounts, integration, locking);

  const begin = (spent?: string): Promise<Tokens> =>
    withLock(locking, `begin ${key}`, async () => {
      const kept = await accounts.get(key);
      // Another process was quicker.
      if (kept !== undefined && kept.tokens.accessToken !== spent) return kept.tokens;
      const tokens = await firstTokens(app, deps).catch(explainRefusal);
      await accounts.put({ personId: key, email: '', tokens, connectedAt: now() });
      return tokens;
    });
  const held = async (): Promise<Tokens> => (await accounts.get(key))?.tokens ?? (await begin());
  const renewed = async (tokens: Tokens): Promise<string> => {
    try {
      const account = { personId: key, email: '', tokens, connectedAt: 0 };
      return (await renew(account)).accessToken;
    } catch (error) {
      if (!(error instanceof NotConnected)) throw error;
      return (await begin(tokens.accessToken)).accessToken;
    }
  };

  return {
    get: async () => {
      const tokens = await held();
      return await freshToken(tokens, now(), () => renewed(tokens));
    },
    refresh: async (refused) => {
      const tokens = await held();
      return tokens.accessToken === refused ? await renewed(tokens) : tokens.accessToken;
    },
  };
}

/** Unless Webex is in trouble, the configured token is spent, or the organisation has revoked its consent. */
function explainRefusal(error: unknown): never {
  if (!isFinal(error)) throw error;
  throw new AccessRefused(error, refusesApp(error) ? 'app' : 'organisation');
}

/** https://developer.webex.com/docs/api/v1/service-apps/create-a-service-app-access-token */
async function firstTokens(
  { applicationId, clientId, clientSecret, orgId, first }: ServiceApp,
  { webex, integration, now }: ServiceAppDeps,
): Promise<Tokens> {
  const { kind, token } = first;
  if (kind === 'refresh') {
    const expired = { accessToken: '', accessExpiresAt: 0, refreshExpiresAt: 0 };
    return await integration.refresh({ ...expired, refreshToken: token });
  }
  const path = `/applications/${encodeURIComponent(applicationId)}/token`;
  const body = { clientId, clientSecret, targetOrgId: orgId };
  const answer = await webex.call({ method: 'POST', path, token, body, answer: tokenAnswer });
  return tokensOf(answer.data, now());
}
