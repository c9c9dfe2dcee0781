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

describe('a question about what was not understood', () => {
  for (const line of ASKED) {
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
