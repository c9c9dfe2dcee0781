import assert from 'node:assert/strict';
import { bin } from '../../../src/features/bin/index.js';
import { WHOLE_BIN, bulkData } from '../../../src/features/bulk/index.js';
import { writeState } from '../../../src/query/list-state.js';
import { jobs as jobsTable } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { NotAllowed } from '../../../src/bot/access/impersonation.js';
import { Permit } from '../../../src/util/permit.js';
import { seen } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { stateOfList } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, BOB_ID, bulkStage, type BulkStage } from '../bulk/support/stage.js';

const DAY = 86_400_000;

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
    assert.deepEqual([job.kind, job.state, on.begun], [WHOLE_BIN, 'running', [job.id]]);
    const { phase, what, search } = bulkData.parse(job.data);
    assert.deepEqual([phase, what], ['find', undefined]);
    assert.deepEqual(search?.filter, { topic: 'standup', status: 'deleted' });
  });

  it('is looked through once, where that is pressed twice', async () => {
    const click = scriptedClick(ALICE);
    const clicked = { ...click, update: () => Promise.resolve(click.at) };
    const inputs = { action: 'bin-select', list: writeState(stateOfList()) };
    for (let times = 0; times < 2; times += 1) await press([bin(on.deps)], clicked, inputs);
    assert.equal((await stored()).length, 1);
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

  describe('as far as somebody says', () => {
    const written = async (name: string, rest: string): Promise<ScriptedClick> => {
      const ctx = scriptedClick(ALICE, true, () => Promise.resolve('done'));
      await bin(on.deps)
        .commands?.find((one) => one.name === name)
        ?.run(ctx, rest);
      return ctx;
    };
    beforeEach(async () => {
      const permit = Permit.ofEvent('messages:created:m1');
      await on.deps.settings.change(permit, ALICE.personId, { timeZone: 'Asia/Tokyo' });
    });

    for (const [name, rest] of [
      ['restore', 'all from before 1 october'],
      ['empty bin', 'from before 1 october'],
    ] as const) {
      it(`is no more than that: ${name} ${rest}`, async () => {
        await written(name, rest);
        const [job] = await stored();
        const { to, filter } = bulkData.parse(job?.data).search ?? {};
        assert.match(new Date(to ?? 0).toISOString(), /-30T15:00:00/, 'midnight in Tokyo');
        assert.deepEqual(filter, { status: 'deleted' });
      });
    }

    for (const [rest, filter] of [
      ['what I deleted on 1 october', { status: 'deleted' }],
      ['the recordings i deleted on 1 october', { status: 'deleted' }],
      ['standup i deleted on 1 october', { status: 'deleted', topic: 'standup' }],
    ] as const) {
      it(`is what was deleted then, whenever it was recorded: restore ${rest}`, async () => {
        await written('restore', rest);
        const [job] = await stored();
        const { phase, what, search } = bulkData.parse(job?.data);
        assert.deepEqual([phase, what, search?.filter], ['find', 'restore', filter]);
        assert.ok((search?.to ?? 0) - (search?.from ?? 0) > 3_000 * DAY, 'of any time');
        const { from = 0, to = 0 } = search?.deletedIn ?? {};
        assert.match(new Date(from).toISOString(), /-09-30T15:00:00/, 'midnight in Tokyo');
        assert.equal(to - from, DAY);
      });
    }

    it('is the bin where no time is said, and asked about where it is none', async () => {
      for (const rest of ['what I deleted', 'what I deleted by mistake'])
        await written('restore', rest);
      assert.match(
        seen((await written('restore', 'what I deleted on 31 feb')).only('reply')).text(),
        /is not a date/,
      );
      assert.deepEqual(await stored(), []);
    });

    it('is asked about where it is no time', async () => {
      for (const name of ['restore', 'empty bin']) {
        const begins = name === 'restore' ? 'restore all' : name;
        const ctx = await written(name, name === 'restore' ? 'all from 31 feb' : 'from 31 feb');
        const question = seen(ctx.only('reply'));
        assert.match(question.text(), /is not a date/, name);
        const lines = question.parts().flatMap(({ data }) => data?.text ?? []);
        assert.ok(lines.length > 0);
        for (const line of lines) assert.ok(line.startsWith(begins), line);
      }
      assert.deepEqual(await stored(), []);
    });

    it('is a list where it is a number of them', async () => {
      assert.deepEqual((await written('empty bin', 'largest 5')).answers, []);
      assert.deepEqual(await stored(), []);
    });

    it('is all of it where nothing narrows that', async () => {
      for (const rest of [
        'all',
        'everything',
        'all of them',
        'all from the recycle bin',
        'all my recordings',
      ])
        await written('restore', rest);
      const jobs = await stored();
      assert.equal(jobs.length, 5);
      for (const job of jobs)
        assert.deepEqual(bulkData.parse(job.data).search?.filter, { status: 'deleted' });
    });
  });
});
