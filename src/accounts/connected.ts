import { uuidOf } from '../webex/ids.js';
import type { Account, AccountStore } from './account.js';
import { forWhom, type AccessToken, type Authorities } from './authorities.js';
import { NotConnected } from './errors.js';
import type { Integration } from './integration.js';
import { renewals, type Turns } from './renewal.js';
import { accountKey, purposeOf, type Someone } from './someone.js';

/** Tokens are renewed this long before they expire. */
const MARGIN_MS = 300_000;

/**
 * Authority by connected accounts: each person acts with their own token, refreshed before it
 * expires, one refresh at a time per person however many requests wait. An administrator who acts for
 * somebody else, and a compliance officer, do so with an account that they connected for that.
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

  const find = async (person: Someone): Promise<Account> => {
    const purpose = purposeOf(person);
    const account = await accounts.get(accountKey(uuidOf(person.personId), purpose));
    if (account === undefined) throw new NotConnected('never', purpose);
    return account;
  };
  const renewedFor = async (person: Someone, account: Account): Promise<AccessToken> => {
    try {
      return { token: (await renew(account)).accessToken, ...forWhom(person) };
    } catch (error) {
      if (!(error instanceof NotConnected)) throw error;
      throw new NotConnected(error.reason, purposeOf(person));
    }
  };

  return {
    of: async (person) => {
      const account = await find(person);
      const { accessToken, accessExpiresAt } = account.tokens;
      const held = { token: accessToken, ...forWhom(person) };
      const left = accessExpiresAt - now();
      if (left > MARGIN_MS) return held;
      try {
        return await renewedFor(person, account);
      } catch (error) {
        // Webex has a bad minute: what we hold is still good for a while.
        if (left > 0 && !(error instanceof NotConnected)) return held;
        throw error;
      }
    },
    renewed: async (person, refused) => {
      const account = await find(person);
      // Somebody else renewed it while this request was on its way.
      const { accessToken } = account.tokens;
      if (accessToken !== refused.token) return { token: accessToken, ...forWhom(person) };
      return await renewedFor(person, account);
    },
  };
}
