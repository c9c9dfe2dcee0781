import type { Actor } from '../../accounts/types.js';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import { type Action, type Feature, action, command, phrases } from '../../bot/feature.js';
import { isEver, zoneNamed } from '../../query/calendar.js';
import { type ListState, latest } from '../../query/list-state.js';
import { queryOfState, stateOfQuery } from '../../query/query.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { FormStart, ListDeps } from '../list/index.js';
import { listOf, listTarget, meetingOf, searchWords, showList } from '../list/index.js';
import { timeZoneOf } from '../settings/index.js';
import { findFormCard, knownSites } from './card.js';
import { type FindValues, findForm, meetingNumberIn, readForm, valuesOf } from './form.js';

/**
 * The Find card, filled with a list, or with rejected values and their problems.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost or a WebexError.
 */
export async function prepareFindForm(
  deps: Omit<ListDeps, 'searches' | 'findForm'>,
  asker: Actor,
  { state = latest(deps.now()), problems = [] }: FormStart,
  typed?: { readonly values: FindValues; readonly zone: string },
): Promise<Content> {
  const shown = scopeList(state, asker);
  const actor = await resolveActor(deps, asker, shown);
  const listZone = async (): Promise<string> =>
    zoneOfDates(shown) ?? (await timeZoneOf(deps, actor)) ?? shown.zone ?? 'UTC';
  const [sites, zone] = await Promise.all([knownSites(deps, actor), typed?.zone ?? listZone()]);
  const now = shown.asOf * 1_000;
  const values = typed?.values ?? valuesOf(queryOfState(shown), { now, zone });
  return findFormCard({ values, state: shown, zone, sites, problems });
}

/** The zone of a list's dates; all of time has none. */
function zoneOfDates({ span, zone, asOf }: ListState): string | undefined {
  if (span === undefined || zone === undefined) return zone;
  return isEver(span, { now: asOf * 1_000, zone }) ? undefined : zone;
}

const edit = (deps: ListDeps): Action =>
  action({
    name: 'edit',
    input: listTarget,
    run: async (ctx, input) => {
      const state = listOf(input, deps.now());
      await ctx.update(await prepareFindForm(deps, ctx.actor, { state }));
    },
  });

/** Replaces the form by its list, or by the form with what is wrong. */
const search = (deps: ListDeps, editAction: Action): Action =>
  action({
    name: 'search',
    input: findForm.extend(listTarget.shape),
    retry: { with: editAction, when: 'too-long' },
    run: async ({ actor, update }, input) => {
      const now = deps.now();
      const shown = listOf(input, now);
      // Drops unknown inputs, since the form shows the known ones again.
      const { zone: named, ...form } = findForm.parse(input);
      const zone = zoneNamed(named) ?? 'UTC';
      // In somebody else's list, the number is of their meeting.
      const whose = await resolveActor(deps, actor, shown);
      const meeting = await meetingOf(deps, whose, meetingNumberIn(form.meeting));
      const [asked, sought] =
        typeof meeting === 'string' ? [{ ...form, meeting }] : [form, meeting];
      const read = readForm(asked, { now, zone }, shown, sought);
      if ('problems' in read) {
        const { problems, values } = read;
        const start = { state: shown, problems };
        return await update(await prepareFindForm(deps, actor, start, { values, zone }));
      }
      // These come from the card; showList checks the permission.
      const { host, scope } = shown;
      const query = stateOfQuery(read.query, { now, zone });
      const state = scopeList({ ...query, ...defined({ host, scope }) }, actor);
      await showList(deps, { actor, answer: update }, state);
    },
  });

/** `find`: a form; with words behind it, a search for them. */
export const find = (deps: ListDeps): Feature => {
  const editAction = edit(deps);
  return {
    commands: [
      command({
        name: 'find',
        seeksTopic: true,
        words: phrases(
          'find, search, filter, filters, advanced search, find recordings, search recordings, find my recordings',
          'search my recordings, find a recording, look for, search for, looking for',
          'remove the filter, remove filter, remove filters, remove all filters, remove the filters, clear filter',
          'clear filters, clear the filter, clear the filters, clear all filters, reset filters',
          'change search, change the search, change my search, edit search, new search',
          "i am looking, i am looking for, i’m looking for, i'm looking for, i look for, i search, i search for",
          "i am searching, i am searching for, i'm searching for, searching for, pull up, dig out, dig up",
        ),
        help: words.find.help,
        group: 'find',
        forOthers: true,
        run: async (ctx, rest) => {
          if (rest === '') await ctx.reply(await prepareFindForm(deps, ctx.actor, {}));
          else await searchWords(deps, ctx, rest, { text: `find ${rest}` });
        },
      }),
    ],
    actions: [editAction, search(deps, editAction)],
  };
};
