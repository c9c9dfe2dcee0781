import { eq } from 'drizzle-orm';
import assert from 'node:assert/strict';
import { inbox as table } from '../../src/store/schema.js';
import type { Store } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { describeDatabases } from '../support/databases.js';
import { deferred, until } from '../support/until.js';
import { inboxOn, message, startedInboxes, worker } from './inbox-on.js';

const HOLD = new URL('hold.ts', import.meta.url);

describeDatabases('the inbox', ({ fresh, open }) => {
  const started = startedInboxes();

  const states = async ({ db }: Store): Promise<string[]> =>
    (await db.select().from(table).orderBy(table.seq)).map(({ state }) => state);

  it('works off what it takes in, and says so', async () => {
    const store = await open();
    const does = worker();
    const inbox = await started(store, does);
    await inbox.accept(message('1'));
    await inbox.idle();
    assert.deepEqual(does.worked, ['1']);
    assert.deepEqual(await states(store), ['done']);
  });

  it('does a duplicate once, whether it comes at once or long after', async () => {
    const store = await open();
    const does = worker();
    const inbox = await started(store, does);
    await Promise.all([1, 2, 3, 4, 5].map(() => inbox.accept(message('1'))));
    await inbox.idle();
    await inbox.accept(message('1'));
    await inbox.accept({ ...message('1'), event: 'deleted' });
    await inbox.idle();
    assert.deepEqual(does.worked, ['1', '1'], 'another event about the same message is another');
    assert.deepEqual(await states(store), ['done', 'done']);
  });

  it('handles a partition in order, one at a time', async () => {
    let busy = 0;
    let most = 0;
    const does = worker(async () => {
      most = Math.max(most, ++busy);
      await new Promise((done) => setImmediate(done));
      busy -= 1;
    });
    const inbox = await started(await open(), does);
    const ids = Array.from({ length: 12 }, (_, index) => String(index));
    for (const id of ids) await inbox.accept(message(id));
    await inbox.idle();
    assert.deepEqual(does.worked, ids);
    assert.equal(most, 1);
  });

  it('lets no space wait for another, and no message for a welcome', async () => {
    const slow = deferred();
    const does = worker((id) => (id === 'slow' ? slow.promise : undefined));
    const inbox = await started(await open(), does);
    await inbox.accept(message('slow', 'a'));
    await inbox.accept(message('next', 'a'));
    await inbox.accept({ ...message('welcome', 'a'), resource: 'memberships' });
    await inbox.accept(message('quick', 'b'));
    await until(() => does.worked.length === 3);
    assert.deepEqual([...does.worked].sort(), ['quick', 'slow', 'welcome']);
    slow.resolve();
    await inbox.idle();
    assert.equal(does.worked.at(-1), 'next');
  });

  it('tries again after each wait, and those behind it pass', async () => {
    let clock = 1_000_000;
    const tries: number[] = [];
    const does = worker((id) => {
      if (id !== 'fails') return;
      tries.push(clock);
      if (tries.length < 3) throw new Error('not yet');
    });
    const store = await open();
    const inbox = await started(store, does, {
      now: () => clock,
      waits: [1_000, 5_000],
      sweepMs: 20,
    });
    // What is written down goes by the clock of that moment.
    const isWritten = async (): Promise<boolean> => {
      const waiting = `select from inbox where state = 'waiting' and owner is null and due_at > $1`;
      const now = new Date(clock).toISOString();
      return (await store.executeSql(waiting, [now])).rows.length === 1;
    };
    await inbox.accept(message('fails'));
    await inbox.accept(message('behind'));
    await until(() => does.worked.includes('behind'));
    for (const [index, wait] of [1_000, 5_000].entries()) {
      await until(isWritten);
      clock += wait - 1;
      // Something else is taken in and done meanwhile: there was time enough to be early.
      await inbox.accept(message(`other ${index}`, 'other'));
      await until(() => does.worked.includes(`other ${index}`));
      assert.equal(tries.length, index + 1);
      clock += 1;
      await until(() => tries.length === index + 2);
    }
    await inbox.idle();
    assert.deepEqual(tries, [1_000_000, 1_001_000, 1_006_000]);
    const [, ...later] = does.worked;
    assert.ok(later.indexOf('behind') < later.indexOf('fails'), does.worked.join());
    assert.deepEqual(does.given, []);
  });

  it('wakes up by itself for another try', async () => {
    let failed = false;
    const does = worker(() => {
      if (failed) return;
      failed = true;
      throw new Error('once');
    });
    const inbox = await started(await open(), does, { waits: [50] });
    await inbox.accept(message('1'));
    await inbox.idle();
    assert.deepEqual(does.worked, ['1', '1']);
  });

  it('gives up after the last try, keeps the kind of failure, and goes on', async () => {
    const store = await open();
    const failure = new RangeError('words that may be private');
    const does = worker(
      (id) => {
        if (id === 'fails') throw failure;
      },
      () => Promise.reject(new Error('no apology either')),
    );
    const inbox = await started(store, does, { waits: [0, 0] });
    await inbox.accept(message('fails'));
    await inbox.accept(message('behind'));
    await inbox.idle();
    assert.deepEqual(does.worked, ['fails', 'fails', 'fails', 'behind']);
    assert.deepEqual(does.given, [{ id: 'fails', error: failure }]);
    const [dead, done] = await store.db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      [dead?.state, dead?.failure, dead?.attempts, done?.state],
      ['dead', 'RangeError', 3, 'done'],
    );
    assert.ok(dead?.endedAt instanceof Date);
    assert.match(inbox.log.text(), /event dead-lettered/);
  });

  it('takes what is thrown, whatever it is', async () => {
    const store = await open();
    const does = worker(() => {
      // Nothing keeps a library from it.
      throw Object.assign(Object.create(null) as Error, { message: 'not an Error' });
    });
    const inbox = await started(store, does, { waits: [] });
    await inbox.accept(message('1'));
    await inbox.idle();
    const [dead] = await store.db.select().from(table);
    assert.deepEqual([dead?.state, dead?.failure], ['dead', 'unknown']);
  });

  it('gives up on what never came to an end, without beginning it once more', async () => {
    const store = await open();
    const does = worker();
    const earlier = await inboxOn(store, worker());
    await earlier.accept(message('ends every process'));
    await earlier.accept(message('behind'));
    await earlier.stop();
    await store.db.update(table).set({ attempts: 7 }).where(eq(table.seq, 1));
    const inbox = await started(store, does, { waits: [0] });
    await inbox.idle();
    assert.deepEqual(does.worked, ['behind']);
    assert.deepEqual(
      does.given.map(({ id, error }) => [id, (error as Error).name]),
      [['ends every process', 'NeverFinished']],
    );
  });

  it('does nothing again that is done, though the database did not take that at first', async () => {
    const store = await open();
    const { session } = store;
    let lost = 2;
    const ask: typeof session.ask = (statement, values) => {
      const isEnd = statement.name === 'inbox_next' && /"seq":[1-9]/.test(String(values[0]));
      if (!isEnd || lost === 0) return session.ask(statement, values);
      lost -= 1;
      return Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }));
    };
    const does = worker();
    const inbox = await started({ ...store, session: { ...session, ask } }, does, { sweepMs: 20 });
    for (const id of ['1', '2']) await inbox.accept(message(id));
    await inbox.idle();
    assert.deepEqual([does.worked, lost], [['1', '2'], 0]);
    assert.deepEqual(await states(store), ['done', 'done']);
  });

  it('holds back what is to be held back', async () => {
    let clock = 1_000_000;
    const does = worker();
    const inbox = await started(await open(), does, { now: () => clock, sweepMs: 20 });
    await inbox.accept({ ...message('welcome'), resource: 'memberships' }, 2_000);
    clock += 1_999;
    await inbox.accept(message('message'));
    await until(() => does.worked.length > 0);
    assert.deepEqual(does.worked, ['message']);
    clock += 1;
    await inbox.idle();
    assert.deepEqual(does.worked, ['message', 'welcome']);
  });

  it('finds at the start what was left, in order', async () => {
    const store = await open();
    const nobody = await inboxOn(store, worker());
    for (const id of ['1', '2', '3']) await nobody.accept(message(id));
    await nobody.stop();
    const does = worker();
    await (await started(store, does)).idle();
    assert.deepEqual(does.worked, ['1', '2', '3']);
  });

  it('finishes what is in hand when it stops, and leaves the rest', async () => {
    const store = await open();
    const inHand = deferred();
    const does = worker(() => inHand.promise);
    const inbox = await inboxOn(store, does);
    await inbox.start();
    await inbox.accept(message('1'));
    await inbox.accept(message('2'));
    await until(() => does.worked.length === 1);
    let stopped = false;
    const stopping = inbox.stop().then(() => (stopped = true));
    await inbox.accept(message('3'));
    assert.equal(stopped, false);
    inHand.resolve();
    await stopping;
    assert.deepEqual(does.worked, ['1']);
    assert.deepEqual(await states(store), ['done', 'waiting', 'waiting']);

    const next = worker();
    await (await started(store, next)).idle();
    assert.deepEqual(next.worked, ['2', '3']);
  });

  it('takes over from a process that was killed over its work', async () => {
    const wish = await fresh();
    const child = startChild(HOLD, [JSON.stringify(wish)]);
    assert.equal(await child.line(), 'working on 1');
    await child.kill();
    const store = await open(wish);
    const does = worker();
    await (await started(store, does, { sweepMs: 50 })).idle();
    assert.deepEqual(does.worked, ['1', '2', '3']);
    const rows = await store.db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.map(({ state, attempts }) => [state, attempts]),
      [
        ['done', 2],
        ['done', 1],
        ['done', 1],
      ],
    );
  });
});
