import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
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
