import fc from 'fast-check';
import assert from 'node:assert/strict';
import { NOTHING, type Order, ORDERS, topK, withBatch } from '../../src/recordings/filter.js';
import { type Recording, recordingSchema } from '../../src/recordings/types.js';

/** Recordings in batches; many alike in time, size and length. */
const batches = fc
  .array(
    fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 20 }),
        sizeBytes: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
        durationSeconds: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      }),
      { maxLength: 12 },
    ),
    { maxLength: 12 },
  )
  .map((all) => {
    let nth = 0;
    return all.map((batch) =>
      batch.map(({ at, ...given }) =>
        recordingSchema.parse({
          ...given,
          id: `r${(nth += 1)}`,
          topic: '',
          createTime: new Date(Date.parse('2026-01-01T00:00:00Z') + at * 60_000).toISOString(),
        }),
      ),
    );
  });

const orders = fc.constantFrom<Order>(...ORDERS);
const figure: Record<Order, (each: Recording) => number> = {
  newest: ({ createTime }) => Date.parse(createTime),
  largest: ({ sizeBytes }) => sizeBytes ?? -1,
  longest: ({ durationSeconds }) => durationSeconds ?? -1,
  oldest: ({ createTime }) => -Date.parse(createTime),
  smallest: ({ sizeBytes }) => -(sizeBytes ?? Infinity),
  shortest: ({ durationSeconds }) => -(durationSeconds ?? Infinity),
};

describe('property: totals and the best', () => {
  it('the totals of batches are those of all', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const totals = all.reduce(withBatch, NOTHING);
        const flat = all.flat();
        const bytes = flat.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
        assert.deepEqual(totals, { count: flat.length, bytes });
      }),
    );
  });

  it('the best are the first of all in order, whatever the batches, and never more are held', () => {
    fc.assert(
      fc.property(batches, orders, fc.integer({ min: 1, max: 20 }), (all, order, limit) => {
        const add = (best: readonly Recording[], batch: readonly Recording[]) => {
          const next = topK(best, batch, order, limit);
          assert.ok(next.length <= limit);
          return next;
        };
        const best = all.reduce<readonly Recording[]>(add, []);
        const wanted = all
          .flat()
          .sort(
            (one, other) =>
              figure[order](other) - figure[order](one) ||
              figure.newest(other) - figure.newest(one) ||
              (one.id < other.id ? -1 : 1),
          )
          .slice(0, limit);
        assert.deepEqual(
          best.map(({ id }) => id),
          wanted.map(({ id }) => id),
        );
      }),
    );
  });
});
