import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { FOR_NODE, ROOT, linkBeside } from '../../scripts/compiled.mjs';

/**
 * Compiles folders of this project to JavaScript, file by file, types unchecked.
 *
 * @param target a folder that nothing is in yet
 * @param folders where each goes, e.g. `{ src: 'dist' }`
 */
export function compile(target: string, folders: Readonly<Record<string, string>>): void {
  linkBeside(target);
  for (const [from, to] of Object.entries(folders)) {
    const outbase = join(ROOT, from);
    const sources = readdirSync(outbase, { recursive: true, encoding: 'utf8' });
    buildSync({
      entryPoints: sources
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
        .map((name) => join(outbase, name)),
      outbase,
      outdir: join(target, to),
      ...FOR_NODE,
      sourcemap: 'inline',
    });
  }
}
