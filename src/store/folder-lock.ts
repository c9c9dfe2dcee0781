import {
  closeSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from './errors.js';

/** How often the mark is renewed, and after how long without that its process is gone. */
const BEAT_MS = 2_000;
const SILENCE_MS = 10_000;

const mark = z.object({ pid: z.number().int().positive(), host: z.string() });
type Mark = z.infer<typeof mark>;

/**
 * Marks a data folder as ours: two processes on one embedded database would destroy it. The mark is
 * renewed as long as we live; one whose process is gone (killed, crashed) is taken over.
 *
 * @returns takes the mark away
 * @throws StoreError when another process has the folder
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'bot.lock');
  if (!take(path)) {
    const owner = ownerOf(path);
    if (owner !== undefined && isAlive(owner, path)) {
      throw new StoreError(
        `The data in ${folder} is in use by another process (${owner.pid} on ${owner.host}): stop it, set DATA_DIR to another folder, or use DATABASE_URL for several processes.`,
      );
    }
    rmSync(path, { force: true });
    if (!take(path))
      throw new StoreError(`The folder ${folder} is being opened by another process.`);
  }
  const beat = setInterval(() => renew(path), BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    rmSync(path, { force: true });
  };
}

function take(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Mark));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new StoreError(`Nothing can be written to ${path}: check its owner, or set DATA_DIR.`, {
      cause: error,
    });
  }
}

function renew(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Somebody took the folder away; the database will say so better than we can.
  }
}

function ownerOf(path: string): Mark | undefined {
  try {
    return mark.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * A mark that nobody renews is left over, whoever has its number now. A fresh one of another
 * machine (a second container on the volume) is believed; of our own machine we ask the system. In
 * a container every start has the same number: then it was ourselves, before.
 */
function isAlive({ pid, host }: Mark, path: string): boolean {
  if (Date.now() - statSync(path).mtimeMs > SILENCE_MS) return false;
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
