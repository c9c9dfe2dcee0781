import assert from 'node:assert/strict';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPglite } from '../../src/store/pglite.js';
import { holdsData, unfinishedIn } from '../../src/store/pglite-data.js';
import type { StoreConfig } from '../../src/store/store.js';
import { describePglite } from '../support/databases.js';

describePglite('the data of the embedded database', ({ fresh, open }) => {
  async function freshFolder(): Promise<string> {
    const wish = await fresh();
    assert.ok(wish.kind === 'pglite');
    return wish.folder;
  }
  const at = (folder: string): StoreConfig => ({ kind: 'pglite', folder });

  it('has written to the disk what it says is stored', async () => {
    let synced = 0;
    const store = await openPglite(await freshFolder(), undefined, () => (synced += 1));
    const before = synced;
    await store.executeSql("insert into settings (person_id, values) values ('alice', '{}')");
    assert.equal(synced, before + 1, 'the log');
    await store.executeSql('select 1');
    assert.equal(synced, before + 1);
    await store.executeSql('checkpoint');
    assert.ok(synced > before + 5, 'its files and folders');
    await store.close();
  });

  for (const [what, harm] of [
    ['is cut off', (data: string) => truncateSync(join(data, 'global', 'pg_control'), 10)],
    ['is of another version', (data: string) => writeFileSync(join(data, 'PG_VERSION'), '12\n')],
    ['lacks a part', (data: string) => rmSync(join(data, 'pg_wal'), { recursive: true })],
  ] as const) {
    it(`says what to do when what is in the folder ${what}`, async () => {
      const folder = await freshFolder();
      harm(join(folder, 'db'));
      await assert.rejects(open(at(folder)), (error: Error) => {
        assert.equal(error.name, 'StoreError');
        assert.match(error.message, /does not open: .+npm run restore -- FILE.+move .+db away/);
        return true;
      });
    });
  }

  it('makes a database again that a killed process has left half made', async () => {
    const folder = await freshFolder();
    assert.equal(holdsData(folder), true);
    writeFileSync(unfinishedIn(folder), '');
    assert.equal(holdsData(folder), false);
    rmSync(join(folder, 'db', 'pg_wal'), { recursive: true });
    const first = await open(at(folder));
    await first.executeSql(`insert into settings (person_id, values) values ('a person', '{}')`);
    await first.close();
    const { executeSql } = await open(at(folder));
    const { rows } = await executeSql('select person_id from settings');
    assert.deepEqual(rows, [{ person_id: 'a person' }]);
  });
});
