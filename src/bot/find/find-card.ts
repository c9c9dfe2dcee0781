import type { Content } from '../../webex/messages.js';
import { latest, type ListState } from '../list-state.js';
import { actingOf, listFor } from '../on-behalf.js';
import type { Services } from '../services.js';
import type { Turn } from '../turn.js';
import { findContent } from '../views/find.js';
import { isEver } from '../words/calendar.js';
import { queryOfState } from '../words/query.js';
import { valuesOf, type FindValues } from './form.js';
import { knownSites } from './known-sites.js';
import { zoneOf } from './zone-of.js';

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
