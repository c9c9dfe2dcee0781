import assert from 'node:assert/strict';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore } from '../../src/events/inbox-store.js';
import { type Inbox, openInbox } from '../../src/events/inbox.js';
import { inbox as table } from '../../src/store/schema.js';
import type { Store } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';
import { deferred, until } from '../support/until.js';
import { type Worked, message, worker } from './inbox-on.js';

describeDatabases('what a process takes in itself', ({ open }) => {
  let inbox: Inbox | undefined;
  const woken: string[] = [];

  /** An inbox whose wake-ups go nowhere. */
  function inboxOn(store: Store, does: Worked): Inbox {
    inbox = openInbox({
      store: inboxStore(store.db),
      claims: claimStore(store.session),
      locks: store.locks,
      signal: {
        notifyOthers: (partition) => Promise.resolve(void woken.push(`others: ${partition}`)),
        wakeIn: (partition, ms) => void woken.push(`in ${ms} ms: ${partition}`),
        start: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      },
      handler: does,
      log: readableLog().log,
      now: Date.now,
      sweepMs: 3_600_000,
    });
    return inbox;
  }

  afterEach(async () => {
    await inbox?.stop();
    woken.length = 0;
  });

  it('is worked off without a word to others', async () => {
    const does = worker();
    const { accept, start, idle } = inboxOn(await open(), does);
    await start();
    await accept(message('1'));
    await accept(message('2'));
    assert.deepEqual(woken, []);
    await idle();
    assert.deepEqual(does.worked, ['1', '2']);
    assert.deepEqual(woken, []);
  });

  it('wakes for what is to be held, and tells others what is not taken up here', async () => {
    const inHand = deferred();
    const does = worker(() => inHand.promise);
    const { accept, start, stop } = inboxOn(await open(), does);
    await accept(message('early', 'a'));
    await start();
    await until(() => does.worked.length === 1);
    await accept({ ...message('held', 'b'), resource: 'memberships' }, 60_000);
    const stopping = stop();
    await accept(message('late', 'c'));
    inHand.resolve();
    await stopping;
    assert.deepEqual(woken, ['others: a person', 'in 60000 ms: b memberships', 'others: c person']);
    assert.deepEqual(does.worked, ['early']);
  });

  it('is done and the next one begun in one go, each counted for itself', async () => {
    const { db, session } = await open();
    let clock = 1_000;
    const { keep, next, leave } = claimStore(session, () => clock);
    const kept = (id: string, partition = 'space', holdMs = 0) =>
      keep({ event: message(id), partition, holdMs, claims: id === '1' });
    const { head: first } = await kept('1');
    await kept('2');
    await kept('other', 'other');
    await kept('held', 'space', 4_000);
    assert.ok(typeof first === 'object' && 'seq' in first);
    clock = 2_000;
    const second = await next('space', first.seq);
    assert.ok(typeof second === 'object' && 'seq' in second);
    assert.deepEqual([second.event, second.attempts], [message('2'), 1]);
    assert.deepEqual(await next('space', second.seq), { waitMs: 3_000 });
    await leave();

    const rows = await db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.map(({ state, attempts, endedAt }) => [state, attempts, endedAt?.getTime()]),
      [
        ['done', 1, 2_000],
        ['done', 1, 2_000],
        ['waiting', 0, undefined],
        ['waiting', 0, undefined],
      ],
    );
  });
});
