import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import { type Action, digits } from '../../bot/feature.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import type { TimeWords } from '../../bot/ui/format.js';
import { cardDate, duration, factsLine, size, timeWords, unbroken } from '../../bot/ui/format.js';
import { linkRows } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { JobItem } from '../../jobs/job.js';
import { readState } from '../../query/list-state.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { forCards, topicsInList } from './act.js';
import { postList } from './find.js';
import { amountWords, button, missingWords, narrowedWords, whoOf } from './words.js';
import { choosing, onJob, replaceCard } from './job-actions.js';
import type { BulkChange, BulkDeps, BulkJob, BulkSummary } from './model.js';
import { WHOLE_BIN, CHANGES, CLEAN_UP, SELECT, bulkData, summarize } from './model.js';
import { homeSite, showListPage } from '../list/index.js';
import { ask, isAllowed } from './confirm.js';

export const PAGE_SIZE = 8;

export const pagePosition = z.object({
  start: digits(6).transform((start) => Math.floor(start / PAGE_SIZE) * PAGE_SIZE),
});
const STEPS = ['next', 'back', 'none', 'all', 'done', 'table'] as const;
/** Has a checkbox for each row of the page, by the row's own name. */
const checkboxes = pagePosition.extend({ then: z.enum([...STEPS, ...CHANGES]) }).loose();

/** Shows a page of the recordings found, with a checkbox each. */
export const bulkLook = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-look',
    extra: pagePosition.partial(),
    run: choosing(deps, (ctx, job, at) => showSelection(ctx, deps, job, at)),
  });

/** Saves the selection of a page, then does what the button says. */
export const bulkTick = (deps: BulkDeps, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-tick',
    extra: checkboxes,
    ifStale: 'acts',
    // The checkboxes' names differ from row to row.
    retry: { with: shows, when: 'always' },
    run: choosing(deps, async (ctx: ActionContext, job, input) => {
      const { start, then } = input;
      const { store, render } = deps.jobs;
      if (then === 'none' || then === 'all') await store.select(job.id, then === 'all');
      else await saveTicks(deps, job, input);
      const by = { next: PAGE_SIZE, back: -PAGE_SIZE, none: 0, all: 0 };
      switch (then) {
        case 'done':
          await render(job.id, ctx.update);
          return;
        case 'trash':
        case 'restore':
        case 'delete':
          await askAbout(ctx, deps, job, { what: then, start });
          return;
        case 'table':
          await postList(ctx, deps, job);
          await showSelection(ctx, deps, job, { start });
          return;
        default:
          await showSelection(ctx, deps, job, { start: start + by[then] });
      }
    }),
  });

/** Saves which rows of a page are ticked; those that the click does not name stay as they are. */
export async function saveTicks(
  { jobs: { store } }: BulkDeps,
  { id }: Pick<BulkJob, 'id'>,
  ticks: Readonly<Record<string, unknown>> & { readonly start: number },
): Promise<void> {
  const items = await store.items(id, { offset: ticks.start, limit: PAGE_SIZE });
  for (const selected of [true, false]) {
    const ids = items
      .filter(({ position }) => ticks[inputName(position)] === String(selected))
      .map(({ recordingId }) => recordingId);
    await store.select(id, selected, ids);
  }
}

/** The question about what is ticked, or the checkboxes again where nothing is. */
async function askAbout(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  { what, start }: { readonly what: BulkChange; readonly start: number },
): Promise<void> {
  const summary = summarize(await deps.jobs.store.tally(job.id));
  if (summary.selected.count === 0) {
    const problem = what === 'restore' ? words.bulk.tickToRestore : words.bulk.tickToDelete;
    await showSelection(ctx, deps, job, { start, problem });
  } else if (await isAllowed(ctx, deps, job, what, summary)) {
    await ask(ctx, deps, job, what, summary);
  }
}

interface SelectionPage {
  /** Position of a recording on it; by default of the first. */
  readonly start?: number | undefined;
  /** Ours. */
  readonly problem?: string;
}

/** Replaces the card by a page of checkboxes. */
export async function showSelection(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  page: SelectionPage,
): Promise<void> {
  const content = await selectionOf(deps, ctx.actor, job, page);
  if (content === undefined) await deps.jobs.render(job.id, ctx.update);
  else await replaceCard(ctx, deps, job, content);
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
  const topics = forCards(await topicsInList(deps, actor, job, ids));
  const { timeZone } = await deps.settings.of(actor.personId);
  const when = timeWords(timeZone, deps.now());
  const summary = summarize(tally);
  return selectionCard({
    ...{ job, summary, start, items, topics, when, home: homeSite(tally) },
    ...defined({ problem }),
  });
}

interface SelectionView {
  readonly job: BulkJob;
  readonly summary: BulkSummary;
  readonly start: number;
  readonly items: readonly JobItem[];
  /** Topics by id, escaped; only those that could be read. */
  readonly topics: ReadonlyMap<string, string>;
  /** The site of most of them; rows name only other sites. */
  readonly home?: string | undefined;
  readonly when?: TimeWords;
  readonly problem?: string;
}

export function inputName(position: number): string {
  return `t${position}`;
}

/** Recordings with a checkbox each; every button saves the selection. */
export function selectionCard(view: SelectionView): Content {
  const { job, summary, start, items, topics, home, when = cardDate, problem } = view;
  const { all, selected } = summary;
  const end = start + items.length;
  const textOf = (item: JobItem): string =>
    factsLine(
      present([
        when(item.recordedAt),
        item.durationSeconds !== undefined && duration(item.durationSeconds),
        item.sizeBytes !== undefined && size(item.sizeBytes),
        item.siteUrl !== undefined && item.siteUrl !== home && escapeText(item.siteUrl, 40),
      ]),
      topics.get(item.recordingId) ?? words.bulk.notShown,
    );
  const to = (title: string, then: string) =>
    button(job, title, 'bulk-tick', { start: String(start), then });
  const leave = {
    [SELECT]: button(job, words.common.cancel, 'select-cancel'),
    [WHOLE_BIN]: button(job, words.common.cancel, 'job-cancel'),
  }[job.kind];
  const moves = present([
    start > 0 && to(words.bulk.pageBack, 'back'),
    end < all.count && to(words.bulk.pageNext, 'next'),
    selected.count !== all.count && to(words.bulk.selectAll, 'all'),
    selected.count > 0 && to(words.bulk.selectNone, 'none'),
  ]);
  const isList = job.kind === SELECT && all.count > 0;
  const others = present([
    isList && button(job, words.share.button, 'bulk-share', { start: String(start) }),
    job.kind !== CLEAN_UP && all.count > 0 && to(words.bulk.getFile, 'table'),
    leave,
  ]);
  const orders = (all.count === 0 ? [] : ordersOf(job)).map(({ title, then, style }) => ({
    ...to(title, then),
    style,
  }));
  const filled = card('bulk-ticks', {
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    title: unbroken(selectionTitle(job, summary)),
    range: unbroken(rangeOf(job, { from: start + 1, to: end, all: all.count })),
    rows: items.map((item) => ({
      id: inputName(item.position),
      title: textOf(item),
      value: String(item.selected),
    })),
    hasOrders: orders.length > 0,
    orders,
    // The buttons that change recordings have a row of their own.
    tools: isList ? linkRows([], moves, [others]).tools : linkRows([], [...moves, ...others]).tools,
  });
  return fillCard(filled, words.common.pressHint);
}

/** The buttons below the checkboxes, by the kind of job. */
function ordersOf({
  kind,
  data,
}: BulkJob): readonly { title: string; then: string; style: string }[] {
  if (kind === SELECT) return [{ title: words.common.delete, then: 'trash', style: 'default' }];
  if (kind === CLEAN_UP) return [{ title: words.bulk.ticked, then: 'done', style: 'default' }];
  if (kind !== WHOLE_BIN) return [];
  const restore = { title: words.bulk.restore, then: 'restore', style: 'default' };
  // All are ticked: nothing beside it deletes them for good.
  if (data.what === 'restore') return [restore];
  return [restore, { title: words.common.deleteForGood, then: 'delete', style: 'destructive' }];
}

function selectionTitle(job: BulkJob, { all, selected }: BulkSummary): string {
  const { count, bytes } = selected;
  if (count > 0) {
    const known = bytes > 0 ? size(bytes) : 'none';
    return words.bulk.selectedOf({ count, all: all.count, size: known });
  }
  return job.kind === WHOLE_BIN
    ? words.bulk.binHolds({ who: whoOf(job), what: amountWords(all) })
    : words.bulk.select;
}

function rangeOf(job: BulkJob, range: Readonly<Record<'from' | 'to' | 'all', number>>): string {
  if (job.kind === CLEAN_UP) return words.bulk.rangeToKeep(range);
  if (job.kind === WHOLE_BIN) {
    const narrowed = narrowedWords(job);
    return present([
      narrowed !== undefined && `${narrowed}.`,
      missingWords(job),
      words.bulk.rangeInBin({ ...range, alone: job.data.what === 'restore' ? 'yes' : 'no' }),
    ]).join(' ');
  }
  const { all } = range;
  if (all === 0) return job.data.seen === 0 ? words.bulk.noneThere : words.bulk.noneYours;
  const left = job.data.seen - all;
  const leftOut = left > 0 && words.bulk.leftOut({ count: left });
  return present([words.bulk.rangeToTick(range), leftOut]).join(' ');
}

/** Goes back from the checkboxes to their list. */
export const leaveSelection = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'select-cancel',
    extra: z.object({}),
    ifStale: 'acts',
    stops: true,
    run: async (ctx, job) => {
      const { list } = bulkData.safeParse(job.data).data ?? {};
      await deps.jobs.store.change(job.id, ['asking'], 'cancelled', deps.now());
      const state = readState(list, deps.now());
      const { actor, update: answer } = ctx;
      if (state === undefined) await deps.jobs.render(job.id, ctx.update);
      else await showListPage(deps, { actor, answer }, state);
    },
  });
