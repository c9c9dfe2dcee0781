// What everything that compiles this project agrees on: the build, the demo, the bench, the tests.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Of esbuild: modules for the oldest Node that is supported. */
export const FOR_NODE = { format: 'esm', platform: 'node', target: 'node20' };

/** Libraries that stay in node_modules: they find files beside themselves, `when` in a way of its own. */
export const OUTSIDE = ['@electric-sql/pglite', '@electric-sql/pglite-prepopulatedfs', 'when'];

/**
 * Links into a folder what the compiled bot finds beside itself.
 *
 * @param {string} target absolute
 * @param {readonly string[]} more paths from the root of the project
 */
export function linkBeside(target, more = []) {
  for (const name of ['cards', 'migrations', 'node_modules', 'package.json', ...more])
    symlinkSync(join(ROOT, name), join(target, name));
}
