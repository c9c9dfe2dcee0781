import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import { defined } from '../util/present.js';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { getMe } from '../webex/people.js';
import type {
  AccountStore,
  AuthorizationRequest,
  AuthorizationRequests,
  Tokens,
} from './account-store.js';
import type { OAuthClient } from './oauth-client.js';
import { ACCOUNT_ROLES, type AccountRole, type Actor, accountKey } from './types.js';

/** Where Webex sends people back to; the Integration's redirect URI ends in this. */
export const CALLBACK_PATH = '/oauth/callback';
/** Where a Connect card leads: an old card says so here, before anybody signs in and consents. */
export const CONNECT_PATH = '/oauth/connect';

/** Errors of an OAuth server beside `access_denied` (RFC 6749, 4.1.2.1); other text is dropped. */
const REFUSALS = [
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
] as const;
type Refusal = (typeof REFUSALS)[number];

export type OAuthOutcome =
  | {
      readonly kind: 'connected';
      readonly person: Actor;
      readonly purpose: AccountRole;
      readonly question?: string | undefined;
    }
  /** Unknown, used or older than ten minutes. */
  | { readonly kind: 'stale' }
  /** Nothing was stored. `other-person`: somebody else signed in. */
  | { readonly kind: 'declined' | 'other-person'; readonly person: Actor }
  /** Refused for something that the person cannot change: a scope, or their role. */
  | { readonly kind: 'refused'; readonly person: Actor; readonly code: Refusal | undefined };

export interface Callback {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

const LINK_LIFE_MS = 10 * MINUTE;

export function createOAuthFlow(
  webex: WebexClient,
  integration: OAuthClient,
  accounts: AccountStore,
  pending: AuthorizationRequests,
  now: () => number,
) {
  const keep = tokenKeeper(webex, accounts, now);
  return {
    /**
     * A fresh link for this person and purpose: single use, ten minutes. It leads to CONNECT_PATH, and from
     * there to Webex's consent page.
     * @param question what the person asked, to be answered afterwards
     */
    start: async (
      { personId, email = '' }: Actor,
      purpose: AccountRole = 'own',
      question?: string,
    ): Promise<string> => {
      // The purpose is part of the unguessable state: a link for one purpose is worth nothing for another.
      const state = `${generateRandomState()}${purpose === 'own' ? '' : `.${purpose}`}`;
      const verifier = generateRandomCodeVerifier();
      const expiresAt = now() + LINK_LIFE_MS;
      await pending.put({ state, personId, email, verifier, ...defined({ question }), expiresAt });
      const link = new URL(integration.redirectUri.replace(CALLBACK_PATH, CONNECT_PATH));
      link.searchParams.set('state', state);
      return link.href;
    },
    /** @returns Webex's consent page for a link; undefined when it is unknown, used or too old */
    consentPage: async (state: string): Promise<string | undefined> => {
      const link = await pending.peek(state);
      if (link === undefined || link.expiresAt <= now()) return undefined;
      return await integration.authorizeUrl(state, link.verifier, roleIn(state));
    },
    /** Completes a sign-in from the callback. Rejects with a WebexError. */
    complete: async ({ state, code, error }: Callback): Promise<OAuthOutcome> => {
      const link = await pending.take(state);
      if (link === undefined || link.expiresAt <= now()) return { kind: 'stale' };
      const person = { personId: link.personId, email: link.email };
      if (error === 'access_denied') return { kind: 'declined', person };
      if (code === undefined || error !== undefined) {
        return { kind: 'refused', person, code: REFUSALS.find((known) => known === error) };
      }

      const tokens = await integration.exchange(code, link.verifier);
      return await keep(tokens, link, roleIn(state));
    },
    cancel: ({ personId }: Actor): Promise<void> => pending.forget(personId),
    tidy: pending.tidy,
  };
}

function roleIn(state: string): AccountRole {
  return ACCOUNT_ROLES.find((role) => state.endsWith(`.${role}`)) ?? 'own';
}

export type OAuthFlow = ReturnType<typeof createOAuthFlow>;

/** Stores the tokens for a request, if they belong to the person who asked. Rejects with a WebexError. */
export function tokenKeeper(webex: WebexClient, accounts: AccountStore, now: () => number) {
  return async (
    tokens: Tokens,
    { personId, email, question }: AuthorizationRequest,
    purpose: AccountRole,
  ): Promise<OAuthOutcome> => {
    const person = { personId, email };
    // A forwarded link must not store one person's token under another's name.
    const me = await getMe(webex, tokens.accessToken);
    if (!samePerson(me.id, personId)) return { kind: 'other-person', person };
    const id = accountKey(uuidOf(personId), purpose);
    await accounts.put({ personId: id, email, tokens, connectedAt: now() });
    return { kind: 'connected', person, purpose, ...defined({ question }) };
  };
}
