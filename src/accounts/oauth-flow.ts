import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import { z } from 'zod';
import { defined } from '../util/present.js';
import { MINUTE, SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { isFinal, isWebexError } from '../webex/errors.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import type { MessageAt } from '../webex/messaging.js';
import { getMe } from '../webex/people.js';
import type {
  AccountStore,
  AuthorizationRequest,
  AuthorizationRequests,
  Tokens,
} from './account-store.js';
import { deviceState } from './account-store.js';
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
function tokenKeeper(webex: WebexClient, accounts: AccountStore, now: () => number) {
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

/** Stored sealed: whoever has the device code gets the tokens. */
const deviceRequest = z.object({
  deviceCode: z.string(),
  purpose: z.enum(ACCOUNT_ROLES),
  expiresAt: z.number(),
  intervalMs: z.number(),
  /** The card that shows the code, where that is known. */
  at: z.object({ id: z.string(), roomId: z.string() }).optional(),
});
type DeviceRequest = z.infer<typeof deviceRequest>;

export interface DeviceEnd {
  readonly at: DeviceRequest['at'];
  /** `failed`: Webex said nothing useful, or the tokens could not be stored; the error says which. */
  readonly outcome: OAuthOutcome | { readonly kind: 'failed'; readonly error: unknown };
}

/** Time for a round to end expired codes before they are deleted with the links. */
const TIDY_AFTER_MS = 10 * MINUTE;
/** Codes of other processes are noticed this late, while none is waited for here. */
const IDLE_MS = 10 * SECOND;
/** RFC 8628, 3.5 */
const SLOWER_MS = 5 * SECOND;

/**
 * Connects people where no address of ours can take them back: each gets a code for a page of Webex's, and
 * the bot asks Webex until they have signed in there (RFC 8628). Pending codes outlive the process.
 */
export function createDeviceFlow(
  webex: WebexClient,
  integration: Pick<OAuthClient, 'deviceCode' | 'redeemDeviceCode'>,
  accounts: AccountStore,
  pending: AuthorizationRequests,
  now: () => number,
) {
  const keep = tokenKeeper(webex, accounts, now);
  const paces = new Map<string, { readonly intervalMs: number; readonly dueAt: number }>();
  const pace = (deviceCode: string, intervalMs: number): void => {
    paces.set(deviceCode, { intervalMs, dueAt: now() + intervalMs });
  };
  let idleUntil = 0;

  const read = ({ verifier }: AuthorizationRequest): DeviceRequest | undefined =>
    deviceRequest.safeParse(JSON.parse(verifier)).data;

  /** @returns undefined while there is nothing to report */
  const ask = async (
    request: AuthorizationRequest,
    { deviceCode, purpose, expiresAt, intervalMs: usual }: DeviceRequest,
  ): Promise<DeviceEnd['outcome'] | undefined> => {
    const person = { personId: request.personId, email: request.email };
    // Not for a code that was replaced or cancelled.
    const end = async (outcome: DeviceEnd['outcome']) =>
      (await pending.drop(request)) ? outcome : undefined;
    if (expiresAt <= now()) return await end({ kind: 'stale' });
    const known = paces.get(deviceCode);
    // The process before may have asked just now.
    if (known === undefined) pace(deviceCode, usual);
    if (known === undefined || known.dueAt > now()) return undefined;
    const { intervalMs } = known;
    pace(deviceCode, intervalMs);
    let isTaken = false;
    try {
      const answer = await integration.redeemDeviceCode(deviceCode);
      if (answer === 'slow-down') pace(deviceCode, intervalMs + SLOWER_MS);
      if (answer === 'slow-down' || answer === 'pending') return undefined;
      if (answer === 'declined') return await end({ kind: 'declined', person });
      if (answer === 'expired') return await end({ kind: 'stale' });
      isTaken = await pending.drop(request);
      return isTaken ? await keep(answer, request, purpose) : undefined;
    } catch (error) {
      // The code is used up, so whatever failed is reported now.
      if (isTaken) return { kind: 'failed', error };
      if (!isWebexError(error)) throw error;
      if (!isFinal(error)) return undefined;
      const { code } = error;
      return await end(
        code === 'invalid_scope' ? { kind: 'refused', person, code } : { kind: 'failed', error },
      );
    }
  };

  return {
    /**
     * A fresh code. Rejects with a WebexError.
     * @param question what the person asked, to be answered afterwards
     */
    start: async (actor: Actor, purpose: AccountRole = 'own', question?: string) => {
      const { userCode, page, ...code } = await integration.deviceCode(purpose);
      const { personId, email = '' } = actor;
      return {
        userCode,
        page,
        minutes: Math.max(1, Math.round((code.expiresAt - now()) / MINUTE)),
        /**
         * Waits for this code from now on, and for no other of this person.
         * @returns the card of the code before
         */
        shownAt: async (at: DeviceRequest['at']): Promise<DeviceRequest['at']> => {
          const state = deviceState(personId);
          const before = await pending.peek(state);
          const verifier = JSON.stringify({ ...code, purpose, at } satisfies DeviceRequest);
          const expiresAt = code.expiresAt + TIDY_AFTER_MS;
          await pending.put({
            state,
            personId,
            email,
            verifier,
            ...defined({ question }),
            expiresAt,
          });
          pace(code.deviceCode, code.intervalMs);
          idleUntil = 0;
          const old = before && read(before)?.at;
          return old?.id === at?.id ? undefined : old;
        },
      };
    },
    /** Stops waiting for the code of this card. */
    cancel: async ({ personId }: Actor, card: MessageAt): Promise<void> => {
      const waiting = await pending.peek(deviceState(personId));
      if (waiting !== undefined && read(waiting)?.at?.id === card.id) await pending.drop(waiting);
    },
    /** False while nobody is known to wait, so that a round would find nothing. */
    isDue: (): boolean => idleUntil <= now(),
    /**
     * Asks Webex once about each code that is due; one process at a time. Rejects with database errors.
     * @param ended called with each code that is no longer waited for
     */
    poll: async (ended: (end: DeviceEnd) => Promise<void>): Promise<void> => {
      const waiting = await pending.ofDevices();
      if (waiting.length === 0) idleUntil = now() + IDLE_MS;
      const codes = new Set(waiting.map((request) => read(request)?.deviceCode));
      for (const code of paces.keys()) if (!codes.has(code)) paces.delete(code);
      for (const request of waiting) {
        const device = read(request);
        const outcome = device && (await ask(request, device));
        if (outcome !== undefined) await ended({ at: device?.at, outcome });
      }
    },
  };
}

export type DeviceFlow = ReturnType<typeof createDeviceFlow>;
