import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { uuidOf } from '../webex/ids.js';
import type { AccountStore, Tokens } from './account-store.js';
import { type OAuthClient, tokenAnswer, tokensOf } from './oauth-client.js';
import type { OrganisationToken } from './organisation.js';
import { type LockDeps, withLock, tokenRefresher } from './token-refresh.js';
import { AccessRefused, NotConnected, refusesApp } from './types.js';

/** A Service App that an organisation has authorised: https://developer.webex.com/docs/service-apps */
export interface ServiceAppOptions {
  readonly applicationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Webex's id of the organisation. */
  readonly orgId: string;
  /** Source of the first token. */
  readonly first: { readonly kind: 'manager' | 'refresh'; readonly token: string };
}

/** Dependencies of {@link serviceAppToken}. */
export interface ServiceAppDeps {
  readonly webex: WebexClient;
  readonly accounts: AccountStore;
  /** The Service App's own id and secret, for refreshing. */
  readonly integration: Pick<OAuthClient, 'refresh'>;
  readonly turns: LockDeps;
  readonly now: () => number;
}

/** Tokens are renewed this long before they expire. */
const MARGIN_MS = 5 * MINUTE;

/**
 * The token of a Service App: fetched once, sealed in the database like a person's, then refreshed by
 * one process at a time. When Webex revokes it, the first token is fetched again.
 *
 * Rejects with AccessRefused when that fails, with RefreshBusy, another WebexError, or a database error.
 */
export function serviceAppToken(app: ServiceAppOptions, parts: ServiceAppDeps): OrganisationToken {
  const { accounts, integration, turns, now } = parts;
  // Another app, or another organisation, is another account.
  const key = `service-app:${uuidOf(app.applicationId)}:${uuidOf(app.orgId)}`;
  const renew = tokenRefresher(accounts, integration, turns);

  const begin = (instead?: string): Promise<Tokens> =>
    withLock(turns, `begin ${key}`, async () => {
      const kept = await accounts.get(key);
      // Another process was quicker.
      if (kept !== undefined && kept.tokens.accessToken !== instead) return kept.tokens;
      const tokens = await firstTokens(app, parts).catch(ended);
      await accounts.put({ personId: key, email: '', tokens, connectedAt: now() });
      return tokens;
    });

  const fresh = async (tokens: Tokens): Promise<string> => {
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
      const tokens = (await accounts.get(key))?.tokens ?? (await begin());
      const left = tokens.accessExpiresAt - now();
      if (left > MARGIN_MS) return tokens.accessToken;
      try {
        return await fresh(tokens);
      } catch (error) {
        // Webex is in trouble: the current token is still valid for a while.
        if (left > 0 && !(error instanceof NotConnected)) return tokens.accessToken;
        throw error;
      }
    },
    refresh: async (refused) => {
      const tokens = (await accounts.get(key))?.tokens ?? (await begin());
      return tokens.accessToken === refused ? await fresh(tokens) : tokens.accessToken;
    },
  };
}

/** The configured token is spent, or the organisation revoked its consent; unless Webex is in trouble. */
function ended(error: unknown): never {
  const passing = error instanceof WebexRefused && [408, 423, 429].includes(error.status);
  if (!(error instanceof WebexRefused) || error.status >= 500 || passing) throw error;
  throw new AccessRefused(error, refusesApp(error) ? 'app' : 'organisation');
}

/** https://developer.webex.com/docs/api/v1/service-apps/create-a-service-app-access-token */
async function firstTokens(
  { applicationId, clientId, clientSecret, orgId, first }: ServiceAppOptions,
  { webex, integration, now }: ServiceAppDeps,
): Promise<Tokens> {
  const { token } = first;
  if (first.kind === 'refresh') {
    return await integration.refresh({
      ...{ accessToken: '', accessExpiresAt: 0 },
      ...{ refreshToken: token, refreshExpiresAt: 0 },
    });
  }
  const path = `/applications/${encodeURIComponent(applicationId)}/token`;
  const body = { clientId, clientSecret, targetOrgId: orgId };
  const answer = await webex.call({ method: 'POST', path, token, body, answer: tokenAnswer });
  return tokensOf(answer.data, now());
}
