// npm run demo: the sandbox and the bot in one process. Plain JavaScript, to speak at once; to have the
// sources compiled by a loader as they are imported would take twice as long until it is ready.
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { FOR_NODE, ROOT, linkBeside } from '../scripts/compiled.mjs';

/** Of a new database, the program and what a long play adds. */
const ROOM_BYTES = 256 * 1024 * 1024;

const say = (line) => process.stdout.write(`${line}\n`);

let presses = 0;
let stop = () => process.exit(0);
// From the first moment on, and for every press: one that nobody heard would end the process with its
// folder left behind.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    presses += 1;
    if (presses === 1) stop();
    else process.exit(130);
  });
}

say('Starting a Webex of its own and the bot …');
// Compiled once: the embedded database does not run for long enough to win back a better compilation.
setFlagsFromString('--liftoff-only');
const folder = mkdtempSync(join(place(), 'recordings-demo-'));
// It holds keys. What is still being written as the process ends is tried again.
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }));

try {
  const { startDemo } = await import(pathToFileURL(await compiled(join(folder, 'program'))).href);
  // npm run demo -- --websocket
  const { WEBEX_TRANSPORT = process.argv.includes('--websocket') ? 'websocket' : undefined } =
    process.env;
  const demo = await startDemo({ ...process.env, WEBEX_TRANSPORT }, join(folder, 'data'));
  demo.lines.forEach(say);
  stop = () => void demo.stop().then(() => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/**
 * Memory, where there is some that looks like a folder: a new database is a thousand files, and each is
 * written to the disk. Nothing of the demo outlives it.
 */
function place() {
  if (process.env.TMPDIR !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    accessSync('/dev/shm', constants.W_OK);
    return bavail * bsize > ROOM_BYTES ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/**
 * Makes one module of the bot and the sandbox, in a folder; the libraries stay where they are, since to
 * compile them takes as long as to load them.
 * @returns the module's path: where that of the page would be, which finds its files beside itself
 */
async function compiled(target) {
  const { build } = await import('esbuild');
  const outfile = join(target, 'sandbox', 'page', 'demo.js');
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: ['sandbox/demo/start.ts'], outfile },
    ...{ ...FOR_NODE, bundle: true, packages: 'external' },
  });
  linkBeside(target, ['sandbox/page/client', 'sandbox/page/public']);
  return outfile;
}
