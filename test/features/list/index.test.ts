import assert from 'node:assert/strict';
import { isTopicOfTheirs } from '../../../src/features/list/index.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import { seen } from '../../bot/support/card.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { readableLog } from '../../bot/support/log.js';
import { describePglite } from '../../support/databases.js';
import { presser } from '../support/press.js';

describePglite('the buttons of a list', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());

  const press = presser(() => on);
  const list = (start = 0): string => writeState({ ...latest(Date.now()), start });

  it('shows the latest as a new card', async () => {
    assert.equal(seen((await press('list')).only('reply')).topics().length, 5);
  });

  it('turns pages of one list', async () => {
    const first = seen((await press('page', { list: list() })).only('update'));
    const second = seen((await press('page', first.dataOf('Older ›'))).only('update'));
    assert.equal(second.topics().length, 5);
    assert.notDeepEqual(second.topics(), first.topics());
    const back = seen((await press('page', second.dataOf('‹ Newer'))).only('update'));
    assert.deepEqual(back.topics(), first.topics());
  });

  it('refreshes where it stands', async () => {
    const old = writeState({ ...latest(Date.now() - 3_600_000), start: 5 });
    const card = seen((await press('refresh', { list: old })).only('update'));
    const [, , asOf, , start] = (card.dataOf('Refresh').list ?? '').split('.').map(Number);
    assert.equal(start, 5);
    assert.ok((asOf ?? 0) > Date.now() / 1000 - 60);
  });

  it('rejects for who has not connected', async () => {
    await assert.rejects(press('list', {}, { personId: 'nobody', email: '' }), {
      name: 'NotConnected',
    });
  });
});

describePglite('a line that may be a topic', ({ open }) => {
  let on: SandboxDeps;
  const { log, text: logged } = readableLog();
  before(async () => {
    on = await sandboxDeps(await open());
    const host = 'alice@example.com';
    on.sandbox.addRecording({ host, topic: 'Harvest review', daysAgo: 3 });
    on.sandbox.addRecording({ host, topic: 'Vintage', daysAgo: 200 });
  });
  after(() => on.stop());

  const isTheirs = (text: string, given: { isTopic?: true; changes?: object } = {}) => {
    const { isTopic = true, changes = {} } = given;
    return isTopicOfTheirs({ ...on.deps, log, ...changes }, on.alice, {
      name: 'find',
      text,
      isTopic,
    });
  };

  it('is one where the usual list has a recording about it, also in other words', async () => {
    for (const line of ['find harvest', 'find review harvest', 'find harvests review']) {
      assert.equal(await isTheirs(line), true, line);
    }
  });

  it('is none where that list has no such recording', async () => {
    assert.equal(await isTheirs('find vintage'), false);
    assert.equal(await isTheirs('find I already did'), false);
  });

  it('may be “… recordings”, or a list with a slip', async () => {
    const meant = { name: 'list', text: 'list harvest recordings' };
    assert.equal(await isTopicOfTheirs({ ...on.deps, log }, on.alice, meant), true);
  });

  it('costs one call, and none where the line is more than a topic', async () => {
    on.sandbox.calls.clear();
    await isTheirs('find harvest');
    assert.equal(on.sandbox.calls.list().length, 1);
    for (const meant of [
      { name: 'delete', text: 'delete harvest' },
      { name: 'list', text: 'list 7' },
    ]) {
      assert.equal(await isTopicOfTheirs({ ...on.deps, log }, on.alice, meant), false);
    }
    assert.equal(on.sandbox.calls.list().length, 1);
  });

  it('is none where Webex or their connection fails, and nothing of it is logged', async () => {
    on.sandbox.faults.set([{ path: 'recordings', status: 403 }]);
    assert.equal(await isTheirs('find harvest'), false);
    on.sandbox.faults.set([]);
    const tokens = { ...on.deps.tokens, get: () => Promise.reject(new Error('not connected')) };
    assert.equal(await isTheirs('find harvest', { changes: { tokens } }), false);
    assert.doesNotMatch(logged(), /harvest/i);
  });
});
