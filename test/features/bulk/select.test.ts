import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import type { ActionContext } from '../../../src/bot/context.js';
import { SELECT } from '../../../src/features/bulk/model.js';
import { selectShown } from '../../../src/features/bulk/start.js';
import { tableOfShown } from '../../../src/features/bulk/table.js';
import { showList } from '../../../src/features/list/show.js';
import { writeState } from '../../../src/query/list-state.js';
import { jobs as jobsTable } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import type { FileToSend } from '../../../src/webex/messages.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { stateOfList } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, ALICE_ID, bulkStage, type BulkStage } from './support/stage.js';

describePglite('the checkboxes of a list', ({ open }) => {
  let store: Store;
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await bulkStage(store, Array<'available'>(12).fill('available'), false);
    const { webex } = on.deps;
    const { call } = webex;
    webex.call = async (request) => {
      const answer = await call(request);
      if (request.path !== '/recordings') return answer;
      // The second and the third cannot be changed.
      const { items } = answer.data as { items: { shareToMe?: boolean; siteUrl?: string }[] };
      const [, second, third] = items;
      if (second !== undefined) second.shareToMe = true;
      if (third !== undefined) delete third.siteUrl;
      return answer;
    };
  });
  afterEach(() => on.stop());

  const list = (start = 0): string =>
    writeState(stateOfList({ asOf: Math.floor(Date.now() / 1_000), start }));
  async function pressed(inputs: Readonly<Record<string, string>>, actor: Actor = ALICE) {
    const click = scriptedClick(actor);
    await press([on.feature], click, inputs);
    return seen(click.only('update')).text();
  }
  const stored = () => store.db.select().from(jobsTable);

  it('are for what can be changed, in the order of the list, none of them ticked', async () => {
    const text = await pressed({ action: 'select', list: list() });
    const [job, ...more] = await stored();
    assert.ok(job);
    assert.deepEqual(more, []);
    assert.deepEqual([job.kind, job.state, job.personId], [SELECT, 'asking', ALICE_ID]);
    const items = await on.jobs.store.items(job.id);
    assert.deepEqual(
      items.map(({ recordingId }) => recordingId),
      ['r0', ...Array.from({ length: 9 }, (_, at) => `r${at + 3}`)],
    );
    assert.ok(items.every(({ selected }) => !selected));
    assert.match(text, /1–8 of 10/);
    assert.ok(on.kept.every(({ status }) => status === 'available'));
  });

  it('begin on the page that was shown', async () => {
    assert.match(await pressed({ action: 'select', list: list(10) }), /9–10 of 10/);
  });

  it('are for the recordings of one person', async () => {
    const text = await pressed({ action: 'select', list: list() }, { ...ALICE, scope: 'site' });
    assert.match(text, /for one person only/);
    assert.deepEqual(await stored(), []);
  });

  it('are out of date for a list that nobody wrote', async () => {
    assert.match(await pressed({ action: 'select', list: 'x' }), /out of date/);
    assert.deepEqual(await stored(), []);
  });

  it('are a file of all of the list, with who hosts, where a table is asked for', async () => {
    const said: string[] = [];
    const ctx = scriptedClick(ALICE, true, (line) => {
      said.push(line);
      return Promise.resolve('done');
    });
    const { run } = tableOfShown(on.deps);
    await run(ctx, '');
    assert.deepEqual([said, ctx.answers], [['csv'], []]);
    on.deps.searches.noteShown(ALICE, stateOfList({ asOf: Math.floor(Date.now() / 1_000) }));
    await run(ctx, '');
    assert.match(seen(ctx.only('reply')).text(), /as a table: 12 recordings/);
    const [[name, , file] = []] = on.messaging.calls;
    const rows = Buffer.from((file as FileToSend).bytes)
      .toString()
      .trim()
      .split('\r\n');
    assert.deepEqual([name, rows.length], ['postFile', 13]);
    assert.match(rows[0] ?? '', /,"?host"?$/);
    assert.deepEqual(await stored(), []);
  });

  it('are left for the list that they came from', async () => {
    await pressed({ action: 'select', list: list() });
    const [job] = await stored();
    const text = await pressed({ action: 'select-cancel', job: job?.id ?? '' });
    assert.match(text, /1–5 of 12/);
    assert.equal((await stored())[0]?.state, 'cancelled');
  });

  describe('written', () => {
    const wrote = async (
      dispatch?: ActionContext['dispatch'],
      which = 'several',
    ): Promise<string> => {
      const click = scriptedClick(ALICE, false, dispatch);
      await selectShown(on.deps).run(click, which);
      return click.answers.length === 0 ? '' : seen(click.only('reply')).text();
    };
    const shown = async (changes = {}): Promise<void> => {
      const state = stateOfList({ asOf: Math.floor(Date.now() / 1_000), ...changes });
      const answer = scriptedClick(ALICE).reply;
      await showList(on.deps, { actor: ALICE, answer }, state);
    };

    it('are of the list that was shown last', async () => {
      await shown();
      assert.match(await wrote(), /1–8 of 10/);
      assert.deepEqual(
        (await stored()).map(({ kind, state }) => [kind, state]),
        [[SELECT, 'asking']],
      );
    });

    it('are of the usual list where none was shown', async () => {
      assert.match(await wrote(), /1–8 of 10/);
    });

    it('are ticked where all of them are meant, and else are not', async () => {
      await shown();
      for (const all of ['all', 'all of them', 'these', 'them']) {
        assert.match(await wrote(undefined, all), /10 of 10 selected/);
      }
      for (const some of ['several', 'a few of them', 'some of these']) {
        assert.doesNotMatch(await wrote(undefined, some), /selected/);
      }
    });

    it('are the rows that are named, and no others', async () => {
      await shown();
      assert.match(await wrote(undefined, 'the first and fifth'), /2 of 10 selected/);
      assert.match(await wrote(undefined, '#1, #4 and #5'), /3 of 10 selected/);
    });

    it('are a number of those that are described, all of them ticked', async () => {
      await shown();
      assert.match(await wrote(undefined, 'the oldest 4 of all time'), /4 of 4 selected/);
      const said: string[] = [];
      const dispatch = (line: string): Promise<'done'> =>
        Promise.resolve('done').then(() => (said.push(line), 'done'));
      const before = (await stored()).length;
      assert.equal(await wrote(dispatch, 'the last 2 about xyzzy'), '');
      assert.deepEqual(said, ['list the last 2 about xyzzy']);
      assert.equal((await stored()).length, before);
    });

    it('are those of the recycle bin where that was shown last', async () => {
      const said: string[] = [];
      await shown({ filter: { status: 'deleted' } });
      const text = await wrote((line) => {
        said.push(line);
        return Promise.resolve('done');
      });
      assert.deepEqual([said, text], [['empty bin'], '']);
    });
  });
});
