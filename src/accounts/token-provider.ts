import { defined } from '../util/present.js';
import { WebexRefused, withEarlierAttempt, hasStatus } from '../webex/errors.js';
import { NotConnected, type Actor, accountRoleOf } from './types.js';

/** A token, and whose recordings it is used for. */
export interface AccessToken {
  readonly token: string;
  /** The host's address, where the token is not the host's own; takes admin scopes. */
  readonly hostEmail?: string;
  /** Where more than one person's recordings are listed. */
  readonly scope?: 'site' | 'organization';
}

/** Tokens by actor: from connected accounts, one personal token, or an organisation's token. */
export interface TokenProvider {
  /** The token of this person. Rejects with NotConnected or NotServed. */
  get: (actor: Actor) => Promise<AccessToken>;
  /** Another token after Webex refused this one (401). Rejects with NotConnected when there is none. */
  refresh: (actor: Actor, refused: AccessToken) => Promise<AccessToken>;
}

/** The host that an administrator acts for, and the scope. */
export function targetOf({ onBehalfOf: host, scope }: Actor): Omit<AccessToken, 'token'> {
  return defined({ hostEmail: scope === 'organization' ? undefined : host?.email, scope });
}

/**
 * One token for several calls in a row. After a 401, which means that nothing was done, it is refreshed
 * once and the call repeated. This function and each call reject with NotConnected or NotServed.
 */
export async function holdToken(
  tokens: TokenProvider,
  actor: Actor,
): Promise<<T>(work: (authority: AccessToken) => Promise<T>) => Promise<T>> {
  const first = await tokens.get(actor);
  let renewal: Promise<AccessToken> | undefined;
  const role = accountRoleOf(actor);
  const withRole = (error: unknown): never => {
    if (error instanceof WebexRefused && role !== 'own') error.askedAs = role;
    throw error;
  };
  const held = async <T>(work: (authority: AccessToken) => Promise<T>): Promise<T> => {
    let earlierMayHaveActed = false;
    try {
      if (renewal === undefined) return await work(first);
    } catch (error) {
      if (!hasStatus(error, 401)) throw error;
      earlierMayHaveActed = error.earlierMayHaveActed;
    }
    const renewed = await (renewal ??= tokens.refresh(actor, first));
    try {
      return await work(renewed);
    } catch (again) {
      if (hasStatus(again, 401)) throw new NotConnected('over', role);
      // An unanswered attempt before the 401 may have acted.
      throw earlierMayHaveActed && again instanceof WebexRefused
        ? withEarlierAttempt(again)
        : again;
    }
  };
  return (work) => held(work).catch(withRole);
}

/** Does one thing with a person's token, as {@link holdToken}. */
export async function withToken<T>(
  tokens: TokenProvider,
  actor: Actor,
  work: (authority: AccessToken) => Promise<T>,
): Promise<T> {
  const run = await holdToken(tokens, actor);
  return await run(work);
}
