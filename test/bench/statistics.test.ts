import assert from 'node:assert/strict';
import { median, quantile } from '../../bench/measure/statistics.js';

describe('bench/measure/statistics', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('gives the nearest rank, whatever the order', () => {
    assert.equal(quantile(hundred, 0.95), 95);
    assert.equal(quantile(hundred, 1), 100);
    assert.equal(quantile(hundred, 0), 1);
    assert.deepEqual(hundred[0], 100, 'the values are left as they were');
  });

  it('gives the middle, the lower one of two', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2);
  });

  it('gives no figure of no values', () => {
    assert.ok(Number.isNaN(median([])));
  });
});
