import assert from 'node:assert/strict';
import { storageSnapshotStore } from '../../../src/features/storage/index.js';
import { describePglite } from '../../support/databases.js';

const DAY = 86_400_000;
const NOON = Date.parse('2026-08-06T12:00:00Z');

describePglite('the counts of storage', ({ open }) => {
  it('give the latest one up to a time, and lose the old ones', async () => {
    const counts = storageSnapshotStore((await open()).db);
    await counts.add('p', { recordings: 1, bytes: 10 }, NOON);
    await counts.add('p', { recordings: 2, bytes: 20 }, NOON + DAY);
    await counts.add('q', { recordings: 9, bytes: 90 }, NOON + DAY);
    const first = { recordings: 1, bytes: 10, countedAt: NOON };
    assert.deepEqual(await counts.latestBefore('p', NOON + DAY - 1), first);
    assert.equal((await counts.latestBefore('p', NOON + DAY))?.recordings, 2);
    assert.equal(await counts.latestBefore('p', NOON - 1), undefined);
    await counts.tidy(NOON + 1);
    assert.equal(await counts.latestBefore('p', NOON + 1), undefined);
    assert.equal((await counts.latestBefore('p', NOON + DAY))?.bytes, 20);
  });
});
