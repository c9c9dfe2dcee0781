import { eq, lte } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import { pendingLinks } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { SealError, type Vault } from './vault.js';

/** A person on their way through Webex's consent page. */
export interface AuthorizationRequest {
  /** Unguessable, and good once. */
  readonly state: string;
  /** The person who asked, as the bot sees them. */
  readonly personId: string;
  readonly email: string;
  /** PKCE (RFC 7636): proves that who asked for the code is who redeems it. */
  readonly verifier: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface AuthorizationRequests {
  put: (link: AuthorizationRequest) => Promise<void>;
  /** Returns a request and deletes it, so that it works once. */
  take: (state: string) => Promise<AuthorizationRequest | undefined>;
  /** Deletes all of one person. @param personId as the bot sees them */
  forget: (personId: string) => Promise<void>;
  /** Deletes expired ones. */
  tidy: () => Promise<void>;
}

/** Binds a sealed verifier to its state and person. */
export function requestPurpose(stateHash: string, personId: string): string {
  return `link:${stateHash}:${personId}`;
}

/**
 * Authorization requests in the database: the state is kept as its SHA-256 and the verifier sealed, so
 * who reads the database cannot finish somebody's sign-in. One that does not open counts as none:
 * the person asks for another. Rejects with database errors.
 *
 * @param now milliseconds since the epoch
 */
export function authorizationRequests(
  db: Db,
  vault: Vault,
  now: () => number = Date.now,
): AuthorizationRequests {
  const tidy = async (): Promise<void> => {
    await db.delete(pendingLinks).where(lte(pendingLinks.expiresAt, new Date(now())));
  };
  return {
    put: async ({ state, personId, email, verifier, expiresAt }) => {
      await tidy();
      const stateHash = hashOf(state);
      const sealedVerifier = vault.seal(verifier, requestPurpose(stateHash, personId));
      const values = { personId, email, sealedVerifier, expiresAt: new Date(expiresAt) };
      await db
        .insert(pendingLinks)
        .values({ stateHash, ...values })
        .onConflictDoUpdate({ target: pendingLinks.stateHash, set: values });
    },
    take: async (state) => {
      const stateHash = hashOf(state);
      // One statement: of two that come at once, one gets it.
      const [row] = await db
        .delete(pendingLinks)
        .where(eq(pendingLinks.stateHash, stateHash))
        .returning();
      if (row === undefined) return undefined;
      const { personId, email, expiresAt } = row;
      try {
        const verifier = vault.open(row.sealedVerifier, requestPurpose(stateHash, personId));
        return { state, personId, email, verifier, expiresAt: expiresAt.getTime() };
      } catch (error) {
        if (error instanceof SealError) return undefined;
        throw error;
      }
    },
    forget: async (personId) => {
      await db.delete(pendingLinks).where(eq(pendingLinks.personId, personId));
    },
    tidy,
  };
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}
