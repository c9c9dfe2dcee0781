import assert from 'node:assert/strict';
import {
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
import { startChild } from '../support/child.js';
import { scratchFolder } from '../support/scratch.js';

const TAKE_OVER = new URL('take-over.ts', import.meta.url);

describe('the mark on a folder', function () {
  this.timeout(120_000);
  const made: string[] = [];
  function freshFolder(): string {
    const folder = scratchFolder('bot-lock-');
    made.push(folder);
    return folder;
  }
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('is taken over from a process that is gone, or from what is no mark', () => {
    const folder = freshFolder();
    const gone = JSON.stringify({ pid: 999_999_999, host: hostname() });
    for (const left of [gone, '', 'nonsense', '{"pid":-1,"host":"x"}']) {
      writeFileSync(join(folder, 'bot.lock'), left);
      const unlock = lockFolder(folder);
      assert.match(readFileSync(join(folder, 'bot.lock'), 'utf8'), new RegExp(String(process.pid)));
      unlock();
      assert.throws(() => statSync(join(folder, 'bot.lock')), { code: 'ENOENT' });
    }
  });

  it('is believed while somebody renews it, on whatever machine, and not after', () => {
    const folder = freshFolder();
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
    const root = freshFolder();
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

  it('stays when it is not ours any more', () => {
    const folder = freshFolder();
    const path = join(folder, 'bot.lock');
    const unlock = lockFolder(folder);
    const other = JSON.stringify({ pid: 1, host: 'another-container' });
    writeFileSync(path, other);
    unlock();
    assert.equal(readFileSync(path, 'utf8'), other);
  });

  it('has nothing left beside it', () => {
    const folder = freshFolder();
    const unlock = lockFolder(folder);
    const marks = (): string[] => readdirSync(folder).filter((name) => name.startsWith('bot.'));
    assert.deepEqual(marks(), ['bot.lock']);
    unlock();
    assert.deepEqual(marks(), []);
  });

  it('is waited for while another process judges it, and not for one that died of it', () => {
    const folder = freshFolder();
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

  it('cannot be set where nothing can be written', () => {
    const folder = freshFolder();
    assert.throws(() => lockFolder(join(folder, 'nowhere')), {
      name: 'StoreError',
      message: /Nothing can be written.*DATA_DIR/,
    });
    mkdirSync(join(folder, 'bot.lock'));
    assert.throws(() => lockFolder(folder));
  });
});
