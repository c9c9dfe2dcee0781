import { z } from 'zod';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Command } from '../../bot/command.js';
import type { MessageContext } from '../../bot/context.js';
import { escapeText } from '../../bot/ui/escape.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Put } from '../../jobs/cards.js';
import { startBulk, oneHostOnlyCard } from '../bulk/begin.js';
import { onJob } from '../bulk/job-actions.js';
import { CLEAN_UP, bulkData } from '../bulk/model.js';
import { type Rule, USUAL_RULE, filterOfRule, windowOfRule } from '../bulk/rule.js';
import type { Deps } from '../deps.js';
import { ruleFormCard, ruleOfInputs } from './rule-form.js';
import { readRule } from './rule-words.js';

/** Looks for what falls under a rule; nothing is changed before the person has chosen. */
export async function startCleanUp(
  ctx: MessageContext,
  deps: Deps,
  rule: Rule,
  put: Put,
): Promise<void> {
  const search = { ...windowOfRule(rule, deps.now()), filter: filterOfRule(rule), rule };
  const data = { phase: 'find', what: 'trash', search, seen: 0, found: 0 } as const;
  await startBulk(ctx, deps, { kind: CLEAN_UP, data }, put);
}

/** For whom: a wish, looked up in the roles. */
const whose = z.object({ host: z.uuid().optional() });

/** The rule of the form: looks for what falls under it. */
export const cleanUpAction: Action = {
  name: 'clean-up',
  run: async (ctx, deps) => {
    const read = whose.safeParse(ctx.inputs);
    if (!read.success) {
      await ctx.update(expiredContent());
      return;
    }
    const { host } = read.data;
    const actor = await resolveActor(deps, ctx.actor, host === undefined ? {} : { host });
    const loud = withActor(ctx, actor);
    const { rule, problems } = ruleOfInputs(ctx.inputs);
    if (problems.length > 0) await loud.update(ruleFormCard(rule, problems, host));
    else await startCleanUp(loud, deps, rule, loud.update);
  },
};

/** Another rule: what was found by the old one is left as it is. */
export const cleanUpRule = onJob('clean-up-rule', async (ctx, { jobs, now }, job) => {
  const data = bulkData.safeParse(job.data);
  await jobs.store.change(job.id, ['asking'], 'cancelled', now());
  await ctx.update(ruleFormCard(data.data?.search?.rule ?? USUAL_RULE, [], job.hostId));
});

/** `clean up [rule]`: looks for what somebody may no longer need; changes nothing by itself. */
export const cleanUpCommand: Command = {
  name: 'clean up',
  words: ['clean up', 'cleanup', 'clean-up', 'clean', 'tidy up', 'clean up my recordings'],
  help: '**clean up** – find what you no longer need and move it to the recycle bin; **clean up older than 90 days larger than 500 MB**',
  group: 'clean up',
  forOthers: true,
  run: async (ctx, text, deps) => {
    const { onBehalfOf: host, scope } = ctx.actor;
    if (scope !== undefined) {
      await ctx.reply(oneHostOnlyCard());
      return;
    }
    const form = (rule: Rule, problems: readonly string[] = []): Promise<unknown> =>
      ctx.reply(ruleFormCard(rule, problems, host?.personId));
    if (text === '') {
      await form(USUAL_RULE);
      return;
    }
    const { rule, problems, rest, recognised } = readRule(text);
    const unclear = rest === '' ? [] : [`I did not understand “${escapeText(rest)}”.`];
    if (recognised && unclear.length + problems.length === 0) {
      await startCleanUp(ctx, deps, rule, ctx.reply);
      return;
    }
    await form(recognised ? rule : USUAL_RULE, [...unclear, ...problems]);
  },
};
