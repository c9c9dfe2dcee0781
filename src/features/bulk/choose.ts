import { z } from 'zod';
import type { ActionContext } from '../../bot/context.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { Deps } from '../deps.js';
import { PAGE_SIZE, inputName, selectionCard } from './cards/ticks.js';
import { onChoice } from './job-actions.js';
import { type BulkJob, summarize } from './model.js';
import { topicsOf } from './topics.js';

const at = z.object({
  start: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform((text) => Math.floor(Number(text) / PAGE_SIZE) * PAGE_SIZE),
});
const tick = at.extend({ then: z.enum(['next', 'back', 'none', 'all', 'done']) });

/** A page of what was found, with a tick each. */
export const bulkLook = onChoice('bulk-look', async (ctx, deps, job) => {
  const read = at.safeParse(ctx.inputs);
  await showPage(ctx, deps, job, read.data?.start ?? 0);
});

/** Keeps the ticks of a page, and goes where the button says. */
export const bulkTick = onChoice('bulk-tick', async (ctx, deps, job) => {
  const read = tick.safeParse(ctx.inputs);
  if (!read.success) {
    await ctx.update(expiredContent());
    return;
  }
  const { start, then } = read.data;
  const { store, render: show } = deps.jobs;
  if (then === 'none' || then === 'all') {
    await store.select(job.id, then === 'all');
    await showPage(ctx, deps, job, start);
    return;
  }
  const items = await store.items(job.id, { offset: start, limit: PAGE_SIZE });
  for (const wanted of [true, false]) {
    const so = items.filter(({ position }) => ctx.inputs[inputName(position)] === String(wanted));
    const ids = so.map(({ recordingId }) => recordingId);
    await store.select(job.id, wanted, ids);
  }
  if (then === 'done') await show(job.id, ctx.update);
  else await showPage(ctx, deps, job, start + (then === 'next' ? PAGE_SIZE : -PAGE_SIZE));
});

async function showPage(
  ctx: ActionContext,
  deps: Deps,
  job: BulkJob,
  wanted: number,
): Promise<void> {
  const { store, render: show } = deps.jobs;
  const start = Math.max(0, wanted);
  const [tally, items] = await Promise.all([
    store.tally(job.id),
    store.items(job.id, { offset: start, limit: PAGE_SIZE }),
  ]);
  if (items.length === 0) {
    await show(job.id, ctx.update);
    return;
  }
  const ids = items.map(({ recordingId }) => recordingId);
  const topics = await topicsOf(deps, job, ids);
  const content = selectionCard({ job, standing: summarize(tally), start, items, topics });
  await store.moveCard(job.id, await ctx.update(content));
}
