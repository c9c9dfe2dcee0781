import { z } from 'zod';
import { actingOf, turnFor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Click } from '../../bot/context.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Job } from '../../jobs/job.js';
import { uuidOf } from '../../webex/ids.js';
import type { Services } from '../deps.js';
import { bulkKinds } from './job.js';
import { type BulkJob, bulkData } from './model.js';

const named = z.object({ job: z.uuid() });

/** The job that a button names: only ever one of whoever clicked. */
async function jobOf({ inputs, person }: Click, { jobs }: Services): Promise<Job | undefined> {
  const read = named.safeParse(inputs);
  if (!read.success) return undefined;
  const job = await jobs.book.get(read.data.job);
  return job?.personId === uuidOf(person.personId) ? job : undefined;
}

/**
 * An action on one's own job; a click on any other is answered, and does nothing. Where it is for a
 * host, it is seen anew that whoever clicked still may.
 */
export function onJob(
  name: string,
  work: (click: Click, services: Services, job: Job) => Promise<void>,
): Action {
  return {
    name,
    run: async (click, services) => {
      const job = await jobOf(click, services);
      if (job === undefined) {
        await click.replace(expiredContent());
        return;
      }
      const whose = job.hostId === undefined ? {} : { host: job.hostId };
      const acting = await actingOf(services, click.person, whose);
      await work(turnFor(click, acting), services, job);
    },
  };
}

/**
 * An action on work on many recordings that waits for its person to choose; where it is past that,
 * its card shows how it is.
 */
export function onChoice(
  name: string,
  work: (click: Click, services: Services, job: BulkJob) => Promise<void>,
): Action {
  return onJob(name, async (click, services, job) => {
    const data = bulkData.safeParse(job.data);
    const bulk = bulkKinds.some((kind) => kind.name === job.kind) && data.success;
    if (bulk && job.state === 'asking' && data.data.phase === 'choose') {
      await work(click, services, { ...job, data: data.data });
      return;
    }
    await services.jobs.show(job.id, click.replace);
  });
}

/** How a job is now. */
export const jobShow = onJob('job-show', async (click, { jobs }, { id }) => {
  await jobs.show(id, click.replace);
});

/** Lets a job rest after the step that it is at. */
export const jobPause = onJob('job-pause', async (click, { jobs, now }, { id }) => {
  await jobs.book.change(id, ['running'], 'paused', now());
  jobs.nudge(id);
  await jobs.show(id, click.replace);
});

/** Goes on with a job that rests. */
export const jobResume = onJob('job-resume', async (click, { jobs, now }, { id }) => {
  await jobs.book.change(id, ['paused'], 'running', now());
  jobs.begin(id);
  await jobs.show(id, click.replace);
});

/** Gives a job up after the step that it is at; what is done stays done. */
export const jobCancel = onJob('job-cancel', async (click, { jobs, now }, { id }) => {
  await jobs.book.change(id, ['asking', 'running', 'paused'], 'cancelled', now());
  jobs.nudge(id);
  jobs.begin(id);
  await jobs.show(id, click.replace);
});
