import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { MessageContext } from '../../bot/context.js';
import { isEver } from '../../query/calendar.js';
import { type ListState, latest } from '../../query/list-state.js';
import { queryOfState, stateOfQuery } from '../../query/query.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { listOf } from '../list/inputs.js';
import { showList } from '../list/show.js';
import { zoneNamed, timeZoneOf } from '../settings/time-zone.js';
import { findFormCard, knownSites } from './card.js';
import { type FindValues, readForm, valuesOf } from './form.js';

/** What a Find card is opened with. */
export interface FindCard {
  /** The list that it is filled with and that Cancel leads to; the usual one when left out. */
  readonly state?: ListState;
  /** What was typed instead, and what is wrong with it. */
  readonly typed?: { readonly values: FindValues; readonly zone: string };
  readonly problems?: readonly string[];
}

/**
 * The Find card, filled with a list or with what was typed.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost or a WebexError.
 */
export async function prepareFindForm(
  deps: Deps,
  { actor: asker }: Pick<MessageContext, 'actor'>,
  { state = latest(deps.now()), typed, problems = [] }: FindCard,
): Promise<Content> {
  const shown = scopeList(state, asker);
  const actor = await resolveActor(deps, asker, shown);
  const [sites, zone] = await Promise.all([
    knownSites(deps, actor),
    typed?.zone ??
      zoneSaid(shown) ??
      timeZoneOf(deps, actor).then((known) => known ?? shown.zone ?? 'UTC'),
  ]);
  const now = shown.asOf * 1_000;
  const values = typed?.values ?? valuesOf(queryOfState(shown), { now, zone });
  return findFormCard({ values, state: shown, zone, sites, problems });
}

/** In whose days the list was asked for; all of time was asked for in nobody's. */
function zoneSaid({ span, zone, asOf }: ListState): string | undefined {
  if (span === undefined || zone === undefined) return zone;
  return isEver(span, { now: asOf * 1_000, zone }) ? undefined : zone;
}

/** Opens the Find card with the list that was clicked. */
export const edit: Action = {
  name: 'edit',
  run: async (ctx, deps) => {
    const state = listOf(ctx.inputs, deps.now());
    await ctx.update(await prepareFindForm(deps, ctx, { state }));
  },
};

/** Takes what was typed into the Find card: the list in its place, or the card with what is wrong. */
export const search: Action = {
  name: 'search',
  run: async (ctx, deps) => {
    const { inputs, actor } = ctx;
    const now = deps.now();
    const shown = listOf(inputs, now);
    const zone = (typeof inputs.zone === 'string' ? zoneNamed(inputs.zone) : undefined) ?? 'UTC';
    const read = readForm(inputs, { now, zone }, shown);
    if ('problems' in read) {
      const typed = { values: read.values, zone };
      const { problems } = read;
      await ctx.update(await prepareFindForm(deps, ctx, { state: shown, typed, problems }));
      return;
    }
    // Whose list it is, the card says; whether they may see it is asked at every list.
    const { host, scope } = shown;
    const whose = {
      ...(host === undefined ? {} : { host }),
      ...(scope === undefined ? {} : { scope }),
    };
    const state = scopeList({ ...stateOfQuery(read.query, { now, zone }), ...whose }, actor);
    await showList(deps, { actor, answer: ctx.update }, state);
  },
};
