import assert from 'node:assert/strict';
import { Line } from '../../src/query/line.js';
import { topicsIn, topicsTyped } from '../../src/query/topics.js';

const read = (text: string) => topicsIn(new Line(text));

describe('the topic of a line', () => {
  for (const [text, ...topics] of [
    ['show me all my recordings of the standup please', 'standup'],
    ['list'],
    ['weekly planning, please', 'weekly planning'],
    ['standup, retro and planning', 'standup', 'retro', 'planning'],
    ['standup or the retro', 'standup', 'retro'],
    ['sales and marketing', 'sales', 'marketing'],
    ['R and D', 'R and D'],
    ['I would like to see the recording of the kick-off', 'kick-off'],
  ]) {
    it(`is what is left of “${text ?? ''}”`, () => {
      const all = { topics, except: [], explicit: false, rest: '' };
      assert.deepEqual(read(text ?? ''), all);
    });
  }

  it('is what is said to be it, and the rest is told', () => {
    assert.deepEqual(read('kitchen about the standup'), {
      ...{ topics: ['standup'], except: [], explicit: true, rest: 'kitchen' },
    });
  });

  it('is what stands in quotes, to the letter', () => {
    for (const [text, ...topics] of [
      ['recordings of “the last of the”', 'the last of the'],
      ['about “this or that”', 'this or that'],
      ['about “a”, “b” or “c, d”', 'a', 'b', 'c, d'],
      ['“a” “b”', 'a b'],
      ['“a b” and budget, please', 'a b', 'budget'],
    ]) {
      const all = { topics, except: [], explicit: true, rest: '' };
      assert.deepEqual(read(text ?? ''), all);
    }
  });

  it('ends where something else was understood', () => {
    const line = new Line('about standup mp4 kitchen');
    line.take(/mp4/);
    const all = { topics: ['standup'], except: [], explicit: true, rest: 'kitchen' };
    assert.deepEqual(topicsIn(line), all);
  });

  it('is none behind a word that only announces one', () => {
    assert.deepEqual(read('recordings about').topics, []);
  });

  it('is not what it is said to leave out', () => {
    const all = { except: ['standup', 'retro'], explicit: false, rest: '' };
    assert.deepEqual(read('planning except standup and retro'), { topics: ['planning'], ...all });
    assert.deepEqual(read('without “standup” or “retro”'), { topics: [], ...all });
    assert.deepEqual(read('planning except'), {
      ...{ topics: ['planning except'], except: [], explicit: false, rest: '' },
    });
  });

  it('is not what stands before it and says nothing', () => {
    const words =
      "recs rec vids vid mtg mtgs damn fucking bloody titles gimme a an the my our your any every everything me us i i'd i'm please pls kindly of for from in on at with by to is are was were be where what which whose when show list find search get give see want like need would could can you send them do did we have has had there those these some just only that this one ones recordings recording recorded webex videos video meetings session sessions recent recently look looking at anything something stuff things calls files file make made record sometime myself who what's whats";
    for (const word of words.split(' ')) {
      assert.deepEqual(read(`${word} standup`).topics, ['standup'], word);
    }
  });

  it('is not what stands behind it and says nothing', () => {
    const words =
      'recs rec vids vid please pls thanks thank you recordings recording recorded webex videos video ones one and or of from in on at by with for to the that were was are is first again now recently lately only do we i me my our have made sometime files stuff myself but who already asap';
    for (const word of words.split(' ')) {
      assert.deepEqual(read(`standup ${word}`).topics, ['standup'], word);
    }
  });

  it('is typed into a form in the same way', () => {
    const typed = (text: string) => topicsTyped(new Line(text));
    assert.deepEqual(typed('retro, planning or “this or that”'), ['this or that']);
    assert.deepEqual(typed('retro, planning'), ['retro', 'planning']);
    assert.deepEqual(typed('"this or that", "retro"'), ['this or that', 'retro']);
    assert.deepEqual(typed('list'), ['list']);
    assert.deepEqual(typed(' '), []);
  });
});
