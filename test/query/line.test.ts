import assert from 'node:assert/strict';
import { Line, tidy, topicIn } from '../../src/query/line.js';

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
    assert.equal(new Line('x'.repeat(900)).text.length, 800);
  });
});

describe('words that can be looked for', () => {
  it('are not longer than Webex takes, and never end within a letter', () => {
    assert.equal(tidy(' two \n words '), 'two words');
    assert.equal(tidy('x'.repeat(101)).length, 100);
    assert.equal(tidy(`${'x'.repeat(99)}😀`), 'x'.repeat(99));
  });
});

describe('the topic of a line', () => {
  for (const [text, topic] of [
    ['show me all my recordings of the standup please', 'standup'],
    ['list', ''],
    ['weekly planning, please', 'weekly planning'],
  ] as const) {
    it(`is what is left of “${text}”`, () => {
      assert.deepEqual(topicIn(new Line(text)), { topic, explicit: false, rest: '' });
    });
  }

  it('is what is said to be it, and the rest is told', () => {
    assert.deepEqual(topicIn(new Line('kitchen about the standup')), {
      ...{ topic: 'standup', explicit: true, rest: 'kitchen' },
    });
  });

  it('is what stands in quotes, to the letter', () => {
    assert.deepEqual(topicIn(new Line('recordings of “the last of the”')), {
      ...{ topic: 'the last of the', explicit: true, rest: '' },
    });
  });

  it('ends where something else was understood', () => {
    const line = new Line('about standup mp4 kitchen');
    line.take(/mp4/);
    assert.deepEqual(topicIn(line), { topic: 'standup', explicit: true, rest: 'kitchen' });
  });

  it('is none behind a word that only announces one', () => {
    assert.deepEqual(topicIn(new Line('recordings about')), {
      ...{ topic: '', explicit: false, rest: '' },
    });
  });
});
