import { and, eq, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { z } from 'zod';
import { accounts } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { SealError, type Vault } from './vault.js';

/** What Webex gave us for one person (POST /v1/access_token). Both tokens are secrets. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
}

/** A Webex person who connected their account. */
export interface Account {
  /** UUID of the person, which is the same in every cluster. */
  readonly personId: string;
  readonly email: string;
  readonly tokens: Tokens;
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
}

export interface AccountStore {
  get: (personId: string) => Promise<Account | undefined>;
  put: (account: Account) => Promise<void>;
  /**
   * Writes new tokens if the old ones are still there, so that a slower refresh never overwrites a
   * newer one and nothing returns after `disconnect`.
   *
   * @returns whether they were written
   */
  renew: (personId: string, was: Tokens, tokens: Tokens) => Promise<boolean>;
  remove: (personId: string) => Promise<void>;
}

const sealedTokens = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.number(),
  refreshToken: z.string(),
  refreshExpiresAt: z.number(),
});

/** Binds sealed tokens to their row: in another person's row they do not open. */
export function accountPurpose(personId: string): string {
  return `account:${personId}`;
}

/**
 * Accounts in the database, their tokens sealed. A row whose tokens do not open counts as none: the
 * person can connect again, and the log tells the operator. Rejects with database errors.
 */
export function accountStore(db: Db, vault: Vault, log: Logger): AccountStore {
  const read = async (personId: string) => {
    const [row] = await db.select().from(accounts).where(eq(accounts.personId, personId));
    return row;
  };
  const open = (personId: string, sealed: string): Tokens | undefined => {
    try {
      return tokensOf(vault.open(sealed, accountPurpose(personId)));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      log.warn({ personId, reason: error.reason }, 'tokens do not open; check TOKEN_KEYS');
      return undefined;
    }
  };
  const columns = (personId: string, tokens: Tokens) => ({
    sealedTokens: vault.seal(JSON.stringify(sealedTokens.parse(tokens)), accountPurpose(personId)),
    accessExpiresAt: new Date(tokens.accessExpiresAt),
    refreshExpiresAt: new Date(tokens.refreshExpiresAt),
  });
  const counted = { version: sql`${accounts.version} + 1` };

  return {
    get: async (personId) => {
      const row = await read(personId);
      if (row === undefined) return undefined;
      const { email, connectedAt } = row;
      const tokens = open(personId, row.sealedTokens);
      if (tokens === undefined) return undefined;
      return { personId, email, tokens, connectedAt: connectedAt.getTime() };
    },
    put: async ({ personId, email, tokens, connectedAt }) => {
      const values = { email, connectedAt: new Date(connectedAt), ...columns(personId, tokens) };
      await db
        .insert(accounts)
        .values({ personId, ...values })
        .onConflictDoUpdate({ target: accounts.personId, set: { ...values, ...counted } });
    },
    renew: async (personId, was, tokens) => {
      for (;;) {
        const row = await read(personId);
        if (row === undefined) return false;
        if (open(personId, row.sealedTokens)?.accessToken !== was.accessToken) return false;
        // No two seals are alike, so this row is the one that was read. If not, it may be the same
        // tokens under a new key: look again.
        const unchanged = eq(accounts.sealedTokens, row.sealedTokens);
        const written = await db
          .update(accounts)
          .set({ ...columns(personId, tokens), ...counted })
          .where(and(eq(accounts.personId, personId), unchanged))
          .returning({ personId: accounts.personId });
        if (written.length > 0) return true;
      }
    },
    remove: async (personId) => {
      await db.delete(accounts).where(eq(accounts.personId, personId));
    },
  };
}

/** Sealed by our key, so one that does not fit was written by another version of the bot. */
function tokensOf(text: string): Tokens {
  const read = sealedTokens.safeParse(JSON.parse(text));
  // A zod error would show what it was given.
  if (!read.success) throw new SealError('broken');
  return read.data;
}
