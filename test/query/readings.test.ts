import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readingOf } from './reading-of.js';

const table = readFileSync(new URL('readings.txt', import.meta.url), 'utf8').split('\n');

/** A line, an arrow, and what it is understood as; `#` begins a chapter. */
describe('what people write, and how it is read', () => {
  const rows = table.filter((row) => row !== '' && !row.startsWith('#'));

  it('is tried with at least 300 lines', () => {
    assert.ok(rows.length >= 300);
  });

  for (const row of rows) {
    const [line = '', reading] = row.split(' → ');
    it(line, () => {
      assert.equal(readingOf(line), reading);
    });
  }
});
