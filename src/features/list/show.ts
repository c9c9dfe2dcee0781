import { type Actor, isOutOfReach } from '../../accounts/types.js';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import type { Notice } from '../../bot/ui/card.js';
import { withBanner } from '../../bot/ui/message.js';
import { exactLength, exactSize } from '../../query/amounts.js';
import { type Unit, at, unitAround, windowBeside } from '../../query/calendar.js';
import { type ListState, PAGE, windowOf } from '../../query/list-state.js';
import { queryOfState, stateOfQuery } from '../../query/query.js';
import { WEEKDAYS, weekdayOf } from '../../query/named-days.js';
import { withTimeout } from '../../util/async.js';
import { defined } from '../../util/present.js';
import { type Window, recordedAt } from '../../recordings/types.js';
import { isWebexError } from '../../webex/errors.js';
import { english, words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { timeZoneOf } from '../settings/index.js';
import { SECOND } from '../../util/time.js';
import type { ListDeps } from './inputs.js';
import { listedFirst } from './row.js';
import { renderListPage, outcomeCard, searchingCard } from './page.js';
import { type SearchHandle, evict } from './search/cache.js';
import { continueInBackground } from './search/job.js';
import type { ListResult, Search } from './search/search.js';
import { pattern } from '../../util/pattern.js';

/** The person who wrote or clicked, and how to answer them: `ctx.reply` or `ctx.update`. */
interface ListReader {
  readonly actor: Actor;
  readonly answer: (content: Content) => Promise<MessageAt>;
}

interface Instead {
  readonly state?: ListState;
  readonly notice?: Notice;
  readonly ifNone?: IfNone | undefined;
}
/** Another list, where nothing is found; without one, something else has answered. */
type IfNone = (actor: Actor) => Promise<Instead | undefined>;

/**
 * Shows a page of a person's list: at once what one call gives, completed in place with the totals. If that
 * takes longer than people wait, the card shows the progress of the search.
 *
 * Checks whether the actor may see the list. Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost,
 * NotDelivered or a WebexError.
 * @param ifNone shown instead of an empty list
 */
export async function showList(
  deps: ListDeps,
  { actor: asker, answer }: ListReader,
  asked: ListState,
  notice?: Notice,
  ifNone?: IfNone,
): Promise<void> {
  const state = scopeList(asked, asker);
  const actor = await resolveActor(deps, asker, state);
  const search = deps.searches.start(deps, actor, state);
  deps.searches.noteShown(asker, state);
  const instead =
    ifNone &&
    (async () => {
      const other = await ifNone(actor);
      const { state: list, notice: told, ifNone: then } = other ?? {};
      if (list) await showList(deps, { actor: asker, answer }, list, told, then);
      return other !== undefined;
    });
  const shown = { search, notice, shows: 'progress' as const, ...defined({ instead }) };
  await showSearch(deps, { actor, answer }, state, shown);
}

/**
 * Shows another page as {@link showList} does, from a recent or running search if there is one.
 * @param instead shown instead of searching, if there is none
 */
export async function showPage(
  deps: ListDeps,
  { actor: asker, answer }: ListReader,
  asked: ListState,
  instead?: Content,
): Promise<void> {
  const { searches, tokens } = deps;
  const state = scopeList(asked, asker);
  const actor = await resolveActor(deps, asker, state);
  searches.noteShown(asker, state);
  const cached = searches.peek(actor, state);
  if (cached !== undefined) {
    // Only somebody who still has a token may see the cached list.
    await tokens.get(actor);
    await answer(await renderListPage(deps, actor, state, cached));
  } else if (instead !== undefined) await answer(withBanner(instead, actor));
  else {
    const search = searches.attach(deps, actor, state);
    await showSearch(deps, { actor, answer }, state, { search, shows: 'progress' });
  }
}

interface ShownOutcome {
  readonly notice: Notice | undefined;
  readonly search: SearchHandle;
  /** A recording that has left the list, though Webex may still show it. */
  readonly gone?: string | undefined;
}

/**
 * Shows the outcome of a click above its list, or alone while the list is late. Rejects with NotDelivered, or
 * with an error that is not Webex's.
 * @param reader already checked
 */
export function showOutcome(
  deps: ListDeps,
  reader: ListReader,
  state: ListState,
  outcome: ShownOutcome,
): Promise<void> {
  return showSearch(deps, reader, state, { ...outcome, shows: 'outcome' });
}

/** Shows the result of a search so far, and leaves the rest to a job. */
async function showSearch(
  deps: ListDeps,
  { actor, answer }: ListReader,
  state: ListState,
  given: Partial<ShownOutcome> &
    Pick<ShownOutcome, 'search'> & {
      readonly shows: 'progress' | 'outcome';
      /** Answers otherwise where nothing is found; false where it has nothing to say. */
      readonly instead?: () => Promise<boolean>;
    },
): Promise<void> {
  const { search, notice, gone, shows, instead } = given;
  const outcome = shows === 'outcome' ? notice : undefined;
  // Read while Webex is asked.
  const settings = deps.settings.of(actor.personId);
  settings.catch(() => undefined);
  try {
    let found: ListResult | undefined;
    try {
      found = await withinPatience(deps.searches.patienceMs, search, state);
    } catch (error) {
      const isExplained = isWebexError(error) || isOutOfReach(error);
      if (outcome === undefined || !isExplained) throw error;
      search.release();
      await answer(withBanner(outcomeCard(outcome, state), actor));
      return;
    }
    if (found === undefined) {
      const late =
        outcome === undefined
          ? searchingCard(state, search.progress(), deps.now())
          : outcomeCard(outcome, state, true);
      const at = await answer(withBanner(late, actor));
      await continueInBackground(deps, actor, state, { at, search, shows, notice });
      return;
    }
    const isNone = found.listing.recordings.length === 0 && !found.listing.more;
    if (isNone && instead !== undefined && (await instead())) {
      search.release();
      return;
    }
    const shown = gone === undefined ? found : without(deps, actor, state, found, gone);
    const at = await answer(await renderListPage(deps, actor, state, shown, notice, settings));
    if (shown.totals === 'counting') {
      await continueInBackground(deps, actor, state, { at, search, shows: 'list', notice });
    } else search.release();
  } catch (error) {
    search.release();
    throw error;
  }
}

/** Webex's list can lag behind the outcome of a change. */
function without(
  { searches }: ListDeps,
  actor: Actor,
  state: ListState,
  found: ListResult,
  gone: string,
): ListResult {
  const { listing } = found;
  const recordings = listing.recordings.filter(({ id }) => id !== gone);
  if (recordings.length === listing.recordings.length) return found;
  searches.evictItem(actor, state, gone);
  return evict(found, gone, state) ?? { ...found, listing: { ...listing, recordings } };
}

/** Undefined when nothing can be shown as this page within `ms`. */
export function withinPatience(
  ms: number,
  search: Pick<Search, 'first' | 'whole'>,
  { start, limit }: ListState,
): Promise<ListResult | undefined> {
  const end = Math.min(limit, start + PAGE);
  return withTimeout(ms, async () => {
    const found = await search.first;
    const isEnough = found.totals !== 'counting' || found.listing.recordings.length >= end;
    return isEnough ? found : search.whole;
  });
}

const THAN_THAT = pattern`
  ^(((is|are) there )?any(thing)? |something |ones )?(#longer|shorter|larger|bigger|smaller|older|newer) than\s+
  (this|that|it|those|these|them)( one)?(?=$|\s)
  |^(and )?(everything|all( (recordings|of them))?|anything|the ones|from) (#before|after|older|newer|earlier|later)
  ( (that|it|this|then))?$
  |^(and )?(#before|after) (that|it|this|then)$
`;
const IS_WEEKDAY = pattern`^(${WEEKDAYS})$`;
/** Shows the list of a time beside that of another. */
export async function showBeside(
  deps: ListDeps,
  { actor, answer }: ListReader,
  last: ListState,
  beside: Parameters<typeof windowBeside>[1],
): Promise<void> {
  const now = deps.now();
  const zone = last.zone ?? (await timeZoneOf(deps, actor)) ?? 'UTC';
  const { unit, isAfter } = beside;
  const window = IS_WEEKDAY.test(unit)
    ? weekdayBeside(windowOf(last), unit, isAfter, zone)
    : windowBeside(windowOf(last), beside, zone);
  if (window.from >= last.asOf * SECOND) {
    const problems = [words.query.noTime({ problem: 'future' })];
    await answer(await deps.findForm(actor, { state: last, problems }));
    return;
  }
  const query = { ...queryOfState(last), when: { ...window, isRough: true as const } };
  const whose = defined({ host: last.host, scope: last.scope });
  await showList(deps, { actor, answer }, { ...stateOfQuery(query, { now, zone }), ...whose });
}

export const isoDayOf = (ms: number, zone = 'UTC'): string => at(ms, zone).toFormat('yyyy-MM-dd');

/**
 * “smaller than that”: than the only recording that was shown, or than what the list was narrowed to; as it was
 * written where neither tells.
 */
export async function thanThat(
  deps: ListDeps,
  asker: Actor,
  said: string,
  last: ListState,
): Promise<string> {
  const [named, day, unit] = PART_NAMED.exec(said) ?? [];
  if (named !== undefined) return partNamed(last, day, unit) ?? said;
  const [compared, than, of, side = of] = THAN_THAT.exec(said) ?? [];
  if (compared === undefined) return said;
  const more = than ?? (/^(?:after|new|late)/i.test(side ?? '') ? 'newer' : 'older');
  const actor = await resolveActor(deps, asker, last);
  const { recordings } = await listedFirst(deps, actor, last);
  const [only] = recordings.length === 1 || last.limit === 1 ? recordings : [];
  const { zone, span, filter = {} } = last;
  const { largerThan, smallerThan = largerThan, longerThan, shorterThan = longerThan } = filter;
  const { from, to } = only === undefined ? windowOf(last) : dayAround(recordedAt(only), zone);
  const bytes = only?.sizeBytes ?? smallerThan;
  const seconds = only?.durationSeconds ?? shorterThan;
  const isKnown = only !== undefined || span !== undefined;
  const behind = said.slice(compared.length);
  if (/^(?:old|new)/i.test(more)) {
    if (!isKnown) return said;
    const time = /^old/i.test(more)
      ? `before ${isoDayOf(from, zone)}`
      : `since ${isoDayOf(to, zone)}`;
    return `${time}${behind}`;
  }
  const amount = /^(?:long|short)/i.test(more) ? lengthIn(seconds) : sizeIn(bytes);
  return amount === undefined ? said : `${more} than ${amount}${behind}`;
}

const PART_NAMED = pattern`
  ^((on|from|of) )?(the )?(#\d{1,2})(st|nd|rd|th)$|^(and |for )?(the|that) (whole|entire) (#week|month|quarter|year)$
`;

/** Below a list of October or of a day of it, “the 23rd” is of October, and “the whole week” is that of the day. */
function partNamed({ span, zone = 'UTC' }: ListState, day = '', unit?: string) {
  if (span === undefined) return undefined;
  if (unit !== undefined) {
    const { from, to } = unitAround(at(span.from, zone), unit.toLowerCase() as Unit);
    return `from ${isoDayOf(from, zone)} to ${isoDayOf(to - 1, zone)}`;
  }
  const [month, last] = [span.from, span.to - 1].map((ms) => at(ms, zone).toFormat('yyyy-MM'));
  return month === last ? `${month}-${day.padStart(2, '0')}` : undefined;
}

const sizeIn = (bytes = 0) => (bytes === 0 ? undefined : exactSize(bytes));
const lengthIn = (seconds = 0) => (seconds === 0 ? undefined : exactLength(seconds, english));
const dayAround = (ms: number, zone = 'UTC') => unitAround(at(ms, zone), 'day');

/** The last such day before a span, or the next one after it. */
export function weekdayBeside(
  { from, to }: Window,
  name: string,
  isAfter: boolean,
  zone: string,
): Window {
  const edge = at(isAfter ? to - 1 : from, zone);
  const ahead = ((weekdayOf(name) - edge.weekday + 6) % 7) + 1;
  const days = isAfter ? ahead : -(((edge.weekday - weekdayOf(name) + 6) % 7) + 1);
  return unitAround(edge.plus({ days }), 'day');
}
