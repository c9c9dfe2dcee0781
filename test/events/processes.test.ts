import assert from 'node:assert/strict';
import { inbox as table } from '../../src/store/schema.js';
import { describePostgres } from '../support/databases.js';
import { postgresServer } from '../support/postgres-server.js';
import { deferred, until } from '../support/until.js';
import { does } from './doing.js';
import { inboxOn, message, startedInboxes, worker } from './inbox-on.js';

describePostgres('the inbox of several processes', ({ fresh, open }) => {
  const started = startedInboxes();

  it('is opened by all of them at once', async () => {
    const wish = await fresh();
    const stores = await Promise.all([open(wish), open(wish), open(wish)]);
    await Promise.all(stores.map((store) => started(store, worker())));
  });

  it('works off by one what another took in', async () => {
    const wish = await fresh();
    const does = worker();
    await started(await open(wish), does);
    const other = await inboxOn(await open(wish), worker());
    await other.accept(message('1'));
    await until(() => does.worked.length === 1);
    await other.stop();
  });

  it('lets a stop pass what another process has in hand', async () => {
    const wish = await fresh();
    const slow = deferred();
    const begun = deferred();
    const busy = does(async () => {
      begun.resolve();
      await slow.promise;
    });
    const free = does();
    const first = await started(await open(wish), busy);
    const other = await started(await open(wish), free);
    await first.accept(message('view slow'));
    await begun.promise;
    await other.accept({ ...message('stop 1'), resource: 'attachmentActions' });
    await until(() => free.done.length === 1);
    assert.deepEqual([free.done, busy.done], [['stop 1'], []]);
    slow.resolve();
    await Promise.all([first.idle(), other.idle()]);
    assert.deepEqual([free.done, busy.done], [['stop 1'], ['view slow']]);
  });

  it('does each once and each partition in order, whoever takes them in', async () => {
    const wish = await fresh();
    const worked: string[] = [];
    const busy = new Set<string>();
    const does = worker(async (id) => {
      const partition = id.split(' ')[0] ?? '';
      assert.ok(!busy.has(partition), 'two in one partition');
      busy.add(partition);
      worked.push(id);
      await new Promise((done) => setImmediate(done));
      busy.delete(partition);
    });
    const inboxes = await Promise.all(
      [1, 2].map(async () => started(await open(wish), does, { waits: [], sweepMs: 200 })),
    );
    for (let n = 0; n < 5; n += 1) {
      for (const partition of ['a', 'b', 'c']) {
        await Promise.all(
          inboxes.map(({ accept }) => accept(message(`${partition} ${n}`, partition))),
        );
      }
    }
    await Promise.all(inboxes.map(({ idle }) => idle()));
    assert.deepEqual(does.given, []);
    for (const partition of ['a', 'b', 'c']) {
      const handled = worked.filter((id) => id.startsWith(partition));
      assert.deepEqual(
        handled,
        [0, 1, 2, 3, 4].map((n) => `${partition} ${n}`),
      );
    }
  });

  it('leaves to nobody else what is handled, and could not be marked as done', async () => {
    const wish = await fresh();
    const store = await open(wish);
    await store.executeSql(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
      create trigger full_disk before update on inbox for each row
        when (new.state = 'done') execute function refuse()`);
    const [handler, other] = [does(), does()];
    const first = await started(store, handler, { sweepMs: 10 });
    const second = await started(await open(wish), other, { sweepMs: 1 });
    await first.accept(message('view 1'));
    const rounds = (): number => first.log.text().split('round failed').length;
    await until(() => rounds() > 20);
    await store.executeSql('drop trigger full_disk on inbox; drop function refuse');
    await Promise.all([first.idle(), second.idle()]);
    assert.deepEqual([handler.done, other.done], [['view 1'], []]);
  });

  it('survives that the database goes away and comes back, and does nothing twice', async () => {
    const server = await postgresServer();
    const store = await open();
    const inHand = deferred();
    const does = worker((id) => (id === 'in hand' ? inHand.promise : undefined));
    const inbox = await started(store, does, { sweepMs: 50 });
    await inbox.accept(message('in hand'));
    await inbox.accept(message('kept'));
    await until(() => does.worked.length === 1);
    await server.outage(async () => {
      await assert.rejects(inbox.accept(message('refused')));
      inHand.resolve();
      await until(() => inbox.log.text().includes('partition deferred'));
      await until(() => inbox.log.text().includes('inbox: round failed'));
    });
    await inbox.accept(message('refused'));
    await inbox.idle();
    assert.deepEqual(does.worked, ['in hand', 'kept', 'refused']);
    const rows = await store.db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.map(({ key, state }) => [key, state]),
      ['in hand', 'kept', 'refused'].map((id) => [`messages:created:${id}`, 'done']),
    );
  });
});
