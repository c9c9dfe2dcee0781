import { z } from 'zod';
import { beginCleanUp } from '../bulk/begin-clean-up.js';
import { bulkData } from '../bulk/data.js';
import { USUAL_RULE } from '../bulk/rule.js';
import { ruleOfInputs } from '../bulk/rule-inputs.js';
import { actingOf, turnFor } from '../on-behalf.js';
import { expiredContent } from '../views/expired.js';
import { ruleFormContent } from '../views/bulk/rule-form.js';
import type { Action } from './action.js';
import { onJob } from './job-of.js';

/** For whom: a wish, looked up in the roles. */
const whose = z.object({ host: z.uuid().optional() });

/** The rule of the form: looks for what falls under it. */
export const cleanUp: Action = {
  name: 'clean-up',
  run: async (click, services) => {
    const read = whose.safeParse(click.inputs);
    if (!read.success) {
      await click.replace(expiredContent());
      return;
    }
    const { host } = read.data;
    const acting = await actingOf(services, click.person, host === undefined ? {} : { host });
    const loud = turnFor(click, acting);
    const { rule, problems } = ruleOfInputs(click.inputs);
    if (problems.length > 0) await loud.replace(ruleFormContent(rule, problems, host));
    else await beginCleanUp(loud, services, rule, loud.replace);
  },
};

/** Another rule: what was found by the old one is left as it is. */
export const cleanUpRule = onJob('clean-up-rule', async (click, { jobs, now }, job) => {
  const data = bulkData.safeParse(job.data);
  await jobs.book.change(job.id, ['asking'], 'cancelled', now());
  await click.replace(ruleFormContent(data.data?.search?.rule ?? USUAL_RULE, [], job.hostId));
});
