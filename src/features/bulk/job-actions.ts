import { z } from 'zod';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { ActionContext } from '../../bot/context.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Job } from '../../jobs/job.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';
import { bulkKinds } from './job.js';
import { type BulkJob, bulkData } from './model.js';

const named = z.object({ job: z.uuid() });

/** The job that a button names: only ever one of whoever clicked. */
async function jobOf({ inputs, actor }: ActionContext, { jobs }: Deps): Promise<Job | undefined> {
  const read = named.safeParse(inputs);
  if (!read.success) return undefined;
  const job = await jobs.store.get(read.data.job);
  return job?.personId === uuidOf(actor.personId) ? job : undefined;
}

/**
 * An action on one's own job; a click on any other is answered, and does nothing. Where it is for a
 * host, it is seen anew that whoever clicked still may.
 */
export function onJob(
  name: string,
  work: (ctx: ActionContext, deps: Deps, job: Job) => Promise<void>,
): Action {
  return {
    name,
    run: async (ctx, deps) => {
      const job = await jobOf(ctx, deps);
      if (job === undefined) {
        await ctx.update(expiredContent());
        return;
      }
      const whose = job.hostId === undefined ? {} : { host: job.hostId };
      const actor = await resolveActor(deps, ctx.actor, whose);
      await work(withActor(ctx, actor), deps, job);
    },
  };
}

/**
 * An action on work on many recordings that waits for its person to choose; where it is past that,
 * its card shows how it is.
 */
export function onChoice(
  name: string,
  work: (ctx: ActionContext, deps: Deps, job: BulkJob) => Promise<void>,
): Action {
  return onJob(name, async (ctx, deps, job) => {
    const data = bulkData.safeParse(job.data);
    const bulk = bulkKinds.some((kind) => kind.name === job.kind) && data.success;
    if (bulk && job.state === 'asking' && data.data.phase === 'choose') {
      await work(ctx, deps, { ...job, data: data.data });
      return;
    }
    await deps.jobs.render(job.id, ctx.update);
  });
}

/** How a job is now. */
export const jobShow = onJob('job-show', async (ctx, { jobs }, { id }) => {
  await jobs.render(id, ctx.update);
});

/** Lets a job rest after the step that it is at. */
export const jobPause = onJob('job-pause', async (ctx, { jobs, now }, { id }) => {
  await jobs.store.change(id, ['running'], 'paused', now());
  jobs.signal(id);
  await jobs.render(id, ctx.update);
});

/** Goes on with a job that rests. */
export const jobResume = onJob('job-resume', async (ctx, { jobs, now }, { id }) => {
  await jobs.store.change(id, ['paused'], 'running', now());
  jobs.begin(id);
  await jobs.render(id, ctx.update);
});

/** Gives a job up after the step that it is at; what is done stays done. */
export const jobCancel = onJob('job-cancel', async (ctx, { jobs, now }, { id }) => {
  await jobs.store.change(id, ['asking', 'running', 'paused'], 'cancelled', now());
  jobs.signal(id);
  jobs.begin(id);
  await jobs.render(id, ctx.update);
});
