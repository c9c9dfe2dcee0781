import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import { type Action, action } from '../../bot/action.js';
import { isEver } from '../../query/calendar.js';
import { type ListState, latest } from '../../query/list-state.js';
import { queryOfState, stateOfQuery } from '../../query/query.js';
import type { Content } from '../../webex/messages.js';
import { type FormStart, type ListDeps, listOf, showList } from '../list/index.js';
import { timeZoneOf, zoneNamed } from '../settings/index.js';
import { findFormCard, knownSites } from './card.js';
import { type FindValues, findForm, readForm, valuesOf } from './form.js';

const ofList = z.object({ list: z.unknown().optional() });

/** What preparing the form takes; showing lists takes the form itself, too. */
export type FindDeps = Omit<ListDeps, 'searches' | 'findForm'>;

/** What a Find card is opened with. */
export interface FindCard extends FormStart {
  /** What was typed instead of the list, and what is wrong with it. */
  readonly typed?: { readonly values: FindValues; readonly zone: string };
}

/**
 * The Find card, filled with a list or with what was typed.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost or a WebexError.
 */
export async function prepareFindForm(
  deps: FindDeps,
  asker: Actor,
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
export const edit = (deps: ListDeps): Action =>
  action({
    name: 'edit',
    input: ofList,
    run: async (ctx, input) => {
      const state = listOf(input, deps.now());
      await ctx.update(await prepareFindForm(deps, ctx.actor, { state }));
    },
  });

/** Takes what was typed into the Find card: the list in its place, or the card with what is wrong. */
export const search = (deps: ListDeps, opens: Action): Action =>
  action({
    name: 'search',
    input: findForm.extend(ofList.shape),
    retry: { with: opens, when: 'too-long' },
    run: async ({ actor, update }, input) => {
      const now = deps.now();
      const shown = listOf(input, now);
      const zone = zoneNamed(input.zone) ?? 'UTC';
      const read = readForm(input, { now, zone }, shown);
      if ('problems' in read) {
        const typed = { values: read.values, zone };
        const { problems } = read;
        await update(await prepareFindForm(deps, actor, { state: shown, typed, problems }));
        return;
      }
      // Whose list it is, the card says; whether they may see it is asked at every list.
      const { host, scope } = shown;
      const whose = {
        ...(host === undefined ? {} : { host }),
        ...(scope === undefined ? {} : { scope }),
      };
      const state = scopeList({ ...stateOfQuery(read.query, { now, zone }), ...whose }, actor);
      await showList(deps, { actor, answer: update }, state);
    },
  });
