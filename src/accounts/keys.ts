import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../util/log.js';

interface Key {
  /** Letters, digits, `-` and `_`; part of everything sealed with it. */
  readonly id: string;
  /** A KeyObject does not show its secret in a log. */
  readonly secret: KeyObject;
}

export interface KeyRing {
  /** Seals. */
  readonly first: Key;
  /** Any of them opens. */
  readonly find: (id: string) => Key | undefined;
}

/** The keys cannot be used; the message says what to do, and nothing about any key. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
}

/** For AES-256. */
const KEY_BYTES = 32;

const MAKE_ONE = 'make one with: echo "k1:$(openssl rand -base64 32)"';
const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * Reads keys from `id:base64[,id:base64…]`. The first one seals, all of them open. To rotate, add a new key
 * at the end in every process, then move it to the front: that way every process can open everything.
 * @throws KeyRingError that names entries by their place alone: a mistyped id may be a key
 */
export function parseKeyRing(text: string, source = 'TOKEN_KEYS'): KeyRing {
  const keys = new Map<string, Key>();
  const problems: string[] = [];
  for (const [index, entry] of text.trim().split(',').entries()) {
    const key = parseKey(entry.trim());
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

/** Two rings as one: the first key of the first ring seals, and its ids win. */
export function joinKeyRings(ring: KeyRing, older: KeyRing): KeyRing {
  return { first: ring.first, find: (id) => ring.find(id) ?? older.find(id) };
}

function parseKey(entry: string): Key | undefined {
  const [, id, base64] = ENTRY.exec(entry) ?? [];
  if (id === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === KEY_BYTES ? { id, secret: createSecretKey(bytes) } : undefined;
}

/** In the data folder, in the form of TOKEN_KEYS. */
export const KEY_FILE = 'token-keys';

/** Unlike any id that people are advised to take, so that it stays usable beside a later TOKEN_KEYS. */
const KEY_ID = 'file';

/**
 * The keys stored beside the embedded database: whoever copies the database alone gets no token.
 * @throws KeyRingError when others can read the file, or it does not hold keys
 */
export function readKeyFile(folder: string): KeyRing | undefined {
  const path = join(folder, KEY_FILE);
  try {
    return withFile(path, (file) => {
      // Windows has no such modes.
      if (process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0) {
        throw new KeyRingError(`${path} can be read by others: chmod 600 it.`);
      }
      return parseKeyRing(readFileSync(file, 'utf8'), path);
    });
  } catch (error) {
    if (error instanceof KeyRingError) throw error;
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw new KeyRingError(`${path} cannot be read: check its owner.`, { cause: error });
  }
}

/**
 * Makes a key and stores it in the data folder, readable by its owner alone; an existing file is never
 * overwritten.
 * @throws KeyRingError when it cannot be written, or see {@link readKeyFile}
 */
export function makeKeyFile(folder: string): KeyRing {
  const path = join(folder, KEY_FILE);
  const draft = `${path}.${process.pid}`;
  try {
    // Whole or not at all: half a key, left by a crash, would break the next start.
    rmSync(draft, { force: true });
    const text = `${KEY_ID}:${randomBytes(KEY_BYTES).toString('base64')}\n`;
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true });
    linkSync(draft, path);
    // Else a power cut could lose the file's name, but not the tokens sealed with the key.
    if (process.platform !== 'win32') withFile(folder, fsyncSync);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new KeyRingError(`${path} cannot be written: check the owner of ${folder}.`, {
        cause: error,
      });
    }
  } finally {
    // Where the folder is a file, not even `force` forgives.
    if (existsSync(draft)) rmSync(draft, { force: true });
  }
  const ring = readKeyFile(folder);
  if (ring === undefined) throw new KeyRingError(`${path} went away while it was read.`);
  return ring;
}

function withFile<T>(path: string, work: (file: number) => T): T {
  const file = openSync(path, 'r');
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

/**
 * The keys of the vault: TOKEN_KEYS, else the file beside the embedded database (in `folder`), which is
 * made if it does not exist. A file from before TOKEN_KEYS was set still opens what it sealed.
 * @throws KeyRingError when there are no keys, or they cannot be used
 */
export function openTokenKeys({
  tokenKeys,
  folder,
}: Readonly<Partial<Record<'tokenKeys' | 'folder', string | undefined>>>): KeyRing {
  const kept = folder === undefined ? undefined : readKeyFile(folder);
  if (tokenKeys !== undefined) {
    const ring = parseKeyRing(tokenKeys);
    return kept === undefined ? ring : joinKeyRings(ring, kept);
  }
  if (folder !== undefined) return kept ?? makeKeyFile(folder);
  throw new KeyRingError(
    `TOKEN_KEYS is missing: it seals people’s tokens in the database, and every process needs the same; ${MAKE_ONE}`,
  );
}

/** Keys of this process alone, for data that need not outlive it. */
export function passingKeys(): KeyRing {
  return parseKeyRing(`passing:${randomBytes(KEY_BYTES).toString('base64')}`);
}
