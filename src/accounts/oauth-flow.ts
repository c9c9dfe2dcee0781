import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { getMe } from '../webex/people.js';
import type { AccountStore } from './account-store.js';
import type { AuthorizationRequests } from './authorization-requests.js';
import type { OAuthClient } from './oauth-client.js';
import { ACCOUNT_ROLES, type AccountRole, type Actor, accountKey } from './types.js';

/** Where Webex sends people back to; the Integration's redirect URI ends in this. */
export const CALLBACK_PATH = '/oauth/callback';

/** Errors of an OAuth server beside `access_denied` (RFC 6749, 4.1.2.1). */
const REFUSALS = [
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
] as const;
/** One of {@link REFUSALS}: anything else is free text, and is dropped. */
export type RefusalCode = (typeof REFUSALS)[number];

/** How a visit to the OAuth callback ended. */
export type OAuthOutcome =
  | { readonly kind: 'connected'; readonly person: Actor; readonly purpose: AccountRole }
  /** Unknown, used or older than ten minutes. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'declined'; readonly person: Actor }
  /** Refused for something that the person cannot change: a scope, or their role. */
  | { readonly kind: 'refused'; readonly person: Actor; readonly code: RefusalCode | undefined }
  /** Someone else signed in than asked; nothing was kept. */
  | { readonly kind: 'other-person'; readonly person: Actor };

/** Parameters of the callback. */
export interface Callback {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

const LINK_LIFE_MS = 10 * MINUTE;

/** Connects people by OAuth with PKCE. */
export function createOAuthFlow(
  webex: WebexClient,
  integration: OAuthClient,
  accounts: AccountStore,
  pending: AuthorizationRequests,
  now: () => number = Date.now,
) {
  return {
    /** A fresh consent link for this person and purpose: single use, ten minutes. */
    start: async (
      { personId, email = '' }: Actor,
      purpose: AccountRole = 'own',
    ): Promise<string> => {
      // The purpose is part of what cannot be guessed: a link for one gives nothing for another.
      const state = `${generateRandomState()}${purpose === 'own' ? '' : `.${purpose}`}`;
      const verifier = generateRandomCodeVerifier();
      await pending.put({ state, personId, email, verifier, expiresAt: now() + LINK_LIFE_MS });
      return await integration.authorizeUrl(state, verifier, purpose);
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
      // A forwarded link must not put one person's token under another's name.
      const me = await getMe(webex, tokens.accessToken);
      if (!samePerson(me.id, link.personId)) return { kind: 'other-person', person };

      const purpose = purposeIn(state);
      const id = accountKey(uuidOf(link.personId), purpose);
      await accounts.put({ personId: id, email: link.email, tokens, connectedAt: now() });
      return { kind: 'connected', person, purpose };
    },
    /** Revokes all unused links of this person. */
    cancel: ({ personId }: Actor): Promise<void> => pending.forget(personId),
    /** Deletes expired requests. */
    tidy: pending.tidy,
  };
}

export type OAuthFlow = ReturnType<typeof createOAuthFlow>;

function purposeIn(state: string): AccountRole {
  return ACCOUNT_ROLES.find((purpose) => state.endsWith(`.${purpose}`)) ?? 'own';
}
