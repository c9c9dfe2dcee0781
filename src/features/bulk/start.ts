import { z } from 'zod';
import type { Action } from '../../bot/action.js';
import type { ActionContext, BaseContext } from '../../bot/context.js';
import { expiredCard, messageCard } from '../../bot/ui/message.js';
import type { Put } from '../../jobs/jobs.js';
import type { NewItem } from '../../jobs/job.js';
import type { Permit } from '../../util/permit.js';
import { uuidOf } from '../../webex/ids.js';
import { onJob } from './job-actions.js';
import { type BulkData, type BulkDeps, UNDO, bulkData, hasEnded } from './model.js';

/** Input for starting a job on many recordings. */
export interface BulkStart {
  readonly kind: string;
  readonly data: BulkData;
  readonly items?: readonly NewItem[];
  /** Called after the card is shown, before the job begins. */
  readonly onShown?: (id: string) => Promise<void>;
}

/**
 * Shows the card of a new job, then begins the job; after a crash in between, nothing begins by itself.
 * The recordings are one person's: the actor's own, or those of the host for whom they act.
 *
 * @param put how the card is shown, e.g. `ctx.reply`
 */
export async function startBulk(
  ctx: BaseContext & { readonly permit: Permit },
  { jobs, now }: BulkDeps,
  { kind, data, items = [], onShown }: BulkStart,
  put: Put,
): Promise<string | undefined> {
  const { onBehalfOf, scope, personId } = ctx.actor;
  if (scope !== undefined) {
    await put(oneHostOnlyCard());
    return undefined;
  }
  const job = {
    kind,
    personId: uuidOf(personId),
    hostId: onBehalfOf?.personId,
    at: { id: '', roomId: '' },
    data,
    state: 'asking',
  } as const;
  const { id } = await jobs.create(job, items);
  await jobs.render(id, put);
  await onShown?.(id);
  await jobs.store.change(id, ['asking'], 'running', now());
  jobs.begin(ctx.permit, id);
  return id;
}

/** Refuses to change the recordings of many people at once. */
export function oneHostOnlyCard() {
  return messageCard({
    title: 'Many at once: of one person only',
    paragraphs: [
      'Name one person, as in **for bob@example.com clean up**. Of everyone’s I change one recording at a time, so that each is looked at. Nothing was changed.',
    ],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}

/** The undo that the button was rendered after; the first button has none. */
const drawn = z.object({ after: z.string().optional().catch(undefined) });

/**
 * Restores everything that a job moved to the recycle bin, as a job of its own. A second or retried
 * click on the same button shows the existing undo.
 */
export const bulkUndo = (deps: BulkDeps, shows: Action): Action =>
  onJob(deps, {
    name: 'bulk-undo',
    extra: drawn,
    ifStale: shows,
    run: async (ctx, job, { after }) => {
      const { jobs, now } = deps;
      const { data } = bulkData.safeParse(job.data);
      if (data?.what !== 'trash' || data.phase !== 'act' || !hasEnded(job)) {
        await ctx.update(expiredCard());
        return;
      }
      if (await showExistingUndo(ctx, deps, data.undoneBy, after)) {
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

/** Shows the undo that must not begin a second time; false when there is none. */
async function showExistingUndo(
  { reply, permit }: ActionContext,
  { jobs, now }: BulkDeps,
  undoneBy: string | undefined,
  after: string | undefined,
): Promise<boolean> {
  const undo = undoneBy === undefined ? undefined : await jobs.store.get(undoneBy);
  if (undo === undefined) return false;
  if (hasEnded(undo)) {
    if (after === undoneBy) return false;
    await jobs.render(undo.id, reply);
    return true;
  }
  // Its process may have died between showing and beginning it.
  const begun = await jobs.store.change(undo.id, ['asking'], 'running', now());
  if (begun !== undefined) jobs.begin(permit, undo.id);
  await jobs.render(undo.id);
  return true;
}
