// Takes out of node_modules what the built bot does not read: the libraries that are inside of it, but
// for their licences, and the source maps and types of the others. After `npm prune --omit=dev` or
// `npm ci --omit=dev`; an image and Heroku do it.
//
//   node scripts/trim.mjs [FOLDER]   FOLDER/node_modules; left out: here
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { OUTSIDE } from './compiled.mjs';

const UNREAD = /\.(js|cjs|mjs|ts|cts|mts|css)\.map$|\.d\.(ts|cts|mts)$/;
/** What whoever hands on a library, be it inside of a bundle, hands on with it. */
const KEPT = /^(licen[cs]e|notice|copying|package\.json)/i;

const folder = join(process.argv[2] ?? '.', 'node_modules');
// A checkout with its tools needs all of it.
if (existsSync(join(folder, 'esbuild'))) {
  console.error('This is no production install: run "npm prune --omit=dev" first.');
  process.exit(1);
}

const about = (path) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));

/** Where Node finds a package that is asked for from this folder. */
function foundFrom(path, name) {
  const here = join(path, 'node_modules', name);
  if (existsSync(here)) return here;
  return dirname(path) === path ? undefined : foundFrom(dirname(path), name);
}

/** The folders of the packages that stay: those outside of the bundle, and what they ask for. */
const stays = new Set();
function keep(path) {
  if (path === undefined || stays.has(path)) return;
  stays.add(path);
  const { dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = about(path);
  for (const name of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }))
    keep(foundFrom(path, name));
}
for (const name of OUTSIDE) keep(join(folder, ...name.split('/')));

/** The package that a path belongs to, e.g. `node_modules/a/node_modules/@b/c`. */
function packageOf(path) {
  const parts = path.split(sep);
  const at = parts.lastIndexOf('node_modules');
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join(sep);
}

let files = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (entry.isDirectory()) continue;
  const path = join(entry.parentPath, entry.name);
  const isRead = stays.has(packageOf(path)) ? !UNREAD.test(entry.name) : KEPT.test(entry.name);
  if (isRead) continue;
  rmSync(path);
  files += 1;
}
console.log(`trimmed: ${files} files that the built bot does not read`);
