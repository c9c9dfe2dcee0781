import assert from 'node:assert/strict';
import { spoken } from '../../src/query/line.js';

describe('words of sizes, lengths and numbers', () => {
  for (const [said, read] of [
    ['over two and a half hours', 'over 150 min'],
    ['at least half a gig', 'at least 0.5 gig'],
    ['longer than 1:30', 'longer than 1 h 30 min'],
    ['the last few', 'the last 5'],
    ['reocrdings over a hundred megs', 'recordings over 100 megs'],
  ] as const) {
    it(`“${said}” is “${read}”`, () => {
      assert.equal(spoken(said), read);
    });
  }
});
