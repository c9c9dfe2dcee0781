import assert from 'node:assert/strict';
import { leastCalls, longListsTable } from '../../bench/measure/long-lists.js';

describe('bench/measure/long-lists', () => {
  it('knows the least number of calls that wait for each other', () => {
    assert.deepEqual(leastCalls(100), { first: 3, total: 3 });
    assert.deepEqual(leastCalls(1_000), { first: 3, total: 5 });
    assert.deepEqual(leastCalls(10_000), { first: 3, total: 16 });
  });

  it('sets what was seen beside the least possible', () => {
    const seen = [{ firstMs: 165, lastMs: 500 }];
    const text = longListsTable({ 100: seen, 1_000: seen, 10_000: seen });
    const rows = text.split('\n').map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    assert.deepEqual(rows[3], ['1,000', '165', '150', '1.10', '500', '250', '2.00']);
  });
});
