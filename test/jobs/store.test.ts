import assert from 'node:assert/strict';
import { jobStore } from '../../src/jobs/store.js';
import { describeDatabases } from '../support/databases.js';
import { NOW, itemOf, newJob } from './new-job.js';

describeDatabases('the store of jobs', ({ open }) => {
  const fresh = async () => jobStore((await open()).db);

  it('keeps a job as it was given', async () => {
    const store = await fresh();
    const job = await store.create(newJob({ hostId: 'bob' }), NOW);
    assert.deepEqual(await store.get(job.id), {
      ...newJob({ hostId: 'bob' }),
      id: job.id,
      showAt: undefined,
      createdAt: NOW,
      updatedAt: NOW,
    });
    assert.equal(await store.get('none'), undefined);
  });

  it('takes a job to another state once, and its data with it', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW);
    const tries = await Promise.all(
      [1, 2, 3].map((seen) => store.change(id, ['asking'], 'running', NOW + seen, { seen })),
    );
    const won = tries.filter((job) => job !== undefined);
    assert.equal(won.length, 1);
    assert.deepEqual((await store.get(id))?.data, won[0]?.data);
    assert.deepEqual(await store.running(), [id]);
    await store.change(id, ['running'], 'paused', NOW);
    assert.deepEqual((await store.get(id))?.data, won[0]?.data);
    assert.deepEqual(await store.running(), []);
  });

  it('finds the job of a person that is under way, else the one that was changed last', async () => {
    const store = await fresh();
    const of = (given: object, now: number) => store.create(newJob(given), now);
    const [first, second] = [await of({ state: 'running' }, NOW), await of({}, NOW + 1)];
    await of({ personId: 'somebody else' }, NOW + 2);
    await of({ kind: 'of another kind' }, NOW + 3);
    const { personId, kind } = first;
    const latest = async () => (await store.latestOf(personId, [kind]))?.id;
    assert.equal(await latest(), first.id);
    await store.change(first.id, ['running'], 'paused', NOW);
    assert.equal(await latest(), first.id);
    await store.change(first.id, ['paused'], 'done', NOW);
    assert.equal(await latest(), second.id);
    await store.remove(second.id);
    assert.equal(await latest(), first.id);
    await store.remove(first.id);
    assert.equal(await latest(), undefined);
  });

  it('replaces data once, though two callers have read the same', async () => {
    const store = await fresh();
    const { id, data } = await store.create(newJob(), NOW);
    const replaced = await Promise.all(
      [1, 2].map((seen) => store.replaceData(id, data, { seen }, NOW)),
    );
    // Two connections: either may be first, and the other then finds other data.
    assert.deepEqual(replaced.toSorted(), [false, true]);
    assert.deepEqual((await store.get(id))?.data, { seen: replaced.indexOf(true) + 1 });
    await store.remove(id);
    assert.equal(await store.get(id), undefined);
  });

  it('says which jobs are to go on, or are looked after', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW);
    assert.equal(await store.ownsAudit(id), false);
    await store.change(id, ['asking'], 'running', NOW);
    assert.equal(await store.ownsAudit(id), true);
    await store.change(id, ['running'], 'paused', NOW);
    assert.equal(await store.ownsAudit(id), true);
    await store.change(id, ['paused'], 'cancelled', NOW);
    assert.equal(await store.ownsAudit(id), true);
    await store.change(id, ['cancelled'], 'done', NOW);
    assert.equal(await store.ownsAudit(id), false);
    assert.equal(await store.ownsAudit('none'), false);
  });

  it('remembers where the card stands, and what is known', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW);
    await store.moveCard(id, { id: 'm2', roomId: 's2' });
    await store.saveData(id, { seen: 7 }, NOW + 5);
    const job = await store.get(id);
    assert.deepEqual(job?.at, { id: 'm2', roomId: 's2' });
    assert.deepEqual(job.data, { seen: 7 });
    assert.equal(job.updatedAt, NOW + 5);
  });

  it('says which cards are behind: to one, and then seldom, and not for ever', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW);
    const day = NOW + 86_400_000;
    assert.deepEqual(await store.staleCards(day), [], 'nothing has changed');
    await store.change(id, ['asking'], 'running', NOW);
    assert.deepEqual(await store.staleCards(day), [], 'its run shows it');
    await store.change(id, ['running'], 'done', NOW);
    assert.deepEqual(await store.staleCards(NOW + 59_999), []);
    const asked = await Promise.all([
      store.staleCards(NOW + 60_000),
      store.staleCards(NOW + 60_000),
    ]);
    assert.deepEqual(asked.flat(), [id]);
    let tries = 1;
    // Each a while twice as long as the one before.
    for (let wait = 1, minute = 1; wait <= 1_024; wait *= 2) {
      minute += wait;
      assert.deepEqual(await store.staleCards(NOW + minute * 60_000 - 1), []);
      tries += (await store.staleCards(NOW + minute * 60_000)).length;
    }
    assert.equal(tries, 12);
    assert.deepEqual(await store.staleCards(NOW + 365 * 86_400_000), []);
    assert.equal((await store.get(id))?.updatedAt, NOW);
  });

  it('a card that is shown is behind no more, unless its job has changed since it was drawn', async () => {
    const store = await fresh();
    const { id } = await store.create(newJob(), NOW);
    const drawn = await store.change(id, ['asking'], 'running', NOW);
    await store.change(id, ['running'], 'done', NOW);
    assert.ok(drawn);
    await store.markRendered(drawn, { id: 'm2', roomId: 's2' });
    const job = await store.get(id);
    assert.deepEqual(job?.at, { id: 'm2', roomId: 's2' });
    assert.equal(job.showAt, NOW + 60_000);
    await store.markRendered(job, job.at);
    assert.equal((await store.get(id))?.showAt, undefined);
    await store.change(id, ['done'], 'asking', NOW);
    await store.moveCard(id, { id: 'm3', roomId: 's2' });
    assert.equal((await store.get(id))?.showAt, undefined);
  });

  it('forgets old jobs with their items, and never one that runs', async () => {
    const store = await fresh();
    const old = await store.create(newJob(), NOW, [itemOf(0)]);
    const running = await store.create(newJob({ state: 'running' }), NOW);
    const young = await store.create(newJob(), NOW + 10);
    await store.forget(NOW + 5);
    assert.equal(await store.get(old.id), undefined);
    assert.deepEqual(await store.items(old.id), []);
    assert.ok(await store.get(running.id));
    assert.ok(await store.get(young.id));
  });

  it('forgets soon what ended with nothing done, and nothing that can be undone or goes on', async () => {
    const store = await fresh();
    const of = async (state: 'asking' | 'running') =>
      await store.create(newJob({ state }), NOW, [itemOf(0), itemOf(1)]);
    const [left, undoable, asking, paused, young] = [
      await of('asking'),
      await of('running'),
      await of('asking'),
      await of('running'),
      await of('asking'),
    ];
    await store.change(paused.id, ['running'], 'paused', NOW);
    await store.settleItems(undoable.id, [
      { recordingId: itemOf(0).recordingId, outcome: 'done', trackingId: undefined },
    ]);
    await store.change(left.id, ['asking'], 'cancelled', NOW);
    await store.change(undoable.id, ['running'], 'cancelled', NOW);
    await store.change(young.id, ['asking'], 'done', NOW + 10);
    await store.forgetUndone(NOW + 5);
    assert.equal(await store.get(left.id), undefined);
    for (const { id } of [undoable, asking, paused, young]) assert.ok(await store.get(id));
  });
});
