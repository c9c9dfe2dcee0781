import assert from 'node:assert/strict';
import { exactLength, exactSize, withoutBetween } from '../../src/query/amounts.js';
import { words } from '../../src/util/words.js';
import { read } from './told.js';

describe('sizes and lengths in words', () => {
  it('are said so that the same is read again', () => {
    for (const size of ['500 MB', '1.5 GB']) {
      const { largerThan = 0 } = read(`over ${size}`).query.filter;
      assert.equal(exactSize(largerThan), size);
    }
    const { longerThan = 0 } = read('longer than 90 minutes').query.filter;
    const said = exactLength(longerThan, words);
    assert.deepEqual(read(`longer than ${said}`).query.filter, { longerThan });
  });
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
