import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import { type Action, digits } from '../../bot/feature.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import { card } from '../../bot/ui/card.js';
import { shortCard } from '../../bot/ui/message.js';
import { unbroken } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { present } from '../../util/present.js';
import { DAY, HOUR } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { forCards, topicsInList } from './act.js';
import { amountWords, button, narrowedWords, searchInWords } from './words.js';
import { choosing, onJob, replaceCard } from './job-actions.js';
import type { BulkChange, BulkDeps, BulkJob, BulkSummary, ItemTotals } from './model.js';
import { WHOLE_BIN, CHANGES, CLEAN_UP, SELECT, isWholeBin, summarize } from './model.js';

/** As many names as a person reads before saying yes. */
const NAMED = 8;

const order = z.object({ what: z.enum(CHANGES) });
const confirmed = order.extend({
  count: digits(7),
  /** The selectionDigest; a question of an earlier version has none, and is asked again. */
  chosen: z.string().optional(),
  typed: z.unknown().optional(),
});

/** Allowed changes by job kind: only recordings in the recycle bin are deleted permanently. */
const MAY: Readonly<Record<string, readonly BulkChange[]>> = {
  [CLEAN_UP]: ['trash'],
  [WHOLE_BIN]: ['restore', 'delete'],
  [SELECT]: ['trash'],
};

export const bulkAsk = (deps: BulkDeps, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-ask',
    extra: order,
    retry: { with: shows, when: 'too-long' },
    run: choosing(deps, async (ctx, job, { what }) => {
      const summary = summarize(await deps.jobs.store.tally(job.id));
      if (await isAllowed(ctx, deps, job, what, summary)) await ask(ctx, deps, job, what, summary);
    }),
  });

/** Begins the change that was confirmed, unless the selection has changed since the question. */
export const bulkGo = (deps: BulkDeps, asks: Action, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-go',
    extra: confirmed,
    ifStale: asks,
    retry: { with: shows, when: 'too-long' },
    run: choosing(deps, async (ctx: ActionContext, job, { what, count, chosen, typed }) => {
      const { jobs, now } = deps;
      const summary = summarize(await jobs.store.tally(job.id));
      if (!(await isAllowed(ctx, deps, job, what, summary))) return;
      // The count is not enough: an older card may ask about as many other recordings.
      const digest = await selectionDigest(deps, job);
      const problem =
        count !== summary.selected.count || chosen !== digest
          ? words.bulk.selectionChanged
          : what === 'delete' && numberIn(typed) !== count
            ? words.bulk.wrongNumber({ count })
            : job.kind !== CLEAN_UP && now() - job.updatedAt > ASKED_FOR_MS
              ? words.bulk.askedLongAgo
              : undefined;
      if (problem !== undefined) {
        await ask(ctx, deps, job, what, summary, problem);
        return;
      }
      const { search } = job.data;
      const data = isOutdated(job, now())
        ? { phase: 'find', search, seen: 0, found: 0, confirmed: digest }
        : // The search is no longer needed, and its words can be as private as a topic.
          { ...job.data, search: undefined, list: undefined, phase: 'act', what };
      await jobs.store.change(job.id, ['asking'], 'running', now(), data);
      jobs.begin(ctx.permit, job.id);
      await jobs.render(job.id, ctx.update);
    }),
  });

/**
 * After this time, recordings found by a rule are looked for again: somebody may have watched or renamed one.
 */
const FOUND_FOR_MS = HOUR;
/** After this time, recordings chosen one by one are asked about again, with their present names. */
const ASKED_FOR_MS = DAY;

function isOutdated({ kind, createdAt, data }: BulkJob, now: number): boolean {
  const { search, foundAt = createdAt } = data;
  return kind === CLEAN_UP && search !== undefined && now - foundAt > FOUND_FOR_MS;
}

/** Shows the reason when the change is not allowed. */
export async function isAllowed(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  what: BulkChange,
  summary: BulkSummary,
): Promise<boolean> {
  const why =
    MAY[job.kind]?.includes(what) !== true
      ? words.bulk.notForThese
      : summary.selected.count === 0
        ? words.bulk.nothingSelected
        : what === 'delete' && isWholeBin(job, summary) && !deps.allowPurge
          ? words.bulk.noEmptying
          : undefined;
  if (why === undefined) return true;
  const refusal = shortCard(why, words.bulk.nothingWasChanged, [
    button(job, words.bulk.review, 'bulk-look', { start: '0' }),
    button(job, words.common.back, 'job-show'),
  ]);
  await replaceCard(ctx, deps, job, refusal);
  return false;
}

/** Asks about what is selected, by name as far as that fits. @param problem with the last answer */
export async function ask(
  ctx: ViewContext,
  deps: BulkDeps,
  job: BulkJob,
  what: BulkChange,
  { selected }: BulkSummary,
  problem?: string,
): Promise<void> {
  const digest = await selectionDigest(deps, job);
  const names = await selectedNames(deps, ctx.actor, job);
  const question = confirmBulkCard(job, what, { ...selected, digest, names }, problem);
  await replaceCard(ctx, deps, job, question);
  // The age of the question is measured from here.
  await deps.jobs.store.saveData(job.id, job.data, deps.now());
}

/** Some of what is selected, by name; escaped. */
export async function selectedNames(
  deps: BulkDeps,
  actor: Actor,
  job: BulkJob,
): Promise<readonly string[]> {
  const first = await deps.jobs.store.items(job.id, { selected: true, limit: NAMED });
  const ids = first.map(({ recordingId }) => recordingId);
  const topics = forCards(await topicsInList(deps, actor, job, ids));
  return ids.flatMap((id) => topics.get(id) ?? []);
}

/** Digest of the selected recording ids. */
export async function selectionDigest({ jobs }: BulkDeps, { id }: BulkJob): Promise<string> {
  const hash = createHash('sha256');
  for (const { recordingId } of await jobs.store.items(id, { selected: true })) {
    hash.update(`${recordingId}\n`);
  }
  return hash.digest('base64url');
}

/** A number as people write it: `1,234`, `1 234`, `1.234`. */
function numberIn(typed: unknown): number | undefined {
  const text = (typeof typed === 'string' ? typed : String(Number(typed))).trim();
  return /^\d{1,3}([,. '’]?\d{3})*$|^\d+$/.test(text) ? Number(text.replace(/\D/g, '')) : undefined;
}

/**
 * The question before many recordings are changed. A permanent deletion takes their number, typed.
 * @param selection the digest limits the answer to these recordings; the names are of some, escaped
 * @param problem what was wrong with the last answer
 */
export function confirmBulkCard(
  job: BulkJob,
  what: BulkChange,
  selection: ItemTotals & { readonly digest: string; readonly names?: readonly string[] },
  problem?: string,
): Content {
  const { count, digest, names = [] } = selection;
  const change = { change: what, count };
  const filled = card(what === 'delete' ? 'bulk-purge' : 'bulk-confirm', {
    question: unbroken(words.bulk.question({ change: what, what: amountWords(selection) })),
    paragraphs: present([
      problem,
      job.kind === CLEAN_UP ? searchInWords(job) : narrowedWords(job),
      names.length > 0 && namesOf(names, count),
      words.bulk.consequence(change),
    ]).map((text) => ({ text: unbroken(text) })),
    label: words.bulk.typeCount({ count }),
    yes: words.bulk.yes(change),
    go: { action: 'bulk-go', job: job.id, what, count: String(count), chosen: digest },
    back: { action: 'job-show', job: job.id },
  });
  return fillCard(filled, words.common.pressHint);
}

/** @param names of some of them, escaped */
export function namesOf(names: readonly string[], count: number): string {
  const rest = count - names.length;
  const quoted = names.map((name) => `“${name}”`).join(', ');
  return rest > 0 ? words.bulk.namesAndMore({ names: quoted, count: rest }) : quoted;
}
