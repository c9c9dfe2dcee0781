import assert from 'node:assert/strict';
import { inputName, PAGE_SIZE } from '../../../src/features/bulk/choose.js';
import type { Job } from '../../../src/jobs/job.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, bulkStage, type BulkStage } from './support/stage.js';

describePglite('choosing among many', ({ open }) => {
  let on: BulkStage;
  let job: Job;
  beforeEach(async () => {
    const all = Array.from({ length: PAGE_SIZE + 3 }, () => 'available' as const);
    on = await bulkStage(await open(), all, false);
    job = await on.keep();
  });
  afterEach(() => on.stop());

  const pressed = async (action: string, inputs: object): Promise<string> => {
    const click = scriptedClick(ALICE);
    await press([on.feature], click, { ...inputs, action, job: job.id });
    return seen(click.only('update')).text();
  };
  const chosen = async (): Promise<number[]> => {
    const items = await on.jobs.store.items(job.id, { selected: true });
    return items.map(({ position }) => position);
  };
  const all = Array.from({ length: PAGE_SIZE + 3 }, (_, at) => at);

  it('shows a page, from its beginning wherever it is opened', async () => {
    assert.match(await pressed('bulk-look', {}), /1–8 of 11/);
    assert.match(await pressed('bulk-look', { start: '3' }), /1–8 of 11/);
    assert.match(await pressed('bulk-look', { start: String(PAGE_SIZE + 1) }), /9–11 of 11/);
  });

  it('keeps the ticks of a page whatever button is pressed, and no others', async () => {
    const ticks = { [inputName(1)]: 'false', [inputName(PAGE_SIZE)]: 'false' };
    assert.match(await pressed('bulk-tick', { start: '0', then: 'next', ...ticks }), /9–11 of 11/);
    // The one on the other page was not in sight.
    assert.deepEqual(
      await chosen(),
      all.filter((at) => at !== 1),
    );
    const second = { start: String(PAGE_SIZE), [inputName(PAGE_SIZE)]: 'false' };
    assert.match(await pressed('bulk-tick', { ...second, then: 'back' }), /1–8 of 11/);
    await pressed('bulk-tick', { start: '0', then: 'done', [inputName(1)]: 'true' });
    assert.deepEqual(
      await chosen(),
      all.filter((at) => at !== PAGE_SIZE),
    );
  });

  it('takes none, or all, of every page', async () => {
    await pressed('bulk-tick', { start: '0', then: 'none', [inputName(0)]: 'true' });
    assert.deepEqual(await chosen(), []);
    await pressed('bulk-tick', { start: '0', then: 'all', [inputName(0)]: 'false' });
    assert.deepEqual(await chosen(), all);
  });

  it('goes back to the choice behind the last page', async () => {
    assert.match(await pressed('bulk-look', { start: '96' }), /^11 recordings found/);
  });

  it('changes nothing on data that we did not write', async () => {
    for (const inputs of [
      { start: '-8', then: 'none' },
      { start: '0', then: 'everything' },
      { then: 'none' },
    ]) {
      assert.match(await pressed('bulk-tick', inputs), /out of date/);
    }
    assert.deepEqual(await chosen(), all);
  });
});
