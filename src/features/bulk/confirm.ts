import { z } from 'zod';
import type { ActionContext } from '../../bot/context.js';
import { expiredContent, messageContent } from '../../bot/ui/message.js';
import type { Deps } from '../deps.js';
import { confirmBulkCard } from './cards/confirm.js';
import { onChoice } from './job-actions.js';
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
export const bulkAsk = onChoice('bulk-ask', async (ctx, deps, job) => {
  const read = order.safeParse(ctx.inputs);
  const standing = summarize(await deps.jobs.store.tally(job.id));
  const what = read.data?.what;
  if (what === undefined || !(await mayGoOn(ctx, deps, job, what, standing))) {
    if (what === undefined) await ctx.update(expiredContent());
    return;
  }
  await ask(ctx, deps, job, what, standing);
});

/** The answer: begins what was confirmed, if it is still that which was asked about. */
export const bulkGo = onChoice('bulk-go', async (ctx, deps, job) => {
  const read = confirmed.safeParse(ctx.inputs);
  if (!read.success) {
    await ctx.update(expiredContent());
    return;
  }
  const { what, count, chosen, typed } = read.data;
  const { jobs, now } = deps;
  const standing = summarize(await jobs.store.tally(job.id));
  if (!(await mayGoOn(ctx, deps, job, what, standing))) return;
  // The number is not enough: an older question may stand somewhere with as many others.
  if (count !== standing.selected.count || chosen !== (await selectionDigest(jobs.store, job.id))) {
    const said = '**What is chosen has changed meanwhile.** Nothing was done.';
    await ask(ctx, deps, job, what, standing, said);
    return;
  }
  if (what === 'delete' && numberIn(typed) !== count) {
    const said = '**That is not the number to type.** Nothing was deleted.';
    await ask(ctx, deps, job, what, standing, said);
    return;
  }
  // What was searched for is not needed any more: it can be as telling as a topic.
  const data = { ...job.data, search: undefined, phase: 'act', what };
  await jobs.store.change(job.id, ['asking'], 'running', now(), data);
  jobs.begin(job.id);
  await jobs.render(job.id, ctx.update);
});

/** Answers where it may not go on. */
async function mayGoOn(
  ctx: ActionContext,
  { allowPurge, jobs }: Deps,
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
  ctx: ActionContext,
  { jobs }: Deps,
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
