import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The folder of a demo, which holds keys and is gone with it. */
export interface DemoFolder {
  readonly path: string;
  /** Settles when there is a database in it; then the bot need not make one. */
  readonly made: Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Makes it, and begins at once with the database, while the sources are loaded. */
export function makeFolder(): DemoFolder {
  const path = mkdtempSync(join(tmpdir(), 'recordings-demo-'));
  // What a thread that is being ended still writes is tried again.
  const removeNow = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 20 });
  // Where the process ends before the bot has stopped.
  process.once('exit', removeNow);
  const workerData = join(path, 'db');
  mkdirSync(workerData, { mode: 0o700 });
  const worker = new Worker(new URL('make-database.mjs', import.meta.url), {
    workerData,
    // Without tsx, which it would have to load first.
    execArgv: [],
  });
  const made = new Promise<void>((resolve, reject) => {
    worker.once('exit', () => resolve()).once('error', reject);
  });
  // Whoever waits for it hears of it; a demo that is stopped before does not.
  made.catch(() => undefined);
  return {
    path,
    made,
    remove: async () => {
      await worker.terminate();
      removeNow();
      process.off('exit', removeNow);
    },
  };
}
