import { onJob } from './job-of.js';

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
