import assert from 'node:assert/strict';
import { gather } from '../../src/util/async.js';
import { deferred } from '../support/until.js';

describe('work that is gathered', () => {
  it('goes with what is asked in the same turn, or while a batch is under way, in order', async () => {
    const batches: (readonly number[])[] = [];
    const begun = deferred();
    const first = deferred();
    const double = gather(
      async (batch: readonly number[]) => {
        batches.push(batch);
        begun.resolve();
        if (batches.length === 1) await first.promise;
        return batch.map((one) => one * 2);
      },
      () => false,
      3,
    );
    const asked = [1, 2].map(double);
    await begun.promise;
    assert.deepEqual(batches, [[1, 2]]);
    const later = [3, 4, 5, 6].map(double);
    first.resolve();
    assert.deepEqual(await Promise.all([...asked, ...later]), [2, 4, 6, 8, 10, 12]);
    assert.deepEqual(batches, [[1, 2], [3, 4, 5], [6]]);
    assert.equal(await double(7), 14, 'and goes on');
  });

  for (const [what, divides, expected] of [
    ['harms itself alone', true, ['rejected', 'rejected', 'fulfilled']],
    [
      'takes its batch along where nothing else would help',
      false,
      ['rejected', 'rejected', 'rejected'],
    ],
  ] as const) {
    it(`that fails ${what}`, async () => {
      const work = gather(
        (batch: readonly string[]) =>
          batch.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve(batch),
        () => divides,
      );
      const results = await Promise.allSettled(['bad', 'bad', 'good'].map(work));
      assert.deepEqual(
        results.map(({ status }) => status),
        expected,
      );
    });
  }

  it('rejects what has no result', async () => {
    const work = gather(
      () => Promise.resolve([]),
      () => false,
    );
    await assert.rejects(work(1), /no result/);
  });
});
