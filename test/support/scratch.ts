import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps what lies here in memory. */
const MEMORY = '/dev/shm';
/** Several databases, and some more; a container often has 64 MB there. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

const TRIES = 40;
const BETWEEN_TRIES_MS = 50;

/** Somebody who has just been killed may still be writing; `rmSync` looks only once at what there is. */
function remove(folder: string, tries: number): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (tries === 1) throw error;
    // Nothing but this waits when a process ends.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_TRIES_MS);
    remove(folder, tries - 1);
  }
}

/** Makes folders that are gone when the process ends, whatever became of its tests. */
export function scratchFolders(process: Pick<NodeJS.Process, 'once'>): (prefix: string) => string {
  const made: string[] = [];
  const place = roomy(MEMORY) ? MEMORY : tmpdir();
  process.once('exit', function removeScratchFolders() {
    for (const folder of made) remove(folder, TRIES);
  });
  return (prefix) => {
    const folder = mkdtempSync(join(place, prefix));
    made.push(folder);
    return folder;
  };
}

/**
 * Makes a folder for a database that nobody needs tomorrow: in memory where there is plenty, since
 * a thousand small files take ten times as long on a disk.
 */
export const scratchFolder = scratchFolders(process);

function roomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}
