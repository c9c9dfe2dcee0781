import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps what lies here in memory. */
const MEMORY = '/dev/shm';
/** Several databases, and some more; a container often has 64 MB there. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

/**
 * Makes a folder for a database that nobody needs tomorrow: in memory where there is plenty, since
 * a thousand small files take ten times as long on a disk.
 */
export function scratchFolder(prefix: string): string {
  return mkdtempSync(join(roomy(MEMORY) ? MEMORY : tmpdir(), prefix));
}

function roomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}
