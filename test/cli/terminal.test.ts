import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withStore } from '../../src/cli/terminal.js';
import { freshFolder } from '../support/databases.js';
import { scratchFolder } from '../support/scratch.js';

describe('a command line tool', function () {
  this.timeout(60_000);
  const complaints: string[] = [];
  beforeEach(() => complaints.splice(0));
  const removals: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const remove of removals.splice(0)) await remove();
  });
  const database = async () => {
    const { wish, remove } = await freshFolder();
    removals.push(remove);
    return { DATA_DIR: wish.folder };
  };
  const terminal = (env: Record<string, string>) => ({
    env,
    say: () => undefined,
    complain: (line: string) => void complaints.push(line),
  });

  it('ends with 1 and the reason when no database is configured rightly', async () => {
    const code = await withStore(terminal({ DATABASE_URL: 'mysql://x' }), () => assert.fail());
    assert.equal(code, 1);
    assert.match(complaints.join(), /DATABASE_URL is not valid/);
  });

  it('makes no database where none is set and none is there', async () => {
    const DATA_DIR = join(scratchFolder('bot-none-'), 'data');
    assert.equal(await withStore(terminal({ DATA_DIR }), () => assert.fail()), 1);
    assert.match(complaints.join(), /There is no database in .*data: .*DATABASE_URL or DATA_DIR/);
    assert.equal(existsSync(DATA_DIR), false);
  });

  it('ends with the code of its work, and closes the database after it', async () => {
    const env = await database();
    assert.equal(await withStore(terminal(env), () => Promise.resolve(7)), 7);
    // It would be in use otherwise.
    assert.equal(await withStore(terminal(env), () => Promise.resolve(0)), 0);
    assert.deepEqual(complaints, []);
  });

  it('closes the database, and rejects, when its work does', async () => {
    const env = await database();
    const broken = new Error('broken');
    await assert.rejects(
      withStore(terminal(env), () => Promise.reject(broken)),
      broken,
    );
    assert.equal(await withStore(terminal(env), () => Promise.resolve(0)), 0);
  });

  it('is its owner where root runs it on the folder of another user', async function () {
    if (process.getuid?.() !== 0) this.skip();
    this.timeout(180_000);
    const args = ['node_modules/mocha/bin/mocha.js', 'test/cli/root.ts'];
    const ended = promisify(execFile)(process.execPath, args);
    const { stdout } = await ended.catch((error: unknown) => error as { readonly stdout: string });
    assert.match(stdout, /^ +6 passing/m, stdout);
    assert.doesNotMatch(stdout, / failing/, stdout);
  });
});
