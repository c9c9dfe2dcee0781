import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS, canRunOn, migrateStore, migrationsIn } from '../../src/store/migrations.js';
import type { Store } from '../../src/store/store.js';
import { describeDatabases } from '../support/databases.js';

/** From here on a migration says which version can still run on it. */
const FIRST_THAT_SAYS = '0004';

interface Entry {
  readonly when: number;
  readonly tag: string;
}

const folders: string[] = [];
after('folders of migrations go', () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder of migrations as another version has it. @param more `-- lowest: …`, or nothing */
function migrationsOf(version: { readonly without?: string; readonly more?: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  folders.push(folder);
  cpSync(MIGRATIONS, folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: Entry[] };
  let entries = journal.entries.filter(({ tag }) => tag !== version.without);
  if (version.more !== undefined) {
    const newest = Math.max(...entries.map(({ when }) => when));
    entries = [...entries, { when: newest + 1_000, tag: '9999_next' }];
    writeFileSync(join(folder, '9999_next.sql'), `${version.more}\nselect 1;`);
  }
  writeFileSync(path, JSON.stringify({ ...journal, entries }));
  return folder;
}

/** What the migrator does with a folder, as far as it is about what has been applied. */
const applying = (store: Store, folder: string) => async (): Promise<void> => {
  const { newest } = migrationsIn(folder);
  await store.executeSql(
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', ${newest})`,
  );
};

describe('the files of migrations', () => {
  const tags = readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace('.sql', ''));

  for (const tag of tags.filter((one) => one >= FIRST_THAT_SAYS)) {
    it(`${tag} says in its first line which version can still run on it`, () => {
      const [first = ''] = readFileSync(join(MIGRATIONS, `${tag}.sql`), 'utf8').split('\n');
      assert.match(first, /^-- lowest: \S+$/);
      assert.ok(tags.includes(first.replace('-- lowest: ', '')), first);
    });
  }
});

describeDatabases('the migrations', ({ fresh, open }) => {
  it('refuse a database that a newer version has changed without saying who can run on it', async () => {
    const wish = await fresh();
    const { executeSql, close } = await open(wish);
    await executeSql(
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', ${Date.now() * 2});
       comment on table drizzle.__drizzle_migrations is null`,
    );
    await close();
    await assert.rejects(open(wish), { name: 'StoreError', message: /newer version of this bot/ });
  });

  it('let a version run on what the next one adds, and leave that as it is', async () => {
    const store = await open(await fresh());
    const query = (text: string): Promise<unknown> => store.executeSql(text);
    const next = migrationsOf({ more: '-- lowest: 0004_inbox-owner' });
    await migrateStore(query, applying(store, next), next);
    const never = (): Promise<void> => assert.fail('there is nothing that this version can apply');
    await migrateStore(query, never);
    assert.equal(await canRunOn(query), true);
    // Again the next one, which finds all of it there.
    await migrateStore(query, () => Promise.resolve(), next);
  });

  it('refuse a version that does not know what the next one asks to know', async () => {
    const store = await open(await fresh());
    const query = (text: string): Promise<unknown> => store.executeSql(text);
    const next = migrationsOf({ more: '' });
    await migrateStore(query, applying(store, next), next);
    await assert.rejects(migrateStore(query, applying(store, MIGRATIONS)), { name: 'StoreError' });
    assert.equal(await canRunOn(query), false);
  });

  it('let the version before open, keep and read on the tables of this one', async () => {
    const store = await open(await fresh());
    const query = (text: string): Promise<unknown> => store.executeSql(text);
    const before = migrationsOf({ without: '0004_inbox-owner' });
    await migrateStore(query, () => assert.fail('nothing to apply'), before);
    // Its insert, which names no column that came after it.
    await query(
      `insert into inbox (key, line, event, received_at, due_at)
       values ('k', 'l', '{"kind":"message"}'::jsonb, now(), now())`,
    );
    const { rows } = await store.executeSql('select key, owner from inbox');
    assert.deepEqual(rows, [{ key: 'k', owner: null }]);
  });
});
