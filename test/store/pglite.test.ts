import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sinon from 'sinon';
import { StoreError, explainStoreError } from '../../src/store/errors.js';
import { openPglite } from '../../src/store/pglite.js';
import type { StoreConfig } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { describePglite } from '../support/databases.js';

const HOLD = new URL('hold.ts', import.meta.url);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** A digest of each file below a folder. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const digests = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path, createHash('sha256').update(readFileSync(path)).digest('hex')] as const;
  });
  return Object.fromEntries(digests);
}

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

  it('is never taken from a process that is frozen, which goes on as if nothing had been', async () => {
    const folder = await freshFolder();
    const first = startChild(HOLD, [JSON.stringify(at(folder))]);
    assert.equal(await first.line(), 'ready');
    first.signal('SIGSTOP');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(folder, 'bot.lock'), longAgo, longAgo);
    await assert.rejects(open(at(folder)), { message: /in use by another process/ });
    first.signal('SIGCONT');
    first.signal('SIGUSR2');
    assert.equal(await first.line(), 'written');
    await first.kill();
    const { executeSql } = await open(at(folder));
    const { rows } = await executeSql('select person_id from settings order by 1');
    assert.deepEqual(
      rows.map((row) => row.person_id),
      ['a person', 'later'],
    );
  });

  it('ends a process that finds its folder taken, before it writes', async () => {
    const folder = await freshFolder();
    const child = startChild(HOLD, [JSON.stringify(at(folder))]);
    assert.equal(await child.line(), 'ready');
    child.signal('SIGSTOP');
    writeFileSync(join(folder, 'bot.lock'), '{"pid":1,"host":"another-machine"}');
    child.signal('SIGUSR2');
    child.signal('SIGCONT');
    const { code, errors } = await child.ended;
    assert.equal(code, 1);
    assert.match(errors, /^Another process has taken .+: this process ends without writing/);
    assert.doesNotMatch(errors, /\n\s+at /);
  });

  it('writes nothing once its folder is another’s, at whatever door', async () => {
    const folder = await freshFolder();
    const onLost = sinon.spy();
    const store = await openPglite(folder, onLost);
    const clock = sinon.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    try {
      await store.ping();
      writeFileSync(join(folder, 'bot.lock'), '{"pid":1,"host":"another-machine"}');
      clock.tick(2_000);
      const failed = (work: Promise<unknown>) =>
        assert.rejects(work, (error) => explainStoreError(error) instanceof StoreError);
      await failed(store.db.execute('select 1'));
      await failed(store.executeSql('select 1'));
      await failed(store.executeSql('select $1::int', [1]));
      await failed(store.db.transaction((tx) => tx.execute('select 1')));
      assert.deepEqual(onLost.firstCall.args, [folder]);
    } finally {
      clock.restore();
      await store.close();
      rmSync(join(folder, 'bot.lock'));
    }
  });

  it('writes nothing as it closes, where its folder has just become another’s', async () => {
    const folder = await freshFolder();
    const store = await openPglite(folder, sinon.spy());
    await store.executeSql(`insert into settings (person_id, "values") values ('a', '{}')`);
    writeFileSync(join(folder, 'bot.lock'), '{"pid":1,"host":"another-machine"}');
    const before = contentOf(join(folder, 'db'));
    await store.close();
    assert.deepEqual(contentOf(join(folder, 'db')), before);
    rmSync(join(folder, 'bot.lock'));
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
      kind: 'wrong',
    });
  });

  it('does not go round for ever where nobody may make one', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(open(at('/proc/bot/data')), { kind: 'wrong', message: /cannot be made/ });
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
