import { beginBulk } from '../bulk/begin.js';
import { bulkData, UNDO } from '../bulk/data.js';
import { expiredContent } from '../views/expired.js';
import { onJob } from './job-of.js';

/** Restores everything that a job has moved to the recycle bin, as work of its own. */
export const bulkUndo = onJob('bulk-undo', async (click, services, job) => {
  const { jobs, now } = services;
  const data = bulkData.safeParse(job.data).data;
  const ended = job.state === 'done' || job.state === 'cancelled';
  if (data?.what !== 'trash' || data.phase !== 'act' || !ended) {
    await click.replace(expiredContent());
    return;
  }
  const items = await jobs.book.items(job.id, { outcomes: ['done'] });
  const undo = {
    phase: 'act',
    what: 'restore',
    seen: 0,
    found: items.length,
    undoes: job.id,
  } as const;
  const id = await beginBulk(click, services, { kind: UNDO, data: undo, items }, click.tell);
  if (id === undefined) return;
  await jobs.book.saveData(job.id, { ...data, undoneBy: id }, now());
  await jobs.show(job.id);
});
