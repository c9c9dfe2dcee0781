import { and, eq, lte, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { accounts, pendingLinks } from '../store/schema.js';
import { type Db, personReader } from '../store/store.js';
import { defined } from '../util/present.js';
import { uuidOf } from '../webex/ids.js';
import type { SealError, Vault } from './vault.js';

const tokenPair = z
  .object({
    accessToken: z.string(),
    accessExpiresAt: z.number(),
    refreshToken: z.string(),
    refreshExpiresAt: z.number(),
  })
  .readonly();
/** Webex's tokens for one person: both are secrets. */
export type Tokens = z.infer<typeof tokenPair>;

/** A Webex person who connected their account. Times are milliseconds since the epoch. */
export interface Account {
  /** A UUID, which is the same in every cluster. */
  readonly personId: string;
  readonly email: string;
  readonly tokens: Tokens;
  readonly connectedAt: number;
}

/** Webex refused to renew the tokens, or the consent was withdrawn: the person must connect again. */
export function mustReconnect({ tokens }: Pick<Account, 'tokens'>): boolean {
  return tokens.accessToken === '';
}

/** Binds sealed tokens to their row: in another person's row they do not open. */
export function accountPurpose(personId: string): string {
  return `account:${personId}`;
}

/**
 * Accounts in the database, their tokens sealed. A row whose tokens do not open counts as none: the person
 * can connect again, and the log tells the operator. Rejects with database errors.
 */
export function accountStore(db: Db, vault: Vault, log: Logger) {
  const readPerson = personReader(db);
  const read = async (personId: string) => (await readPerson(personId)).account;
  const open = (personId: string, sealed: string): Tokens | undefined => {
    const onFailure = (reason: SealError['reason']): void =>
      log.warn({ personId, reason }, 'tokens do not open; check TOKEN_KEYS');
    const text = vault.tryOpen(sealed, accountPurpose(personId), onFailure);
    if (text === undefined) return undefined;
    const { data } = tokenPair.safeParse(JSON.parse(text));
    // Sealed by our key, so another version of the bot wrote it. A zod error would quote the tokens.
    if (data === undefined) onFailure('broken');
    return data;
  };
  const columns = (personId: string, tokens: Tokens) => ({
    sealedTokens: vault.seal(JSON.stringify(tokenPair.parse(tokens)), accountPurpose(personId)),
    accessExpiresAt: new Date(tokens.accessExpiresAt),
    refreshExpiresAt: new Date(tokens.refreshExpiresAt),
  });
  const counted = { version: sql`${accounts.version} + 1` };

  return {
    get: async (personId: string): Promise<Account | undefined> => {
      const row = await read(personId);
      if (row === null) return undefined;
      const tokens = open(personId, row.sealedTokens);
      if (tokens === undefined) return undefined;
      return { personId, email: row.email, tokens, connectedAt: row.connectedAt.getTime() };
    },
    put: async ({ personId, email, tokens, connectedAt }: Account): Promise<void> => {
      const values = { email, connectedAt: new Date(connectedAt), ...columns(personId, tokens) };
      await db
        .insert(accounts)
        .values({ personId, ...values })
        .onConflictDoUpdate({ target: accounts.personId, set: { ...values, ...counted } });
    },
    /**
     * Writes new tokens if the old ones are still there, so that a slower refresh never overwrites a
     * newer one and nothing returns after `disconnect`. @returns whether they were written
     */
    renew: async (personId: string, was: Tokens, tokens: Tokens): Promise<boolean> => {
      for (;;) {
        const row = await read(personId);
        if (row === null) return false;
        if (open(personId, row.sealedTokens)?.accessToken !== was.accessToken) return false;
        // No two seals are alike, so this row is the one that was read. Otherwise it may be the same tokens
        // under a new key: look again.
        const unchanged = eq(accounts.sealedTokens, row.sealedTokens);
        const written = await db
          .update(accounts)
          .set({ ...columns(personId, tokens), ...counted })
          .where(and(eq(accounts.personId, personId), unchanged))
          .returning({ personId: accounts.personId });
        if (written.length > 0) return true;
      }
    },
    remove: async (personId: string): Promise<void> => {
      await db.delete(accounts).where(eq(accounts.personId, personId));
    },
  };
}

export type AccountStore = ReturnType<typeof accountStore>;

/**
 * Marks an account whose tokens Webex refused, unless newer tokens came meanwhile. The refresh token stays:
 * if Webex was wrong, the next request heals it.
 */
export async function endAccount(
  accounts: Pick<AccountStore, 'renew'>,
  { personId, tokens: was }: Pick<Account, 'personId' | 'tokens'>,
): Promise<void> {
  await accounts.renew(personId, was, { ...was, accessToken: '', accessExpiresAt: 0 });
}

/** A person on their way through Webex's consent page. */
export interface AuthorizationRequest {
  /** Unguessable, and good once. */
  readonly state: string;
  /** As the bot knows them. */
  readonly personId: string;
  readonly email: string;
  /** PKCE (RFC 7636): proves that whoever redeems the code is who asked for it. */
  readonly verifier: string;
  /** The person's words, answered once they are connected. */
  readonly question?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export function requestPurpose(stateHash: string, personId: string): string {
  return `link:${stateHash}:${personId}`;
}

/**
 * Stores the state as its SHA-256 and the verifier sealed: whoever reads the database cannot finish a
 * sign-in. A request that does not open counts as none. Rejects with database errors.
 */
export function authorizationRequests(db: Db, vault: Vault, now: () => number) {
  const requestOf = (
    state: string,
    row: typeof pendingLinks.$inferSelect | undefined,
  ): AuthorizationRequest | undefined => {
    if (row === undefined) return undefined;
    const { stateHash, personId, email, expiresAt } = row;
    const secret = vault.tryOpen(row.sealedVerifier, requestPurpose(stateHash, personId));
    if (secret === undefined) return undefined;
    const [verifier = '', ...words] = secret.split('\n');
    const question = words.length === 0 ? undefined : words.join('\n');
    const link = { state, personId, email, verifier, expiresAt: expiresAt.getTime() };
    return { ...link, ...defined({ question }) };
  };
  const tidy = async (): Promise<void> => {
    await db.delete(pendingLinks).where(lte(pendingLinks.expiresAt, new Date(now())));
  };
  return {
    put: async (request: AuthorizationRequest): Promise<void> => {
      await tidy();
      const { state, personId, email, verifier, question, expiresAt } = request;
      const stateHash = stateHashOf(state);
      // A verifier has no line break.
      const secret = question === undefined ? verifier : `${verifier}\n${question}`;
      const sealedVerifier = vault.seal(secret, requestPurpose(stateHash, personId));
      const values = { personId, email, sealedVerifier, expiresAt: new Date(expiresAt) };
      await db
        .insert(pendingLinks)
        .values({ stateHash, ...values })
        .onConflictDoUpdate({ target: pendingLinks.stateHash, set: values });
    },
    /** Does not delete the request. */
    peek: async (state: string): Promise<AuthorizationRequest | undefined> => {
      const ours = eq(pendingLinks.stateHash, stateHashOf(state));
      const [row] = await db.select().from(pendingLinks).where(ours);
      return requestOf(state, row);
    },
    /** Returns a request and deletes it, so that it works once. */
    take: async (state: string): Promise<AuthorizationRequest | undefined> => {
      const ours = eq(pendingLinks.stateHash, stateHashOf(state));
      // One statement: of two calls at once, one gets it.
      const [row] = await db.delete(pendingLinks).where(ours).returning();
      return requestOf(state, row);
    },
    /** Deletes this request, but not one that has replaced it. @returns whether it was there */
    drop: async ({ state, verifier }: AuthorizationRequest): Promise<boolean> => {
      const ours = eq(pendingLinks.stateHash, stateHashOf(state));
      for (;;) {
        const [row] = await db.select().from(pendingLinks).where(ours);
        if (row === undefined || requestOf(state, row)?.verifier !== verifier) return false;
        // If another key has sealed it meanwhile, look again.
        const asRead = eq(pendingLinks.sealedVerifier, row.sealedVerifier);
        const dropped = await db.delete(pendingLinks).where(and(ours, asRead)).returning();
        if (dropped.length > 0) return true;
      }
    },
    /** Requests of people who sign in with a code ({@link deviceState}). */
    ofDevices: async (): Promise<AuthorizationRequest[]> => {
      const those = sql`starts_with(${pendingLinks.stateHash}, ${DEVICE_PREFIX})`;
      const rows = await db.select().from(pendingLinks).where(those);
      return rows.flatMap((row) => requestOf(row.stateHash, row) ?? []);
    },
    forget: async (personId: string): Promise<void> => {
      await db.delete(pendingLinks).where(eq(pendingLinks.personId, personId));
    },
    tidy,
  };
}

export type AuthorizationRequests = ReturnType<typeof authorizationRequests>;

const DEVICE_PREFIX = 'device:';

/** Stands for a state where nobody is sent back with one: each person signs in with one code at a time. */
export function deviceState(personId: string): string {
  return `${DEVICE_PREFIX}${uuidOf(personId)}`;
}

/** A person's id need not be hidden, and requests by device code are searched for. */
function stateHashOf(state: string): string {
  if (state.startsWith(DEVICE_PREFIX)) return state;
  return createHash('sha256').update(state).digest('base64url');
}
