import assert from 'node:assert/strict';
import { type Rule, USUAL_RULE } from '../../../src/features/bulk/model.js';
import {
  ruleFormCard,
  ruleForm,
  ruleOfForm,
  ruleOfWords,
} from '../../../src/features/clean-up/rule-form.js';
import { ever } from '../../../src/query/calendar.js';
import { readWords } from '../../../src/query/read-words.js';
import { seen } from '../../bot/support/card.js';

const ruleOfInputs = (inputs: object) => ruleOfForm(ruleForm.parse(inputs));

describe('the form for a rule', () => {
  /** What comes back from the form, untouched. */
  const again = (rule: Rule) => {
    const inputs = seen(ruleFormCard(rule))
      .parts()
      .filter(({ type }) => type?.startsWith('Input.') === true);
    const sent = Object.fromEntries(inputs.map(({ id, value }) => [String(id), value]));
    return ruleOfForm(ruleForm.parse(sent));
  };

  for (const topic of [
    'Q3 <draft>',
    'mail of bob@example.com',
    'https://acme.example.com',
    '[a](b) ${x} {{DATE(x)}}',
  ]) {
    it(`gives the rule back as it was: ${topic}`, () => {
      const rule = { ...USUAL_RULE, megabytes: 500, siteUrl: 'acme.webex.com', topic };
      assert.deepEqual(again(rule), { rule, problems: [], isBlank: false });
    });
  }

  it('is read, whatever was typed there', () => {
    const blank = { rule: USUAL_RULE, problems: [], isBlank: true };
    assert.deepEqual(ruleOfInputs({}), blank);
    assert.equal(ruleOfInputs({ age: '' }).problems.length, 1);
    const { rule, problems } = ruleOfInputs({
      ...{ age: 6, unit: 'months', megabytes: '0,5', topic: 'a\u2060.b ', siteUrl: '' },
      neverWatched: 'true',
    });
    assert.deepEqual(problems, []);
    // Its end may leave recordings out.
    const long = ruleOfInputs({ also: 'except standup '.repeat(21) });
    assert.match(long.problems.join(), /“More conditions” takes 300 characters/);
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

const BERLIN = { now: Date.parse('2026-11-26T10:00:00Z'), zone: 'Europe/Berlin' };

function readRule(text: string) {
  return ruleOfWords(readWords(text, BERLIN, {}, ever(BERLIN)), BERLIN);
}

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
      assert.deepEqual([read.problems, read.filter, read.recognised], [[], {}, true]);
    });
  }

  it('has all else that a list can be narrowed to', () => {
    const words = 'mp4 about standup or retro last year, longer than 1 hour, downloaded';
    const { rule, filter, span } = readRule(words);
    assert.deepEqual(rule, ANY);
    assert.deepEqual(filter, {
      ...{ format: 'MP4', anyTopic: ['standup', 'retro'], longerThan: 3_600 },
      views: 'downloaded',
    });
    const year = { from: '2025-01-01T00:00+01:00', to: '2026-01-01T00:00+01:00' };
    assert.deepEqual(span, { from: Date.parse(year.from), to: Date.parse(year.to) });
    assert.deepEqual(readRule('before 1 Oct except standup').filter, { notTopic: ['standup'] });
  });

  it('says what it cannot do', () => {
    const old = readRule('older than 11 years');
    assert.match(old.problems.join(), /ten years/);
    assert.deepEqual([old.rule.age, old.rule.unit], [120, 'months']);
    assert.match(readRule('larger than 2 TB').problems.join(), /No recording is that large/);
    assert.match(readRule('top 10').problems.join(), /leave out the order and the number/);
    assert.match(readRule('shared with me').problems.join(), /Only its host can delete/);
    assert.equal(readRule('please').recognised, false);
  });
});
