// node scripts/side-by-side.mjs <script> <script>…: runs scripts of package.json side by side, and
// fails when one of them fails. The first is heard while it runs, the others one after the other
// when all have ended, so that every run can be read as a whole. (The runners on the registry end
// themselves before a slow reader has heard everything.)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [first, ...others] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'side-by-side-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @returns what it said where it was not heard, once it has ended */
async function run(script, heard) {
  const file = join(folder, script.replaceAll(/\W/g, '-'));
  const output = heard ? 'inherit' : openSync(file, 'w');
  const child = spawn('npm', ['run', script], { stdio: ['ignore', output, output] });
  const [code, signal] = await once(child, 'close');
  if (!heard) closeSync(output);
  if (code !== 0) process.exitCode = 1;
  const end = code === 0 ? '' : `npm run ${script} ended with ${code ?? signal}\n`;
  return (heard ? '' : readFileSync(file, 'utf8')) + end;
}

const said = await Promise.all([run(first, true), ...others.map((script) => run(script, false))]);
process.stdout.write(said.join(''));
