import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import { showStorage, storageSnapshotStore } from '../../../src/features/storage/index.js';
import { storageCounts } from '../../../src/store/schema.js';
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

  const show = (actor: Actor = on.alice, onExpected?: (recordings: number) => void) => {
    const snapshots = storageSnapshotStore(store.db);
    const how = onExpected === undefined ? {} : { onExpected };
    return showStorage({ ...on.deps, now: () => now, snapshots }, actor, how);
  };

  it('expects about as many as at the last count, before it has asked Webex', async () => {
    const expected: number[] = [];
    const calls = () => on.sandbox.calls.list().length;
    await show(on.alice, (recordings) => expected.push(recordings));
    assert.equal(expected.length, 0, 'nobody counted before');
    const [first] = await store.db.select().from(storageCounts);
    now += DAY;
    const before = calls();
    await show(on.alice, (count) => {
      expected.push(count);
      assert.equal(calls(), before);
    });
    assert.ok(first !== undefined && first.recordings > 0);
    assert.deepEqual(expected, [first.recordings]);
  });

  it('compares with the day before, and not with an hour ago', async () => {
    const first = await show();
    assert.doesNotMatch(first.markdown, /Nothing has changed|than on/);
    now += DAY / 24;
    assert.doesNotMatch((await show()).markdown, /Nothing has changed/);
    now += DAY;
    assert.match((await show()).markdown, /Nothing has changed since/);
  });

  it('counts the months of the person’s zone, which Webex tells', async () => {
    await show();
    const { timeZone } = await on.deps.settings.of(on.alice.personId);
    assert.equal(timeZone, 'Europe/Berlin');
  });
});
