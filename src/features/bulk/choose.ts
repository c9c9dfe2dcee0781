import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import type { Action } from '../../bot/action.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import {
  type TimeWords,
  cardDate,
  duration,
  factsLine,
  size,
  timeWords,
} from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { JobItem } from '../../jobs/job.js';
import { defined, present } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';
import { amount, button, counted } from './words.js';
import { choosing, onJob } from './job-actions.js';
import { type BulkDeps, type BulkJob, type BulkSummary, SELECT, summarize } from './model.js';
import { topicsInList } from './actor.js';
import { ask } from './confirm.js';
import { MOST_TOPICS, postTable } from './table.js';

/** Rows of a page. */
export const PAGE_SIZE = 8;

const at = z.object({
  start: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform((text) => Math.floor(Number(text) / PAGE_SIZE) * PAGE_SIZE),
});
/** With a checkbox for each row of the page, by the row's own name. */
const checkboxes = at
  .extend({ then: z.enum(['next', 'back', 'none', 'all', 'done', 'trash', 'table']) })
  .loose();

/** Shows a page of the recordings found, with a checkbox each. */
export const bulkLook = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-look',
    extra: at.partial(),
    run: choosing(deps, (ctx, job, at) => showSelection(ctx, deps, job, at)),
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
      switch (then) {
        case 'done':
          await render(job.id, ctx.update);
          return;
        case 'trash':
          await askToTrash(ctx, deps, job, start);
          return;
        case 'table':
          await postSelection(ctx, deps, job);
          await showSelection(ctx, deps, job, { start });
          return;
        default:
          await showSelection(ctx, deps, job, { start: start + by[then] });
      }
    }),
  });

/** The question about what is ticked, or the checkboxes again. */
async function askToTrash(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  start: number,
): Promise<void> {
  const summary = summarize(await deps.jobs.store.tally(job.id));
  if (summary.selected.count > 0) await ask(ctx, deps, job, 'trash', summary);
  else await showSelection(ctx, deps, job, { start, problem: 'Tick the recordings to delete.' });
}

interface SelectionPage {
  /** Position of a recording on it; by default of the first. */
  readonly start?: number | undefined;
  /** Ours. */
  readonly problem?: string;
}

/** Shows a page of checkboxes in the place of the card. */
export async function showSelection(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  page: SelectionPage,
): Promise<void> {
  const { store, render } = deps.jobs;
  const content = await selectionOf(deps, ctx.actor, job, page);
  if (content === undefined) await render(job.id, ctx.update);
  else await store.moveCard(job.id, await ctx.update(content));
}

/** A page of checkboxes; undefined where there are none. */
export async function selectionOf(
  deps: BulkDeps,
  actor: Actor,
  job: BulkJob,
  { start: wanted = 0, problem }: SelectionPage,
): Promise<Content | undefined> {
  const { store } = deps.jobs;
  const start = Math.max(0, Math.floor(wanted / PAGE_SIZE) * PAGE_SIZE);
  const [tally, items] = await Promise.all([
    store.tally(job.id),
    store.items(job.id, { offset: start, limit: PAGE_SIZE }),
  ]);
  // A list of none has a page that says so.
  if (items.length === 0 && job.kind !== SELECT) return undefined;
  const ids = items.map(({ recordingId }) => recordingId);
  const topics = await topicsInList(deps, actor, job, ids);
  const { timeZone } = await deps.settings.of(actor.personId);
  const when = timeWords(timeZone, deps.now());
  const summary = summarize(tally);
  return selectionCard({
    ...{ job, summary, start, items, topics, when },
    ...defined({ problem }),
  });
}

interface SelectionView {
  readonly job: BulkJob;
  readonly summary: BulkSummary;
  /** Position of the first. */
  readonly start: number;
  readonly items: readonly JobItem[];
  /** Topics by id, escaped; only those that could be read. */
  readonly topics: ReadonlyMap<string, string>;
  readonly when?: TimeWords;
  readonly problem?: string;
}

/** The checkbox of the item at a position. */
export function inputName(position: number): string {
  return `t${position}`;
}

/** Recordings with a checkbox each; every button saves the selection. */
export function selectionCard(view: SelectionView): Content {
  const { job, summary, start, items, topics, when = cardDate, problem } = view;
  const { all, selected, bySite } = summary;
  const end = start + items.length;
  const titleOf = (item: JobItem): string =>
    [
      topics.get(item.recordingId) ?? 'A recording that Webex can’t show right now',
      factsLine(
        present([
          when(item.recordedAt),
          item.durationSeconds !== undefined && duration(item.durationSeconds),
          item.sizeBytes !== undefined && size(item.sizeBytes),
          bySite.length > 1 && item.siteUrl !== undefined && escapeText(item.siteUrl, 40),
        ]),
      ),
    ].join(' · ');
  const to = (title: string, then: string) =>
    button(job, title, 'bulk-tick', { start: String(start), then });
  const ofList = job.kind === SELECT;
  const of = `${counted(start + 1)}–${counted(end)} of ${counted(all.count)}`;
  const back = start > 0 && to('‹ Back', 'back');
  const next = end < all.count && to('Next ›', 'next');
  const none = selected.count > 0 && to('Select none', 'none');
  const every = selected.count !== all.count && to('Select all', 'all');
  const leave = button(job, 'Cancel', 'select-cancel');
  const tools = ofList ? present([every, none, all.count > 0 && to('Get as a file', 'table')]) : [];
  const filled = card('bulk-ticks', {
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    title:
      ofList && selected.count === 0
        ? 'Select recordings'
        : `Selected: ${amount(selected)} of ${counted(all.count)}`,
    range: ofList
      ? listRange(job, of, all.count)
      : `${of}, oldest first. Untick the ones you want to keep.`,
    rows: items.map((item) => ({
      id: inputName(item.position),
      title: titleOf(item),
      value: String(item.selected),
    })),
    orders: ofList && all.count > 0 ? [to('Delete…', 'trash')] : [],
    buttons: present(ofList ? [back, next, leave] : [back, next, none, every, to('Done', 'done')]),
    hasTools: tools.length > 0,
    tools,
  });
  return fillCard(filled);
}

function listRange({ data: { seen } }: BulkJob, of: string, all: number): string {
  const left = seen - all;
  return present([
    all === 0 ? 'None of these recordings is yours to change.' : `${of}. Tick the ones you want.`,
    all > 0 &&
      left > 0 &&
      `${counted(left)} not yours to change ${left === 1 ? 'is' : 'are'} left out.`,
  ]).join(' ');
}

/** Sends the selected recordings as a table; all where none is selected. */
async function postSelection({ actor }: ViewContext, deps: BulkDeps, job: BulkJob): Promise<void> {
  const { store } = deps.jobs;
  const selected = await store.items(job.id, { selected: true });
  const items = selected.length > 0 ? selected : await store.items(job.id);
  const ids = items.slice(0, MOST_TOPICS).map(({ recordingId }) => recordingId);
  const topics = await topicsInList(deps, actor, job, ids);
  const rows = items.map((item) => ({
    ...item,
    id: item.recordingId,
    topic: topics.get(item.recordingId) ?? '',
    createdAt: item.recordedAt,
    last: item.selected ? 'yes' : 'no',
  }));
  await postTable(job, deps, rows, { last: 'selected', markdown: 'Your list as a file:' });
}
