import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../src/store/folder-lock.js';
import type { StoreConfig } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { describePglite } from '../support/databases.js';

const TAKE_OVER = new URL('take-over.ts', import.meta.url);
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

  describe('the mark on a folder', () => {
    it('is taken over from a process that is gone, or from what is no mark', async () => {
      const folder = await freshFolder();
      const gone = JSON.stringify({ pid: 999_999_999, host: hostname() });
      for (const left of [gone, '', 'nonsense', '{"pid":-1,"host":"x"}']) {
        writeFileSync(join(folder, 'bot.lock'), left);
        const unlock = lockFolder(folder);
        assert.match(
          readFileSync(join(folder, 'bot.lock'), 'utf8'),
          new RegExp(String(process.pid)),
        );
        unlock();
        assert.throws(() => statSync(join(folder, 'bot.lock')), { code: 'ENOENT' });
      }
    });

    it('is believed while somebody renews it, on whatever machine, and not after', async () => {
      const folder = await freshFolder();
      const path = join(folder, 'bot.lock');
      for (const other of [
        { pid: 1, host: 'another-container' },
        { pid: process.ppid, host: hostname() },
      ]) {
        writeFileSync(path, JSON.stringify(other));
        assert.throws(() => lockFolder(folder), {
          name: 'StoreError',
          message: /in use by another process/,
        });
        const elevenSecondsAgo = new Date(Date.now() - 11_000);
        utimesSync(path, elevenSecondsAgo, elevenSecondsAgo);
        lockFolder(folder)();
      }
    });

    it('is taken over by a single one of many that start at once', async () => {
      const root = await freshFolder();
      const folders = Array.from({ length: 100 }, (_, n) => join(root, String(n)));
      const longAgo = new Date(Date.now() - 3_600_000);
      for (const folder of folders) {
        mkdirSync(folder);
        const path = join(folder, 'bot.lock');
        writeFileSync(path, JSON.stringify({ pid: 999_999_999, host: 'gone' }));
        utimesSync(path, longAgo, longAgo);
      }
      const starter = join(root, 'start');
      writeFileSync(starter, '');
      const children = [1, 2].map(() => startChild(TAKE_OVER, [starter, ...folders]));
      for (const child of children) assert.equal(await child.line(), 'ready');
      writeFileSync(starter, String(Date.now() + 200));
      const won = children.map(async (child) => JSON.parse(await child.line()) as number[]);
      const [one = [], other = []] = await Promise.all(won);
      assert.deepEqual(
        one.filter((at) => other.includes(at)),
        [],
      );
      assert.equal(new Set([...one, ...other]).size, folders.length, 'one of them has each');
    });

    it('stays when it is not ours any more', async () => {
      const folder = await freshFolder();
      const path = join(folder, 'bot.lock');
      const unlock = lockFolder(folder);
      const other = JSON.stringify({ pid: 1, host: 'another-container' });
      writeFileSync(path, other);
      unlock();
      assert.equal(readFileSync(path, 'utf8'), other);
    });

    it('has nothing left beside it', async () => {
      const folder = await freshFolder();
      const unlock = lockFolder(folder);
      const marks = (): string[] => readdirSync(folder).filter((name) => name.startsWith('bot.'));
      assert.deepEqual(marks(), ['bot.lock']);
      unlock();
      assert.deepEqual(marks(), []);
    });

    it('is waited for while another process judges it, and not for one that died of it', async () => {
      const folder = await freshFolder();
      const taking = join(folder, 'bot.lock.taking');
      writeFileSync(taking, 'somebody');
      assert.throws(() => lockFolder(folder), {
        name: 'StoreError',
        message: /being opened by another process/,
      });
      assert.equal(readFileSync(taking, 'utf8'), 'somebody');
      const elevenSecondsAgo = new Date(Date.now() - 11_000);
      utimesSync(taking, elevenSecondsAgo, elevenSecondsAgo);
      lockFolder(folder)();
      assert.throws(() => statSync(taking), { code: 'ENOENT' });
    });

    it('cannot be set where nothing can be written', async () => {
      const folder = await freshFolder();
      assert.throws(() => lockFolder(join(folder, 'nowhere')), {
        name: 'StoreError',
        message: /Nothing can be written.*DATA_DIR/,
      });
      mkdirSync(join(folder, 'bot.lock'));
      assert.throws(() => lockFolder(folder));
    });
  });
});
