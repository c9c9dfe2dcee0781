import assert from 'node:assert/strict';
import { insertItems } from '../../src/jobs/item-store.js';
import { jobStore } from '../../src/jobs/store.js';
import { describeDatabases } from '../support/databases.js';
import { NOW, itemOf, newJob } from './new-job.js';

describeDatabases('the items of jobs', ({ open }) => {
  const fresh = async () => jobStore((await open()).db);

  it('keeps more items than one statement takes, each once and in order', async () => {
    const { db } = await open();
    const store = jobStore(db);
    const items = Array.from({ length: 2_345 }, (_, at) => itemOf(at));
    const { id } = await store.create(newJob(), NOW, items);
    await insertItems(db, id, [itemOf(3), itemOf(2_345, { siteUrl: undefined })]);
    const kept = await store.items(id);
    assert.deepEqual(
      kept.map(({ position }) => position),
      Array.from({ length: 2_346 }, (_, at) => at),
    );
    assert.deepEqual(kept[0], {
      ...itemOf(0),
      selected: true,
      outcome: undefined,
      trackingId: undefined,
    });
    assert.deepEqual(
      (await store.items(id, { offset: 10, limit: 2 })).map(({ position }) => position),
      [10, 11],
    );
  });

  it('replaces all of them, with what is selected, or none', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW, [itemOf(0), itemOf(1)]);
    await store.select(id, false, ['r1']);
    const broken = [itemOf(2), itemOf(3, { recordedAt: NaN })];
    await assert.rejects(store.replaceItems(id, broken, () => true));
    const kept = async () =>
      (await store.items(id)).map(({ recordingId, selected }) => [recordingId, selected]);
    assert.deepEqual(await kept(), [
      ['r0', true],
      ['r1', false],
    ]);
    await store.replaceItems(id, [itemOf(1), itemOf(2)], (one) => one !== 'r1');
    assert.deepEqual(await kept(), [
      ['r1', false],
      ['r2', true],
    ]);
    await assert.rejects(store.create(newJob({ state: 'running' }), NOW, broken));
    assert.deepEqual(await store.running(), []);
  });

  it('gives the oldest and the largest, those without a size last', async () => {
    const store = await fresh();
    const items = [itemOf(0), itemOf(1), itemOf(2, { sizeBytes: undefined })];
    const { id } = await store.create(newJob(), NOW, items);
    const ids = async (order: 'oldest' | 'largest') =>
      (await store.items(id, { order })).map(({ recordingId }) => recordingId);
    assert.deepEqual(await ids('oldest'), ['r2', 'r1', 'r0']);
    assert.deepEqual(await ids('largest'), ['r1', 'r0', 'r2']);
  });

  it('ticks some, none, all', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW, [itemOf(0), itemOf(1), itemOf(2)]);
    const selected = async () =>
      (await store.items(id, { selected: true })).map(({ recordingId }) => recordingId);
    await store.select(id, false, ['r1']);
    assert.deepEqual(await selected(), ['r0', 'r2']);
    await store.select(id, false, []);
    assert.deepEqual(await selected(), ['r0', 'r2']);
    await store.select(id, false);
    assert.deepEqual(await selected(), []);
    await store.select(id, true);
    assert.deepEqual(await selected(), ['r0', 'r1', 'r2']);
  });

  it('takes over items of another job without their ticks and ends', async () => {
    const store = await fresh();
    const one = await store.create(newJob(), NOW, [itemOf(0)]);
    await store.select(one.id, false);
    await store.settleItems(one.id, [{ recordingId: 'r0', outcome: 'done', trackingId: 't' }]);
    const other = await store.create(newJob(), NOW, await store.items(one.id));
    const [item] = await store.items(other.id);
    assert.deepEqual(
      [item?.selected, item?.outcome, item?.trackingId],
      [true, undefined, undefined],
    );
  });

  it('settles items, and counts them by site, tick and end', async () => {
    const store = await fresh();
    const items = [itemOf(0), itemOf(1), itemOf(2, { siteUrl: undefined, sizeBytes: undefined })];
    const { id } = await store.create(newJob(), NOW, items);
    await store.settleItems(id, [
      { recordingId: 'r0', outcome: 'done', trackingId: 't' },
      { recordingId: 'r1', outcome: 'done', trackingId: 't' },
    ]);
    assert.deepEqual(
      (await store.items(id, { open: true })).map(({ recordingId }) => recordingId),
      ['r2'],
    );
    const [first] = await store.items(id, { outcomes: ['done'] });
    assert.equal(first?.trackingId, 't');
    const tally = await store.tally(id);
    tally.sort((one, other) => other.count - one.count);
    assert.deepEqual(tally, [
      { siteUrl: 'acme.webex.com', selected: true, outcome: 'done', count: 2, bytes: 300 },
      { siteUrl: undefined, selected: true, outcome: undefined, count: 1, bytes: 0 },
    ]);
  });
});
