import assert from 'node:assert/strict';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupCommand } from '../../src/cli/backup.js';
import type { StoreConfig } from '../../src/store/store.js';
import { describePglite } from '../support/databases.js';
import { scratchFolder } from '../support/scratch.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');

/** Runs a tool. @returns the exit code, and what it wrote */
async function run(command: 'backup' | 'restore', args: string[], env: Record<string, string>) {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const code = await backupCommand(command, args, { env, say: write, complain: write }, NOW);
  return { code, text: lines.join('\n') };
}

describePglite('npm run backup and npm run restore', ({ fresh, open }) => {
  const folder = scratchFolder('bot-backup-');
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'backup.tar.gz');

  async function world() {
    const wish = await fresh();
    assert.ok(wish.kind === 'pglite');
    const people = async (): Promise<unknown[]> => {
      const { executeSql, close } = await open(wish);
      const { rows } = await executeSql('select person_id from settings order by 1');
      await close();
      return rows.map((row) => row.person_id);
    };
    const add = async (id: string): Promise<void> => {
      const { executeSql, close } = await open(wish);
      await executeSql(`insert into settings (person_id, values) values ('${id}', '{}')`);
      await close();
    };
    return { wish, people, add, env: { DATA_DIR: wish.folder } };
  }
  const at = (data: string): StoreConfig => ({ kind: 'pglite', folder: data });

  it('bring back what was there, and keep beside it what came since', async () => {
    const { wish, people, add, env } = await world();
    await add('alice');
    const written = await run('backup', [file], env);
    assert.equal(written.code, 0, written.text);
    assert.match(written.text, /^Written: .+backup\.tar\.gz \(\d+ kB\)\.$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await add('bob');
    const again = await run('backup', [file], env);
    assert.deepEqual(
      [again.code, again.text.includes('there already: name a new file')],
      [1, true],
    );

    const back = await run('restore', [file], env);
    assert.equal(back.code, 0, back.text);
    assert.deepEqual(await people(), ['alice']);
    const kept = /What was there before is in (.+)\.$/.exec(back.text)?.[1] ?? '';
    assert.ok(kept.startsWith(join(wish.folder, 'db.before-2026-08-07T10-00')));
    rmSync(join(wish.folder, 'db'), { recursive: true });
    writeFileSync(join(wish.folder, 'db.unfinished'), '');
    assert.equal((await run('restore', [file], env)).code, 0, 'where none was ever ready');
    assert.deepEqual(await people(), ['alice']);
    assert.deepEqual(
      readdirSync(wish.folder).filter((name) => /lock|sock|restoring/.test(name)),
      [],
    );
  });

  it('change nothing when the file is no backup, or the bot runs', async () => {
    const { wish, people, add, env } = await world();
    await add('alice');
    const other = join(folder, 'other.tar.gz');
    writeFileSync(other, 'no backup');
    const { code, text } = await run('restore', [other], env);
    assert.deepEqual([code, text.includes('is no backup of this bot')], [1, true], text);
    assert.match((await run('restore', [join(folder, 'no')], env)).text, /cannot be read/);
    assert.deepEqual(await people(), ['alice']);
    const { close } = await open(at(wish.folder));
    for (const command of ['backup', 'restore'] as const) {
      const refused = await run(command, [command === 'backup' ? `${file}2` : other], env);
      assert.deepEqual(
        [refused.code, refused.text.includes('in use by another process')],
        [1, true],
      );
    }
    await close();
  });

  it('say what they need, and what is for PostgreSQL', async () => {
    const env = { DATA_DIR: join(folder, 'nowhere') };
    for (const args of [[], ['--help'], ['a', 'b']]) {
      const { code, text } = await run('backup', args, env);
      assert.deepEqual([code, text.includes('npm run backup -- FILE')], [2, true]);
    }
    const none = await run('backup', ['x'], env);
    assert.deepEqual([none.code, none.text.includes('There is no database in')], [1, true]);
    const url = { DATABASE_URL: 'postgres://bot:secret@127.0.0.1/bot' };
    const { code, text } = await run('restore', ['x'], url);
    assert.deepEqual([code, /pg_dump[^]+pg_restore/.test(text)], [2, true]);
    assert.doesNotMatch(text, /secret/);
  });
});
