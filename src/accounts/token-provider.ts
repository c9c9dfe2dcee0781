import { LRUCache } from 'lru-cache';
import type { Locks } from '../store/store.js';
import { defined } from '../util/present.js';
import { refreshLockRetry, waitAfter } from '../util/retry-policy.js';
import { HOUR, MINUTE } from '../util/time.js';
import { WebexRefused, withEarlierAttempt, hasStatus } from '../webex/errors.js';
import { uuidOf } from '../webex/ids.js';
import type { Authority } from '../webex/people.js';
import {
  type Account,
  type AccountStore,
  type Tokens,
  endAccount,
  mustReconnect,
} from './account-store.js';
import type { OAuthClient } from './oauth-client.js';
import {
  NotConnected,
  type Actor,
  accountRoleOf,
  AccessRefused,
  accountKey,
  refusesApp,
} from './types.js';

/** Tokens by actor: from connected accounts, one personal token, or an organisation's token. */
export interface TokenProvider {
  /** The token of this person. Rejects with NotConnected or NotServed. */
  get: (actor: Actor) => Promise<Authority>;
  /** Another token after Webex refused this one (401). Rejects with NotConnected when there is none. */
  refresh: (actor: Actor, refused: Authority) => Promise<Authority>;
}

/** The host that an administrator acts for, and the scope. */
export function targetOf({ onBehalfOf: host, scope }: Actor): Omit<Authority, 'token'> {
  return defined({ hostEmail: scope === 'organization' ? undefined : host?.email, scope });
}

/**
 * One token for several calls in a row. After a 401, which means that nothing was done, it is refreshed
 * once and the call repeated. This function and each call reject with NotConnected or NotServed.
 */
export async function holdToken(
  tokens: TokenProvider,
  actor: Actor,
): Promise<<T>(work: (authority: Authority) => Promise<T>) => Promise<T>> {
  const first = await tokens.get(actor);
  let renewal: Promise<Authority> | undefined;
  const role = accountRoleOf(actor);
  const withRole = (error: unknown): never => {
    if (!(error instanceof WebexRefused)) throw error;
    if (first.isConfigured === true) error.askedAs = 'configured';
    else if (role !== 'own') error.askedAs = role;
    throw error;
  };
  const held = async <T>(work: (authority: Authority) => Promise<T>): Promise<T> => {
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
  work: (authority: Authority) => Promise<T>,
): Promise<T> {
  const run = await holdToken(tokens, actor);
  return await run(work);
}

export interface LockDeps {
  readonly locks: Locks;
  readonly wait: (ms: number) => Promise<void>;
}

/** Another process has been refreshing these tokens for longer than a request can wait. */
export class RefreshBusy extends Error {
  override readonly name = 'RefreshBusy';

  constructor() {
    super('Another process is still renewing these tokens');
  }
}

/** Runs the work in one process at a time. Rejects with RefreshBusy, or as the work does. */
export async function withLock<T>(
  { locks, wait }: LockDeps,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  for (let failed = 1; !(await locks.tryTake(name)); failed++) {
    const waitMs = waitAfter(refreshLockRetry, failed);
    if (waitMs === undefined) throw new RefreshBusy();
    await wait(waitMs);
  }
  try {
    return await work();
  } finally {
    await locks.release(name);
  }
}

/** After a longer outage of the database people have to connect again. */
const UNWRITTEN_MS = HOUR;

/**
 * Refreshes tokens, one at a time per person: callers in this process share one refresh, and other
 * processes wait and use its result. No database transaction is open during the call to Webex.
 * @returns rejects with NotConnected, RefreshBusy, AccessRefused, another WebexError, or a store error
 */
export function tokenRefresher(
  accounts: AccountStore,
  integration: Pick<OAuthClient, 'refresh'>,
  locking: LockDeps,
): (account: Account) => Promise<Tokens> {
  const underWay = new Map<string, Promise<Tokens>>();
  /** Tokens from Webex that are not stored yet; the old refresh token may be spent already. */
  const unwritten = new LRUCache<string, { readonly was: Tokens; readonly tokens: Tokens }>({
    max: 10_000,
    ttl: UNWRITTEN_MS,
  });

  /** The stored tokens, which another process may have changed meanwhile. */
  const current = async (personId: string): Promise<Tokens> => {
    const account = await accounts.get(personId);
    if (account === undefined) throw new NotConnected('never');
    return account.tokens;
  };

  const renew = async (account: Account): Promise<Tokens> => {
    const { personId, tokens: was } = account;
    try {
      const kept = unwritten.get(personId);
      const isKept = kept?.was.accessToken === was.accessToken;
      const tokens = isKept ? kept.tokens : await integration.refresh(was);
      if (!isKept) unwritten.set(personId, { was, tokens });
      // New tokens are stored before they are used.
      const written = await accounts.renew(personId, was, tokens);
      unwritten.delete(personId);
      return written ? tokens : await current(personId);
    } catch (error) {
      if (!(error instanceof WebexRefused)) throw error;
      if (refusesApp(error)) throw new AccessRefused(error, 'app');
      // The refresh token is spent: expired, revoked, or the Integration was removed.
      const { code, status } = error;
      if (code !== 'invalid_grant' && status !== 400 && status !== 401) throw error;
      // A lock can be lost with its connection: another process may have spent the token.
      const now = await current(personId);
      if (now.accessToken !== was.accessToken) return now;
      throw new NotConnected('over');
    }
  };

  const renewLocked = (account: Account): Promise<Tokens> =>
    withLock(locking, `refresh ${account.personId}`, async () => {
      const tokens = await current(account.personId);
      if (tokens.accessToken !== account.tokens.accessToken) return tokens;
      return await renew({ ...account, tokens });
    });

  return (account) => {
    const { personId } = account;
    const running = underWay.get(personId);
    if (running !== undefined) return running;
    const fresh = renewLocked(account).finally(() => underWay.delete(personId));
    underWay.set(personId, fresh);
    return fresh;
  };
}

/** Tokens are refreshed this long before they expire. */
const MARGIN_MS = 5 * MINUTE;

/** The access token, refreshed when it is about to expire. Rejects as the refresh does. */
export async function freshToken(
  { accessToken, accessExpiresAt }: Tokens,
  now: number,
  refresh: () => Promise<string>,
): Promise<string> {
  const left = accessExpiresAt - now;
  if (left > MARGIN_MS) return accessToken;
  try {
    return await refresh();
  } catch (error) {
    // Webex is in trouble: the current token is still valid for a while.
    if (left > 0 && !(error instanceof NotConnected)) return accessToken;
    throw error;
  }
}

/**
 * Tokens from connected accounts, refreshed before they expire. An administrator who acts for somebody
 * else, and a compliance officer, use an account that they connected for that.
 */
export function connectedAccounts(
  accounts: AccountStore,
  integration: Pick<OAuthClient, 'refresh'>,
  now: () => number,
  locking: LockDeps,
): TokenProvider {
  const renew = tokenRefresher(accounts, integration, locking);

  const find = async (actor: Actor): Promise<Account> => {
    const role = accountRoleOf(actor);
    const account = await accounts.get(accountKey(uuidOf(actor.personId), role));
    if (account === undefined) throw new NotConnected('never', role);
    return account;
  };
  const renewedFor = async (actor: Actor, account: Account): Promise<string> => {
    try {
      return (await renew(account)).accessToken;
    } catch (error) {
      if (!(error instanceof NotConnected)) throw error;
      // So that everything that asks about this connection later gets the same answer.
      if (error.reason === 'over') await endAccount(accounts, account);
      throw new NotConnected(error.reason, accountRoleOf(actor));
    }
  };

  return {
    get: async (actor) => {
      const account = await find(actor);
      const token = await freshToken(account.tokens, now(), () => renewedFor(actor, account));
      return { token, ...targetOf(actor) };
    },
    refresh: async (actor, refused) => {
      const account = await find(actor);
      const { accessToken } = account.tokens;
      // If the stored token is another one, somebody else has refreshed it since this request began.
      const spent = accessToken === refused.token || mustReconnect(account);
      return { token: spent ? await renewedFor(actor, account) : accessToken, ...targetOf(actor) };
    },
  };
}
