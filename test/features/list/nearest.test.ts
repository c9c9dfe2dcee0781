import assert from 'node:assert/strict';
import { isTopicOfTheirs } from '../../../src/features/list/index.js';
import { withoutGuess } from '../../../src/features/list/nearest.js';
import { ever } from '../../../src/query/calendar.js';
import { type ListState, USUAL_LIMIT, latest } from '../../../src/query/list-state.js';
import { DAY } from '../../../src/util/time.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { readableLog } from '../../bot/support/log.js';
import { describePglite } from '../../support/databases.js';

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

  it('is looked for by the nearest name, in the year of names where it is of no time that was said', async () => {
    const now = on.deps.now();
    for (const [said, text] of [
      [30, /nearest.*“Vintage”/],
      [7, /none of that time.*12 months/],
    ] as const) {
      const other = withoutGuess(on.deps, latest(now, USUAL_LIMIT, said), 'vintag', false);
      const { state, notice } = (await other(on.alice)) ?? {};
      assert.deepEqual([state?.filter, state?.days], [{ topic: 'Vintage' }, 365]);
      assert.match(notice?.text ?? '', text);
    }
  });

  it('is looked for without “meeting” or “call”, of the time that was said', async () => {
    const state = latest(on.deps.now(), USUAL_LIMIT, 7);
    const other = await withoutGuess(on.deps, state, 'harvest meeting', false)(on.alice);
    assert.deepEqual([other?.state?.filter, other?.state?.days], [{ topic: 'harvest' }, 7]);
    assert.match(other?.notice?.text ?? '', /“harvest meeting”.*“harvest”/);
  });

  it('is not left out of all that there are: the oldest would be others', async () => {
    const now = on.deps.now();
    const state = {
      ...latest(now, 2, 30),
      span: ever({ now, zone: 'UTC' }),
      sort: 'oldest',
    } as const;
    const isFound = (of: ListState) => withoutGuess(on.deps, of, 'blorpish', true)(on.alice);
    assert.equal(await isFound(state), undefined);
    assert.ok(await isFound({ ...state, span: { from: now - DAY, to: now } }));
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
