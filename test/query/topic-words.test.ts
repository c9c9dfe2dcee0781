import assert from 'node:assert/strict';
import { ARTICLES, IN_FRONT, NONE, alternatives, trim } from '../../src/query/topic-words.js';

describe('the words around a topic', () => {
  it('are taken off at both ends, and none of them inside it', () => {
    for (const [said, topic] of [
      ['show me the recordings of state of the union please', 'state of the union'],
      ['any recordings about the all hands', 'about the all hands'],
      ['(budget)', 'budget'],
      ['*budget*', 'budget'],
      ['the meeting', ''],
      ['my recordings', ''],
    ] as const) {
      assert.equal(trim(said, IN_FRONT), topic, said);
    }
  });

  it('stay but for an article where the topic is marked', () => {
    assert.equal(trim('the recordings of all', ARTICLES), 'recordings of all');
    assert.equal(trim('the meeting', NONE, NONE), 'the meeting');
  });

  it('part several topics: commas and “or”, and “and” between words long enough', () => {
    assert.deepEqual(alternatives('standup, retro and planning', IN_FRONT), [
      'standup',
      'retro',
      'planning',
    ]);
    assert.deepEqual(alternatives('the R and D or sales and marketing', IN_FRONT), [
      'R and D',
      'sales',
      'marketing',
    ]);
    assert.deepEqual(alternatives('1,000 users', IN_FRONT), ['1,000 users']);
    assert.deepEqual(alternatives('and the', IN_FRONT), []);
  });
});
