import { type AccountStore, endAccount } from '../../../../src/accounts/account-store.js';
import type { TokenProvider } from '../../../../src/accounts/token-provider.js';
import { type Actor, NotServed } from '../../../../src/accounts/types.js';
import type { ConnectDeps } from '../../../../src/bot/connect.js';
import { NO_ROLES } from '../../../bot/support/gate.js';
import { readableLog } from '../../../bot/support/log.js';
import type { Deps } from '../../../../src/features/deps.js';
import { personIdOf } from '../../../../src/webex/ids.js';
import { memoryAccounts } from '../../../support/memory-accounts.js';

export const ALICE_ID = '11111111-1111-4111-8111-111111111111';
export const ALICE: Actor = { personId: personIdOf(ALICE_ID), email: 'alice@example.com' };
/** What every link to connect is. */
export const LINK = 'https://webexapis.com/v1/authorize?state=s';

/** The token provider of a personal token that is somebody else's. */
export const notServing: TokenProvider = {
  get: () => Promise.reject(new NotServed()),
  refresh: () => Promise.reject(new NotServed()),
};

type Accounts = Pick<Deps, 'accounts' | 'tokens' | 'authorityName' | 'roles' | 'log'> &
  Pick<ConnectDeps, 'messaging'>;

/** Where nobody can connect, and everybody has a token; but for what is given. */
export function withoutAccounts(given: Partial<Accounts> = {}): Accounts {
  const tokens: TokenProvider = {
    get: () => Promise.resolve({ token: 't' }),
    refresh: () => Promise.reject(new NotServed()),
  };
  const messaging = { edit: () => Promise.reject(new Error('not here')) };
  const { log } = readableLog();
  const deps = { tokens, messaging, log, roles: NO_ROLES };
  return { accounts: undefined, authorityName: 'own', ...deps, ...given };
}

/** Where people can connect; nobody has yet. */
export function withAccounts(): Accounts & { readonly accounts: { readonly store: AccountStore } } {
  const oauth = {
    start: () => Promise.resolve(LINK),
    consentPage: () => Promise.reject(new Error('not here')),
    complete: () => Promise.reject(new Error('not here')),
    cancel: () => Promise.resolve(),
    tidy: () => Promise.resolve(),
  };
  return { ...withoutAccounts(), accounts: { store: memoryAccounts(), oauth } };
}

/** Alice connects. */
export async function connect({ accounts }: ReturnType<typeof withAccounts>): Promise<void> {
  await accounts.store.put({
    personId: ALICE_ID,
    email: 'alice@example.com',
    tokens: { accessToken: 'a', accessExpiresAt: 0, refreshToken: 'r', refreshExpiresAt: 0 },
    connectedAt: Date.parse('2026-08-07T10:00:00Z'),
  });
}

/** Webex no longer honours her connection. */
export async function ends({ accounts }: ReturnType<typeof withAccounts>): Promise<void> {
  const account = await accounts.store.get(ALICE_ID);
  if (account !== undefined) await endAccount(accounts.store, account);
}
