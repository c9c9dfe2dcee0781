import { z } from 'zod';
import type { Click } from '../../bot/context.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Services } from '../deps.js';
import { TICKS, tickName, ticksContent } from './cards/ticks.js';
import { onChoice } from './job-actions.js';
import { type BulkJob, standingOf } from './model.js';
import { topicsOf } from './topics.js';

const at = z.object({
  start: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform((text) => Math.floor(Number(text) / TICKS) * TICKS),
});
const tick = at.extend({ then: z.enum(['next', 'back', 'none', 'all', 'done']) });

/** A page of what was found, with a tick each. */
export const bulkLook = onChoice('bulk-look', async (click, services, job) => {
  const read = at.safeParse(click.inputs);
  await showPage(click, services, job, read.data?.start ?? 0);
});

/** Keeps the ticks of a page, and goes where the button says. */
export const bulkTick = onChoice('bulk-tick', async (click, services, job) => {
  const read = tick.safeParse(click.inputs);
  if (!read.success) {
    await click.replace(expiredContent());
    return;
  }
  const { start, then } = read.data;
  const { book, show } = services.jobs;
  if (then === 'none' || then === 'all') {
    await book.tick(job.id, then === 'all');
    await showPage(click, services, job, start);
    return;
  }
  const items = await book.items(job.id, { offset: start, limit: TICKS });
  for (const wanted of [true, false]) {
    const so = items.filter(({ position }) => click.inputs[tickName(position)] === String(wanted));
    const ids = so.map(({ recordingId }) => recordingId);
    await book.tick(job.id, wanted, ids);
  }
  if (then === 'done') await show(job.id, click.replace);
  else await showPage(click, services, job, start + (then === 'next' ? TICKS : -TICKS));
});

async function showPage(
  click: Click,
  services: Services,
  job: BulkJob,
  wanted: number,
): Promise<void> {
  const { book, show } = services.jobs;
  const start = Math.max(0, wanted);
  const [tally, items] = await Promise.all([
    book.tally(job.id),
    book.items(job.id, { offset: start, limit: TICKS }),
  ]);
  if (items.length === 0) {
    await show(job.id, click.replace);
    return;
  }
  const ids = items.map(({ recordingId }) => recordingId);
  const topics = await topicsOf(services, job, ids);
  const content = ticksContent({ job, standing: standingOf(tally), start, items, topics });
  await book.moveCard(job.id, await click.replace(content));
}
