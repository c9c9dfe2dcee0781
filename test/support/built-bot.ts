import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, linkBeside } from '../../scripts/compiled.mjs';
import { scratchFolder } from './scratch.js';

let folder: string | undefined;

/**
 * The bot as `npm run build` makes it, in a folder of its own. Built once; gone with the run.
 *
 * @param program `main.js`, or `cli/main.js`
 * @returns the path of that program
 */
export function builtBot(program = 'main.js'): string {
  folder ??= build();
  return join(folder, 'dist', program);
}

function build(): string {
  const target = scratchFolder('bot-built-');
  linkBeside(target);
  const script = join(ROOT, 'scripts', 'build.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, target], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The bot does not build: ${stderr}`);
  return target;
}
