import assert from 'node:assert/strict';
import { spoken } from '../../src/query/line.js';
import { withoutBetween } from '../../src/query/spoken-amounts.js';

describe('words of sizes, lengths and numbers', () => {
  for (const [said, read] of [
    ['over two and a half hours', 'over 2.5 hours'],
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

describe('between two amounts', () => {
  for (const [said, read] of [
    ['between 100 MB and 1 GB', 'over 100 MB under 1 GB'],
    ['1-2 GB', 'over 1 GB under 2 GB'],
    ['from 1h to 2h', 'over 1 h under 2 h'],
    ['between 9h and 17h', 'between 9h and 17h'],
    ['between 1 and 5 october', 'between 1 and 5 october'],
    ['1-2 weeks ago', '1-2 weeks ago'],
  ] as const) {
    it(`“${said}” is “${read}”`, () => {
      assert.equal(withoutBetween(said), read);
    });
  }
});
