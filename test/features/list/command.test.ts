import assert from 'node:assert/strict';
import { seen } from '../../bot/support/card.js';
import { type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { write } from '../support/write.js';

describePglite('list', ({ open }) => {
  let on: SandboxDeps;
  let turn: ScriptedClick;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    turn = scriptedClick(on.alice);
  });
  afterEach(() => on.stop());

  it('tells the person their recordings', async () => {
    await write(on.features.all, turn, 'list', '');
    const card = seen(turn.only('reply'));
    assert.equal(card.topics().length, 5);
    assert.match(card.text(), /last 30 days/);
  });

  for (const rest of ['3', 'last 3', 'Latest  3', 'top 3']) {
    it(`lists three for “list ${rest}”`, async () => {
      on.sandbox.calls.clear();
      await write(on.features.all, turn, 'list', rest);
      assert.equal(seen(turn.only('reply')).topics().length, 3);
      // Some to spare: the last files that were ready need not be the last recorded.
      assert.equal(on.sandbox.calls.list()[0]?.query.max, '23');
    });
  }

  it('lists one, and a hundred', async () => {
    await write(on.features.all, turn, 'list', '1');
    await write(on.features.all, turn, 'list', '100');
    assert.deepEqual(
      turn.answers.map(({ content }) => seen(content).topics().length),
      [1, 5],
    );
  });

  for (const rest of ['0', '1001', '-1', '100000000000', '00', 'top 0']) {
    it(`says what it can list for “list ${rest}”, without asking for recordings`, async () => {
      on.sandbox.calls.clear();
      await write(on.features.all, turn, 'list', rest);
      const card = seen(turn.only('reply'));
      assert.match(card.text(), /I can list 1 to 1000 recordings/);
      assert.ok(card.has('Search'));
      assert.ok(!on.sandbox.calls.list().some(({ path }) => path.endsWith('/recordings')));
    });
  }
});
