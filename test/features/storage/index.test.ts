import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import { showStorage, storageSnapshotStore } from '../../../src/features/storage/index.js';
import type { Store } from '../../../src/store/store.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';

const DAY = 86_400_000;

describePglite('the report on storage', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  let now: number;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    now = Date.now();
  });
  afterEach(() => on.stop());

  const show = (actor: Actor = on.alice) => {
    const snapshots = storageSnapshotStore(store.db);
    return showStorage({ ...on.deps, now: () => now, snapshots }, actor);
  };

  it('compares with the day before, and not with an hour ago', async () => {
    const first = await show();
    assert.doesNotMatch(first.markdown, /Nothing has changed|than on/);
    now += DAY / 24;
    assert.doesNotMatch((await show()).markdown, /Nothing has changed/);
    now += DAY;
    assert.match((await show()).markdown, /Nothing has changed since/);
  });

  it('stores nothing for whoever looks on behalf of somebody else', async () => {
    const { personId } = on.bob;
    const host = { personId, email: 'bob@example.com', displayName: 'Bob' };
    await show({ ...on.alice, onBehalfOf: host });
    now += DAY;
    assert.doesNotMatch((await show()).markdown, /Nothing has changed|than on/);
  });
});
