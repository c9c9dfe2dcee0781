import assert from 'node:assert/strict';
import { readWords } from '../../src/query/read-words.js';
import { BERLIN } from './reading-of.js';

const ASKED = [
  ...['31 april', 'lsat week', '2 GB', '1 hour', 'over 500', 'longer than 30', '1/10'],
  ...['10:30', 'old', 'with a summary', 'standups except the first', 'since easter', 'last summer'],
  ...[
    'with bob in it',
    'that I was in',
    'over 2 GB under 1 GB',
    'downloaded but not watched',
    '5-10',
  ],
];
/** Impossible: the two likeliest are offered. */
const IMPOSSIBLE = [
  ...['31 february', '45 march', 'since 31 june', '30 feb 2025', '2025-13-01', '45.14.2025'],
  ...['11/31', '13/13', 'week 60', 'good friday', 'over 5 parsecs', 'longer than 3 blinks'],
  ...[
    'older than 3 moons',
    'larger than 5 stones',
    'standup 3 eons ago',
    '3pm-2pm yesterday',
    'since my holiday',
  ],
];

describe('a question about what was not understood', () => {
  for (const line of IMPOSSIBLE) {
    it(`offers two readings at least, without what cannot be: ${line}`, () => {
      const { readings = [] } = readWords(line, BERLIN).question ?? {};
      assert.ok(readings.length > 1);
      const odd = /parsec|blink|moon|stone|eon|45|60/;
      assert.ok(readings.every(({ words }) => !odd.test(words)));
    });
  }
  for (const line of [...ASKED, ...IMPOSSIBLE]) {
    it(`is answered by each of its readings: ${line}`, () => {
      const { question } = readWords(line, BERLIN);
      for (const { words } of question?.readings ?? []) {
        const { question: again } = readWords(words, BERLIN);
        assert.equal(again?.text, undefined, words);
      }
      assert.ok(question !== undefined);
    });
  }
  it('leaves nothing of a question about what was said in its readings', () => {
    for (const line of ['what did they say about pricing', 'did anyone mention the pricing']) {
      const { question } = readWords(line, BERLIN);
      const lines = question?.readings.map(({ words }) => words);
      assert.deepEqual(lines, ['about "pricing"', 'with a transcript'], line);
    }
  });
});
