import { uuidOf } from '../webex/ids.js';
import type { Account, AccountStore } from './account.js';
import type { Authorities } from './authorities.js';
import { NotConnected } from './errors.js';
import type { Integration } from './integration.js';
import { renewals, type Turns } from './renewal.js';

/** Tokens are renewed this long before they expire. */
const MARGIN_MS = 300_000;

/**
 * Authority by connected accounts: each person acts with their own token, refreshed before it
 * expires, one refresh at a time per person however many requests wait.
 *
 * @param turns how several processes take turns; without it this one is taken to be the only one
 */
export function connectedAccounts(
  accounts: AccountStore,
  integration: Integration,
  now: () => number = Date.now,
  turns?: Turns,
): Authorities {
  const renew = renewals(accounts, integration, turns);

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
        return { token: (await renew(account)).accessToken };
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
      return { token: (await renew(account)).accessToken };
    },
  };
}
