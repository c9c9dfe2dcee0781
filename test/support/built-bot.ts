import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the built bot finds beside itself. */
const BESIDE = ['cards', 'migrations', 'node_modules', 'package.json'];

let folder: string | undefined;

/**
 * The bot as JavaScript, in a folder of its own: a process that is started again and again should
 * start as fast as in production. Built once, types unchecked; gone after the last test.
 *
 * @returns the path of its `main.js`
 */
export function builtBot(): string {
  folder ??= build();
  return join(folder, 'dist', 'main.js');
}

after('the built bot goes', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

function build(): string {
  const target = mkdtempSync(join(tmpdir(), 'bot-built-'));
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(target, name));
  const src = join(ROOT, 'src');
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' });
  buildSync({
    entryPoints: sources.filter((name) => name.endsWith('.ts')).map((name) => join(src, name)),
    outbase: src,
    outdir: join(target, 'dist'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
  });
  return target;
}
