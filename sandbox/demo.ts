import { setFlagsFromString } from 'node:v8';
import { makeFolder } from './demo/folder.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let presses = 0;
let stop = (): void => process.exit(0);
// From the first moment on, and for every press: one that nobody heard would end the process with its
// folder left behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    presses += 1;
    if (presses === 1) stop();
    else process.exit(130);
  });
}

// To load all of it takes longer than a person likes to look at nothing.
say('Starting a Webex of its own and the bot …');
// Compiled once: the making of a database does not run for long enough to win back a better compilation.
setFlagsFromString('--liftoff-only');
const folder = makeFolder();
stop = () => void folder.remove().then(() => process.exit(0));
try {
  const { startDemo } = await import('./demo/start.js');
  // npm run demo -- --websocket
  const { WEBEX_TRANSPORT = process.argv.includes('--websocket') ? 'websocket' : undefined } =
    process.env;
  const demo = await startDemo({ ...process.env, WEBEX_TRANSPORT }, folder);
  demo.lines.forEach(say);
  stop = () => void demo.stop().then(() => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
