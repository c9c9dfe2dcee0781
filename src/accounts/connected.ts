import { uuidOf } from '../webex/ids.js';
import { WebexRefused } from '../webex/errors.js';
import type { Account, AccountStore, Tokens } from './account.js';
import type { Authorities } from './authorities.js';
import { NotConnected } from './errors.js';
import type { Integration } from './integration.js';

/** Tokens are renewed this long before they expire. */
const MARGIN_MS = 300_000;

/**
 * Authority by connected accounts: each person acts with their own token, refreshed before it
 * expires, one refresh at a time per person however many requests wait.
 */
export function connectedAccounts(
  accounts: AccountStore,
  integration: Integration,
  now: () => number = Date.now,
): Authorities {
  const underWay = new Map<string, Promise<Tokens>>();

  const refresh = (account: Account): Promise<Tokens> => {
    const running = underWay.get(account.personId);
    if (running !== undefined) return running;
    const fresh = renew(accounts, integration, account).finally(() =>
      underWay.delete(account.personId),
    );
    underWay.set(account.personId, fresh);
    return fresh;
  };

  const find = async (personId: string): Promise<Account> => {
    const account = await accounts.get(uuidOf(personId));
    if (account === undefined) throw new NotConnected('never');
    return account;
  };

  return {
    of: async ({ personId }) => {
      const account = await find(personId);
      const { accessToken, accessExpiresAt } = account.tokens;
      const left = accessExpiresAt - now();
      if (left > MARGIN_MS) return { token: accessToken };
      try {
        return { token: (await refresh(account)).accessToken };
      } catch (error) {
        // Webex has a bad minute: what we hold is still good for a while.
        if (left > 0 && !(error instanceof NotConnected)) return { token: accessToken };
        throw error;
      }
    },
    renewed: async ({ personId }, refused) => {
      const account = await find(personId);
      // Somebody else renewed it while this request was on its way.
      const { accessToken } = account.tokens;
      if (accessToken !== refused.token) return { token: accessToken };
      return { token: (await refresh(account)).accessToken };
    },
  };
}

async function renew(
  accounts: AccountStore,
  integration: Integration,
  account: Account,
): Promise<Tokens> {
  try {
    const tokens = await integration.refresh(account.tokens);
    // What Webex gave is written before it is used: a new refresh token must not be lost.
    if (await accounts.renew(account.personId, account.tokens, tokens)) return tokens;
    const current = await accounts.get(account.personId);
    if (current === undefined) throw new NotConnected('never');
    return current.tokens;
  } catch (error) {
    if (!(error instanceof WebexRefused && over(error))) throw error;
    // Spent by a refresh that was faster than our reading of the account.
    const current = await accounts.get(account.personId);
    const renewed = current?.tokens.refreshToken !== account.tokens.refreshToken;
    if (current !== undefined && renewed) return current.tokens;
    throw new NotConnected(current === undefined ? 'never' : 'over');
  }
}

/** The refresh token is spent: expired, revoked, or the Integration was removed. */
function over({ status, code }: WebexRefused): boolean {
  return code === 'invalid_grant' || status === 400 || status === 401;
}
