import assert from 'node:assert/strict';
import { inboxCommand } from '../../src/cli/inbox.js';
import { partitionSignal } from '../../src/events/inbox-store.js';
import { inbox as table } from '../../src/store/schema.js';
import type { StoreConfig } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { message } from '../events/inbox-on.js';
import { startChild } from '../support/child.js';
import { describeDatabases } from '../support/databases.js';
import { deferred } from '../support/until.js';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url);

function environment(wish: StoreConfig): Record<string, string> {
  return wish.kind === 'postgres' ? { DATABASE_URL: wish.url } : { DATA_DIR: wish.folder };
}

describeDatabases('npm run inbox', ({ kind, fresh, open }) => {
  /** Runs it. @returns the exit code, and all that it wrote */
  async function run(
    wish: StoreConfig,
    ...args: readonly string[]
  ): Promise<{ code: number; said: string; complained: string }> {
    const said: string[] = [];
    const complained: string[] = [];
    const code = await inboxCommand(args, {
      env: environment(wish),
      say: (line) => said.push(line),
      complain: (line) => complained.push(line),
    });
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  async function withDeadLetters(): Promise<StoreConfig> {
    const wish = await fresh();
    const { db, close } = await open(wish);
    const at = new Date('2026-03-01T10:20:30Z');
    const row = (id: string, state: string) => ({
      key: `messages:created:${id}`,
      partition: 'space',
      event: message(id),
      state,
      attempts: 6,
      receivedAt: at,
      dueAt: at,
      endedAt: at,
      failure: state === 'dead' ? 'WebexUnreachable' : null,
    });
    await db
      .insert(table)
      .values([row('secret-1', 'dead'), row('secret-2', 'done'), row('secret-3', 'dead')]);
    await close();
    return wish;
  }

  it('lists what was given up, and nothing that was said', async () => {
    const { code, said } = await run(await withDeadLetters());
    assert.equal(code, 0);
    assert.equal(
      said,
      [
        'SEQ  GIVEN UP                  RESOURCE  FAILURE           ATTEMPTS',
        '1    2026-03-01T10:20:30.000Z  messages  WebexUnreachable  6',
        '3    2026-03-01T10:20:30.000Z  messages  WebexUnreachable  6',
      ].join('\n'),
    );
  });

  it('says that there is nothing', async () => {
    const wish = await fresh();
    assert.equal((await run(wish, 'list')).said, 'Nothing was given up.');
    assert.deepEqual(await run(wish, 'replay', 'all'), {
      code: 0,
      said: 'Put back: 0.',
      complained: '',
    });
  });

  it('puts back one, then all', async () => {
    const wish = await withDeadLetters();
    const states = async (): Promise<unknown[]> => {
      const { db, close } = await open(wish);
      const rows = await db.select().from(table).orderBy(table.seq);
      await close();
      return rows.map(({ state, attempts, failure, endedAt }) => [
        state,
        attempts,
        failure,
        endedAt !== null,
      ]);
    };
    const waiting = ['waiting', 0, null, false];
    const done = ['done', 6, null, true];

    const one = await run(wish, 'replay', '3');
    assert.equal(one.code, 0);
    assert.match(
      one.said,
      kind === 'pglite' ? /^Put back: 1\..*when it starts/ : /^Put back: 1\.$/,
    );
    assert.deepEqual(await states(), [['dead', 6, 'WebexUnreachable', true], done, waiting]);
    const again = await run(wish, 'replay', '3');
    assert.deepEqual([again.code, again.said], [1, '']);
    assert.match(again.complained, /number 3/);
    assert.equal((await run(wish, 'replay', '2')).code, 1, 'what is done stays done');
    assert.equal((await run(wish, 'replay', 'all')).code, 0);
    assert.deepEqual(await states(), [waiting, done, waiting]);
  });

  if (kind === 'pglite') {
    it('says that the bot has the folder', async () => {
      const wish = await fresh();
      const bot = startChild(new URL('../store/hold.ts', import.meta.url), [JSON.stringify(wish)]);
      assert.equal(await bot.line(), 'ready');
      const { code, complained } = await run(wish, 'list');
      await bot.kill();
      assert.equal(code, 1);
      assert.match(complained, /in use by another process \(\d+ on .+\): stop it.*DATABASE_URL/);
    });
    return;
  }

  it('wakes the bot for what it puts back', async () => {
    const wish = await withDeadLetters();
    const woken = deferred<string>();
    const signal = partitionSignal(await open(wish), readableLog().log);
    await signal.start({ onWake: woken.resolve });
    await run(wish, 'replay', 'all');
    assert.equal(await woken.promise, 'space');
    await signal.stop();
  });

  it('explains itself when it is asked for something else', async () => {
    const wish = await fresh();
    for (const args of [
      ['what'],
      ['list', 'x'],
      ['replay'],
      ['replay', '0'],
      ['replay', '1', '2'],
    ]) {
      const { code, said, complained } = await run(wish, ...args);
      assert.deepEqual([code, said], [2, ''], args.join(' '));
      assert.match(complained, /npm run inbox -- replay SEQ/);
    }
  });

  it('says what is wrong with the database, by itself', async () => {
    const wish: StoreConfig = { kind: 'postgres', url: 'postgres://bot:hidden@127.0.0.1:1/bot' };
    const { code, complained } = await run(wish, 'list');
    assert.equal(code, 1);
    assert.match(complained, /cannot be reached/);
    const other = await run({ kind: 'postgres', url: 'mysql://hidden' }, 'list');
    assert.match(other.complained, /DATABASE_URL is not valid/);
  });

  it('is a program, as npm run migrate is', async () => {
    const env = environment(await fresh());
    const migrate = startChild(MAIN, ['migrate'], env);
    assert.equal(await migrate.line(), 'The database is up to date.');
    assert.deepEqual(await migrate.ended, { code: 0, errors: '' });
    const program = startChild(MAIN, ['inbox', 'list'], env);
    assert.equal(await program.line(), 'Nothing was given up.');
    assert.deepEqual(await program.ended, { code: 0, errors: '' });
  });
});
