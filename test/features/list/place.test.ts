import assert from 'node:assert/strict';
import type { ListDeps } from '../../../src/features/list/inputs.js';
import { comparedIn } from '../../../src/features/list/place.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

describe('what words compare', () => {
  const recordings = [
    { createTime: '2026-08-03T10:00:00Z', sizeBytes: 20, durationSeconds: 300 },
    { createTime: '2026-08-02T10:00:00Z', sizeBytes: 30, durationSeconds: 100 },
    { createTime: '2026-08-01T10:00:00Z', sizeBytes: 10, durationSeconds: 200 },
    { createTime: '2026-07-31T10:00:00Z', sizeBytes: undefined, durationSeconds: undefined },
  ].map((given, at) => recordingOf({ id: `r${at}`, timeRecorded: undefined, ...given }));
  const listing = { recordings, more: false };
  const start = () => ({ first: Promise.resolve({ listing }), release: () => undefined });
  const deps = { searches: { start } } as unknown as ListDeps;

  for (const [more, place] of [
    ['older', 4],
    ['earlier', 4],
    ['newer', 1],
    ['Later', 1],
    ['longer', 1],
    ['shorter', 2],
    ['bigger', 2],
    ['larger', 2],
    ['smaller', 3],
    ['better', undefined],
  ] as const) {
    it(`“the ${more} one” is ${place === undefined ? 'no place' : `at place ${place}`}`, async () => {
      assert.equal(await comparedIn(deps, { personId: 'alice' }, stateOfList(), more), place);
    });
  }
});
