import { WebexRefused } from '../webex/errors.js';
import { NotConnected, type Actor, accountRoleOf } from './types.js';

/** What `recordings` takes as its authority. */
export interface AccessToken {
  readonly token: string;
  /** Where the token is not the host's own: the host's address, which takes admin scopes. */
  readonly hostEmail?: string;
  /** Where more than one person's recordings are listed. */
  readonly scope?: 'site' | 'organization';
}

/** Who may do what in whose name: by connected accounts, by one personal token, or an organisation's. */
export interface TokenProvider {
  /** The token of this person. Rejects with NotConnected or NotServed. */
  get: (actor: Actor) => Promise<AccessToken>;
  /** Another one after Webex refused (401) this one. Rejects with NotConnected when there is none. */
  refresh: (actor: Actor, refused: AccessToken) => Promise<AccessToken>;
}

/** What a token is for, beside whose it is: the host that an administrator acts for, and how far it reaches. */
export function targetOf({ onBehalfOf: host, scope }: Actor): Omit<AccessToken, 'token'> {
  return {
    ...(host === undefined || scope === 'organization' ? {} : { hostEmail: host.email }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/**
 * Does something in a person's name; when Webex does not honour their token (401), renews it once
 * and does it again. A 401 means that nothing was done, so the work may be started over.
 *
 * Rejects with NotConnected, NotServed, or whatever the work rejects with.
 */
export async function withToken<T>(
  tokens: TokenProvider,
  actor: Actor,
  work: (authority: AccessToken) => Promise<T>,
): Promise<T> {
  const authority = await tokens.get(actor);
  try {
    return await work(authority);
  } catch (error) {
    if (!unauthorized(error)) throw error;
    const renewed = await tokens.refresh(actor, authority);
    try {
      return await work(renewed);
    } catch (again) {
      throw unauthorized(again) ? new NotConnected('over', accountRoleOf(actor)) : again;
    }
  }
}

function unauthorized(error: unknown): boolean {
  return error instanceof WebexRefused && error.status === 401;
}
