import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readWords } from '../../src/query/read-words.js';
import { BERLIN, readingOf } from './reading-of.js';

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

  it('is asked about once: no button of a question asks the same again', () => {
    const asking = rows.filter((row) => /\?| \| /.test(row.split(' → ')[1] ?? ''));
    const said = asking.map((row) => (row.split(' → ')[0] ?? '').replace(/^(?:list|find) /, ''));
    const again = said.flatMap((line) => {
      const { question } = readWords(line, BERLIN);
      const asked = question?.readings.filter(
        ({ words }) => readWords(words, BERLIN).question?.text === question.text,
      );
      return asked?.map(({ words }) => `${line}: ${words}`) ?? [];
    });
    assert.deepEqual(again, []);
  });
});
