import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { Action, Command, IfStale, Retry, ViewOrChange } from '../../bot/feature.js';
import { action, command, nothing } from '../../bot/feature.js';
import { askToConnect } from '../../bot/connect.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { expiredCard, sayButton, shortCard, showListButton } from '../../bot/ui/message.js';
import type { Job, JobState } from '../../jobs/job.js';
import { pattern, source } from '../../util/pattern.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { BULK_KINDS, type BulkDeps, type BulkJob, SELECT, bulkData } from './model.js';

const jobInput = z.object({ job: z.uuid() });

type Run<C extends ViewContext, I> = (ctx: C, job: Job, input: I) => Promise<unknown>;

interface OnJob<S extends z.ZodType> {
  readonly name: string;
  /** Inputs beside the job; `nothing` where there are none. */
  readonly extra: S;
  readonly retry?: Retry;
  readonly stops?: true;
}

/**
 * Declares an action on the actor's own job; a click on any other job is answered, and does nothing.
 * Permission to act for the job's host is checked again. As for {@link action}, only an action with
 * `ifStale` may change something.
 */
export function onJob<S extends z.ZodType>(
  deps: BulkDeps,
  spec: OnJob<S> &
    ViewOrChange<{ run: Run<ViewContext, z.output<S>> }, { run: Run<ActionContext, z.output<S>> }>,
): Action {
  const { name, extra, retry, stops } = spec;
  const shared = { name, input: jobInput.and(extra), ...defined({ retry, stops }) };
  return spec.ifStale === undefined
    ? action({ ...shared, run: (ctx, input) => runOn(deps, ctx, input, spec.run) })
    : action({
        ...shared,
        ifStale: spec.ifStale,
        run: (ctx, input) => runOn(deps, ctx, input, spec.run),
      });
}

async function runOn<C extends ViewContext, I>(
  deps: BulkDeps,
  ctx: C,
  input: z.output<typeof jobInput> & I,
  run: Run<C, I>,
): Promise<unknown> {
  const job = await deps.jobs.store.get(input.job);
  if (job?.personId !== uuidOf(ctx.actor.personId)) return await ctx.update(expiredCard());
  const actor = await resolveActor(deps, ctx.actor, defined({ host: job.hostId }));
  return await run(withActor(ctx, actor), job, input);
}

/** Runs on a job that waits for its person to choose; past that, shows the job's card instead. */
export function choosing<C extends ViewContext, I>(
  deps: BulkDeps,
  run: (ctx: C, job: BulkJob, input: I) => Promise<unknown>,
): Run<C, I> {
  return async (ctx, job, input) => {
    const data = bulkData.safeParse(job.data);
    const isBulk = BULK_KINDS.includes(job.kind) && data.success;
    if (isBulk && job.state === 'asking' && data.data.phase === 'choose')
      return await run(ctx, { ...job, data: data.data }, input);
    await deps.jobs.render(job.id, ctx.update);
  };
}

/** Shows something else on the job's card. */
export async function replaceCard(
  ctx: ViewContext,
  { jobs }: BulkDeps,
  { id }: BulkJob,
  content: Content,
): Promise<void> {
  await jobs.store.moveCard(id, await ctx.update(content));
}

export const jobShow = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'job-show',
    extra: nothing,
    run: (ctx, { id }) => deps.jobs.render(id, ctx.update),
  });

/** Declares a change of the job's state, which is then shown. */
const control = (
  deps: BulkDeps,
  name: string,
  ifStale: IfStale,
  from: readonly JobState[],
  to: JobState,
  then: (id: string, ctx: ActionContext) => void,
): Action =>
  onJob(deps, {
    name,
    extra: nothing,
    ifStale,
    ...(to === 'running' ? {} : { stops: true }),
    run: async (ctx, { id }) => {
      await deps.jobs.store.change(id, from, to, deps.now());
      then(id, ctx);
      await deps.jobs.render(id, ctx.update);
    },
  });

/** Pauses after the current step. */
export const jobPause = (deps: BulkDeps): Action =>
  control(deps, 'job-pause', 'acts', ['running'], 'paused', (id) => deps.jobs.signal(id));

export const jobResume = (deps: BulkDeps, shows: Action): Action =>
  control(deps, 'job-resume', shows, ['paused'], 'running', (id, { permit }) => {
    deps.jobs.begin(permit, id);
  });

/** Asks for the account that the job takes, in a card of its own: the job’s card goes on with it. */
export const jobConnect = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'job-connect',
    extra: nothing,
    run: async ({ actor, reply }) => {
      // A connection that Webex only refuses something is not over.
      const isOver = await deps.tokens.get(actor).then(
        () => false,
        () => true,
      );
      await askToConnect(reply, actor, isOver ? 'over' : 'asked', deps);
    },
  });

const CANCELLABLE: readonly JobState[] = ['asking', 'running', 'paused'];

/** Cancels after the current step; what is done stays done. */
export const jobCancel = (deps: BulkDeps): Action =>
  control(deps, 'job-cancel', 'acts', CANCELLABLE, 'cancelled', (id, { permit }) => {
    deps.jobs.signal(id);
    deps.jobs.begin(permit, id);
  });

const WORK = source`
  ((the|my|this|that|your|any|running|current) )*(
    clean[\s-]?ups?|cleaning( up)?|deletions?|deleting|purge|purging|restor(e|ing)|batch|job|tasks?
  )
`;
const CONTROLS = 'stop|cancel|abort|halt|pause|resume|continue|end|interrupt|kill';
/** “how far is the clean-up”, “are you done yet” */
const STATUS = pattern`
  ^(is|are|has|have) ${WORK} ((still|already|now) )?
    (done|finished|ready|completed?|over|running|going|working|stuck)( (yet|already|now|on))*$
  |^(is|are) (it|that|you|they|everything|all) ((all|already|now|still) )*
    (done|finished|completed?|over|through|working on it)( (yet|already|now|with it))*$
  |^how (far|long) (is|are|along|will|does|has|have) ((is|are) )?(it|you|${WORK})
    ( (take|taking|got|gotten|come|along|already|now))*$
  |^how(['’]?s| is) ${WORK}( (going|doing|progressing|coming along))?$
  |^((and|so|ok|okay|all|already)[\s,]+)*(done|finished)( (yet|now|already))*$
  |^(what(['’]?s| is) |show (me )?)?(the )?(current )?(progress|status)\s*(now|so far|(of|on|with) (it|that|this))?(?<!^status)$
  |^how much longer( (will|does|do|is) (it|this|that|you)( (take|need))?)?$
  |^((show|give) (me )?)?(the )?(status|progress|state) (of|on|for) ${WORK}$
  |^(clean[\s-]?up|job) (status|progress)$
  |^(what(['’]?s| is)|is (anything|something)|what are you) (still )?(running|under way|going on|doing|working on|up to)( (now|right now))?$
  |^(${CONTROLS}) ${WORK}( ((my|the|all|these) )*recordings)?$
`;
/** A word of its card's buttons alone. */
const CONTROL = pattern`^(?<what>stop here|pause|resume|continue|abort|halt|cancel)( (it|that|this))?$`;

const latestJob = ({ jobs }: Pick<BulkDeps, 'jobs'>, { personId }: Actor) =>
  jobs.store.latestOf(uuidOf(personId), BULK_KINDS);
const goesOn = (job: Job | undefined): boolean =>
  job?.state === 'running' || job?.state === 'paused';

/** True while a clean-up or another change of several recordings of theirs runs, or is paused. */
export const isUnderWay =
  (deps: Pick<BulkDeps, 'jobs'>) =>
  async (actor: Actor): Promise<boolean> =>
    goesOn(await latestJob(deps, actor));

/**
 * Shows the work under way anew, where the person writes: its card may be far above. What its buttons do,
 * words alone do not.
 */
export const jobProgress = (deps: BulkDeps): Command =>
  command({
    name: 'progress',
    words: ['progress'],
    says: [STATUS, CONTROL],
    help: words.bulk.progressHelp,
    group: 'clean up',
    isWhole: true,
    run: async (ctx, control) => {
      const job = await latestJob(deps, ctx.actor);
      if (control !== '' && !goesOn(job)) return await ctx.dispatch('never mind');
      // “done?” where nothing runs: what was done.
      const isAsked = /\b(?:done|finished|completed?|over|through)\b/i.test(ctx.line ?? '');
      if (isAsked && control === '' && !goesOn(job)) return await ctx.dispatch('history');
      if (job === undefined || (job.kind === SELECT && job.state === 'asking')) {
        return await ctx.reply(
          shortCard(words.bulk.nothingRuns, words.bulk.nothingRunsWhy, [
            sayButton(words.common.cleanUp, 'clean up'),
            showListButton,
          ]),
        );
      }
      await deps.jobs.render(job.id, ctx.reply);
      if (job.at.id === '') return;
      // Two cards of one job would both be pressed.
      await deps.messaging.remove(job.at.id).catch((error: unknown) => {
        deps.log.warn({ err: error, job: job.id }, 'old job card not removed');
      });
    },
  });
