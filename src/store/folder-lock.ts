import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './errors.js';

/**
 * Marks a data folder as ours: two processes on one embedded database would destroy it. A mark
 * whose process is gone (killed, crashed) is taken over.
 *
 * @returns takes the mark away
 * @throws StoreError when another process has the folder
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'bot.lock');
  if (!take(path)) {
    const owner = ownerOf(path);
    if (owner !== undefined && isAlive(owner)) {
      throw new StoreError(
        `The data in ${folder} is in use by another process (${owner}): stop it, set DATA_DIR to another folder, or use DATABASE_URL for several processes.`,
      );
    }
    rmSync(path, { force: true });
    if (!take(path))
      throw new StoreError(`The folder ${folder} is being opened by another process.`);
  }
  return () => rmSync(path, { force: true });
}

function take(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new StoreError(`Nothing can be written to ${path}: check its owner, or set DATA_DIR.`, {
      cause: error,
    });
  }
}

function ownerOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** In a container every start has the same number: then it was ourselves, before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
