import { z } from 'zod';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import type { BulkDeps } from './deps.js';
import { PAGE_SIZE, inputName, selectionCard } from './cards/ticks.js';
import { choosing, changesJob, onJob } from './job-actions.js';
import { type BulkJob, summarize } from './model.js';
import { topicsOf } from './topics.js';
import type { Action } from '../../bot/action.js';

const at = z.object({
  start: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform((text) => Math.floor(Number(text) / PAGE_SIZE) * PAGE_SIZE),
});
/** With a tick for each row of the page, by the row's own name. */
const ticks = at.extend({ then: z.enum(['next', 'back', 'none', 'all', 'done']) }).loose();

/** A page of what was found, with a tick each. */
export const bulkLook = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-look',
    extra: at.partial(),
    run: choosing(deps, (ctx, job, { start = 0 }) => showPage(ctx, deps, job, start)),
  });

/** Keeps the ticks of a page, and goes where the button says. */
export const bulkTick = (deps: BulkDeps, shows: Action): Action =>
  changesJob(deps, {
    name: 'bulk-tick',
    extra: ticks,
    ifStale: 'acts',
    // The ticks have names of their own, one for each row.
    retry: { with: shows, when: 'always' },
    run: choosing(deps, async (ctx: ActionContext, job, input) => {
      const { start, then } = input;
      const { store, render } = deps.jobs;
      if (then === 'none' || then === 'all') {
        await store.select(job.id, then === 'all');
        await showPage(ctx, deps, job, start);
        return;
      }
      const items = await store.items(job.id, { offset: start, limit: PAGE_SIZE });
      for (const wanted of [true, false]) {
        const so = items.filter(({ position }) => input[inputName(position)] === String(wanted));
        const ids = so.map(({ recordingId }) => recordingId);
        await store.select(job.id, wanted, ids);
      }
      if (then === 'done') await render(job.id, ctx.update);
      else await showPage(ctx, deps, job, start + (then === 'next' ? PAGE_SIZE : -PAGE_SIZE));
    }),
  });

async function showPage(
  ctx: ViewContext,
  deps: BulkDeps,
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
