import assert from 'node:assert/strict';
import { Line } from '../../src/query/line.js';
import { topicIn } from '../../src/query/topic.js';

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
