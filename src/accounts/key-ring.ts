import { createSecretKey, type KeyObject } from 'node:crypto';

/** A key of the vault. A KeyObject shows nothing of itself in a log. */
export interface Key {
  /** Letters, digits, `-` and `_`; stands in what was sealed with it. */
  readonly id: string;
  readonly secret: KeyObject;
}

/** The keys of the vault. */
export interface KeyRing {
  /** Seals. */
  readonly first: Key;
  /** Any of them opens. */
  readonly find: (id: string) => Key | undefined;
}

/** The keys cannot be used; the message says what to do, and nothing of any key. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
}

/** AES-256. */
export const KEY_BYTES = 32;

const MAKE_ONE = 'make one with: echo "k1:$(openssl rand -base64 32)"';
const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * Reads keys from `id:base64[,id:base64…]`. The first one seals, all of them open: a new key is
 * put in at the end everywhere first, and moved to the front then, so that no process meets what
 * it cannot open.
 *
 * @param text the list, e.g. from TOKEN_KEYS
 * @param source what to call it in an error
 * @throws KeyRingError that names entries by their place alone: a mistyped id may be a key
 */
export function parseKeyRing(text: string, source = 'TOKEN_KEYS'): KeyRing {
  const keys = new Map<string, Key>();
  const problems: string[] = [];
  for (const [index, entry] of text.trim().split(',').entries()) {
    const key = keyOf(entry.trim());
    const place = `entry ${index + 1}`;
    if (key === undefined) problems.push(`${place} is not id:base64 of ${KEY_BYTES} bytes`);
    else if (keys.has(key.id)) problems.push(`${place} has the id of an earlier one`);
    else keys.set(key.id, key);
  }
  const [first] = keys.values();
  if (problems.length > 0 || first === undefined) {
    throw new KeyRingError(`${source} cannot be used: ${problems.join('; ')}; ${MAKE_ONE}`);
  }
  return { first, find: (id) => keys.get(id) };
}

/** Two rings as one; the first key of the first one seals, and its ids win. */
export function joinKeyRings(ring: KeyRing, older: KeyRing): KeyRing {
  return { first: ring.first, find: (id) => ring.find(id) ?? older.find(id) };
}

function keyOf(entry: string): Key | undefined {
  const [, id, base64] = ENTRY.exec(entry) ?? [];
  if (id === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === KEY_BYTES ? { id, secret: createSecretKey(bytes) } : undefined;
}
