import assert from 'node:assert/strict';
import { findFormCard, knownSites } from '../../../src/features/find/card.js';
import { valuesOf } from '../../../src/features/find/form.js';
import { type ListState, latest, readState } from '../../../src/query/list-state.js';
import { USUAL_QUERY } from '../../../src/query/query.js';
import { seen } from '../../bot/support/card.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { NOW, stateOfList } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';

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
