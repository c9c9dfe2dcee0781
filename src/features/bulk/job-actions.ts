import { nothing, action, type Action, type Retry, type IfStale } from '../../bot/action.js';
import { z } from 'zod';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Job } from '../../jobs/job.js';
import { uuidOf } from '../../webex/ids.js';
import type { BulkDeps } from './deps.js';
import { BULK_KINDS, type BulkJob, bulkData } from './model.js';

const named = z.object({ job: z.uuid() });

/** What is done with one's own job. */
type Run<C extends ViewContext, I> = (ctx: C, job: Job, input: I) => Promise<void>;

interface Spec<S extends z.ZodType> {
  readonly name: string;
  /** Inputs beside the job; `nothing` where there are none. */
  readonly extra: S;
  readonly retry?: Retry;
}

/**
 * Declares an action that shows something of one's own job; a click on any other is answered, and does
 * nothing. Where it is for a host, it is seen anew that whoever clicked still may.
 */
export function onJob<S extends z.ZodType>(
  deps: BulkDeps,
  { name, extra, retry, run }: Spec<S> & { readonly run: Run<ViewContext, z.output<S>> },
): Action {
  return action({
    name,
    input: named.and(extra),
    ...(retry === undefined ? {} : { retry }),
    run: (ctx, input) => runOn(deps, ctx, input, input, run),
  });
}

/** Declares an action that changes one's own job: it says what a stale click does. */
export function changesJob<S extends z.ZodType>(
  deps: BulkDeps,
  spec: Spec<S> & { readonly ifStale: IfStale; readonly run: Run<ActionContext, z.output<S>> },
): Action {
  const { name, extra, retry, ifStale, run } = spec;
  return action({
    name,
    input: named.and(extra),
    ifStale,
    ...(retry === undefined ? {} : { retry }),
    run: (ctx, input) => runOn(deps, ctx, input, input, run),
  });
}

async function runOn<C extends ViewContext, I>(
  deps: BulkDeps,
  ctx: C,
  { job: id }: z.output<typeof named>,
  input: I,
  run: Run<C, I>,
): Promise<void> {
  const job = await deps.jobs.store.get(id);
  if (job?.personId !== uuidOf(ctx.actor.personId)) {
    await ctx.update(expiredContent());
    return;
  }
  const whose = job.hostId === undefined ? {} : { host: job.hostId };
  const actor = await resolveActor(deps, ctx.actor, whose);
  await run(withActor(ctx, actor), job, input);
}

/**
 * For work on many recordings that waits for its person to choose; where it is past that, its card
 * shows how it is.
 */
export function choosing<C extends ViewContext, I>(
  deps: BulkDeps,
  run: (ctx: C, job: BulkJob, input: I) => Promise<void>,
): Run<C, I> {
  return async (ctx, job, input) => {
    const data = bulkData.safeParse(job.data);
    const isBulk = BULK_KINDS.includes(job.kind) && data.success;
    if (isBulk && job.state === 'asking' && data.data.phase === 'choose') {
      await run(ctx, { ...job, data: data.data }, input);
      return;
    }
    await deps.jobs.render(job.id, ctx.update);
  };
}

/** How a job is now. */
export const jobShow = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'job-show',
    extra: nothing,
    run: (ctx, { id }) => deps.jobs.render(id, ctx.update),
  });

/** Lets a job rest after the step that it is at. */
export const jobPause = (deps: BulkDeps): Action =>
  changesJob(deps, {
    name: 'job-pause',
    extra: nothing,
    ifStale: 'acts',
    run: async (ctx, { id }) => {
      await deps.jobs.store.change(id, ['running'], 'paused', deps.now());
      deps.jobs.signal(id);
      await deps.jobs.render(id, ctx.update);
    },
  });

/** Goes on with a job that rests. */
export const jobResume = (deps: BulkDeps, shows: Action): Action =>
  changesJob(deps, {
    name: 'job-resume',
    extra: nothing,
    ifStale: shows,
    run: async (ctx, { id }) => {
      await deps.jobs.store.change(id, ['paused'], 'running', deps.now());
      deps.jobs.begin(ctx.permit, id);
      await deps.jobs.render(id, ctx.update);
    },
  });

/** Gives a job up after the step that it is at; what is done stays done. */
export const jobCancel = (deps: BulkDeps): Action =>
  changesJob(deps, {
    name: 'job-cancel',
    extra: nothing,
    ifStale: 'acts',
    run: async (ctx, { id }) => {
      const { jobs, now } = deps;
      await jobs.store.change(id, ['asking', 'running', 'paused'], 'cancelled', now());
      jobs.signal(id);
      jobs.begin(ctx.permit, id);
      await jobs.render(id, ctx.update);
    },
  });
