import { z } from 'zod';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { Action, IfStale, Retry, ViewOrChange } from '../../bot/feature.js';
import { action, nothing } from '../../bot/feature.js';
import { askToConnect } from '../../bot/connect.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { expiredCard } from '../../bot/ui/message.js';
import type { Job, JobState } from '../../jobs/job.js';
import { defined } from '../../util/present.js';
import { uuidOf } from '../../webex/ids.js';
import { BULK_KINDS, type BulkDeps, type BulkJob, bulkData } from './model.js';

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
