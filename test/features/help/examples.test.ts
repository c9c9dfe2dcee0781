import assert from 'node:assert/strict';
import { examplesOf } from '../../../src/features/help/index.js';

describe('the examples of help', () => {
  const usual = ['find', 'never watched'];
  for (const [topics, own] of [
    [[], usual],
    [['Weekly planning'], ['about "Weekly planning"', 'who watched "Weekly planning"']],
    [
      ['Weekly planning', 'Weekly planning', 'Sprint demo', 'Retro'],
      ['about "Weekly planning"', 'who watched "Sprint demo"'],
    ],
    [['1. Planning', '[x](https://evil.example)', '${x}', 'say "no"', 'a'.repeat(37)], usual],
    [
      ['Q3: results', 'スプリント'],
      ['about "スプリント"', 'who watched "スプリント"'],
    ],
  ] as const) {
    it(`are lines that fit ${JSON.stringify(topics).slice(0, 60)}`, () => {
      const examples = examplesOf(topics);
      assert.deepEqual(examples.slice(0, 2), own);
      assert.equal(examples.length, 5);
    });
  }
});
