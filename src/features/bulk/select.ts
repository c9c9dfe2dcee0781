import { z } from 'zod';
import { resolveActor, scopeList, withActor } from '../../bot/access/impersonation.js';
import { type Action, action } from '../../bot/action.js';
import type { ViewContext } from '../../bot/context.js';
import { expiredCard } from '../../bot/ui/message.js';
import { type ListState, readState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { uuidOf } from '../../webex/ids.js';
import { showListPage } from '../list/index.js';
import { showSelection } from './choose.js';
import { onJob } from './job-actions.js';
import { type BulkDeps, SELECT, bulkData } from './model.js';
import { oneHostOnlyCard } from './start.js';
import { foundOf, jobItemsOf } from './table.js';

/** Whether it can be changed: its own host's, and on a site that is known. */
const canChange = ({ shareToMe, siteUrl }: Recording): boolean =>
  !shareToMe && siteUrl !== undefined;

/** Turns a list into checkboxes, none of them ticked. Changes nothing. */
export const selectSeveral = (deps: BulkDeps): Action =>
  action({
    name: 'select',
    input: z.object({ list: z.string() }),
    ifStale: 'acts',
    run: async (ctx, { list }) => {
      const read = readState(list, deps.now());
      if (read === undefined) return await ctx.update(expiredCard());
      const state = scopeList(read, ctx.actor);
      const actor = await resolveActor(deps, ctx.actor, state);
      const acting = withActor(ctx, actor);
      if (actor.scope !== undefined) return await acting.update(oneHostOnlyCard());
      const all = await recordingsOf(deps, acting, state);
      const found = all.filter(canChange);
      const data = { phase: 'choose', seen: all.length, found: found.length, list } as const;
      const owner = { personId: uuidOf(ctx.actor.personId), hostId: actor.onBehalfOf?.personId };
      const job = await deps.jobs.create(
        { kind: SELECT, ...owner, at: { id: '', roomId: '' }, data, state: 'asking' },
        jobItemsOf(found.map(foundOf), 'as given'),
      );
      await deps.jobs.store.select(job.id, false);
      const shown = new Set(all.slice(0, state.start).filter(canChange));
      await showSelection(acting, deps, { ...job, data }, { start: shown.size });
    },
  });

/** The recordings of a list: as remembered, or what is known within people's patience. */
async function recordingsOf(
  deps: BulkDeps,
  { actor }: Pick<ViewContext, 'actor'>,
  state: ListState,
): Promise<readonly Recording[]> {
  const { searches, tokens } = deps;
  // Only somebody who still has a token may see what is remembered.
  await tokens.get(actor);
  const known = searches.peek(actor, state);
  if (known !== undefined) return known.listing.recordings;
  const search = searches.attach(deps, actor, state);
  try {
    const found =
      (await withTimeout(searches.patienceMs, () => search.whole)) ?? (await search.first);
    return found.listing.recordings;
  } finally {
    search.release();
  }
}

/** Leaves the checkboxes for the list that they came from. */
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
