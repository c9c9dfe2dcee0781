import { z } from 'zod';
import { actingOf, turnFor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Command } from '../../bot/command.js';
import type { Turn } from '../../bot/context.js';
import { defuse } from '../../bot/ui/escape.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Put } from '../../jobs/cards.js';
import { beginBulk, oneByOneContent } from '../bulk/begin.js';
import { onJob } from '../bulk/job-actions.js';
import { CLEAN_UP, bulkData } from '../bulk/model.js';
import { type Rule, USUAL_RULE, filterOfRule, windowOfRule } from '../bulk/rule.js';
import type { Services } from '../deps.js';
import { ruleFormContent, ruleOfInputs } from './rule-form.js';
import { readRule } from './rule-words.js';

/** Looks for what falls under a rule; nothing is changed before the person has chosen. */
export async function beginCleanUp(
  turn: Turn,
  services: Services,
  rule: Rule,
  put: Put,
): Promise<void> {
  const search = { ...windowOfRule(rule, services.now()), filter: filterOfRule(rule), rule };
  const data = { phase: 'find', what: 'trash', search, seen: 0, found: 0 } as const;
  await beginBulk(turn, services, { kind: CLEAN_UP, data }, put);
}

/** For whom: a wish, looked up in the roles. */
const whose = z.object({ host: z.uuid().optional() });

/** The rule of the form: looks for what falls under it. */
export const cleanUpAction: Action = {
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

/** `clean up [rule]`: looks for what somebody may no longer need; changes nothing by itself. */
export const cleanUpCommand: Command = {
  name: 'clean up',
  words: ['clean up', 'cleanup', 'clean-up', 'clean', 'tidy up', 'clean up my recordings'],
  help: '**clean up** – find what you no longer need and move it to the recycle bin; **clean up older than 90 days larger than 500 MB**',
  group: 'clean up',
  forOthers: true,
  run: async (turn, text, services) => {
    const { host, reach } = turn.person;
    if (reach !== undefined) {
      await turn.tell(oneByOneContent());
      return;
    }
    const form = (rule: Rule, problems: readonly string[] = []): Promise<unknown> =>
      turn.tell(ruleFormContent(rule, problems, host?.personId));
    if (text === '') {
      await form(USUAL_RULE);
      return;
    }
    const { rule, problems, rest, recognised } = readRule(text);
    const unclear = rest === '' ? [] : [`I did not understand “${defuse(rest)}”.`];
    if (recognised && unclear.length + problems.length === 0) {
      await beginCleanUp(turn, services, rule, turn.tell);
      return;
    }
    await form(recognised ? rule : USUAL_RULE, [...unclear, ...problems]);
  },
};
