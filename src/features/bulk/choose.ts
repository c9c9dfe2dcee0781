import { z } from 'zod';
import type { Action } from '../../bot/action.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate, duration, size } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { JobItem } from '../../jobs/job.js';
import { present } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';
import { amount, button, counted } from './words.js';
import { choosing, onJob } from './job-actions.js';
import { type BulkDeps, type BulkJob, type BulkSummary, summarize } from './model.js';
import { topicsOf } from './actor.js';

/** Rows of a page. */
export const PAGE_SIZE = 8;

const at = z.object({
  start: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform((text) => Math.floor(Number(text) / PAGE_SIZE) * PAGE_SIZE),
});
/** With a checkbox for each row of the page, by the row's own name. */
const checkboxes = at.extend({ then: z.enum(['next', 'back', 'none', 'all', 'done']) }).loose();

/** Shows a page of the recordings found, with a checkbox each. */
export const bulkLook = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-look',
    extra: at.partial(),
    run: choosing(deps, (ctx, job, { start = 0 }) => showPage(ctx, deps, job, start)),
  });

/** Saves the selection of a page, and goes where the button says. */
export const bulkTick = (deps: BulkDeps, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-tick',
    extra: checkboxes,
    ifStale: 'acts',
    // The checkboxes have names of their own, one for each row.
    retry: { with: shows, when: 'always' },
    run: choosing(deps, async (ctx: ActionContext, job, input) => {
      const { start, then } = input;
      const { store, render } = deps.jobs;
      if (then === 'none' || then === 'all') {
        await store.select(job.id, then === 'all');
      } else {
        const items = await store.items(job.id, { offset: start, limit: PAGE_SIZE });
        for (const selected of [true, false]) {
          const ids = items
            .filter(({ position }) => input[inputName(position)] === String(selected))
            .map(({ recordingId }) => recordingId);
          await store.select(job.id, selected, ids);
        }
      }
      const by = { next: PAGE_SIZE, back: -PAGE_SIZE, none: 0, all: 0 };
      if (then === 'done') await render(job.id, ctx.update);
      else await showPage(ctx, deps, job, start + by[then]);
    }),
  });

async function showPage(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  wanted: number,
): Promise<void> {
  const { store, render } = deps.jobs;
  const start = Math.max(0, wanted);
  const [tally, items] = await Promise.all([
    store.tally(job.id),
    store.items(job.id, { offset: start, limit: PAGE_SIZE }),
  ]);
  if (items.length === 0) {
    await render(job.id, ctx.update);
    return;
  }
  const ids = items.map(({ recordingId }) => recordingId);
  const topics = await topicsOf(deps, job, ids);
  const content = selectionCard({ job, summary: summarize(tally), start, items, topics });
  await store.moveCard(job.id, await ctx.update(content));
}

interface SelectionView {
  readonly job: BulkJob;
  readonly summary: BulkSummary;
  /** Position of the first. */
  readonly start: number;
  readonly items: readonly JobItem[];
  /** Topics by id, escaped; only those that could be read. */
  readonly topics: ReadonlyMap<string, string>;
}

/** The checkbox of the item at a position. */
export function inputName(position: number): string {
  return `t${position}`;
}

/** Recordings with a checkbox each; every button saves the selection. */
export function selectionCard({ job, summary, start, items, topics }: SelectionView): Content {
  const { all, selected, bySite } = summary;
  const end = start + items.length;
  const titleOf = (item: JobItem): string =>
    present([
      topics.get(item.recordingId) ?? 'A recording that Webex can’t show right now',
      cardDate(item.recordedAt),
      item.durationSeconds !== undefined && duration(item.durationSeconds),
      item.sizeBytes !== undefined && size(item.sizeBytes),
      bySite.length > 1 && item.siteUrl !== undefined && escapeText(item.siteUrl, 40),
    ]).join(' · ');
  const to = (title: string, then: string) =>
    button(job, title, 'bulk-tick', { start: String(start), then });
  const filled = card('bulk-ticks', {
    title: `Selected: ${amount(selected)} of ${counted(all.count)}`,
    range: `${counted(start + 1)}–${counted(end)} of ${counted(all.count)}, oldest first. Untick the ones you want to keep.`,
    rows: items.map((item) => ({
      id: inputName(item.position),
      title: titleOf(item),
      value: String(item.selected),
    })),
    buttons: present([
      start > 0 && to('‹ Save & back', 'back'),
      end < all.count && to('Save & next ›', 'next'),
      selected.count > 0 && to('Select none', 'none'),
      selected.count !== all.count && to('Select all', 'all'),
      to('Save & done', 'done'),
    ]),
  });
  return fillCard(filled);
}
