import { beginCleanUp } from '../bulk/begin-clean-up.js';
import { bulkData } from '../bulk/data.js';
import { USUAL_RULE } from '../bulk/rule.js';
import { ruleOfInputs } from '../bulk/rule-inputs.js';
import { ruleFormContent } from '../views/bulk/rule-form.js';
import type { Action } from './action.js';
import { onJob } from './job-of.js';

/** The rule of the form: looks for what falls under it. */
export const cleanUp: Action = {
  name: 'clean-up',
  run: async (click, services) => {
    const { rule, problems } = ruleOfInputs(click.inputs);
    if (problems.length > 0) await click.replace(ruleFormContent(rule, problems));
    else await beginCleanUp(click, services, rule, click.replace);
  },
};

/** Another rule: what was found by the old one is left as it is. */
export const cleanUpRule = onJob('clean-up-rule', async (click, { jobs, now }, job) => {
  const data = bulkData.safeParse(job.data);
  await jobs.book.change(job.id, ['asking'], 'cancelled', now());
  await click.replace(ruleFormContent(data.data?.search?.rule ?? USUAL_RULE));
});
