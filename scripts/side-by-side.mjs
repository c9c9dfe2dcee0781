// node scripts/side-by-side.mjs <script> <script>…: runs scripts of package.json side by side, and fails
// when one of them fails. Two more than there are cores: each waits for a database, a browser or another
// process for a third of its time and more. The longest come first. The first is heard while it runs, the
// others one after the other when all have ended, so that every run can be read as a whole; what failed is
// said once more at the very end, since the end is what a long log is read by. (The runners on the registry
// end themselves before a slow reader has heard everything.)
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';

const AT_ONCE = availableParallelism() + 2;
const waiting = process.argv.slice(2);
const [first] = waiting;

/** @returns what it said, how long it took, and how it ended */
async function run(script, heard) {
  const child = spawn('npm', ['run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const begunAt = Date.now();
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      chunks.push(chunk);
      if (heard) process.stdout.write(chunk);
    });
  }
  const [code, signal] = await once(child, 'close');
  const seconds = Math.round((Date.now() - begunAt) / 1000);
  return { script, seconds, said: Buffer.concat(chunks).toString('utf8'), ended: code ?? signal };
}

/** What mocha says below its line “3 failing”; the end of it all where there is no such line. */
function failures(said) {
  const lines = stripVTControlCharacters(said).trimEnd().split('\n');
  const line = lines.findLastIndex((each) => /^ +\d+ failing$/.test(each));
  return line < 0 ? lines.slice(-30) : lines.slice(line + 1).slice(0, 150);
}

const runs = [];
async function lane() {
  for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
    runs.push(await run(script, script === first));
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, lane));
for (const { script, said } of runs) if (script !== first) process.stdout.write(said);
for (const { script, seconds } of runs) process.stdout.write(`npm run ${script}: ${seconds} s\n`);
for (const { script, said, ended } of runs.filter((each) => each.ended !== 0)) {
  process.stdout.write(
    `\n=== npm run ${script} ended with ${ended}:\n${failures(said).join('\n')}\n`,
  );
  process.exitCode = 1;
}
