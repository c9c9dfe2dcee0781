import { getTableName, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { z } from 'zod';
import { accounts, pendingLinks } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { accountPurpose, requestPurpose } from './account-store.js';
import type { Vault } from './vault.js';

const TABLES = [
  {
    table: accounts,
    id: accounts.personId,
    personId: accounts.personId,
    sealed: accounts.sealedTokens,
    purposeOf: ({ personId }: Row) => accountPurpose(personId),
  },
  {
    table: pendingLinks,
    id: pendingLinks.stateHash,
    personId: pendingLinks.personId,
    sealed: pendingLinks.sealedVerifier,
    purposeOf: ({ id, personId }: Row) => requestPurpose(id, personId),
  },
] as const;

const row = z.object({ id: z.string(), personId: z.string(), sealed: z.string() });
type Row = z.infer<typeof row>;
const selected = z.object({ rows: z.array(row) });
const updated = z.object({ rows: z.array(z.unknown()) });

const BATCH = 100;

/**
 * Re-encrypts with the first key everything that another key sealed, in small batches. It may stop and
 * restart at any time and run in several processes: a row that changes meanwhile is skipped.
 * @returns rows resealed, and rows that no key opens: a key is missing, or their people have to connect
 *   again; rejects with database errors
 */
export async function rotateKeys(
  db: Db,
  vault: Vault,
  log: Logger,
  signal?: AbortSignal,
  batch = BATCH,
): Promise<{ readonly resealed: number; readonly unopened: number }> {
  const total = { resealed: 0, unopened: 0 };
  for (const sealedTable of TABLES) {
    const { resealed, unopened } = await rotateTable(db, vault, sealedTable, batch, signal);
    const about = { table: getTableName(sealedTable.table), resealed, unopened };
    if (resealed > 0) log.info(about, 'sealed with the first key');
    if (unopened > 0) log.warn(about, 'rows do not open; check TOKEN_KEYS');
    total.resealed += resealed;
    total.unopened += unopened;
  }
  return total;
}

async function rotateTable(
  db: Db,
  vault: Vault,
  { table, id, personId, sealed, purposeOf }: (typeof TABLES)[number],
  batch: number,
  signal: AbortSignal | undefined,
) {
  const count = { resealed: 0, unopened: 0 };
  let after = '';
  for (;;) {
    const found = await db.execute(sql`
      select ${id} as id, ${personId} as "personId", ${sealed} as sealed from ${table}
      where ${id} > ${after} and not starts_with(${sealed}, ${vault.prefix})
      order by ${id} limit ${batch}`);
    const { rows } = selected.parse(found);
    for (const current of rows) {
      if (signal?.aborted === true) return count;
      after = current.id;
      const text = vault.tryOpen(current.sealed, purposeOf(current));
      if (text === undefined) {
        count.unopened += 1;
        continue;
      }
      // Unless the row has changed meanwhile.
      const written = await db.execute(sql`
        update ${table} set ${sql.identifier(sealed.name)} = ${vault.seal(text, purposeOf(current))}
        where ${id} = ${current.id} and ${sealed} = ${current.sealed} returning ${id}`);
      count.resealed += updated.parse(written).rows.length;
    }
    if (rows.length < batch) return count;
  }
}
