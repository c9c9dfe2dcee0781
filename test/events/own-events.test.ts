import assert from 'node:assert/strict';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore } from '../../src/events/inbox-store.js';
import { type Inbox, openInbox } from '../../src/events/inbox.js';
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
});
