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
import sinon from 'sinon';
import { type FolderLock, lockFolder } from '../../src/store/folder-lock.js';
import { startChild } from '../support/child.js';
import { scratchFolder } from '../support/scratch.js';

const lock = (folder: string): Promise<FolderLock> => lockFolder(folder, () => undefined);

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

  it('is taken over from a process that is gone, or from what is no mark', async () => {
    const folder = freshFolder();
    const gone = JSON.stringify({ pid: 999_999_999, host: hostname() });
    for (const left of [gone, '', 'nonsense', '{"pid":-1,"host":"x"}']) {
      writeFileSync(join(folder, 'bot.lock'), left);
      const { release } = await lock(folder);
      assert.match(readFileSync(join(folder, 'bot.lock'), 'utf8'), new RegExp(String(process.pid)));
      release();
      assert.throws(() => statSync(join(folder, 'bot.lock')), { code: 'ENOENT' });
    }
  });

  it('is believed while somebody renews it, on whatever machine, and not after', async () => {
    const folder = freshFolder();
    const path = join(folder, 'bot.lock');
    for (const other of [
      { pid: 1, host: 'another-container' },
      { pid: process.ppid, host: hostname() },
    ]) {
      writeFileSync(path, JSON.stringify(other));
      await assert.rejects(lock(folder), {
        name: 'StoreError',
        message: /in use by another process/,
      });
      const elevenSecondsAgo = new Date(Date.now() - 11_000);
      utimesSync(path, elevenSecondsAgo, elevenSecondsAgo);
      (await lock(folder)).release();
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
    await Promise.all(children.map((child) => child.kill()));
    assert.deepEqual(
      one.filter((at) => other.includes(at)),
      [],
    );
    assert.equal(new Set([...one, ...other]).size, folders.length, 'one of them has each');
  });

  it('stays when it is not ours any more', async () => {
    const folder = freshFolder();
    const path = join(folder, 'bot.lock');
    const { release } = await lock(folder);
    const other = JSON.stringify({ pid: 1, host: 'another-container' });
    writeFileSync(path, other);
    release();
    assert.equal(readFileSync(path, 'utf8'), other);
  });

  it('has nothing left beside it', async () => {
    const folder = freshFolder();
    const { release } = await lock(folder);
    const marks = (): string[] => readdirSync(folder).filter((name) => name.startsWith('bot.'));
    assert.deepEqual(
      marks().map((name) => name.replace(/[\da-f-]{36}/, '*')),
      ['bot.*.sock', 'bot.lock'],
    );
    release();
    assert.deepEqual(marks(), []);
  });

  it('is waited for while another process judges it, and not for one that died of it', async () => {
    const folder = freshFolder();
    const taking = join(folder, 'bot.lock.taking');
    writeFileSync(taking, 'somebody');
    await assert.rejects(lock(folder), {
      name: 'StoreError',
      message: /being opened by another process/,
    });
    assert.equal(readFileSync(taking, 'utf8'), 'somebody');
    const elevenSecondsAgo = new Date(Date.now() - 11_000);
    utimesSync(taking, elevenSecondsAgo, elevenSecondsAgo);
    (await lock(folder)).release();
    assert.throws(() => statSync(taking), { code: 'ENOENT' });
  });

  describe('while its owner lives, however silent', () => {
    const longAgo = new Date(Date.now() - 3_600_000);
    const silence = (folder: string, changes: object = {}): void => {
      const path = join(folder, 'bot.lock');
      const mark = JSON.parse(readFileSync(path, 'utf8')) as object;
      writeFileSync(path, JSON.stringify({ ...mark, ...changes }));
      utimesSync(path, longAgo, longAgo);
    };
    const refuses = (folder: string) =>
      assert.rejects(lock(folder), { name: 'StoreError', message: /in use by another process/ });

    it('is believed, also of another container on this machine', async () => {
      const folder = freshFolder();
      const { release } = await lock(folder);
      silence(folder);
      await refuses(folder);
      silence(folder, { host: 'another-container', pid: 1 });
      await refuses(folder);
      release();
    });

    it('is believed in a folder so deep that a socket there has no name', async () => {
      const folder = join(freshFolder(), 'x'.repeat(120));
      mkdirSync(folder);
      const { release } = await lock(folder);
      assert.match(readFileSync(join(folder, 'bot.lock'), 'utf8'), /"socket":/);
      silence(folder);
      await refuses(folder);
      release();
      assert.deepEqual(readdirSync(folder), []);
    });

    it('is believed where there are no sockets, by the number of the process', async () => {
      const folder = freshFolder();
      (await lock(folder)).release();
      const { release } = await lock(folder);
      silence(folder, { pid: process.ppid, socket: undefined });
      await refuses(folder);
      silence(folder, { pid: 999_999_999, socket: undefined });
      (await lock(folder)).release();
      release();
    });

    it('is not believed after a reboot, nor when its process is gone', async () => {
      const folder = freshFolder();
      const { release } = await lock(folder);
      silence(folder, { pid: process.ppid, kernel: 'of-another-boot' });
      (await lock(folder)).release();
      release();
      const left = (await lock(folder)).release;
      const mark = readFileSync(join(folder, 'bot.lock'), 'utf8');
      left();
      // Renewed just now, by a process that is gone: its socket says so.
      writeFileSync(join(folder, 'bot.lock'), mark.replace(/"pid":\d+/, '"pid":999999999'));
      (await lock(folder)).release();
    });

    it('says that the folder is being opened while somebody judges it', async () => {
      const folder = freshFolder();
      const { release } = await lock(folder);
      const path = join(folder, 'bot.lock');
      writeFileSync(`${path}.taking`, readFileSync(path));
      utimesSync(`${path}.taking`, longAgo, longAgo);
      await assert.rejects(lock(folder), { message: /being opened by another process/ });
      release();
    });
  });

  it('says so when somebody else has it, or has taken it away', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      for (const lose of [
        (path: string) => writeFileSync(path, '{"pid":1,"host":"another"}'),
        (path: string) => rmSync(path),
      ]) {
        const folder = freshFolder();
        const onLost = sinon.spy();
        const { isOurs, release } = await lockFolder(folder, onLost);
        clock.tick(2_000);
        assert.ok(isOurs() && onLost.notCalled);
        lose(join(folder, 'bot.lock'));
        clock.tick(6_000);
        assert.ok(!isOurs() && onLost.calledOnce);
        release();
      }
    } finally {
      clock.restore();
    }
  });

  it('cannot be set where nothing can be written', async () => {
    const folder = freshFolder();
    await assert.rejects(lock(join(folder, 'nowhere')), {
      name: 'StoreError',
      message: /Nothing can be written.*DATA_DIR/,
    });
    mkdirSync(join(folder, 'bot.lock'));
    await assert.rejects(lock(folder));
  });
});
