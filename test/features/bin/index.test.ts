import assert from 'node:assert/strict';
import { bin } from '../../../src/features/bin/index.js';
import { BIN, bulkData } from '../../../src/features/bulk/index.js';
import { writeState } from '../../../src/query/list-state.js';
import { jobs as jobsTable } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { NotAllowed } from '../../../src/bot/errors.js';
import { seen } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { stateOfList } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, BOB_ID, bulkStage, type BulkStage } from '../bulk/support/stage.js';

describePglite('the recycle bin', ({ open }) => {
  let store: Store;
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await bulkStage(store, ['deleted', 'available'], false);
  });
  afterEach(() => on.stop());

  const selected = async (list: string): Promise<ScriptedClick> => {
    const click = scriptedClick(ALICE);
    await press([bin(on.deps)], click, { action: 'bin-select', list });
    return click;
  };
  const stored = () => store.db.select().from(jobsTable);

  it('is looked through by a job, narrowed as the list that was clicked', async () => {
    await selected(writeState({ ...stateOfList(), filter: { topic: 'standup' } }));
    const [job] = await stored();
    assert.ok(job);
    assert.deepEqual([job.kind, job.state, on.begun], [BIN, 'running', [job.id]]);
    const { phase, what, search } = bulkData.parse(job.data);
    assert.deepEqual([phase, what], ['find', undefined]);
    assert.deepEqual(search?.filter, { topic: 'standup', status: 'deleted' });
  });

  it('is left alone where the list is not one of ours', async () => {
    assert.match(seen((await selected('x')).only('update')).text(), /out of date/);
    assert.deepEqual(await stored(), []);
  });

  it('of somebody else is for administrators', async () => {
    const list = writeState({ ...stateOfList(), host: BOB_ID });
    await assert.rejects(selected(list), NotAllowed);
    assert.deepEqual(await stored(), []);
  });

  it('is a list of what is in it, by its command', async () => {
    const ctx = scriptedClick(ALICE);
    await bin(on.deps).commands?.[0]?.run(ctx, '');
    const text = seen(ctx.only('reply')).text();
    assert.match(text, /recycle bin/i);
  });
});
