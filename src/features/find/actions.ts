import { actingOf, listFor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Turn } from '../../bot/context.js';
import { isEver } from '../../query/calendar.js';
import { type ListState, latest } from '../../query/list-state.js';
import { queryOfState, stateOfQuery } from '../../query/query.js';
import type { Content } from '../../webex/messages.js';
import type { Services } from '../deps.js';
import { listOf } from '../list/inputs.js';
import { showList } from '../list/show.js';
import { named, zoneOf } from '../settings/time-zone.js';
import { findContent, knownSites } from './card.js';
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
export async function findCard(
  services: Services,
  { person }: Pick<Turn, 'person'>,
  { state = latest(services.now()), typed, problems = [] }: FindCard,
): Promise<Content> {
  const shown = listFor(state, person);
  const acting = await actingOf(services, person, shown);
  const [sites, zone] = await Promise.all([
    knownSites(services, acting),
    typed?.zone ??
      zoneSaid(shown) ??
      zoneOf(services, acting).then((known) => known ?? shown.zone ?? 'UTC'),
  ]);
  const now = shown.asOf * 1_000;
  const values = typed?.values ?? valuesOf(queryOfState(shown), { now, zone });
  return findContent({ values, state: shown, zone, sites, problems });
}

/** In whose days the list was asked for; all of time was asked for in nobody's. */
function zoneSaid({ span, zone, asOf }: ListState): string | undefined {
  if (span === undefined || zone === undefined) return zone;
  return isEver(span, { now: asOf * 1_000, zone }) ? undefined : zone;
}

/** Opens the Find card with the list that was clicked. */
export const edit: Action = {
  name: 'edit',
  run: async (click, services) => {
    const state = listOf(click.inputs, services.now());
    await click.replace(await findCard(services, click, { state }));
  },
};

/** Takes what was typed into the Find card: the list in its place, or the card with what is wrong. */
export const search: Action = {
  name: 'search',
  run: async (click, services) => {
    const { inputs, person } = click;
    const now = services.now();
    const shown = listOf(inputs, now);
    const zone = (typeof inputs.zone === 'string' ? named(inputs.zone) : undefined) ?? 'UTC';
    const read = readForm(inputs, { now, zone }, shown);
    if ('problems' in read) {
      const typed = { values: read.values, zone };
      const { problems } = read;
      await click.replace(await findCard(services, click, { state: shown, typed, problems }));
      return;
    }
    // Whose list it is, the card says; whether they may see it is asked at every list.
    const { host, reach } = shown;
    const whose = {
      ...(host === undefined ? {} : { host }),
      ...(reach === undefined ? {} : { reach }),
    };
    const state = listFor({ ...stateOfQuery(read.query, { now, zone }), ...whose }, person);
    await showList(services, { person, answer: click.replace }, state);
  },
};
