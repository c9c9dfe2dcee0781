import { z } from 'zod';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import { type Action, action, nothing } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import type { MessageContext } from '../../bot/context.js';
import type { Feature } from '../../bot/feature.js';
import { escapeText } from '../../bot/ui/escape.js';
import { latest, readState, writeState } from '../../query/list-state.js';
import type { Put } from '../../jobs/jobs.js';
import {
  type BulkDeps,
  CLEAN_UP,
  type Rule,
  USUAL_RULE,
  bulkData,
  filterOfRule,
  onJob,
  oneHostOnlyCard,
  startBulk,
  windowOfRule,
} from '../bulk/index.js';
import { ruleForm, ruleFormCard, ruleOfForm } from './rule-form.js';
import { readRule } from './rule-words.js';

/** `clean up`: finds recordings that a person may no longer need, by a rule in words or on a form. */
export const cleanUp = (deps: BulkDeps): Feature => ({
  commands: [cleanUpCommand(deps)],
  actions: [findByForm(deps), otherRule(deps)],
});

async function startCleanUp(
  ctx: MessageContext,
  deps: BulkDeps,
  rule: Rule,
  put: Put,
): Promise<void> {
  const search = { ...windowOfRule(rule, deps.now()), filter: filterOfRule(rule), rule };
  const data = { phase: 'find', what: 'trash', search, seen: 0, found: 0 } as const;
  await startBulk(ctx, deps, { kind: CLEAN_UP, data }, put);
}

/** The form names its host by a list of theirs; undefined for the person's own recordings. */
function listOfHost(deps: BulkDeps, hostId: string | undefined): string | undefined {
  return hostId === undefined ? undefined : writeState({ ...latest(deps.now()), host: hostId });
}

const findByForm = (deps: BulkDeps): Action =>
  action({
    name: 'clean-up',
    input: ruleForm.extend({
      /** Names the host; permission is checked by the roles. */
      list: z.string().optional(),
      /** Forms of earlier versions have it, and are out of date. */
      host: z.undefined().optional(),
    }),
    // A search changes nothing.
    ifStale: 'acts',
    run: async (ctx, input) => {
      const state = readState(input.list, deps.now());
      const actor = await resolveActor(deps, ctx.actor, state ?? {});
      const acting = withActor(ctx, actor);
      const { rule, problems, isBlank } = ruleOfForm(input);
      const list = listOfHost(deps, actor.onBehalfOf?.personId);
      const asks = isBlank || problems.length > 0;
      if (asks) await acting.update(ruleFormCard(rule, problems, list));
      else await startCleanUp(acting, deps, rule, acting.update);
    },
  });

/** Shows the form for another rule, and cancels the job. */
const otherRule = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'clean-up-rule',
    extra: nothing,
    ifStale: 'acts',
    run: async (ctx, job) => {
      const { data } = bulkData.safeParse(job.data);
      await deps.jobs.store.change(job.id, ['asking'], 'cancelled', deps.now());
      const form = ruleFormCard(data?.search?.rule ?? USUAL_RULE, [], listOfHost(deps, job.hostId));
      await ctx.update(form);
    },
  });

const cleanUpCommand = (deps: BulkDeps): Command =>
  command({
    name: 'clean up',
    words: ['clean up', 'cleanup', 'clean-up', 'clean', 'tidy up', 'clean up my recordings'],
    help: '**clean up** – find what you no longer need and move it to the recycle bin; **clean up older than 90 days larger than 500 MB**',
    group: 'clean up',
    forOthers: true,
    run: async (ctx, text) => {
      const { onBehalfOf, scope } = ctx.actor;
      if (scope !== undefined) {
        await ctx.reply(oneHostOnlyCard());
        return;
      }
      const { rule, problems, rest, recognised } = readRule(text);
      if (rest !== '') problems.unshift(`I did not understand “${escapeText(rest)}”.`);
      if (recognised && problems.length === 0) {
        await startCleanUp(ctx, deps, rule, ctx.reply);
        return;
      }
      const list = listOfHost(deps, onBehalfOf?.personId);
      await ctx.reply(ruleFormCard(recognised ? rule : USUAL_RULE, problems, list));
    },
  });
