import assert from 'node:assert/strict';
import { Line, SPOKEN, spoken, tidy } from '../../src/query/line.js';

describe('a line that is taken apart', () => {
  it('gives what a reader understands, and keeps what was before and behind apart', () => {
    const line = new Line('mp4  files of standup');
    assert.equal(line.take(/(mp4) files/)?.[1], 'mp4');
    assert.equal(line.take(/mp4/), undefined);
    assert.deepEqual(line.pieces(), ['', 'of standup']);
  });

  it('keeps quoted words out of the sight of its readers, and gives them back to the letter', () => {
    for (const [text, said] of [
      ['about “last week”', 'last week'],
      ['about "a ""b"" c"', 'a "b" c'],
      ['about „last week“', 'last week'],
      ['about «last week»', 'last week'],
    ] as const) {
      const line = new Line(text);
      assert.equal(line.take(/week|\bb\b/), undefined, text);
      assert.equal(line.said(line.text.replace('about', '')), said);
    }
  });

  it('is of single spaces, without marks of ours that somebody wrote', () => {
    assert.equal(new Line('a\n\t b\u200B\uE000 7\uE001').text.trim(), 'a b 7');
    assert.equal(new Line('x'.repeat(1_600)).text.length, 1_500);
  });
});

describe('words that can be looked for', () => {
  it('are not longer than Webex takes, and never end within a letter', () => {
    assert.equal(tidy(' two \n words '), 'two words');
    assert.equal(tidy('x'.repeat(101)).length, 100);
    assert.equal(tidy(`${'x'.repeat(99)}😀`), 'x'.repeat(99));
  });
});

describe('what people write', () => {
  for (const [example, pattern, by] of SPOKEN) {
    it(`has words of its own for what is read: ${example}`, () => {
      const read =
        typeof by === 'string' ? example.replace(pattern, by) : example.replace(pattern, by);
      assert.notEqual(read, example);
      assert.notEqual(spoken(example), example);
    });
  }

  it('leaves the id of a meeting as it was written', () => {
    assert.equal(spoken('of meeting id Fom fom june'), 'of meeting id Fom from june');
    assert.equal(spoken('of meeting id: 3-pm'), 'of meeting id: 3-pm');
  });
});
