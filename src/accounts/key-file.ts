import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, linkSync, openSync } from 'node:fs';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_BYTES, KeyRingError, parseKeyRing, type KeyRing } from './key-ring.js';

/** In the data folder, in the form of TOKEN_KEYS. */
export const KEY_FILE = 'token-keys';

/** Unlike any that people are advised to take, so that TOKEN_KEYS set later leaves it its place. */
const KEY_ID = 'file';

/**
 * The keys kept beside the embedded database: whoever copies the database alone gets no token.
 *
 * @param folder DATA_DIR; it must be there
 * @returns undefined when there is no such file
 * @throws KeyRingError when others can read it, or it does not hold keys
 */
export function readKeyFile(folder: string): KeyRing | undefined {
  const path = join(folder, KEY_FILE);
  const file = open(path);
  if (file === undefined) return undefined;
  try {
    // Windows has no such modes.
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0) {
      throw new KeyRingError(`${path} can be read by others: chmod 600 it.`);
    }
    return parseKeyRing(readFileSync(file, 'utf8'), path);
  } finally {
    closeSync(file);
  }
}

/**
 * Makes a key and keeps it in the data folder, readable by its owner alone; what is there already
 * is never overwritten.
 *
 * @throws KeyRingError when it cannot be written, or see {@link readKeyFile}
 */
export function makeKeyFile(folder: string, random = randomBytes): KeyRing {
  const path = join(folder, KEY_FILE);
  const draft = `${path}.${process.pid}`;
  try {
    // Whole or not at all: a key cut short by a crash would stand in the way of the next start.
    rmSync(draft, { force: true });
    const text = `${KEY_ID}:${random(KEY_BYTES).toString('base64')}\n`;
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(draft, path);
    syncFolder(folder);
  } catch (error) {
    if (!is(error, 'EEXIST')) {
      throw new KeyRingError(`${path} cannot be written: check the owner of ${folder}.`, {
        cause: error,
      });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const ring = readKeyFile(folder);
  if (ring === undefined) throw new KeyRingError(`${path} went away while it was read.`);
  return ring;
}

/** Or the name of the file may not outlive a power cut that its tokens outlive. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (is(error, 'ENOENT')) return undefined;
    throw new KeyRingError(`${path} cannot be read: check its owner.`, { cause: error });
  }
}

function is(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
