import assert from 'node:assert/strict';
import {
  notificationStore,
  subscriptionStore,
  weeklyReportStore,
} from '../../../src/features/notify/store.js';
import { settingsStore } from '../../../src/settings/settings.js';
import { weeklyCards } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import { describeDatabases } from '../../support/databases.js';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const HOUR = 3_600_000;
const ALICE = '6d1b0d4e-9c1c-4b6c-8f43-0d6a4f8f8a01';
const BOB = '6d1b0d4e-9c1c-4b6c-8f43-0d6a4f8f8a02';

describeDatabases('what notifications store', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  it('takes each recording of a person once, and gives those that are due', async () => {
    const outbox = notificationStore(store.db);
    assert.equal(await outbox.enqueue(ALICE, 'r1', NOW), true);
    assert.equal(await outbox.enqueue(ALICE, 'r1', NOW), false);
    assert.equal(await outbox.enqueue(ALICE, 'r2', NOW + HOUR), true);
    assert.equal(await outbox.enqueue(BOB, 'r1', NOW + HOUR), true);
    assert.deepEqual(await outbox.duePeople(NOW), [ALICE]);
    const one = { recordingId: 'r1', startedAt: NOW, dueAt: NOW };
    assert.deepEqual(await outbox.due(ALICE, NOW), [one]);
    await outbox.defer(ALICE, { ...one, startedAt: NOW + 1, dueAt: NOW + 2 });
    assert.deepEqual(await outbox.due(ALICE, NOW), []);
    const later = await outbox.due(ALICE, NOW + HOUR);
    assert.deepEqual(
      later.map(({ recordingId, startedAt }) => [recordingId, startedAt]),
      [
        ['r1', NOW + 1],
        ['r2', NOW + HOUR],
      ],
    );
    await outbox.complete(ALICE, ['r1', 'r2'], NOW + HOUR);
    assert.deepEqual(await outbox.duePeople(NOW + HOUR), [BOB]);
    await outbox.tidy(NOW + HOUR);
    assert.equal(await outbox.enqueue(ALICE, 'r1', NOW), false);
    await outbox.tidy(NOW + HOUR + 1);
    assert.equal(await outbox.enqueue(ALICE, 'r1', NOW), true);
    assert.equal(await outbox.enqueue(BOB, 'r1', NOW), false);
  });

  it('finds subscriptions by person, webhook, setting and age', async () => {
    const subscriptions = subscriptionStore(store.db);
    const settings = settingsStore(store.db);
    const permit = Permit.ofUpkeep('subscription');
    await settings.change(permit, ALICE, { tellWhenReady: true });
    await settings.change(permit, BOB, { weekly: true });
    await subscriptions.put(ALICE, 'hook', NOW);
    await subscriptions.put(BOB, undefined, NOW);
    const alice = { personId: ALICE, address: ALICE, webhookId: 'hook' };
    const bob = { personId: BOB, address: BOB, webhookId: undefined };
    assert.deepEqual(await subscriptions.of(ALICE), alice);
    assert.deepEqual(await subscriptions.ofWebhook('hook'), alice);
    assert.equal(await subscriptions.ofWebhook('other'), undefined);
    assert.deepEqual(await subscriptions.weekly(), [bob]);
    assert.deepEqual(await subscriptions.unchecked(NOW), []);
    assert.deepEqual(await subscriptions.unchecked(NOW + 1), [alice]);
    await subscriptions.put(ALICE, undefined, NOW + HOUR);
    assert.deepEqual(await subscriptions.unchecked(NOW + 1), []);
    assert.equal((await subscriptions.of(ALICE))?.webhookId, undefined);
  });

  it('forgets all of one person, and nothing of another', async () => {
    const subscriptions = subscriptionStore(store.db);
    const outbox = notificationStore(store.db);
    for (const person of [ALICE, BOB]) {
      await subscriptions.put(person, undefined, NOW);
      await outbox.enqueue(person, 'r1', NOW);
      await weeklyReportStore(store.db).schedule({ personId: person, week: '2026-11-23' }, NOW);
    }
    await subscriptions.forget(ALICE);
    assert.equal(await subscriptions.of(ALICE), undefined);
    assert.deepEqual(await outbox.duePeople(NOW), [BOB]);
    // A round that had read her choice before the disconnect goes on.
    await weeklyReportStore(store.db).schedule({ personId: ALICE, week: '2026-11-23' }, NOW);
    const due = await weeklyReportStore(store.db).due(NOW);
    assert.deepEqual(due, [{ personId: BOB, week: '2026-11-23' }]);
  });

  it('leases a weekly report to one process at a time', async () => {
    const reports = weeklyReportStore(store.db);
    const report = { personId: ALICE, week: '2026-11-23' };
    await subscriptionStore(store.db).put(ALICE, undefined, NOW);
    await reports.schedule(report, NOW);
    assert.equal(await reports.claim(report, NOW - 1, HOUR), undefined, 'not due yet');
    const claimed = await reports.claim(report, NOW, HOUR);
    assert.deepEqual(claimed, { ...report, until: NOW + HOUR });
    assert.equal(await reports.claim(report, NOW + 1, HOUR), undefined);
    assert.deepEqual(await reports.due(NOW + 1), []);
    const next = await reports.claim(report, NOW + HOUR, HOUR);
    assert.ok(next);
    assert.equal(await reports.renewLease(claimed, NOW), false, 'lost to the next process');
    assert.equal(await reports.renewLease(next, NOW + 3 * HOUR), true);
    await reports.complete(report, NOW + HOUR);
    assert.equal(await reports.claim(report, NOW + 9 * HOUR, HOUR), undefined);
    const stale = { ...report, until: NOW + 3 * HOUR };
    assert.equal(await reports.renewLease(stale, NOW), false, 'completed');
  });

  it('skips a week unless it is scheduled, and deletes what has ended', async () => {
    const reports = weeklyReportStore(store.db);
    const report = { personId: ALICE, week: '2026-11-23' };
    for (const person of [ALICE, BOB])
      await subscriptionStore(store.db).put(person, undefined, NOW);
    await reports.skip(report, NOW);
    await reports.schedule(report, NOW);
    assert.deepEqual(await reports.due(NOW), []);
    const other = { personId: BOB, week: '2026-11-23' };
    await reports.schedule(other, NOW);
    await reports.skip(other, NOW);
    assert.deepEqual(await reports.due(NOW), [other]);
    await reports.tidy(NOW);
    assert.equal((await store.db.select().from(weeklyCards)).length, 2);
    await reports.tidy(NOW + 1);
    assert.equal((await store.db.select().from(weeklyCards)).length, 1);
  });
});
