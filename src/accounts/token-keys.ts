import { randomBytes } from 'node:crypto';
import { makeKeyFile, readKeyFile } from './key-file.js';
import { joinKeyRings, KEY_BYTES, KeyRingError, parseKeyRing, type KeyRing } from './key-ring.js';

/** Where the keys of the vault may come from. */
export interface TokenKeysWish {
  /** TOKEN_KEYS, when it is set. */
  readonly tokenKeys?: string | undefined;
  /** DATA_DIR, on the embedded database only; it must be there. */
  readonly folder?: string | undefined;
}

/**
 * The keys of the vault: TOKEN_KEYS, else the file beside the embedded database, which is made when
 * it is not there. A file from before TOKEN_KEYS was set still opens what it sealed.
 *
 * @throws KeyRingError when there is none, or it cannot be used
 */
export function openTokenKeys({ tokenKeys, folder }: TokenKeysWish): KeyRing {
  const kept = folder === undefined ? undefined : readKeyFile(folder);
  if (tokenKeys !== undefined) {
    const ring = parseKeyRing(tokenKeys);
    return kept === undefined ? ring : joinKeyRings(ring, kept);
  }
  if (folder !== undefined) return kept ?? makeKeyFile(folder);
  throw new KeyRingError(
    'TOKEN_KEYS is missing: it seals people’s tokens in the database, and every process needs the same; make one with: echo "k1:$(openssl rand -base64 32)"',
  );
}

/** Keys of this process alone, for what need not outlive it. */
export function passingKeys(): KeyRing {
  return parseKeyRing(`passing:${randomBytes(KEY_BYTES).toString('base64')}`);
}
