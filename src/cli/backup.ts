import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readStoreConfig } from '../config/config.js';
import { restorePglite } from '../store/pglite.js';
import { type Terminal, asOwner, explained, withStore } from './terminal.js';
import { codeOf } from '../util/log.js';

const USAGE = `A copy of the embedded database in DATA_DIR, while the bot is stopped:

  npm run backup -- FILE     writes it to a new file, e.g. backup-2026-08-07.tar.gz
  npm run restore -- FILE    puts it back; the database that is there now is kept beside it

The file holds people's tokens, encrypted. The keys are not in it: keep a copy of token-keys elsewhere.`;

const POSTGRES = `DATABASE_URL names a PostgreSQL, which has tools of its own:

  pg_dump --format=custom --file=FILE "$DATABASE_URL"
  pg_restore --clean --if-exists --no-owner --dbname="$DATABASE_URL" FILE`;

/** @returns the exit code */
export async function backupCommand(
  command: 'backup' | 'restore',
  args: readonly string[],
  terminal: Terminal,
  now: number,
): Promise<number> {
  const [name, ...more] = args;
  if (name === undefined || name.startsWith('-') || more.length > 0) {
    terminal.complain(USAGE);
    return 2;
  }
  const file = resolve(name);
  return await explained(terminal, async () => {
    const config = readStoreConfig(terminal.env);
    if (config.kind === 'postgres') {
      terminal.complain(POSTGRES);
      return 2;
    }
    if (command === 'backup') return await backup(file, terminal);
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) {
      terminal.complain(`${file} cannot be read: name the file of a backup.`);
      return 1;
    }
    const archive = new Blob([new Uint8Array(bytes)]);
    const { keptIn } = await asOwner(config, ({ folder }) => restorePglite(folder, archive, now));
    const kept =
      keptIn === undefined
        ? ''
        : ` What was there before is in ${join(config.folder, basename(keptIn))}.`;
    terminal.say(`The backup is in ${config.folder}.${kept}`);
    return 0;
  });
}

async function backup(file: string, terminal: Terminal): Promise<number> {
  let bytes = Buffer.of();
  const code = await withStore(terminal, async ({ archive }) => {
    if (archive === undefined) return 2;
    bytes = Buffer.from(await (await archive()).arrayBuffer());
    return 0;
  });
  if (code !== 0) return code;
  try {
    await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST';
    terminal.complain(
      exists
        ? `${file} is there already: name a new file.`
        : `${file} cannot be written: name a file in a folder that is yours.`,
    );
    return 1;
  }
  terminal.say(`Written: ${file} (${Math.ceil(bytes.length / 1024)} kB).`);
  return 0;
}
