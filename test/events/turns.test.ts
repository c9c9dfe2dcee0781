import assert from 'node:assert/strict';
import type { WebexEvent } from '../../src/events/event.js';
import { inbox as table } from '../../src/store/schema.js';
import { describeDatabases } from '../support/databases.js';
import { deferred, until } from '../support/until.js';
import { does, failing } from './doing.js';
import { failsAtFirst, message, soonAgain, startedInboxes } from './inbox-on.js';

const click = (id: string, roomId = 'space', personId = 'person'): WebexEvent => ({
  ...message(id, roomId, personId),
  resource: 'attachmentActions',
});
const HOUR_MS = 3_600_000;

describeDatabases('whose turn it is', ({ open }) => {
  const started = startedInboxes();

  it('holds nobody up for another person of the same space', async () => {
    const slow = deferred();
    const handler = does((id) => (id === 'view slow' ? slow.promise : undefined));
    const inbox = await started(await open(), handler);
    await inbox.accept(message('view slow', 'group', 'alice'));
    await inbox.accept(message('view quick', 'group', 'bob'));
    await until(() => handler.done.length === 1);
    assert.deepEqual(handler.done, ['view quick']);
    slow.resolve();
    await inbox.idle();
  });

  it('lets later ones pass one that waits for its next try', async () => {
    const time = soonAgain(HOUR_MS);
    const { then, heal } = failing('view 1');
    const handler = does(then);
    const inbox = await started(await open(), handler, time.options);
    await failsAtFirst(inbox, message('view 1'));
    await inbox.accept(message('view 2'));
    await inbox.accept(message('change 3'));
    await until(() => handler.done.length === 2);
    assert.deepEqual(handler.done, ['view 2', 'change 3']);
    heal();
    time.passes(1_000);
    await inbox.idle();
    assert.deepEqual(handler.done, ['view 2', 'change 3', 'view 1']);
  });

  it('lets no change overtake another one, and no look wait for it', async () => {
    const time = soonAgain(HOUR_MS);
    const { then, heal } = failing('change 1');
    const handler = does(then);
    const store = await open();
    const inbox = await started(store, handler, time.options);
    await failsAtFirst(inbox, click('change 1'));
    for (const id of ['change 2', 'view 3', 'change 4', 'stop 5']) await inbox.accept(click(id));
    await until(() => handler.done.length === 2);
    assert.deepEqual(handler.done.toSorted(), ['stop 5', 'view 3']);
    heal();
    time.passes(1_000);
    await inbox.idle();
    assert.deepEqual(handler.done.slice(2), ['change 1', 'change 2', 'change 4']);
    const rows = await store.db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.filter(({ key }) => key.includes('change')).map(({ attempts }) => attempts),
      [2, 1, 1],
      'what waited for its turn was not tried',
    );
  });

  it('does once what it could not mark as done', async () => {
    const slow = deferred();
    const handler = does((id) => (id === 'view slow' ? slow.promise : undefined));
    const store = await open();
    const inbox = await started(store, handler, { sweepMs: 20 });
    await store.executeSql(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
      create trigger full_disk before update on inbox for each row
        when (new.state = 'done' and new.key like '%stop%') execute function refuse()`);
    await inbox.accept(message('view slow'));
    await inbox.accept(click('stop 1'));
    await until(() => inbox.log.text().includes('click handled; not marked as done yet'));
    await store.executeSql('drop trigger full_disk on inbox; drop function refuse');
    slow.resolve();
    await inbox.idle();
    assert.deepEqual(handler.done, ['stop 1', 'view slow']);
  });

  it('lets no change overtake what could not even be fetched', async () => {
    const time = soonAgain(HOUR_MS);
    let isAway = true;
    const handler = does();
    const handle: typeof handler.handle = async (event, ...turn) => {
      if (isAway && event.data.id === 'change 1') throw new Error('not fetched');
      await handler.handle(event, ...turn);
    };
    const inbox = await started(await open(), { ...handler, handle }, time.options);
    await failsAtFirst(inbox, click('change 1'));
    for (const id of ['change 2', 'view 3']) await inbox.accept(click(id));
    await until(() => handler.done.length === 1);
    isAway = false;
    time.passes(1_000);
    await inbox.idle();
    assert.deepEqual(handler.done, ['view 3', 'change 1', 'change 2']);
  });

  it('lets a stop pass what is under way, and nothing else', async () => {
    const slow = deferred();
    const handler = does((id) => (id === 'view slow' ? slow.promise : undefined));
    const inbox = await started(await open(), handler);
    await inbox.accept(message('view slow'));
    for (const id of ['change 1', 'view 2', 'stop 3', 'change 4']) await inbox.accept(click(id));
    await until(() => handler.done.length === 1);
    assert.deepEqual(handler.done, ['stop 3']);
    slow.resolve();
    await inbox.idle();
    assert.deepEqual(handler.done, ['stop 3', 'view slow', 'change 1', 'view 2', 'change 4']);
  });
});
