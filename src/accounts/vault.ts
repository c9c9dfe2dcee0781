import { getTableName, sql } from 'drizzle-orm';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { accounts, pendingLinks } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { accountPurpose, requestPurpose } from './account-store.js';
import type { KeyRing } from './keys.js';

/** A sealed text cannot be opened. Says nothing of its content. */
export class SealError extends Error {
  override readonly name = 'SealError';

  constructor(
    /** `unknown-key`: the key ring lacks it; `broken`: changed, cut, or sealed for something else. */
    readonly reason: 'unknown-key' | 'broken',
  ) {
    super(`What was sealed does not open (${reason})`);
  }
}

const SEAL_VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals secrets for the database: AES-256-GCM, so that a changed text does not open. */
export function createVault(ring: KeyRing, random: (bytes: number) => Buffer = randomBytes) {
  const { first } = ring;

  /** @throws SealError */
  const open = (sealed: string, purpose: string): string => {
    const fields = sealed.split('.');
    const [version, id = '', ivText = '', bodyText = '', tagText = ''] = fields;
    if (version !== SEAL_VERSION || fields.length !== 5) throw new SealError('broken');
    const key = ring.find(id);
    if (key === undefined) throw new SealError('unknown-key');
    const iv = decoded(ivText, IV_BYTES);
    const tag = decoded(tagText, TAG_BYTES);
    const body = decoded(bodyText);
    const decipher = createDecipheriv(CIPHER, key.secret, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(bound(headOf(id), purpose));
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch {
      throw new SealError('broken');
    }
  };

  return {
    /** Prefix of everything that the first key sealed. */
    prefix: `${headOf(first.id)}.`,
    /** @returns `v1.<keyId>.<iv>.<ciphertext>.<tag>`, which opens for this purpose alone */
    seal: (text: string, purpose: string): string => {
      const iv = random(IV_BYTES);
      const head = headOf(first.id);
      const cipher = createCipheriv(CIPHER, first.secret, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(bound(head, purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [head, ...[iv, body, cipher.getAuthTag()].map((bytes) => encoded(bytes))].join('.');
    },
    open,
    /** As `open`, but undefined for what does not open. */
    tryOpen: (
      sealed: string,
      purpose: string,
      onFailure?: (reason: SealError['reason']) => void,
    ): string | undefined => {
      try {
        return open(sealed, purpose);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        onFailure?.(error.reason);
        return undefined;
      }
    },
  };
}

export type Vault = ReturnType<typeof createVault>;

function headOf(keyId: string): string {
  return `${SEAL_VERSION}.${keyId}`;
}

/** Neither field before the purpose can hold a dot, so no two pairs make the same bytes. */
function bound(head: string, purpose: string): Buffer {
  return Buffer.from(`${head}.${purpose}`, 'utf8');
}

function encoded(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** Node skips anything that is not base64url; here each content has exactly one text. */
function decoded(text: string, length?: number): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const fits = length === undefined || bytes.length === length;
  if (!fits || encoded(bytes) !== text) throw new SealError('broken');
  return bytes;
}

const TABLES = [
  {
    table: accounts,
    id: accounts.personId,
    personId: accounts.personId,
    sealed: accounts.sealedTokens,
    purposeOf: ({ personId }: SealedRow) => accountPurpose(personId),
  },
  {
    table: pendingLinks,
    id: pendingLinks.stateHash,
    personId: pendingLinks.personId,
    sealed: pendingLinks.sealedVerifier,
    purposeOf: ({ id, personId }: SealedRow) => requestPurpose(id, personId),
  },
] as const;

const sealedRow = z.object({ id: z.string(), personId: z.string(), sealed: z.string() });
type SealedRow = z.infer<typeof sealedRow>;
const sealedRows = z.object({ rows: z.array(sealedRow) });
const updatedRows = z.object({ rows: z.array(z.unknown()) });

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
    const { rows } = sealedRows.parse(found);
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
      count.resealed += updatedRows.parse(written).rows.length;
    }
    if (rows.length < batch) return count;
  }
}
