import assert from 'node:assert/strict';
import { spoken } from '../../src/query/line.js';

describe('words of times of day', () => {
  for (const [said, read] of [
    ['between nine and eleven a m', 'between 9 and 11 am'],
    ['yesterday at quarter to 4', 'yesterday at 3:45 pm'],
    ['9ish yesterday', 'around 9 yesterday'],
    ['on 25.11. at 14 Uhr', 'on 25 nov at 14:00'],
  ] as const) {
    it(`“${said}” are “${read}”`, () => {
      assert.equal(spoken(said).replace(/\s+/g, ' '), read);
    });
  }
});
