import assert from 'node:assert/strict';
import type { NewItem, NewJob } from '../../src/jobs/job.js';
import { storedBook } from '../../src/jobs/store.js';
import { describeDatabases } from '../support/databases.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');

function newJob(given: Partial<NewJob> = {}): NewJob {
  return {
    kind: 'clean-up',
    personId: 'alice',
    hostId: undefined,
    at: { id: 'm1', roomId: 's1' },
    state: 'asking',
    data: { seen: 0 },
    ...given,
  };
}

function itemOf(position: number, given: Partial<NewItem> = {}): NewItem {
  return {
    position,
    recordingId: `r${position}`,
    siteUrl: 'acme.webex.com',
    sizeBytes: 100 * (position + 1),
    durationSeconds: 60,
    recordedAt: NOW - position * 1_000,
    ...given,
  };
}

describeDatabases('the book of jobs', ({ open }) => {
  const fresh = async () => storedBook((await open()).db);

  it('keeps a job as it was given', async () => {
    const book = await fresh();
    const job = await book.create(newJob({ hostId: 'bob' }), NOW);
    assert.deepEqual(await book.get(job.id), {
      ...newJob({ hostId: 'bob' }),
      id: job.id,
      showAt: undefined,
      createdAt: NOW,
      updatedAt: NOW,
    });
    assert.equal(await book.get('none'), undefined);
  });

  it('takes a job to another state once, and its data with it', async () => {
    const book = await fresh();
    const { id } = await book.create(newJob(), NOW);
    const tries = await Promise.all(
      [1, 2, 3].map((seen) => book.change(id, ['asking'], 'running', NOW + seen, { seen })),
    );
    const won = tries.filter((job) => job !== undefined);
    assert.equal(won.length, 1);
    assert.deepEqual((await book.get(id))?.data, won[0]?.data);
    assert.deepEqual(await book.running(), [id]);
    await book.change(id, ['running'], 'paused', NOW);
    assert.deepEqual((await book.get(id))?.data, won[0]?.data);
    assert.deepEqual(await book.running(), []);
  });

  it('says which jobs are to go on, or are looked after', async () => {
    const book = await fresh();
    const { id } = await book.create(newJob(), NOW);
    assert.equal(await book.settlesItself(id), false);
    await book.change(id, ['asking'], 'running', NOW);
    assert.equal(await book.settlesItself(id), true);
    await book.change(id, ['running'], 'paused', NOW);
    assert.equal(await book.settlesItself(id), true);
    await book.change(id, ['paused'], 'cancelled', NOW);
    assert.equal(await book.settlesItself(id), true);
    await book.change(id, ['cancelled'], 'done', NOW);
    assert.equal(await book.settlesItself(id), false);
    assert.equal(await book.settlesItself('none'), false);
  });

  it('remembers where the card stands, and what is known', async () => {
    const book = await fresh();
    const { id } = await book.create(newJob(), NOW);
    await book.moveCard(id, { id: 'm2', roomId: 's2' });
    await book.saveData(id, { seen: 7 }, NOW + 5);
    const job = await book.get(id);
    assert.deepEqual(job?.at, { id: 'm2', roomId: 's2' });
    assert.deepEqual(job.data, { seen: 7 });
    assert.equal(job.updatedAt, NOW + 5);
  });

  it('says which cards are behind: to one, and then seldom, and not for ever', async () => {
    const book = await fresh();
    const { id } = await book.create(newJob(), NOW);
    const day = NOW + 86_400_000;
    assert.deepEqual(await book.behind(day), [], 'nothing has changed');
    await book.change(id, ['asking'], 'running', NOW);
    assert.deepEqual(await book.behind(day), [], 'its run shows it');
    await book.change(id, ['running'], 'done', NOW);
    assert.deepEqual(await book.behind(NOW + 59_999), []);
    const asked = await Promise.all([book.behind(NOW + 60_000), book.behind(NOW + 60_000)]);
    assert.deepEqual(asked.flat(), [id]);
    let tries = 1;
    // Each a while twice as long as the one before.
    for (let wait = 1, minute = 1; wait <= 1_024; wait *= 2) {
      minute += wait;
      assert.deepEqual(await book.behind(NOW + minute * 60_000 - 1), []);
      tries += (await book.behind(NOW + minute * 60_000)).length;
    }
    assert.equal(tries, 12);
    assert.deepEqual(await book.behind(NOW + 365 * 86_400_000), []);
    assert.equal((await book.get(id))?.updatedAt, NOW);
  });

  it('a card that is shown is behind no more, unless its job has changed since it was drawn', async () => {
    const book = await fresh();
    const { id } = await book.create(newJob(), NOW);
    const drawn = await book.change(id, ['asking'], 'running', NOW);
    await book.change(id, ['running'], 'done', NOW);
    assert.ok(drawn);
    await book.shown(drawn, { id: 'm2', roomId: 's2' });
    const job = await book.get(id);
    assert.deepEqual(job?.at, { id: 'm2', roomId: 's2' });
    assert.equal(job.showAt, NOW + 60_000);
    await book.shown(job, job.at);
    assert.equal((await book.get(id))?.showAt, undefined);
    await book.change(id, ['done'], 'asking', NOW);
    await book.moveCard(id, { id: 'm3', roomId: 's2' });
    assert.equal((await book.get(id))?.showAt, undefined);
  });

  it('forgets old jobs with their items, and never one that runs', async () => {
    const book = await fresh();
    const old = await book.create(newJob(), NOW, [itemOf(0)]);
    const running = await book.create(newJob({ state: 'running' }), NOW);
    const young = await book.create(newJob(), NOW + 10);
    await book.forget(NOW + 5);
    assert.equal(await book.get(old.id), undefined);
    assert.deepEqual(await book.items(old.id), []);
    assert.ok(await book.get(running.id));
    assert.ok(await book.get(young.id));
  });

  it('forgets soon what ended with nothing done, and nothing that can be undone or goes on', async () => {
    const book = await fresh();
    const of = async (state: 'asking' | 'running') =>
      await book.create(newJob({ state }), NOW, [itemOf(0), itemOf(1)]);
    const [left, undoable, asking, paused, young] = [
      await of('asking'),
      await of('running'),
      await of('asking'),
      await of('running'),
      await of('asking'),
    ];
    await book.change(paused.id, ['running'], 'paused', NOW);
    await book.settleItems(undoable.id, [
      { recordingId: itemOf(0).recordingId, outcome: 'done', trackingId: undefined },
    ]);
    await book.change(left.id, ['asking'], 'cancelled', NOW);
    await book.change(undoable.id, ['running'], 'cancelled', NOW);
    await book.change(young.id, ['asking'], 'done', NOW + 10);
    await book.forgetUndone(NOW + 5);
    assert.equal(await book.get(left.id), undefined);
    for (const { id } of [undoable, asking, paused, young]) assert.ok(await book.get(id));
  });

  it('keeps more items than one statement takes, each once and in order', async () => {
    const book = await fresh();
    const items = Array.from({ length: 2_345 }, (_, at) => itemOf(at));
    const { id } = await book.create(newJob(), NOW, items);
    await book.addItems(id, [itemOf(3), itemOf(2_345, { siteUrl: undefined })]);
    const kept = await book.items(id);
    assert.deepEqual(
      kept.map(({ position }) => position),
      Array.from({ length: 2_346 }, (_, at) => at),
    );
    assert.deepEqual(kept[0], {
      ...itemOf(0),
      ticked: true,
      outcome: undefined,
      trackingId: undefined,
    });
    assert.deepEqual(
      (await book.items(id, { offset: 10, limit: 2 })).map(({ position }) => position),
      [10, 11],
    );
    await book.clearItems(id);
    assert.deepEqual(await book.items(id), []);
  });

  it('gives the oldest and the largest, those without a size last', async () => {
    const book = await fresh();
    const items = [itemOf(0), itemOf(1), itemOf(2, { sizeBytes: undefined })];
    const { id } = await book.create(newJob(), NOW, items);
    const ids = async (order: 'oldest' | 'largest') =>
      (await book.items(id, { order })).map(({ recordingId }) => recordingId);
    assert.deepEqual(await ids('oldest'), ['r2', 'r1', 'r0']);
    assert.deepEqual(await ids('largest'), ['r1', 'r0', 'r2']);
  });

  it('ticks some, none, all', async () => {
    const book = await fresh();
    const { id } = await book.create(newJob(), NOW, [itemOf(0), itemOf(1), itemOf(2)]);
    const ticked = async () =>
      (await book.items(id, { ticked: true })).map(({ recordingId }) => recordingId);
    await book.tick(id, false, ['r1']);
    assert.deepEqual(await ticked(), ['r0', 'r2']);
    await book.tick(id, false, []);
    assert.deepEqual(await ticked(), ['r0', 'r2']);
    await book.tick(id, false);
    assert.deepEqual(await ticked(), []);
    await book.tick(id, true);
    assert.deepEqual(await ticked(), ['r0', 'r1', 'r2']);
  });

  it('takes over items of another job without their ticks and ends', async () => {
    const book = await fresh();
    const one = await book.create(newJob(), NOW, [itemOf(0)]);
    await book.tick(one.id, false);
    await book.settleItems(one.id, [{ recordingId: 'r0', outcome: 'done', trackingId: 't' }]);
    const other = await book.create(newJob(), NOW, await book.items(one.id));
    const [item] = await book.items(other.id);
    assert.deepEqual([item?.ticked, item?.outcome, item?.trackingId], [true, undefined, undefined]);
  });

  it('settles items, and counts them by site, tick and end', async () => {
    const book = await fresh();
    const items = [itemOf(0), itemOf(1), itemOf(2, { siteUrl: undefined, sizeBytes: undefined })];
    const { id } = await book.create(newJob(), NOW, items);
    await book.settleItems(id, [
      { recordingId: 'r0', outcome: 'done', trackingId: 't' },
      { recordingId: 'r1', outcome: 'done', trackingId: 't' },
    ]);
    assert.deepEqual(
      (await book.items(id, { open: true })).map(({ recordingId }) => recordingId),
      ['r2'],
    );
    const [first] = await book.items(id, { outcomes: ['done'] });
    assert.equal(first?.trackingId, 't');
    const tally = await book.tally(id);
    tally.sort((one, other) => other.count - one.count);
    assert.deepEqual(tally, [
      { siteUrl: 'acme.webex.com', ticked: true, outcome: 'done', count: 2, bytes: 300 },
      { siteUrl: undefined, ticked: true, outcome: undefined, count: 1, bytes: 0 },
    ]);
  });
});
