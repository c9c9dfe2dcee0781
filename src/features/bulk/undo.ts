import { z } from 'zod';
import type { ActionContext } from '../../bot/context.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { BulkDeps } from './deps.js';
import { startBulk } from './begin.js';
import { changesJob } from './job-actions.js';
import { UNDO, bulkData, type BulkData } from './model.js';
import type { Action } from '../../bot/action.js';

/** The undo that the button was drawn after; none on that of the first. */
const drawn = z.object({ after: z.string().optional().catch(undefined) });

/**
 * Restores everything that a job has moved to the recycle bin, as work of its own. A second click on
 * the same button, or one that is tried again, shows the undo that there is.
 */
export const bulkUndo = (deps: BulkDeps, shows: Action): Action =>
  changesJob(deps, {
    name: 'bulk-undo',
    extra: drawn,
    ifStale: shows,
    run: async (ctx, job, { after }) => {
      const { jobs, now } = deps;
      const data = bulkData.safeParse(job.data).data;
      const ended = job.state === 'done' || job.state === 'cancelled';
      if (data?.what !== 'trash' || data.phase !== 'act' || !ended) {
        await ctx.update(expiredContent());
        return;
      }
      if (await isThere(ctx, deps, data.undoneBy, after)) {
        await jobs.render(job.id);
        return;
      }
      const items = await jobs.store.items(job.id, { outcomes: ['done'] });
      const undo: BulkData = {
        phase: 'act',
        what: 'restore',
        seen: 0,
        found: items.length,
        undoes: job.id,
      };
      const onShown = (id: string): Promise<void> =>
        jobs.store.saveData(job.id, { ...data, undoneBy: id }, now());
      const start = { kind: UNDO, data: undo, items, onShown };
      const id = await startBulk(ctx, deps, start, ctx.reply);
      if (id !== undefined) await jobs.render(job.id);
    },
  });

/** Shows the undo that is not to be begun once more, where there is one. */
async function isThere(
  { reply: tell, permit }: ActionContext,
  { jobs, now }: BulkDeps,
  undoneBy: string | undefined,
  after: string | undefined,
): Promise<boolean> {
  const undo = undoneBy === undefined ? undefined : await jobs.store.get(undoneBy);
  if (undo === undefined) return false;
  const isOver = undo.state === 'done' || undo.state === 'cancelled';
  if (isOver) {
    if (after === undoneBy) return false;
    await jobs.render(undo.id, tell);
    return true;
  }
  // Its process may have died between showing and beginning it.
  const begun = await jobs.store.change(undo.id, ['asking'], 'running', now());
  if (begun !== undefined) jobs.begin(permit, undo.id);
  await jobs.render(undo.id);
  return true;
}
