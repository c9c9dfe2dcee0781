import { randomBytes } from 'node:crypto';
import type { Account, AuthorizationRequest, Tokens } from '../../../src/accounts/account-store.js';
import { type KeyRing, parseKeyRing } from '../../../src/accounts/keys.js';

/** A ring of new keys of these names; the same name within one call of the maker is the same key. */
export function keyMaker(): (...ids: string[]) => KeyRing {
  const made = new Map<string, string>();
  return (...ids) =>
    parseKeyRing(
      ids
        .map((id) => {
          const key = made.get(id) ?? randomBytes(32).toString('base64');
          made.set(id, key);
          return `${id}:${key}`;
        })
        .join(','),
    );
}

export const tokens = (n: number): Tokens => ({
  accessToken: `access-${n}`,
  accessExpiresAt: 1_700_000_000_001 + n,
  refreshToken: `refresh-${n}`,
  refreshExpiresAt: 1_700_000_000_002 + n,
});

export const account = (personId: string, n = 1): Account => ({
  personId,
  email: `${personId}@example.com`,
  tokens: tokens(n),
  connectedAt: 1_700_000_000_003,
});

export const link = (state: string, expiresAt = 1_700_000_000_004): AuthorizationRequest => ({
  state,
  personId: `person of ${state}`,
  email: 'a@example.com',
  verifier: `verifier of ${state}`,
  expiresAt,
});
