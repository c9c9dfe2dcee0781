import { z } from 'zod';
import { defined } from '../util/present.js';
import { MINUTE, SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { isFinal, isWebexError } from '../webex/errors.js';
import type { MessageAt } from '../webex/messaging.js';
import type { AccountStore, AuthorizationRequest, AuthorizationRequests } from './account-store.js';
import { deviceState } from './account-store.js';
import type { OAuthClient } from './oauth-client.js';
import { type OAuthOutcome, tokenKeeper } from './oauth-flow.js';
import { ACCOUNT_ROLES, type AccountRole, type Actor } from './types.js';

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
