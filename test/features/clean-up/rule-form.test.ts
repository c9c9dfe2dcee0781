import assert from 'node:assert/strict';
import { type Rule, USUAL_RULE } from '../../../src/features/bulk/rule.js';
import { ruleFormCard, ruleForm, ruleOfForm } from '../../../src/features/clean-up/rule-form.js';
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
