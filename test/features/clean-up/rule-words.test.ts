import assert from 'node:assert/strict';
import { type Rule } from '../../../src/features/bulk/rule.js';
import { readRule } from '../../../src/features/clean-up/rule-words.js';

const ANY: Rule = { age: 0, unit: 'days', neverWatched: false };

describe('the rule of a clean-up', () => {
  const cases: [string, Partial<Rule>][] = [
    ['older than 90 days', { age: 90 }],
    ['older than a year', { age: 12, unit: 'months' }],
    ['all recordings older than 2 weeks', { age: 14 }],
    ['larger than 1,5 GB', { megabytes: 1500 }],
    ['bigger than 500MB and never watched', { megabytes: 500, neverWatched: true }],
    ['about standup', { topic: 'standup' }],
    [
      'older than 90 days larger than 500 MB never watched on site ACME.webex.com about “stand up”',
      { age: 90, megabytes: 500, topic: 'stand up', neverWatched: true, siteUrl: 'acme.webex.com' },
    ],
  ];
  for (const [words, rule] of cases) {
    it(`is read from “${words}”`, () => {
      const read = readRule(words);
      assert.deepEqual(read.rule, { ...ANY, ...rule });
      assert.deepEqual([read.problems, read.rest, read.recognised], [[], '', true]);
    });
  }

  it('says what it cannot do', () => {
    assert.match(readRule('older than 11 years').problems.join(), /ten years/);
    assert.match(readRule('larger than 9999999 GB').problems.join(), /not a size/);
    assert.match(readRule(`about ${'x'.repeat(101)}`).problems.join(), /100 characters/);
    assert.equal(readRule('the kitchen').recognised, false);
  });
});
