import assert from 'node:assert/strict';
import { ruleWords } from '../../../src/features/bulk/cards/words.js';
import {
  type Rule,
  fallsUnder,
  filterOfRule,
  windowOfRule,
} from '../../../src/features/bulk/rule.js';
import { ruleForm, ruleOfForm } from '../../../src/features/clean-up/rule-form.js';
import { readRule } from '../../../src/features/clean-up/rule-words.js';
import { NOW, recordingOf } from '../../bot/support/recordings.js';

const ruleOfInputs = (inputs: object) => ruleOfForm(ruleForm.parse(inputs));
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

  it('covers a span that ends when a recording is old enough', () => {
    const { from, to } = windowOfRule({ ...ANY, age: 2, unit: 'months' }, NOW);
    assert.equal(new Date(to).toISOString(), '2026-06-07T10:00:00.000Z');
    assert.equal(new Date(from).toISOString(), '2016-06-07T10:00:00.000Z');
    assert.deepEqual(filterOfRule({ ...ANY, topic: 'a' }), { topic: 'a' });
    assert.deepEqual(filterOfRule({ ...ANY, siteUrl: 'a.webex.com' }), { siteUrl: 'a.webex.com' });
  });

  it('never covers what is shared with the person, nor what it cannot judge', () => {
    assert.equal(fallsUnder(ANY, recordingOf()), true);
    assert.equal(fallsUnder(ANY, recordingOf({ shareToMe: true })), false);
    const large = { ...ANY, megabytes: 100 };
    assert.equal(fallsUnder(large, recordingOf({ sizeBytes: 100_000_001 })), true);
    assert.equal(fallsUnder(large, recordingOf({ sizeBytes: 100_000_000 })), false);
    assert.equal(fallsUnder(large, recordingOf({ sizeBytes: undefined })), false);
    assert.equal(fallsUnder({ ...ANY, topic: 'PLAN' }, recordingOf()), true);
    assert.equal(fallsUnder({ ...ANY, topic: 'other' }, recordingOf()), false);
  });

  it('is a sentence', () => {
    assert.equal(ruleWords(ANY), 'All recordings that you host');
    assert.match(
      ruleWords({ ...ANY, age: 1, neverWatched: true }),
      /older than 1 day, that nobody/,
    );
  });

  it('comes out of the form, whatever was typed there', () => {
    assert.deepEqual(ruleOfInputs({}).rule, { age: 90, unit: 'days', neverWatched: false });
    assert.equal(ruleOfInputs({}).problems.length, 1);
    const { rule, problems } = ruleOfInputs({
      ...{ age: 6, unit: 'months', megabytes: '0,5', topic: 'a\u2060.b ', siteUrl: '' },
      neverWatched: 'true',
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(rule, {
      age: 6,
      unit: 'months',
      megabytes: 0.5,
      topic: 'a.b',
      neverWatched: true,
    });
    assert.match(
      ruleOfInputs({ age: '1', topic: 'x'.repeat(101) }).problems.join(),
      /100 characters/,
    );
  });
});
