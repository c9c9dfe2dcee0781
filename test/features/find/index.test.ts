import assert from 'node:assert/strict';
import { valuesOf } from '../../../src/features/find/form.js';
import { findFormCard, knownSites } from '../../../src/features/find/index.js';
import { latest, readState, writeState, type ListState } from '../../../src/query/list-state.js';
import { USUAL_QUERY } from '../../../src/query/query.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { NOW, stateOfList } from '../../bot/support/recordings.js';
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

const USUAL = valuesOf(USUAL_QUERY, { now: NOW, zone: 'Europe/Berlin' });

describe('the Find card', () => {
  const fill = (more: Partial<Parameters<typeof findFormCard>[0]> = {}) => {
    const view = { values: USUAL, state: latest(NOW), zone: 'Europe/Berlin', sites: [], ...more };
    return seen(findFormCard(view));
  };
  const choices = (card: ReturnType<typeof fill>, id: string): unknown[] => {
    const input = card.parts().find((part) => part.id === id);
    return (input?.choices as { value: string }[]).map(({ value }) => value);
  };

  it('shows the problems, and the dates only as clients take them', () => {
    const values = { ...USUAL, from: '1.8.2026', limit: 'many' };
    const card = fill({ values, problems: ['Write dates like 2026-10-31.'] });
    assert.match(card.text(), /dates like 2026-10-31/);
    const value = (id: string): unknown => card.parts().find((part) => part.id === id)?.value;
    assert.equal(value('from') ?? '', '');
    assert.equal(value('to'), USUAL.to);
    assert.equal(value('limit'), '100');
  });

  it('hides the filters that are not used, and only those', () => {
    const isShown = (card: ReturnType<typeof fill>): unknown =>
      card.parts().find(({ id }) => id === 'more')?.isVisible;
    assert.equal(isShown(fill()), false);
    assert.equal(isShown(fill({ sites: ['acme.webex.com'] })), false);
    assert.equal(isShown(fill({ values: { ...USUAL, topic: 'x', from: '' } })), false);
    assert.equal(isShown(fill({ problems: ['No.'] })), true);
    for (const used of [{ order: 'oldest' }, { limit: '10' }, { meeting: 'm' }, { also: 'mine' }]) {
      assert.equal(isShown(fill({ values: { ...USUAL, ...used } })), true, JSON.stringify(used));
    }
  });

  it('offers the sites that Webex knows, and the one that was typed', () => {
    const values = { ...USUAL, site: 'other.webex.com' };
    const card = fill({ values, sites: ['acme.webex.com'] });
    const offered = choices(card, 'site').map((value) => String(value).replaceAll('\u2060', ''));
    assert.deepEqual(offered, ['any', 'acme.webex.com', 'other.webex.com']);
  });

  it('offers purged recordings to compliance officers, and a number that was asked for', () => {
    assert.deepEqual(choices(fill(), 'status'), ['available', 'deleted']);
    const officer = fill({ state: stateOfList({ scope: 'organization' }) });
    assert.deepEqual(choices(officer, 'status'), ['available', 'deleted', 'purged']);
    const seven = fill({ values: { ...USUAL, limit: '7' } });
    assert.deepEqual(choices(seven, 'limit').slice(0, 2), ['7', '10']);
  });

  it('clears the form within the same host, and leads back to the list', () => {
    const host = '6d1b0d4e-9c1c-4b6c-8f43-0d6a4f8f8a01';
    const state: ListState = stateOfList({ host, days: 90, start: 5 });
    const data = fill({ state })
      .parts()
      .flatMap(({ data }) => (data === undefined ? [] : [data]));
    const [search, reset, cancel] = ['search', 'edit', 'page'].map((action) =>
      readState(data.find((one) => one.action === action)?.list, NOW),
    );
    assert.deepEqual([search, cancel], [state, state]);
    assert.deepEqual(reset, { ...latest(NOW), host });
  });
});

describePglite('the sites of a person', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    on.sandbox.calls.clear();
  });
  afterEach(() => on.stop());

  it('are asked for once', async () => {
    const sites = await knownSites(on.deps, on.alice);
    assert.ok(sites.includes('acme.webex.com'));
    const before = on.sandbox.calls.list().length;
    assert.deepEqual(await knownSites(on.deps, on.alice), sites);
    assert.equal(on.sandbox.calls.list().length, before);
  });

  it('are none where Webex refuses; a person without a connection is handed on', async () => {
    on.sandbox.faults.set([{ path: '/meetingPreferences', status: 403 }]);
    assert.deepEqual(await knownSites(on.deps, on.alice), []);
    assert.match(on.log.text(), /sites not available/);
    await assert.rejects(knownSites(on.deps, { personId: 'nobody' }), { name: 'NotConnected' });
  });
});
