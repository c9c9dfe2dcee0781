import { withToken } from '../../accounts/token-provider.js';
import { type Actor, actsForSelf, undefinedIfUntold } from '../../accounts/types.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { sayButton } from '../../bot/ui/message.js';
import { plainLine } from '../../bot/plain-line.js';
import { isEver } from '../../query/calendar.js';
import { keeps } from '../../query/fields.js';
import {
  type ListState,
  USUAL_DAYS,
  WIDER_DAYS,
  isOwn,
  latest,
  windowOf,
} from '../../query/list-state.js';
import type { ReadWords } from '../../query/read-words.js';
import { nearestOf, withoutMeeting } from '../../query/topic-words.js';
import { isNoTopic } from '../../query/topics.js';
import { type Filter, hasWords } from '../../recordings/filter.js';
import { type Listing, LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { type Recording, recordedAt, recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { defined, present } from '../../util/present.js';
import { everyPattern } from '../../util/pattern.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { type ListDeps } from './inputs.js';
import { MOST_NAMES, nameButtons, namedBy, aboutNames } from './row.js';

/** A person waits for this before they are asked what they meant. */
const PATIENCE_MS = 3 * SECOND;
/** Names that are compared with what was said: two calls. */
const COMPARED = 2 * LARGEST_PAGE;
/** So long a line has more than a name in it. */
export const saysMore = (line: string): boolean => line.split(/\s+/).length > 6;
/** Conditions on what a recording is called. */
export const NAMED_BY = new Set<string>(['topic', 'anyTopic', 'of']);

/** What one call gives of a list; undefined where Webex does not tell soon. */
export const listedSoon = (
  { webex, tokens, now }: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
): Promise<Listing | undefined> => {
  const sought = { ...recordedIn(windowOf(state), now()), ...defined({ filter: state.filter }) };
  return withTimeout(PATIENCE_MS, (signal) =>
    withToken(tokens, actor, (authority) =>
      listRecordings(webex, authority, { ...sought, limit: state.limit, signal }),
    ),
  );
};

/** “not the kick-off, the other” */
const NOT_THIS = everyPattern`(?<![\p{L}\d])(not|except|other than|apart from|instead of)\s(?!(be |been )?(able|available|sure|yet|find|see|play|work))[^,;.!?]+`;
/** What may name a recording in a line: neither what is not meant nor what says nothing. */
const naming = (line: string): string => plainLine(line.replace(NOT_THIS, ' ').trim());

/**
 * The names of a person's recordings of a year that are nearest to what they wrote. None where Webex does
 * not tell, or not soon.
 * @param filter e.g. `{ status: 'deleted' }`
 */
export async function nearestNames(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  said: string,
  filter: Filter = {},
) {
  const year = latest(deps.now(), COMPARED, WIDER_DAYS);
  const found = await listedSoon(deps, actor, { ...year, filter }).catch(undefinedIfUntold);
  return nearestIn(found?.recordings ?? [], said);
}

function nearestIn(recordings: readonly Recording[], said: string) {
  const names = recordings.map(({ topic }) => topic);
  return { recordings, names, ...nearestOf(naming(said), names, isNoTopic) };
}

const withoutNames = (filter: Filter = {}): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !NAMED_BY.has(name)));
/** By what recordings are called, whatever else it says. */
export const isByName = (filter: Filter = {}): boolean =>
  Object.keys(filter).some((name) => NAMED_BY.has(name));
/** Nobody said of which time. */
const isOfUsualTime = ({ span, days, back }: ListState): boolean =>
  span === undefined && days === USUAL_DAYS && back === 0;

/** Where nothing has a topic that was said: names that are near to it. */
export async function nearNotice(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  { filter = {}, host, scope }: ListState,
  { recordings, more }: Listing,
): Promise<Notice | undefined> {
  const { topic, of = topic, anyTopic = present([of]), status = 'available' } = filter;
  const isOthers = host !== undefined || scope !== undefined || status !== 'available';
  if (recordings.length > 0 || more || anyTopic.length === 0 || isOthers) return undefined;
  const { nearest: all } = await nearestNames(deps, actor, anyTopic.join(' '));
  // Those that have it are of another time, to which there is a way already.
  const nearest = all.filter((name) => !anyTopic.some((each) => hasWords(each, name)));
  if (nearest.length === 0) return undefined;
  return { style: 'accent', text: words.list.nearNames, buttons: nameButtons(nearest, deps.now()) };
}

interface ListOfNames {
  readonly state: ListState;
  readonly text: string;
  /** The same beside the sentence of the list, which has the names. */
  readonly note: string;
}

/** The same list of the names that are nearest to what was said; of a year, where none of them is of its time. */
function listOfNames(
  state: ListState,
  { recordings, nearest, isNamed }: Awaited<ReturnType<typeof nearestNames>>,
): ListOfNames | undefined {
  if (!isNamed || nearest.length > MOST_NAMES) return undefined;
  const { span, ...rest } = state;
  const others = withoutNames(state.filter);
  const { from, to } = windowOf(state);
  const theirs = recordings.filter((one) => nearest.includes(one.topic) && keeps(others, one));
  const isThen = theirs.some((one) => recordedAt(one) >= from && recordedAt(one) < to);
  // Names are of a year; where no time was said, so is the list.
  const isUsual = isOfUsualTime(state);
  if (theirs.length === 0) return undefined;
  const named = { ...rest, start: 0, filter: { ...others, ...namedBy(nearest) } };
  const isTheirs = isThen || isUsual;
  const text = isTheirs ? nearestText(nearest) : words.list.notThen;
  const note = isTheirs ? words.list.byNearest : words.list.notThenButNear;
  if (isThen && !isUsual) return { state: { ...named, ...defined({ span }) }, text, note };
  return { state: { ...named, days: WIDER_DAYS, back: 0 }, text, note };
}

/**
 * As {@link listOfNames}, of words that found nothing in one's own list.
 * @param line all that was said, where it may name another: by two words at least
 */
export async function stateNearest(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
  guessed: string,
  line: string,
): Promise<ListOfNames | undefined> {
  const isNothing = guessed === '' && line === '';
  if (isNothing || !actsForSelf(actor) || !isOwn(state)) return undefined;
  const status = defined({ status: state.filter?.status });
  const near = await nearestNames(deps, actor, guessed, status);
  const inLine = nearestIn(near.recordings, line);
  return listOfNames(state, near) ?? (inLine.shares < 2 ? undefined : listOfNames(state, inLine));
}

export const nearestText = ([name = '', ...others]: readonly string[]): string =>
  others.length > 0 ? words.list.nearestOnes : words.list.nearest({ name: escapeText(name, 60) });

/**
 * A command once more, of each name that is near to words of which it found nothing.
 * @param lineOf the command; undefined where no button can carry it
 */
export async function saidOfNames(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  guessed: string,
  filter: Filter,
  lineOf: (what: string) => string | undefined,
): Promise<Button[]> {
  if (guessed === '' || !actsForSelf(actor)) return [];
  const { nearest } = await nearestNames(deps, actor, guessed, filter);
  const buttons = nearest.flatMap((name) => {
    const line = lineOf(aboutNames([name]));
    return line === undefined ? [] : [sayButton(escapeText(name, 50), line, 'said')];
  });
  return buttons.slice(0, MOST_NAMES);
}

/**
 * Of a list of which some words were taken for a topic: where nothing is called that, the same list of the name that is
 * nearest to them, or without them if anything else was said.
 * @param follow does what is wanted of these names, if that is something else
 * @param line all that was said
 */
export const withoutGuess =
  (
    deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
    state: ListState,
    guessed: string,
    isMore: boolean,
    follow?: (names: readonly string[]) => Promise<boolean>,
    line = '',
  ) =>
  async (
    actor: Actor,
  ): Promise<{ readonly state?: ListState; readonly notice?: Notice } | undefined> => {
    const others = withoutNames(state.filter);
    const guess = await nearestNames(deps, actor, guessed);
    // “The candidate whom we interviewed … Which recordings are concerned?”
    const near = guess.isNamed || !saysMore(line) ? guess : nearestIn(guess.recordings, line);
    const { recordings, names, nearest } = near;
    const style = 'accent';
    const { filter = {} } = state;
    if (isOfUsualTime(state) && isByName(filter) && recordings.some((one) => keeps(filter, one)))
      return ofYear(state);
    const named = listOfNames(state, near);
    const topic = named && nearest.length === 1 ? undefined : withoutMeeting(guessed);
    if (topic !== undefined && names.some((each) => hasWords(topic, each))) {
      const said = { said: escapeText(guessed, 60), topic: escapeText(topic, 60) };
      const text = words.list.noneCalledAll(said);
      return { state: { ...state, filter: { ...others, topic } }, notice: { style, text } };
    }
    if (named && (await follow?.(nearest)) === true) return {};
    // “free up 5 GB, the oldest first” is about no recording’s name.
    if (named === undefined && saysMore(line) && (await follow?.([])) === true) return {};
    if (named) return { state: named.state, notice: { style, text: named.text } };
    const { span, zone = 'UTC' } = state;
    // Of “the 2 oldest standups” there would be left the oldest of all.
    const isAll = span !== undefined && isEver(span, { now: deps.now(), zone });
    const isLess = Object.keys(others).length > 0 || (isMore && !isAll);
    if (nearest.length > 0 || !isLess) return undefined;
    const text = words.list.noneCalled({ said: escapeText(guessed, 60) });
    return { state: { ...state, filter: others }, notice: { style, text } };
  };

/** The same of a year. @param notice of what was read */
const ofYear = (state: ListState, notice?: Notice) => ({
  state: { ...state, days: WIDER_DAYS },
  notice: {
    style: 'accent' as const,
    text: present([notice?.text, words.list.onlyEarlier]).join(' '),
  },
});

/** “over 1 GB”: where nobody said of which time, and only earlier ones are so, those of a year. */
export function ifNoneLately(deps: ListDeps, state: ListState, line = '', notice?: Notice) {
  const isOfAny = !isOwn(state) || state.filter === undefined || state.filter.status !== undefined;
  if (!isOfUsualTime(state) || isOfAny || /\b(?:30|thirty)\s+days?\b/i.test(line)) return undefined;
  return async (actor: Actor) => {
    const wide = ofYear(state, notice);
    const found = await listedSoon(deps, actor, wide.state).catch(undefinedIfUntold);
    return found?.recordings.some((one) => keeps(state.filter ?? {}, one)) === true
      ? wide
      : undefined;
  };
}

const allOfBin = (state: ListState, guessed: string) => ({
  state: { ...state, filter: { status: 'deleted' as const } },
  notice: {
    style: 'accent' as const,
    text: words.list.binWithout({ said: escapeText(guessed, 60) }),
  },
});

/** @param isOfHost of everything that somebody else hosts; undefined where nobody asked for that, or may */
export function noticeOf(
  { notes, query, guessed }: ReadWords,
  isOfHost?: boolean,
): Notice | undefined {
  const { of, topic = of, anyTopic = [topic] } = query.filter;
  const ignored = guessed !== '' && guessed !== anyTopic.join(', ');
  const text = present([
    ...notes,
    isOfHost === false && words.list.allOfHost,
    ignored && words.list.leftAside({ said: escapeText(guessed, 60) }),
  ]).join(' ');
  return text === '' ? undefined : { style: 'accent', text };
}

/** For a topic that was taken from the rest of the words, in one's own list. An order alone asks for nothing else. */
export function ifNoneOf(
  deps: ListDeps,
  state: ListState,
  { guessed, query }: ReadWords,
  follow?: (names: readonly string[]) => Promise<boolean>,
  line = '',
) {
  const { of, topic = of, anyTopic = [topic], status } = query.filter;
  const isGuess = guessed !== '' && guessed === anyTopic.join(', ');
  // “the contents of the bin”
  if (isGuess && status === 'deleted' && isOwn(state))
    return () => Promise.resolve(allOfBin(state, guessed));
  const isMore = !('days' in query.when) || Object.keys(query.filter).length > 1;
  return isGuess && status === undefined && isOwn(state)
    ? withoutGuess(deps, state, guessed, isMore, follow, line)
    : undefined;
}
