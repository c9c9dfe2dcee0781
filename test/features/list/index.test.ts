import assert from 'node:assert/strict';
import { latest, writeState } from '../../../src/query/list-state.js';
import { seen } from '../../bot/support/card.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
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
