import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import { startBulk } from '../../../src/features/bulk/start.js';
import { type BulkData, CLEAN_UP } from '../../../src/features/bulk/model.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, ALICE_ID, BOB_ID, bulkStage, type BulkStage } from './support/stage.js';

describePglite('work on many recordings that begins', ({ open }) => {
  let on: BulkStage;
  beforeEach(async () => {
    on = await bulkStage(await open(), [], false);
  });
  afterEach(() => on.stop());

  const data: BulkData = { phase: 'find', what: 'trash', seen: 0, found: 0 };
  const state = async (id: string): Promise<string | undefined> =>
    (await on.jobs.store.get(id))?.state;

  it('begins when its card stands, and keeps where that is', async () => {
    const ctx = scriptedClick(ALICE);
    const states: (string | undefined)[] = [];
    const onShown = async (id: string): Promise<void> => {
      assert.equal(ctx.answers.length, 1);
      states.push(await state(id));
    };
    const id = await startBulk(ctx, on.deps, { kind: CLEAN_UP, data, onShown }, ctx.reply);
    assert.ok(id);
    assert.deepEqual([...states, await state(id)], ['asking', 'running']);
    assert.deepEqual(on.begun, [id]);
    const job = await on.jobs.store.get(id);
    assert.deepEqual(job?.at, { id: 'm1', roomId: 's1' });
    assert.deepEqual([job.personId, job.hostId], [ALICE_ID, undefined]);
  });

  it('does not begin by itself where its card could not be shown', async () => {
    const ctx = scriptedClick(ALICE);
    const put = (): Promise<never> => Promise.reject(new Error('not shown'));
    await assert.rejects(startBulk(ctx, on.deps, { kind: CLEAN_UP, data }, put), /not shown/);
    assert.deepEqual(on.begun, []);
    assert.deepEqual(await on.jobs.store.running(), []);
  });

  it('is of the host for whom somebody acts', async () => {
    const host = { personId: BOB_ID, email: 'bob@example.com', displayName: 'Bob' };
    const ctx = scriptedClick({ ...ALICE, onBehalfOf: host });
    const id = await startBulk(ctx, on.deps, { kind: CLEAN_UP, data }, ctx.reply);
    const job = await on.jobs.store.get(id ?? '');
    assert.deepEqual([job?.personId, job?.hostId], [ALICE_ID, BOB_ID]);
  });

  it('is never of everyone', async () => {
    for (const scope of ['site', 'organization'] as const) {
      const everyone: Actor = { ...ALICE, scope };
      const ctx = scriptedClick(everyone);
      assert.equal(await startBulk(ctx, on.deps, { kind: CLEAN_UP, data }, ctx.reply), undefined);
      assert.match(seen(ctx.only('reply')).text(), /of one person only/);
      assert.deepEqual(on.begun, []);
    }
  });
});
