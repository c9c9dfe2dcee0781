import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeRecording } from '../../../sandbox/recordings/make.js';
import { seededRandom } from '../../../sandbox/recordings/random.js';
import type { Position, Recording } from '../../../sandbox/recordings/recording.js';
import { Shelf } from '../../../sandbox/recordings/shelf.js';

const random = seededRandom(3);
const outline = { hostId: 'alice', siteUrl: 'acme.webex.com', topic: 'x', minutes: 1 };
// Few different times, so that ties are common.
const shelfOf = (seconds: number[]): { shelf: Shelf; all: Recording[] } => {
  const all = seconds.map((s) => makeRecording({ ...outline, createTime: s * 1000 }, random));
  const shelf = new Shelf();
  for (const recording of all) shelf.put(recording);
  return { shelf, all };
};
const seconds = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
const edge = fc.integer({ min: 0, max: 13 }).map((s) => s * 1000);

describe('a shelf of recordings', () => {
  it('walked page by page gives exactly the window, once each, newest first, ties by id', () => {
    fc.assert(
      fc.property(seconds, edge, edge, fc.integer({ min: 1, max: 7 }), (times, from, to, limit) => {
        const { shelf, all } = shelfOf(times);
        const walked: Recording[] = [];
        let after: Position | undefined;
        for (;;) {
          const page = shelf.slice({ from, to, after, limit, wanted: () => true });
          assert.ok(page.length <= limit);
          walked.push(...page);
          assert.ok(walked.length <= all.length, 'a page came twice');
          after = page.at(-1);
          if (page.length < limit) break;
        }
        const expected = all
          .filter((r) => r.createTime >= from && r.createTime < to)
          .sort((a, b) => b.createTime - a.createTime || (a.id < b.id ? -1 : 1));
        assert.deepEqual(
          walked.map((r) => r.id),
          expected.map((r) => r.id),
        );
      }),
    );
  });

  it('skips nothing when what was shown goes away between pages', () => {
    const { shelf } = shelfOf([1, 2, 3, 4, 5, 6]);
    const options = {
      from: 0,
      to: 10_000,
      limit: 2,
      wanted: (r: Recording) => r.status === 'available',
    };
    const [first, second] = shelf.slice(options);
    assert.ok(first && second);
    first.status = 'deleted';
    second.status = 'deleted';
    const next = shelf.slice({ ...options, after: second });
    assert.deepEqual(
      next.map((r) => r.createTime),
      [4000, 3000],
    );
  });
});
