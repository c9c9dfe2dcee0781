import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile.js';

let folder: string | undefined;

/**
 * The bot as JavaScript, in a folder of its own: a process that is started again and again should
 * start as fast as in production. Built once, types unchecked; gone after the last test.
 *
 * @returns the path of its `main.js`
 */
export function builtBot(): string {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'bot-built-'));
    compile(folder, { src: 'dist' });
  }
  return join(folder, 'dist', 'main.js');
}

after('the built bot goes', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
