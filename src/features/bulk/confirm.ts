import { z } from 'zod';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { messageContent } from '../../bot/ui/message.js';
import type { BulkDeps } from './deps.js';
import { confirmBulkCard } from './cards/confirm.js';
import { choosing, changesJob, onJob } from './job-actions.js';
import {
  BIN,
  type BulkChange,
  type BulkJob,
  CHANGES,
  CLEAN_UP,
  type BulkSummary,
  isWholeBin,
  selectionDigest,
  summarize,
} from './model.js';
import type { Action } from '../../bot/action.js';

const order = z.object({ what: z.enum(CHANGES) });
const confirmed = order.extend({
  count: z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number),
  /** As markOfChosen gave it; a question of an earlier version has none, and is asked again. */
  chosen: z.string().optional(),
  typed: z.unknown().optional(),
});

/** What may be done to what was found: nothing is deleted for good but out of the recycle bin. */
const MAY: Readonly<Record<string, readonly BulkChange[]>> = {
  [CLEAN_UP]: ['trash'],
  [BIN]: ['restore', 'delete'],
};

/** The one question before many are changed. */
export const bulkAsk = (deps: BulkDeps, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-ask',
    extra: order,
    retry: { with: shows, when: 'too-long' },
    run: choosing(deps, async (ctx, job, { what }) => {
      const summary = summarize(await deps.jobs.store.tally(job.id));
      if (await mayGoOn(ctx, deps, job, what, summary)) await ask(ctx, deps, job, what, summary);
    }),
  });

/** The answer: begins what was confirmed, if it is still that which was asked about. */
export const bulkGo = (deps: BulkDeps, asks: Action, shows: Action): Action =>
  changesJob(deps, {
    name: 'bulk-go',
    extra: confirmed,
    ifStale: asks,
    retry: { with: shows, when: 'too-long' },
    run: choosing(deps, async (ctx: ActionContext, job, { what, count, chosen, typed }) => {
      const { jobs, now } = deps;
      const summary = summarize(await jobs.store.tally(job.id));
      if (!(await mayGoOn(ctx, deps, job, what, summary))) return;
      // The number is not enough: an older question may stand somewhere with as many others.
      const digest = await selectionDigest(jobs.store, job.id);
      if (count !== summary.selected.count || chosen !== digest) {
        const said = '**What is chosen has changed meanwhile.** Nothing was done.';
        await ask(ctx, deps, job, what, summary, said);
        return;
      }
      if (what === 'delete' && numberIn(typed) !== count) {
        const said = '**That is not the number to type.** Nothing was deleted.';
        await ask(ctx, deps, job, what, summary, said);
        return;
      }
      // What was searched for is not needed any more: it can be as telling as a topic.
      const data = { ...job.data, search: undefined, phase: 'act', what };
      await jobs.store.change(job.id, ['asking'], 'running', now(), data);
      jobs.begin(ctx.permit, job.id);
      await jobs.render(job.id, ctx.update);
    }),
  });

/** Answers where it may not go on. */
async function mayGoOn(
  ctx: ViewContext,
  { allowPurge, jobs }: BulkDeps,
  job: BulkJob,
  what: BulkChange,
  { all, selected: ticked }: BulkSummary,
): Promise<boolean> {
  const everything = isWholeBin(job, { all, selected: ticked });
  const why =
    MAY[job.kind]?.includes(what) !== true
      ? 'That cannot be done with these.'
      : ticked.count === 0
        ? 'None is chosen.'
        : what === 'delete' && everything && !allowPurge
          ? 'To empty the whole recycle bin is switched off here. Untick what is to stay, or delete single ones.'
          : undefined;
  if (why === undefined) return true;
  const refusal = messageContent({
    title: why,
    paragraphs: ['Nothing was changed.'],
    buttons: [
      { title: 'Look through them', data: { action: 'bulk-look', job: job.id, start: '0' } },
      { title: 'Back', data: { action: 'job-show', job: job.id } },
    ],
  });
  await jobs.store.moveCard(job.id, await ctx.update(refusal));
  return false;
}

async function ask(
  ctx: ViewContext,
  { jobs }: BulkDeps,
  job: BulkJob,
  what: BulkChange,
  { selected: ticked }: BulkSummary,
  said?: string,
): Promise<void> {
  const mark = await selectionDigest(jobs.store, job.id);
  const question = confirmBulkCard(job, what, { ...ticked, digest: mark }, said);
  await jobs.store.moveCard(job.id, await ctx.update(question));
}

/** As people write numbers: `1,234`, `1 234`, `1.234`. */
function numberIn(typed: unknown): number | undefined {
  const text = (typeof typed === 'string' ? typed : String(Number(typed))).trim();
  return /^\d{1,3}([,. '’]?\d{3})*$|^\d+$/.test(text) ? Number(text.replace(/\D/g, '')) : undefined;
}
