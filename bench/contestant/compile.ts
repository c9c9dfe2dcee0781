import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the compiled bot finds beside itself. */
const BESIDE = ['cards', 'migrations', 'node_modules', 'package.json'];

/**
 * Compiles folders of this project to JavaScript, file by file, types unchecked.
 *
 * @param target a folder that nothing is in yet
 * @param folders where each goes, e.g. `{ src: 'dist' }`
 */
export function compile(target: string, folders: Readonly<Record<string, string>>): void {
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(target, name));
  for (const [from, to] of Object.entries(folders)) {
    const outbase = join(ROOT, from);
    const sources = readdirSync(outbase, { recursive: true, encoding: 'utf8' });
    buildSync({
      entryPoints: sources
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
        .map((name) => join(outbase, name)),
      outbase,
      outdir: join(target, to),
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
    });
  }
}
