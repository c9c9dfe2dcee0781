import assert from 'node:assert/strict';
import { USUAL_RULE, type Rule } from '../../../../src/bot/bulk/rule.js';
import { ruleOfInputs } from '../../../../src/bot/bulk/rule-inputs.js';
import { ruleFormContent } from '../../../../src/bot/views/bulk/rule-form.js';
import { seen } from '../../support/card.js';

describe('the form for a rule', () => {
  /** What comes back from the form, untouched. */
  const again = (rule: Rule) => {
    const inputs = seen(ruleFormContent(rule))
      .parts()
      .filter(({ type }) => type?.startsWith('Input.') === true);
    return ruleOfInputs(Object.fromEntries(inputs.map(({ id, value }) => [String(id), value])));
  };

  for (const topic of [
    'Q3 <draft>',
    'mail of bob@example.com',
    'https://acme.example.com',
    '[a](b) ${x} {{DATE(x)}}',
  ]) {
    it(`gives the rule back as it was: ${topic}`, () => {
      const rule = { ...USUAL_RULE, megabytes: 500, siteUrl: 'acme.webex.com', topic };
      assert.deepEqual(again(rule), { rule, problems: [] });
    });
  }
});
