import { eq, lte } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import { pendingLinks } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { defined } from '../util/present.js';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { getMe } from '../webex/people.js';
import type { AccountStore } from './account-store.js';
import type { OAuthClient } from './oauth-client.js';
import { ACCOUNT_ROLES, type AccountRole, type Actor, accountKey } from './types.js';
import type { Vault } from './vault.js';

/** A person on their way through Webex's consent page. */
export interface AuthorizationRequest {
  /** Unguessable, and good once. */
  readonly state: string;
  /** As the bot sees them. */
  readonly personId: string;
  readonly email: string;
  /** PKCE (RFC 7636): proves that who asked for the code is who redeems it. */
  readonly verifier: string;
  /** The words that led here, to be answered afterwards. */
  readonly question?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export function requestPurpose(stateHash: string, personId: string): string {
  return `link:${stateHash}:${personId}`;
}

/**
 * Keeps the state as its SHA-256 and the verifier sealed: who reads the database cannot finish a sign-in.
 * A request that does not open counts as none. Rejects with database errors.
 */
export function authorizationRequests(db: Db, vault: Vault, now: () => number = Date.now) {
  const requestOf = (
    state: string,
    row: typeof pendingLinks.$inferSelect | undefined,
  ): AuthorizationRequest | undefined => {
    if (row === undefined) return undefined;
    const { stateHash, personId, email, expiresAt } = row;
    const secret = vault.tryOpen(row.sealedVerifier, requestPurpose(stateHash, personId));
    if (secret === undefined) return undefined;
    const [verifier = '', ...words] = secret.split('\n');
    const question = words.length === 0 ? undefined : words.join('\n');
    const link = { state, personId, email, verifier, expiresAt: expiresAt.getTime() };
    return { ...link, ...defined({ question }) };
  };
  const tidy = async (): Promise<void> => {
    await db.delete(pendingLinks).where(lte(pendingLinks.expiresAt, new Date(now())));
  };
  return {
    put: async (request: AuthorizationRequest): Promise<void> => {
      await tidy();
      const { state, personId, email, verifier, question, expiresAt } = request;
      const stateHash = hashOf(state);
      // A verifier has no line break.
      const secret = question === undefined ? verifier : `${verifier}\n${question}`;
      const sealedVerifier = vault.seal(secret, requestPurpose(stateHash, personId));
      const values = { personId, email, sealedVerifier, expiresAt: new Date(expiresAt) };
      await db
        .insert(pendingLinks)
        .values({ stateHash, ...values })
        .onConflictDoUpdate({ target: pendingLinks.stateHash, set: values });
    },
    /** @returns a request, which stays */
    peek: async (state: string): Promise<AuthorizationRequest | undefined> => {
      const ours = eq(pendingLinks.stateHash, hashOf(state));
      const [row] = await db.select().from(pendingLinks).where(ours);
      return requestOf(state, row);
    },
    /** Returns a request and deletes it, so that it works once. */
    take: async (state: string): Promise<AuthorizationRequest | undefined> => {
      const ours = eq(pendingLinks.stateHash, hashOf(state));
      // One statement: of two that come at once, one gets it.
      const [row] = await db.delete(pendingLinks).where(ours).returning();
      return requestOf(state, row);
    },
    forget: async (personId: string): Promise<void> => {
      await db.delete(pendingLinks).where(eq(pendingLinks.personId, personId));
    },
    tidy,
  };
}

export type AuthorizationRequests = ReturnType<typeof authorizationRequests>;

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

/** Where Webex sends people back to; the Integration's redirect URI ends in this. */
export const CALLBACK_PATH = '/oauth/callback';
/** Where a Connect card leads: an old one says so here, before anybody signs in and consents. */
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

/** How a visit to the OAuth callback ended. */
export type OAuthOutcome =
  | {
      readonly kind: 'connected';
      readonly person: Actor;
      readonly purpose: AccountRole;
      readonly question?: string | undefined;
    }
  /** Unknown, used or older than ten minutes. */
  | { readonly kind: 'stale' }
  /** Someone else signed in than asked; nothing was kept. */
  | { readonly kind: 'declined' | 'other-person'; readonly person: Actor }
  /** Refused for something that the person cannot change: a scope, or their role. */
  | { readonly kind: 'refused'; readonly person: Actor; readonly code: Refusal | undefined };

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
    /**
     * A fresh link for this person and purpose: single use, ten minutes. It leads to CONNECT_PATH,
     * and from there to Webex's consent page.
     * @param question the words to answer afterwards
     */
    start: async (
      { personId, email = '' }: Actor,
      purpose: AccountRole = 'own',
      question?: string,
    ): Promise<string> => {
      // The purpose is part of what cannot be guessed: a link for one gives nothing for another.
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
      // A forwarded link must not put one person's token under another's name.
      const me = await getMe(webex, tokens.accessToken);
      if (!samePerson(me.id, link.personId)) return { kind: 'other-person', person };

      const purpose = roleIn(state);
      const id = accountKey(uuidOf(link.personId), purpose);
      await accounts.put({ personId: id, email: link.email, tokens, connectedAt: now() });
      return { kind: 'connected', person, purpose, ...defined({ question: link.question }) };
    },
    cancel: ({ personId }: Actor): Promise<void> => pending.forget(personId),
    tidy: pending.tidy,
  };
}

function roleIn(state: string): AccountRole {
  return ACCOUNT_ROLES.find((role) => state.endsWith(`.${role}`)) ?? 'own';
}

export type OAuthFlow = ReturnType<typeof createOAuthFlow>;
