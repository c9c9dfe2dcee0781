// npm run demo: the sandbox and the bot in one process. Plain JavaScript, to speak at once; to have the
// sources compiled by a loader as they are imported would take twice as long until it is ready.
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What the sources read from beside themselves. */
const BESIDE = ['cards', 'migrations', 'node_modules', 'package.json'];
const PAGE = ['sandbox/page/client', 'sandbox/page/public'];

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
const folder = mkdtempSync(join(tmpdir(), 'recordings-demo-'));
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

/** Compiles the bot and the sandbox into a folder. Resolves with the path of the demo's own module. */
async function compiled(target) {
  const { build } = await import('esbuild');
  const sources = ['src', 'locales', 'sandbox'].flatMap((name) =>
    readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith(join('page', 'client', '/')))
      .map((path) => join(ROOT, name, path)),
  );
  await build({
    ...{ entryPoints: sources, outbase: ROOT, outdir: target },
    ...{ format: 'esm', platform: 'node', target: 'node20' },
  });
  for (const name of [...BESIDE, ...PAGE]) symlinkSync(join(ROOT, name), join(target, name));
  return join(target, 'sandbox', 'demo', 'start.js');
}
