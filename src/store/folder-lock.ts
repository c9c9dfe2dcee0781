import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SECOND } from '../util/time.js';
import { StoreError } from './errors.js';

/** The mark is renewed this often; without that for so long, its process is gone. */
const BEAT_MS = 2 * SECOND;
const SILENCE_MS = 10 * SECOND;

const mark = z.object({ pid: z.number().int().positive(), host: z.string() });

/**
 * Marks a data folder as ours, until the function returned is called: two processes on one embedded
 * database would destroy it. A mark whose process is gone (killed, crashed) is taken over.
 * @throws StoreError when another process has the folder
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'bot.lock');
  // No two marks are the same, not even of one process.
  const own = JSON.stringify({ pid: process.pid, host: hostname(), nonce: randomUUID() });
  alone(`${path}.taking`, own, () => {
    const owner = ifThere(() => mark.parse(JSON.parse(readFileSync(path, 'utf8'))));
    if (owner !== undefined && isAlive(owner, path)) {
      throw new StoreError(
        `The data in ${folder} is in use by another process (${owner.pid} on ${owner.host}): stop it, set DATA_DIR to another folder, or use DATABASE_URL for several processes.`,
      );
    }
    // There is never a mark that is written in part.
    write(path, () => {
      writeFileSync(`${path}.new`, own, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    });
  });
  const isOurs = (): boolean => textOf(path) === own;
  const beat = setInterval(() => {
    const now = new Date();
    if (isOurs()) ifThere(() => utimesSync(path, now, now));
  }, BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    if (isOurs()) rmSync(path, { force: true });
  };
}

/** Check-and-replace must be atomic, or two processes could both take over the same stale mark. */
function alone(path: string, own: string, work: () => void): void {
  // A process that was killed in the middle of the step has left it there.
  if (silenceOf(path) > SILENCE_MS) rmSync(path, { force: true });
  if (!write(path, () => writeFileSync(path, own, { flag: 'wx', mode: 0o600 }))) {
    throw new StoreError(`The folder ${dirname(path)} is being opened by another process.`);
  }
  try {
    work();
  } finally {
    if (textOf(path) === own) rmSync(path, { force: true });
  }
}

/** @returns false when the file is there already */
function write(path: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new StoreError(`Nothing can be written to ${path}: check its owner, or set DATA_DIR.`, {
      cause: error,
    });
  }
}

/** Undefined when somebody took the folder away; the database will say so better than we can. */
function ifThere<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function textOf(path: string): string | undefined {
  return ifThere(() => readFileSync(path, 'utf8'));
}

/** Milliseconds since the file was renewed; 0 when it does not exist. */
function silenceOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}

/**
 * A mark that nobody renews is left over, whoever has its number now. A fresh one of another machine is
 * believed; of our own machine we ask the system. In a container every start has the same number.
 */
function isAlive({ pid, host }: z.infer<typeof mark>, path: string): boolean {
  if (silenceOf(path) > SILENCE_MS) return false;
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
