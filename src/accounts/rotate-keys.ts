import { type SQL, and, asc, eq, gt, not, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Logger } from 'pino';
import { accounts, pendingLinks } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { accountPurpose } from './account-store.js';
import { requestPurpose } from './authorization-requests.js';
import { SealError, type Vault } from './vault.js';

export interface Rotation {
  /** Rows now sealed with the first key. */
  readonly resealed: number;
  /** Rows that no key opens: a key is missing, or their people have to connect again. */
  readonly unopened: number;
}

interface Row {
  readonly id: string;
  readonly sealed: string;
  readonly purpose: string;
}

interface Sealed {
  readonly name: string;
  readonly rows: (after: string, limit: number) => Promise<Row[]>;
  /** Replaces the sealed text, unless the row has changed. @returns whether it was written */
  readonly swap: (row: Row, sealed: string) => Promise<boolean>;
}

const BATCH = 100;

/**
 * Re-encrypts with the first key everything that another key sealed, in small batches. It may stop and
 * restart at any time and run in several processes: a row that changes meanwhile is skipped.
 *
 * @param signal stops it after the current row
 * @returns counts; rejects with database errors
 */
export async function rotateKeys(
  db: Db,
  vault: Vault,
  log: Logger,
  signal?: AbortSignal,
  batch = BATCH,
): Promise<Rotation> {
  const total = { resealed: 0, unopened: 0 };
  for (const table of [accountRows(db, vault), linkRows(db, vault)]) {
    const count = await resealTable(table, vault, batch, signal);
    if (count.resealed > 0) log.info({ table: table.name, ...count }, 'sealed with the first key');
    if (count.unopened > 0) {
      log.warn({ table: table.name, ...count }, 'rows do not open; check TOKEN_KEYS');
    }
    total.resealed += count.resealed;
    total.unopened += count.unopened;
  }
  return total;
}

async function resealTable(
  { rows, swap }: Sealed,
  vault: Vault,
  batch: number,
  signal: AbortSignal | undefined,
): Promise<Rotation> {
  const count = { resealed: 0, unopened: 0 };
  let after = '';
  for (;;) {
    const found = await rows(after, batch);
    for (const row of found) {
      if (signal?.aborted === true) return count;
      const text = opened(vault, row);
      if (text === undefined) count.unopened += 1;
      else if (await swap(row, vault.seal(text, row.purpose))) count.resealed += 1;
      after = row.id;
    }
    if (found.length < batch) return count;
  }
}

function opened(vault: Vault, { sealed, purpose }: Row): string | undefined {
  try {
    return vault.open(sealed, purpose);
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

function accountRows(db: Db, vault: Vault): Sealed {
  const { personId, sealedTokens } = accounts;
  return {
    name: 'accounts',
    rows: async (after, limit) => {
      const rows = await db
        .select({ id: personId, sealed: sealedTokens })
        .from(accounts)
        .where(behind(personId, after, sealedTokens, vault))
        .orderBy(asc(personId))
        .limit(limit);
      return rows.map((row) => ({ ...row, purpose: accountPurpose(row.id) }));
    },
    swap: async ({ id, sealed: was }, sealed) => {
      const written = await db
        .update(accounts)
        .set({ sealedTokens: sealed })
        .where(and(eq(personId, id), eq(sealedTokens, was)))
        .returning({ id: personId });
      return written.length > 0;
    },
  };
}

function linkRows(db: Db, vault: Vault): Sealed {
  const { stateHash, personId, sealedVerifier } = pendingLinks;
  return {
    name: 'pending_links',
    rows: async (after, limit) => {
      const rows = await db
        .select({ id: stateHash, sealed: sealedVerifier, personId })
        .from(pendingLinks)
        .where(behind(stateHash, after, sealedVerifier, vault))
        .orderBy(asc(stateHash))
        .limit(limit);
      return rows.map((row) => ({ ...row, purpose: requestPurpose(row.id, row.personId) }));
    },
    swap: async ({ id, sealed: was }, sealed) => {
      const written = await db
        .update(pendingLinks)
        .set({ sealedVerifier: sealed })
        .where(and(eq(stateHash, id), eq(sealedVerifier, was)))
        .returning({ id: stateHash });
      return written.length > 0;
    },
  };
}

/** Rows after the last one seen that the first key did not seal. */
function behind(id: PgColumn, after: string, sealed: PgColumn, vault: Vault): SQL | undefined {
  return and(gt(id, after), not(sql`starts_with(${sealed}, ${vault.prefix})`));
}
