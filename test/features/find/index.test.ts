import assert from 'node:assert/strict';
import { latest, readState, writeState } from '../../../src/query/list-state.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { presser } from '../support/press.js';
import { write } from '../support/write.js';

describePglite('find', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());

  const press = presser(() => on);
  const list = () => writeState(latest(Date.now()));
  const inputs = { status: 'available', order: 'newest', limit: '100', zone: 'Europe/Berlin' };

  it('opens the form without words, and lists what is asked for with words', async () => {
    const form = scriptedClick(on.alice);
    await write(on.features.all, form, 'find');
    assert.match(seen(form.only('reply')).text(), /Find recordings/);
    const words = scriptedClick(on.alice);
    await write(on.features.all, words, 'find', 'last 7 days');
    assert.match(seen(words.only('reply')).text(), /last 7 days/);
  });

  it('edits the list that was clicked', async () => {
    const clicked = writeState({ ...latest(Date.now()), filter: { topic: 'budget' } });
    const card = seen((await press('edit', { list: clicked })).only('update'));
    assert.equal(card.parts().find(({ id }) => id === 'topic')?.value, 'budget');
  });

  it('lists what the form asks for in place of the form', async () => {
    const click = await press('search', { ...inputs, list: list(), limit: '2' });
    const card = seen(click.only('update'));
    assert.equal(card.topics().length, 2);
    assert.equal(readState(card.dataOf('Change search…').list, Date.now())?.limit, 2);
  });

  it('shows the form again with what is wrong, as it was typed', async () => {
    const typed = { ...inputs, list: list(), topic: 'budget', site: 'acme' };
    const card = seen((await press('search', typed)).only('update'));
    assert.match(card.text(), /Write sites like acme\.webex\.com/);
    assert.equal(card.parts().find(({ id }) => id === 'topic')?.value, 'budget');
    assert.match(card.text(), /Berlin/);
  });

  it('shows the form again whatever else was sent, and whatever was sent for a text', async () => {
    for (const odd of [['x'], {}, 7, null, true, 'x'.repeat(20_000)]) {
      for (const name of ['list', 'zone', 'topic', 'extra', 'also', 'meeting']) {
        const click = await press('search', { ...inputs, limit: '0', [name]: odd });
        assert.match(seen(click.only('update')).text(), /Find recordings/, name);
      }
    }
  });

  it('keeps no host from the form for a person without the permission', async () => {
    const host = '6d1b0d4e-9c1c-4b6c-8f43-0d6a4f8f8a01';
    const theirs = writeState({ ...latest(Date.now()), host });
    await assert.rejects(press('search', { ...inputs, list: theirs }), { name: 'NotAllowed' });
  });
});
