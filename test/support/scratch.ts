import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps what lies here in memory. */
const MEMORY = '/dev/shm';
/** Several databases, and some more; a container often has 64 MB there. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

/** Makes folders that are gone when the process ends, whatever became of its tests. */
export function scratchFolders(process: Pick<NodeJS.Process, 'once'>): (prefix: string) => string {
  const made: string[] = [];
  const place = roomy(MEMORY) ? MEMORY : tmpdir();
  process.once('exit', function removeScratchFolders() {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
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
