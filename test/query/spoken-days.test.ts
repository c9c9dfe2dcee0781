import assert from 'node:assert/strict';
import { spoken } from '../../src/query/line.js';

describe('words of days', () => {
  for (const [said, read] of [
    ['lst wk', 'last week'],
    ['w/c 5 oct', 'week of 5 oct'],
    ['from 5.10 to 10.10', 'from 5 oct to 10 oct'],
    ['between 9.30 and 11.00', 'between 9.30 and 11.00'],
    ['the twenty fourth of november', '24 november'],
    ['november twenty first', 'november 21'],
  ] as const) {
    it(`“${said}” are “${read}”`, () => {
      assert.equal(spoken(said).replace(/\s+/g, ' '), read);
    });
  }
});
