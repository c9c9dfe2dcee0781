// Makes a production install elsewhere and holds it against the house's limits, so that a
// dependency that drags in half the world is seen on the day it comes (docs/decisions/0002).
//
//   node scripts/check-size.mjs          in a folder of its own, removed afterwards
//   node scripts/check-size.mjs FOLDER   in FOLDER, which stays for a look (or a start) afterwards
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As npm makes it; and once what the built bot does not read is taken out (scripts/trim.mjs). */
const LARGEST_MB = { installed: 110, trimmed: 35 };
const MOST_PACKAGES = 150;
/** All that an install reads; what is not here, it must not need. */
const INSTALL_FILES = ['package.json', 'package-lock.json', '.npmrc', 'vendor', 'scripts'];

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv[2];
const folder = given ?? mkdtempSync(join(tmpdir(), 'production-install-'));
mkdirSync(folder, { recursive: true });
try {
  for (const file of INSTALL_FILES) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  const args = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('The production install failed.');

  const modules = join(folder, 'node_modules');
  const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  const packages = Object.keys(lock.packages).length;
  const megabytes = () => Math.ceil(bytesUnder(modules) / 1024 / 1024);
  const installed = megabytes();
  const trim = spawnSync(process.execPath, ['scripts/trim.mjs'], { cwd: folder, stdio: 'inherit' });
  if (trim.status !== 0) throw new Error('The production install could not be trimmed.');
  const trimmed = megabytes();
  console.log(
    `production install: ${installed} MB of ${LARGEST_MB.installed}, trimmed ${trimmed} MB of ` +
      `${LARGEST_MB.trimmed}, ${packages} packages of ${MOST_PACKAGES}`,
  );
  const isTooLarge = installed > LARGEST_MB.installed || trimmed > LARGEST_MB.trimmed;
  if (isTooLarge || packages > MOST_PACKAGES) {
    console.error('The production install has outgrown its limits.');
    process.exitCode = 1;
  }
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
}

/** Bytes on the disk, as du counts them. */
function bytesUnder(path) {
  const entry = lstatSync(path);
  const own = entry.blocks * 512;
  if (!entry.isDirectory()) return own;
  return readdirSync(path).reduce((sum, name) => sum + bytesUnder(join(path, name)), own);
}
