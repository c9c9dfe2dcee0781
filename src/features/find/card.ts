import { LRUCache } from 'lru-cache';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { card } from '../../bot/ui/card.js';
import { escapeInputValue, escapeText } from '../../bot/ui/escape.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { type ListState, USUAL_LIMIT, latest, writeState } from '../../query/list-state.js';
import { listSites } from '../../recordings/list.js';
import { HOUR } from '../../util/time.js';
import type { WebexClient } from '../../webex/client.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { ListDeps } from '../list/index.js';
import { ANY, type FindValues } from './form.js';

/** Sites change seldom. */
const KNOWN_MS = HOUR;
/** A choice of more is no choice. */
const MOST = 25;

/** What each client has been told, so that it is asked once an hour and person. */
const told = new WeakMap<WebexClient, LRUCache<string, readonly string[]>>();

/**
 * The sites of a person, or of the host for whom they act: none where Webex does not say, for want
 * of a scope or because it has a bad minute. Rejects with NotConnected or NotServed.
 */
export async function knownSites(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'log'>,
  actor: Actor,
): Promise<readonly string[]> {
  const { webex, tokens } = deps;
  const known = told.get(webex) ?? new LRUCache({ max: 1_000, ttl: KNOWN_MS });
  told.set(webex, known);
  const whose = [actor.personId, actor.onBehalfOf?.personId ?? actor.personId].map(uuidOf).join();
  const before = known.get(whose);
  if (before !== undefined) return before;
  try {
    const all = await withToken(tokens, actor, (authority) => listSites(webex, authority));
    const sites = all.slice(0, MOST);
    known.set(whose, sites);
    return sites;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    deps.log.info({ err: error }, 'Webex does not tell the sites');
    return [];
  }
}

/** What the Find card shows. */
export interface FindView {
  readonly values: FindValues;
  /** The list that it was filled with; Cancel leads back there. */
  readonly state: ListState;
  /** In whose days. */
  readonly zone: string;
  /** The person's sites; none: Webex does not say. */
  readonly sites: readonly string[];
  /** What is wrong with what was typed: ours or defused. */
  readonly problems?: readonly string[];
}

const ORDERS = [
  { title: 'Newest first', value: 'newest' },
  { title: 'Largest first', value: 'largest' },
  { title: 'Longest first', value: 'longest' },
];
const FORMATS = [
  { title: 'Any', value: ANY },
  { title: 'MP4', value: 'MP4' },
  { title: 'ARF', value: 'ARF' },
];
const SERVICES = [
  { title: 'Any', value: ANY },
  { title: 'Meeting Center', value: 'MeetingCenter' },
  { title: 'Event Center', value: 'EventCenter' },
  { title: 'Support Center', value: 'SupportCenter' },
  { title: 'Training Center', value: 'TrainingCenter' },
];
const STATUSES = [
  { title: 'My recordings', value: 'available' },
  { title: 'The recycle bin', value: 'deleted' },
];
const PURGED = { title: 'Purged (for compliance officers)', value: 'purged' };
const LIMITS = ['10', '20', '50', '100', '200', '500', '1000'];

/** A form for everything that a list can be narrowed to. */
export function findFormCard({ values, state, zone, sites, problems = [] }: FindView): Content {
  const { host, scope } = state;
  const list = writeState(state);
  const whose = {
    ...(host === undefined ? {} : { host }),
    ...(scope === undefined ? {} : { scope }),
  };
  const fresh = writeState({ ...latest(state.asOf * 1_000), ...whose });
  const site = values.site === '' ? ANY : values.site;
  const limits = [...new Set([...LIMITS, numeric(values.limit)])];
  const filled = card('find', {
    title: 'Find recordings',
    days: `Days are those of ${zone.replace(/_/g, ' ')}; “settings” changes that.`,
    hasProblems: problems.length > 0,
    problems: problems.map((text) => ({ text })),
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, escapeInputValue(value)]),
    ),
    from: isoDate(values.from),
    to: isoDate(values.to),
    hasSites: sites.length > 0,
    site: escapeInputValue(sites.length > 0 ? site : values.site),
    sites: [
      { title: 'All sites', value: ANY },
      ...[...new Set([...sites, ...(site === ANY ? [] : [site])])].map((each) => ({
        title: escapeText(each, 100),
        value: escapeInputValue(each),
      })),
    ],
    orders: ORDERS,
    limit: numeric(values.limit),
    limits: limits
      .sort((one, other) => Number(one) - Number(other))
      .map((value) => ({ title: `At most ${value}`, value })),
    formats: FORMATS,
    services: SERVICES,
    statuses:
      scope === 'organization' || values.status === PURGED.value ? [...STATUSES, PURGED] : STATUSES,
    search: { action: 'search', list, zone },
    reset: { action: 'edit', list: fresh },
    cancel: { action: 'page', list },
  });
  return fillCard(
    filled,
    'This takes a client that shows cards. Or write what you look for, as in **find standup last month** or **mp4 since 1 Oct, the largest first**.',
  );
}

/** A choice that was never offered is none. */
function numeric(limit: string): string {
  return /^[1-9]\d{0,3}$/.test(limit) ? limit : String(USUAL_LIMIT);
}

/** Clients take nothing else for the value of a date. */
function isoDate(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : '';
}
