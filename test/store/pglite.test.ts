import assert from 'node:assert/strict';
import { chmodSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreConfig } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { describePglite } from '../support/databases.js';

const HOLD = new URL('hold.ts', import.meta.url);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describePglite('the embedded database', ({ fresh, open }) => {
  async function freshFolder(): Promise<string> {
    const wish = await fresh();
    assert.ok(wish.kind === 'pglite');
    return wish.folder;
  }
  const at = (folder: string): StoreConfig => ({ kind: 'pglite', folder });

  it('lets one process at a time have a folder, and takes over from one that was killed', async () => {
    const folder = await freshFolder();
    const first = startChild(HOLD, [JSON.stringify(at(folder))]);
    assert.equal(await first.line(), 'ready');
    await assert.rejects(open(at(folder)), (error: Error) => {
      assert.equal(error.name, 'StoreError');
      assert.match(error.message, /in use by another process \(\d+ on .+\): stop it.*DATABASE_URL/);
      return true;
    });
    await first.kill();
    await (await open(at(folder))).ping();
  });

  it('makes the folder for its owner alone', async () => {
    const folder = join(await freshFolder(), 'deeper', 'down');
    await open(at(folder));
    assert.equal(modeOf(folder), 0o700);
    assert.equal(modeOf(join(folder, 'db')), 0o700);
    assert.equal(modeOf(join(folder, 'bot.lock')), 0o600);
  });

  it('keeps the database to its owner in a folder that others may read', async () => {
    const folder = await freshFolder();
    rmSync(join(folder, 'db'), { recursive: true });
    chmodSync(folder, 0o755);
    await open(at(folder));
    assert.equal(modeOf(join(folder, 'db')), 0o700);
  });

  it('says so when the folder cannot be made', async () => {
    const folder = join(await freshFolder(), 'file');
    writeFileSync(folder, '');
    await assert.rejects(open(at(join(folder, 'data'))), {
      name: 'StoreError',
      message: /cannot be made: set DATA_DIR/,
    });
  });

  it('lets go of the folder when it cannot open what is in it', async () => {
    const folder = await freshFolder();
    rmSync(join(folder, 'db'), { recursive: true });
    writeFileSync(join(folder, 'db'), 'not a database');
    await assert.rejects(open(at(folder)));
    rmSync(join(folder, 'db'));
    await (await open(at(folder))).ping();
  });
});
