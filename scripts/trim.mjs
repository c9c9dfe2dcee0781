// Takes out of node_modules what no program reads: source maps and the types of packages, two fifths of
// a production install; and of drizzle-orm's 447 exports all but ours, which Node from 22 on reads again
// for each of its files (250 MB of memory and a second of CPU at the start). After `npm prune --omit=dev` or `npm ci --omit=dev`; an image and Heroku do it.
//
//   node scripts/trim.mjs [FOLDER]   FOLDER/node_modules; left out: here
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const UNREAD = /\.(js|cjs|mjs|ts|cts|mts|css)\.map$|\.d\.(ts|cts|mts)$/;

const folder = join(process.argv[2] ?? '.', 'node_modules');
// A checkout with its tools needs the types.
if (existsSync(join(folder, 'typescript'))) {
  console.error('This is no production install: run "npm prune --omit=dev" first.');
  process.exit(1);
}
let files = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !UNREAD.test(entry.name)) continue;
  rmSync(join(entry.parentPath, entry.name));
  files += 1;
}

/** What src imports; test/deploy.test.ts holds the two together. */
const DRIZZLE = [
  ...['.', './pg-core', './node-postgres', './node-postgres/migrator', './pglite'],
  './pglite/migrator',
];
const drizzle = join(folder, 'drizzle-orm', 'package.json');
const about = JSON.parse(readFileSync(drizzle, 'utf8'));
const entries = Object.entries(about.exports).filter(([name]) => DRIZZLE.includes(name));
writeFileSync(drizzle, `${JSON.stringify({ ...about, exports: Object.fromEntries(entries) })}\n`);

const { version } = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8'));
console.log(`trimmed ${version}: ${files} files that no program reads`);
