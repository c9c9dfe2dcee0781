import type { Account, AccountStore } from '../../src/accounts/account-store.js';

/** Accounts that live as long as the test; they conform as the stored ones do. */
export function memoryAccounts(): AccountStore {
  const accounts = new Map<string, Account>();
  return {
    get: (personId) => Promise.resolve(accounts.get(personId)),
    put: (account) => {
      accounts.set(account.personId, account);
      return Promise.resolve();
    },
    renew: (personId, was, tokens) => {
      const account = accounts.get(personId);
      const same = account?.tokens.accessToken === was.accessToken;
      if (account !== undefined && same) accounts.set(personId, { ...account, tokens });
      return Promise.resolve(same);
    },
    remove: (personId) => {
      accounts.delete(personId);
      return Promise.resolve();
    },
  };
}
