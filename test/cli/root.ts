// Run by terminal.test.ts in a process of its own: who that process is changes for all that it has open.
import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import sinon from 'sinon';
import { backupCommand } from '../../src/cli/backup.js';
import { doctorCommand } from '../../src/cli/doctor.js';
import { withStore } from '../../src/cli/terminal.js';
import { openStore } from '../../src/store/store.js';
import { freshFolder } from '../support/databases.js';
import { scratchFolder } from '../support/scratch.js';

describe('root, on the folder of another user', function () {
  this.timeout(120_000);
  const OTHER = 65_000;
  const below = (folder: string): string[] =>
    ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((name) =>
      join(folder, name),
    );
  async function ofAnother(mode = 0o755) {
    const outer = scratchFolder('bot-private-');
    const { wish, remove } = await freshFolder();
    const folder = join(outer, 'state');
    cpSync(wish.folder, folder, { recursive: true });
    await remove();
    for (const path of below(folder)) lchownSync(path, OTHER, OTHER);
    chmodSync(outer, mode);
    return { outer, folder };
  }
  async function as<T>(uid: number, work: () => Promise<T>): Promise<T> {
    process.seteuid?.(uid);
    return await work().finally(() => process.seteuid?.(0));
  }
  const roots = (folder: string): string[] =>
    below(folder).filter((path) => statSync(path).uid === 0);
  const lines: string[] = [];
  const terminal = (folder: string) => {
    const say = (line: string): void => void lines.push(line);
    const WEBEX = { WEBEX_BOT_TOKEN: 'x', WEBEX_API_BASE_URL: 'http://127.0.0.1:9/v1' };
    return { env: { ...WEBEX, DATA_DIR: folder }, say, complain: say };
  };
  beforeEach(() => lines.splice(0));
  afterEach(() => assert.deepEqual([process.geteuid?.(), process.getegid?.()], [0, 0]));

  it('leaves nothing of its own in the database, and keeps what it reads and writes elsewhere', async () => {
    // As systemd has it: in a folder that root alone can enter.
    const { outer, folder } = await ofAnother(0o700);
    await doctorCommand([], terminal(folder), Date.now);
    assert.match(lines.join('\n'), /^ok +database +the embedded one \d+/m);
    assert.deepEqual(roots(folder), [], 'after the doctor');
    const file = join(outer, 'backup.tar.gz');
    assert.equal(await backupCommand('backup', [file], terminal(folder), 0), 0, lines.join());
    assert.deepEqual(roots(folder), [], 'after a backup');
    assert.equal(await backupCommand('restore', [file], terminal(folder), 0), 0, lines.join());
    assert.deepEqual(roots(folder), [], 'after restoring it');
    assert.ok(lines.at(-1)?.includes(`is in ${folder}. What was there before is in ${folder}/db.`));
  });

  it('is told by the name of the folder that a process of its owner has it open', async () => {
    const { folder } = await ofAnother();
    const store = await as(OTHER, () => openStore({ kind: 'pglite', folder }));
    assert.equal(await withStore(terminal(folder), () => assert.fail()), 1);
    await store.close();
    const says = `The data in ${folder} is in use by another process`;
    assert.ok(lines.join().startsWith(says), lines.join());
  });

  it('starts no bot there, which would leave files that keep that user out', async () => {
    const { folder } = await ofAnother();
    await assert.rejects(openStore({ kind: 'pglite', folder }), {
      kind: 'wrong',
      message: /belongs to the user 65000, .+: start the bot as that user, or .+ \(chown -R root/,
    });
    assert.deepEqual(roots(folder), []);
  });

  it('is told whose command it is, where it may be nobody else', async () => {
    const { folder } = await ofAnother();
    const stub = sinon.stub(process, 'setegid').onFirstCall().throws(new Error('EPERM'));
    try {
      assert.equal(await withStore(terminal(folder), () => assert.fail()), 1);
    } finally {
      stub.restore();
    }
    assert.match(lines.join(), / belongs to the user 65000: run this command as that user\.$/);
  });

  for (const [what, path] of [
    ['a file', 'db/pg_logical/replorigin_checkpoint'],
    ['all of it', 'db'],
  ] as const) {
    it(`has left ${what} to itself: the bot says whose it is, and goes on once it is given back`, async () => {
      const { folder } = await ofAnother();
      chownSync(join(folder, path), 0, 0);
      chmodSync(join(folder, path), what === 'a file' ? 0o600 : 0o700);
      const open = () => as(OTHER, () => openStore({ kind: 'pglite', folder }));
      await assert.rejects(open, {
        name: 'StoreError',
        message: new RegExp(`^${join(folder, path)} .+ another user.+chown -R --reference=`),
      });
      assert.ok(!existsSync(join(folder, 'db.unfinished')), 'what is there would be removed');
      chownSync(join(folder, path), OTHER, OTHER);
      await (await open()).close();
    });
  }
});
