import assert from 'node:assert/strict';
import { WHOLE_BIN, type BulkData, CLEAN_UP, SELECT } from '../../../src/features/bulk/model.js';
import { namesOf } from '../../../src/features/bulk/confirm.js';
import type { Job } from '../../../src/jobs/job.js';
import type { Store } from '../../../src/store/store.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import type { SeenCard } from '../../support/people.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, bulkStage, type BulkStage } from './support/stage.js';

describePglite('the question before many are changed', ({ open }) => {
  let store: Store;
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await bulkStage(store, ['deleted', 'deleted', 'deleted'], false);
  });
  afterEach(() => on.stop());

  const pressed = async ({ id }: Job, inputs: Readonly<Record<string, unknown>>) => {
    const click = scriptedClick(ALICE);
    await press([on.feature], click, { job: id, ...inputs });
    return seen(click.only('update'));
  };
  const ask = (job: Job, what: string): Promise<SeenCard> =>
    pressed(job, { action: 'bulk-ask', what });
  /** The data of the button that says yes. */
  const yes = (card: SeenCard): Record<string, unknown> => {
    const data = card.parts().flatMap((part) => (part.data === undefined ? [] : [part.data]));
    const go = data.find(({ action }) => action === 'bulk-go');
    assert.ok(go, card.text());
    return go;
  };
  const now = async ({ id }: Job) => await on.jobs.store.get(id);
  const cleanUp = (): Promise<Job> => on.keep({ kind: CLEAN_UP });
  const ever = { from: 0, to: Date.now(), filter: { status: 'deleted' } } as const;
  const bin = (search: BulkData['search'] = { ...ever, filter: { ...ever.filter, topic: 'x' } }) =>
    on.keep({ kind: WHOLE_BIN, data: { phase: 'choose', search, seen: 3, found: 3 } });
  const assertUntouched = async (job: Job): Promise<void> => {
    const left = await now(job);
    assert.deepEqual([left?.state, left?.data], ['asking', job.data]);
    assert.deepEqual(on.begun, []);
  };

  it('is answered with what it asked about: that begins, and what was searched for is erased', async () => {
    const job = await bin();
    await pressed(job, yes(await ask(job, 'restore')));
    assert.deepEqual(on.begun, [job.id]);
    const { state, data } = (await now(job)) ?? {};
    assert.equal(state, 'running');
    assert.deepEqual(data, { phase: 'act', what: 'restore', seen: 3, found: 3 });
  });

  it('names some of them, and says how many more there are', async () => {
    const job = await cleanUp();
    await on.jobs.store.select(job.id, false, ['r1']);
    assert.match((await ask(job, 'trash')).text(), /“r0”, “r2”\n/);
    assert.equal(namesOf(['Retro', 'Standup'], 5), '“Retro”, “Standup” and 3 more');
    assert.equal(namesOf(['Retro', 'Standup'], 2), '“Retro”, “Standup”');
  });

  it('is asked again where others are chosen now, be they as many', async () => {
    const job = await cleanUp();
    await on.jobs.store.select(job.id, false, ['r0']);
    const asked = yes(await ask(job, 'trash'));
    assert.equal(asked.count, '2');
    await on.jobs.store.select(job.id, true, ['r0']);
    await on.jobs.store.select(job.id, false, ['r1']);
    const again = await pressed(job, asked);
    assert.match(again.text(), /Your selection has changed since then/);
    await assertUntouched(job);
    await pressed(job, yes(again));
    assert.deepEqual(on.begun, [job.id]);
  });

  it('is asked again where that was days ago: they may have been renamed, or restored, since', async () => {
    for (const [job, what] of [
      [await bin(), 'restore'],
      [await on.keep({ kind: SELECT }), 'trash'],
    ] as const) {
      const asked = yes(await ask(job, what));
      await on.jobs.store.saveData(job.id, job.data, Date.now() - 2 * 86_400_000);
      const again = await pressed(job, asked);
      assert.match(again.text(), /I asked you this a while ago\.\*\* Nothing was done/);
      await assertUntouched(job);
      await pressed(job, yes(again));
      assert.deepEqual(on.begun.splice(0), [job.id]);
    }
  });

  it('is not said to be old where only the job is: it was asked just now', async () => {
    for (const [job, what] of [
      [await bin(), 'restore'],
      [await on.keep({ kind: SELECT }), 'trash'],
    ] as const) {
      await on.jobs.store.saveData(job.id, job.data, Date.now() - 2 * 86_400_000);
      await pressed(job, yes(await ask(job, what)));
      assert.deepEqual(on.begun.splice(0), [job.id]);
    }
  });

  it('is asked again where the click does not say what was chosen, or another number', async () => {
    const job = await cleanUp();
    const asked = yes(await ask(job, 'trash'));
    for (const change of [{ chosen: undefined }, { chosen: 'x' }, { count: '2' }]) {
      const again = await pressed(job, { ...asked, ...change });
      assert.match(again.text(), /Your selection has changed since then/);
    }
    await assertUntouched(job);
  });

  it('takes the number, typed, before anything is deleted for good', async () => {
    const job = await bin();
    const boxes = (card: SeenCard) => card.parts().flatMap(({ id }) => id ?? []);
    assert.ok(!boxes(await ask(job, 'restore')).includes('typed'));
    const question = await ask(job, 'delete');
    assert.ok(boxes(question).includes('typed'));
    const asked = yes(question);
    for (const typed of [undefined, '', '2', '33', '3 or so', '-3', true]) {
      const again = await pressed(job, { ...asked, typed });
      assert.match(again.text(), /That doesn’t match/, String(typed));
    }
    await assertUntouched(job);
    await pressed(job, { ...asked, typed: ' 3 ' });
    assert.deepEqual(on.begun, [job.id]);
  });

  it('is not asked where nothing is chosen', async () => {
    const job = await cleanUp();
    const asked = yes(await ask(job, 'trash'));
    await on.jobs.store.select(job.id, false);
    assert.match((await ask(job, 'trash')).text(), /^Nothing is selected/);
    assert.match((await pressed(job, asked)).text(), /^Nothing is selected/);
    await assertUntouched(job);
  });

  it('is never about more than its kind of work may do', async () => {
    const forbidden = [
      [await cleanUp(), ['restore', 'delete']],
      [await bin(), ['trash']],
    ] as const;
    for (const [job, changes] of forbidden) {
      for (const what of changes) {
        assert.match((await ask(job, what)).text(), /^That doesn’t work for these/);
        const forged = { action: 'bulk-go', what, count: '3', typed: '3' };
        assert.match((await pressed(job, forged)).text(), /^That doesn’t work for these/);
      }
      await assertUntouched(job);
    }
  });

  it('is about a whole recycle bin for good only where that is allowed', async () => {
    const whole = await bin(ever);
    assert.match(
      (await ask(whole, 'delete')).text(),
      /^Emptying the whole recycle bin is switched/,
    );
    await on.jobs.store.select(whole.id, false, ['r0']);
    assert.match((await ask(whole, 'delete')).text(), /^Delete 2 recordings/);
    await on.stop();
    on = await bulkStage(store, ['deleted', 'deleted'], false, { allowPurge: true });
    assert.match((await ask(await bin(ever), 'delete')).text(), /^Delete 2 recordings/);
  });
});
