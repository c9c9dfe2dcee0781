import assert from 'node:assert/strict';
import { isWhole, leastCalls, longListsTable } from '../../bench/measure/long-lists.js';

describe('bench/measure/long-lists', () => {
  it('knows the least number of calls that wait for each other', () => {
    assert.deepEqual(leastCalls(100), { first: 3, total: 3 });
    assert.deepEqual(leastCalls(1_000), { first: 3, total: 5 });
    assert.deepEqual(leastCalls(10_000), { first: 3, total: 16 });
  });

  it('tells a card with the totals from one that still counts', () => {
    assert.ok(!isWhole('1–5 of 100+ · counting… · as of', 1_000));
    assert.ok(isWhole('1–5 of 100 · 999 in all, 163.2 GB · as of', 1_000));
    assert.ok(isWhole('1–5 of 100 · 16.8 GB · as of', 100));
    assert.throws(() => isWhole('1–5 of 100 · 900 in all, 1 GB', 1_000), /900 of 1000/);
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
