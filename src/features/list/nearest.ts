import { withToken } from '../../accounts/token-provider.js';
import { type Actor, actsForSelf, undefinedIfUntold } from '../../accounts/types.js';
import { LONGEST_SAID, tellFirst } from '../../bot/clicks.js';
import type { MessageContext } from '../../bot/context.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText, isSafeInCard } from '../../bot/ui/escape.js';
import { sayButton } from '../../bot/ui/message.js';
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
import { recordedAt, recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { defined, present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { everyPattern, pattern, source } from '../../util/pattern.js';
import { type ListDeps, prefixOf } from './inputs.js';
import { MOST_NAMES, nameButtons, namedBy } from './row.js';

/** A person waits for this before they are asked what they meant. */
const PATIENCE_MS = 3 * SECOND;
/** Names that are compared with what was said: two calls. */
const COMPARED = 2 * LARGEST_PAGE;
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
  const { recordings = [] } = found ?? {};
  const names = recordings.map(({ topic }) => topic);
  return { recordings, names, ...nearestOf(said, names, isNoTopic) };
}

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
}

/** The same list of the names that are nearest to what was said; of a year, where none of them is of its time. */
function listOfNames(
  state: ListState,
  { recordings, nearest, isNamed }: Awaited<ReturnType<typeof nearestNames>>,
): ListOfNames | undefined {
  if (!isNamed || nearest.length > MOST_NAMES) return undefined;
  const { span, ...rest } = state;
  const { days, back, filter = {} } = rest;
  const others: Filter = Object.fromEntries(
    Object.entries(filter).filter(([name]) => !NAMED_BY.has(name)),
  );
  const { from, to } = windowOf(state);
  const theirs = recordings.filter((one) => nearest.includes(one.topic) && keeps(others, one));
  const isThen = theirs.some((one) => recordedAt(one) >= from && recordedAt(one) < to);
  // Names are of a year; where no time was said, so is the list.
  const isUsual = span === undefined && days === USUAL_DAYS && back === 0;
  if (theirs.length === 0) return undefined;
  const named = { ...rest, start: 0, filter: { ...others, ...namedBy(nearest) } };
  const text = isThen || isUsual ? nearestText(nearest) : words.list.notThen;
  if (isThen && !isUsual) return { state: { ...named, ...defined({ span }) }, text };
  return { state: { ...named, days: WIDER_DAYS, back: 0 }, text };
}

/** As {@link listOfNames}, of words that found nothing in one's own list. */
export async function stateNearest(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
  guessed: string,
): Promise<ListOfNames | undefined> {
  if (guessed === '' || !actsForSelf(actor) || !isOwn(state)) return undefined;
  const status = defined({ status: state.filter?.status });
  return listOfNames(state, await nearestNames(deps, actor, guessed, status));
}

export const nearestText = ([name = '', ...others]: readonly string[]): string =>
  others.length > 0 ? words.list.nearestOnes : words.list.nearest({ name: escapeText(name, 60) });

/** In front of a word of what is wanted: it is not. */
const UNWANTED = source`(?<!\b(not|never|n['’]t|before i|if i|when i|once i)( \p{L}+)?\s)`;
/** What is wanted of a recording, by words anywhere in a line; the first of them that fits. */
const WISHES: readonly (readonly [verb: string, cue: RegExp])[] = [
  [
    'unshare',
    pattern`
      \b(unshar\w+|withdraw|revoke|(stop|end|cancel) (the )?sharing|(remove|take away|end|stop) \S.{0,40}\baccess
      |(no longer|not|n['’]t) (\p{L}+ ){0,3}(have access|see it|watch it)|take \p{L}+ off)\b
    `,
  ],
  [
    'who watched',
    pattern`
      \b(who|any(one|body)|some(one|body)|how (many|often)|has|have|did)(['’]s)?\b.*\b
      (watch(ed|ing)|viewed|viewing|seen|looked? at|opened|downloaded)\b
      |\b(viewers|viewing figures|view count|how many views)\b
    `,
  ],
  [
    'restore',
    pattern`
      \b(restore|recover|undelete|(bring|get|put) (\S+ ){1,8}back|delet\w+ .*\b(mistake|accident\w*|wrong)
      |(mistake\w*|accident\w*) .*\bdelet\w+)\b
    `,
  ],
  [
    'delete',
    pattern`${UNWANTED}\b(delete|remove|erase|trash|get rid of|throw (it )?(away|out)|bin)\b|\bcan (go|away|be deleted)\b`,
  ],
  ['transcript', pattern`\b(transcripts?|transcription|what was said|in writing)\b`],
  [
    'summary',
    pattern`\b(summary|summari[sz]e\w*|notes|minutes of|recap|action items|key points)\b`,
  ],
  [
    'download',
    pattern`\b(download\w*|sav(e|ed|ing)|as a file|offline|(on|to) my (own )?(computer|laptop|phone|pc|disk|drive))\b`,
  ],
  [
    'share',
    pattern`${UNWANTED}\b(share|send|forward|pass|give|let (?!me|us|you)\S+ (have|see|watch)|should (get|have|see|receive))\b`,
  ],
  [
    'open',
    pattern`\b(watch|play|open|password|protected|how (long|big|large)|details|(what|which) (date|day)|when (was|were|did))\b`,
  ],
];
const PERSON = everyPattern`(?<=\b(with|to|let|give|send|for) |\band )[A-Z]\p{L}+(?![\p{L}'’@.])|\S+@\S+\.\p{L}+`;

/**
 * The command that does what a line wants of the recordings of these names: “share about "Weekly planning" with …”;
 * undefined where it says nothing of that.
 */
export function wishOf(line: string, names: readonly string[]): string | undefined {
  const [verb] = WISHES.find(([, cue]) => cue.test(line)) ?? [];
  if (verb === undefined || names.length === 0) return undefined;
  const about = names.map((name) => `"${name.replaceAll('"', '')}"`).join(' or ');
  const all = names.join(' ').toLowerCase();
  const people = verb.endsWith('share')
    ? (line.match(PERSON) ?? []).filter((one) => !all.includes(one.toLowerCase()))
    : [];
  return `${verb} about ${about}${people.length > 0 ? ` with ${people.join(', ')}` : ''}`;
}

/** Does what a line wants of the recordings of these names. @returns false where it says nothing of that */
export async function followWish(
  ctx: MessageContext,
  actor: Actor,
  names: readonly string[],
): Promise<boolean> {
  const wished = wishOf(ctx.line ?? '', names);
  if (wished === undefined || !isSafeInCard(wished, LONGEST_SAID)) return false;
  await ctx.dispatch(`${prefixOf(actor)}${wished}`, tellFirst(ctx, nearestText(names)));
  return true;
}

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
    const line = lineOf(`about "${name.replaceAll('"', '')}"`);
    return line === undefined ? [] : [sayButton(escapeText(name, 50), line, 'said')];
  });
  return buttons.slice(0, MOST_NAMES);
}

/**
 * Of a list of which some words were taken for a topic: where nothing is called that, the same list of the name that is
 * nearest to them, or without them if anything else was said.
 * @param ctx of a line that may want something else of what has that name
 */
export const withoutGuess =
  (
    deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
    state: ListState,
    guessed: string,
    isMore: boolean,
    ctx?: MessageContext,
  ) =>
  async (
    actor: Actor,
  ): Promise<{ readonly state?: ListState; readonly notice?: Notice } | undefined> => {
    const others: Filter = Object.fromEntries(
      Object.entries(state.filter ?? {}).filter(([name]) => !NAMED_BY.has(name)),
    );
    const near = await nearestNames(deps, actor, guessed);
    const { recordings, names, nearest } = near;
    const style = 'accent';
    const isUsual = state.span === undefined && state.days === USUAL_DAYS;
    const { filter = {} } = state;
    const isCalled = Object.keys(filter).some((name) => NAMED_BY.has(name));
    if (isUsual && isCalled && recordings.some((one) => keeps(filter, one))) {
      const wide = { ...state, days: WIDER_DAYS };
      return { state: wide, notice: { style, text: words.list.onlyEarlier } };
    }
    const named = listOfNames(state, near);
    const topic = named && nearest.length === 1 ? undefined : withoutMeeting(guessed);
    if (topic !== undefined && names.some((each) => hasWords(topic, each))) {
      const said = { said: escapeText(guessed, 60), topic: escapeText(topic, 60) };
      const text = words.list.noneCalledAll(said);
      return { state: { ...state, filter: { ...others, topic } }, notice: { style, text } };
    }
    if (named && ctx && (await followWish(ctx, actor, nearest))) return {};
    if (named) return { state: named.state, notice: { style, text: named.text } };
    const { span, zone = 'UTC' } = state;
    // Of “the 2 oldest standups” there would be left the oldest of all.
    const isAll = span !== undefined && isEver(span, { now: deps.now(), zone });
    const isLess = Object.keys(others).length > 0 || (isMore && !isAll);
    if (nearest.length > 0 || !isLess) return undefined;
    const text = words.list.noneCalled({ said: escapeText(guessed, 60) });
    return { state: { ...state, filter: others }, notice: { style, text } };
  };

/** For a topic that was taken from the rest of the words, in one's own list. An order alone asks for nothing else. */
export function ifNoneOf(
  deps: ListDeps,
  state: ListState,
  { guessed, query }: ReadWords,
  ctx?: MessageContext,
) {
  const { of, topic = of, anyTopic = [topic], status } = query.filter;
  const isGuess = guessed !== '' && guessed === anyTopic.join(', ') && status === undefined;
  const isMore = !('days' in query.when) || Object.keys(query.filter).length > 1;
  return isGuess && isOwn(state) ? withoutGuess(deps, state, guessed, isMore, ctx) : undefined;
}
