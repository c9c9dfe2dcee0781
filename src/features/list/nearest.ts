import { withToken } from '../../accounts/token-provider.js';
import { type Actor, actsForSelf, undefinedIfUntold } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import type { MessageContext } from '../../bot/context.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { sayButton } from '../../bot/ui/message.js';
import { ORDINALS, numberOf } from '../../query/amounts.js';
import { isEver } from '../../query/calendar.js';
import { keeps } from '../../query/fields.js';
import {
  LONGEST_WORDS,
  type ListState,
  PAGE,
  USUAL_DAYS,
  USUAL_LIMIT,
  USUAL_SORT,
  WIDER_DAYS,
  latest,
  readState,
  windowOf,
} from '../../query/list-state.js';
import { type Query, goneOn, queryOfState, stateOfQuery } from '../../query/query.js';
import type { ReadWords } from '../../query/read-words.js';
import { nearestOf, withoutMeeting } from '../../query/topic-words.js';
import { isNoTopic } from '../../query/topics.js';
import { type Filter, type Order, hasWords, topK } from '../../recordings/filter.js';
import { type Listing, LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { defined, present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import {
  COMPARED_ONE,
  type ListDeps,
  type Side,
  isOfSomething,
  placeIn,
  pointsAt,
} from './inputs.js';
import type { Pick as Wish } from './pick.js';
import { MOST_NAMES, listedFirst, nameButtons } from './row.js';
import { everyPattern, pattern } from '../../util/pattern.js';

/** A person waits for this before they are asked what they meant. */
const PATIENCE_MS = 3 * SECOND;
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
      listRecordings(webex, authority, { ...sought, limit: LARGEST_PAGE, signal }),
    ),
  );
};

/**
 * The names of a person's recordings of a year that are nearest to what they wrote: one call. None where Webex does
 * not tell, or not soon.
 * @param filter e.g. `{ status: 'deleted' }`
 */
export async function nearestNames(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  said: string,
  filter: Filter = {},
): Promise<ReturnType<typeof nearestOf> & { readonly names: readonly string[] }> {
  const year = latest(deps.now(), LARGEST_PAGE, WIDER_DAYS);
  const found = await listedSoon(deps, actor, { ...year, filter }).catch(undefinedIfUntold);
  const names = found?.recordings.map(({ topic }) => topic) ?? [];
  return { names, ...nearestOf(said, names, isNoTopic) };
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
  const { nearest } = await nearestNames(deps, actor, anyTopic.join(' '));
  if (nearest.length === 0) return undefined;
  return { style: 'accent', text: words.list.nearNames, buttons: nameButtons(nearest, deps.now()) };
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
 */
export const withoutGuess =
  (
    deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
    state: ListState,
    guessed: string,
    isMore: boolean,
  ) =>
  async (
    actor: Actor,
  ): Promise<{ readonly state: ListState; readonly notice: Notice } | undefined> => {
    const others: Filter = Object.fromEntries(
      Object.entries(state.filter ?? {}).filter(([name]) => !NAMED_BY.has(name)),
    );
    const { names, nearest, isSure } = await nearestNames(deps, actor, guessed);
    const [name = ''] = nearest;
    const style = 'accent';
    const topic = isSure ? undefined : withoutMeeting(guessed);
    if (topic !== undefined && names.some((each) => hasWords(topic, each))) {
      const said = { said: escapeText(guessed, 60), topic: escapeText(topic, 60) };
      const text = words.list.noneCalledAll(said);
      return { state: { ...state, filter: { ...others, topic } }, notice: { style, text } };
    }
    if (isSure) {
      const topic = name.slice(0, LONGEST_WORDS);
      const text = words.list.nearest({ name: escapeText(name, 60) });
      // Names are of a year; where no time was said, so is the list.
      const isUsual = state.span === undefined && state.days === USUAL_DAYS;
      const days = isUsual ? WIDER_DAYS : state.days;
      return { state: { ...state, days, filter: { ...others, topic } }, notice: { style, text } };
    }
    const { span, zone = 'UTC' } = state;
    // Of “the 2 oldest standups” there would be left the oldest of all.
    const isAll = span !== undefined && isEver(span, { now: deps.now(), zone });
    const isLess = Object.keys(others).length > 0 || (isMore && !isAll);
    if (nearest.length > 0 || !isLess) return undefined;
    const text = words.list.noneCalled({ said: escapeText(guessed, 60) });
    return { state: { ...state, filter: others }, notice: { style, text } };
  };

/** The list shown last, in which places count; the bin where only that is meant. */
function listAbove(
  { searches }: ListDeps,
  { actor }: MessageContext,
  { always }: Wish,
  isPointing: boolean,
) {
  // “it” is what the last request was about; places count in what was shown.
  const meant = isPointing ? searches.lastPicked(actor)?.state : undefined;
  const last = meant ?? searches.lastShown(actor);
  return always?.status === undefined || last?.filter?.status === always.status ? last : undefined;
}

/** What words that compare ask for the most of. */
const MOST: Readonly<Record<string, Order>> = {
  ...{ older: 'oldest', earlier: 'oldest', newer: 'newest', later: 'newest' },
  ...{ longer: 'longest', shorter: 'shortest' },
  ...{ larger: 'largest', bigger: 'largest', smaller: 'smallest' },
};
const PLACES = everyPattern`\b(${ORDINALS}|[1-5])`;

/** What the person sees of a list. */
async function pageOf(deps: ListDeps, asker: Actor, list: ListState) {
  const actor = await resolveActor(deps, asker, list);
  const { recordings } = await listedFirst(deps, actor, list);
  return recordings.slice(list.start, Math.min(list.limit, list.start + PAGE));
}

/**
 * The place, in a list, of the longest or the oldest of those that the person sees of it.
 * @param more “longer”
 * @param these places, where only some are compared: “the first or the third”
 */
export async function comparedIn(
  deps: ListDeps,
  asker: Actor,
  list: ListState,
  more: string,
  these = '',
) {
  const order = MOST[more.toLowerCase()];
  const seen = await pageOf(deps, asker, list);
  const places = (these.match(PLACES) ?? []).map(numberOf);
  const compared = seen.filter((_, at) => places.length === 0 || places.includes(at + 1));
  const [most] = order === undefined ? [] : topK([], compared, order, 1);
  return most === undefined ? undefined : seen.indexOf(most) + 1;
}

/** The place beside the recording of the card above, as time goes or in the list, or of the other of two; 0 for none, undefined without such a card. */
async function besideAbove(deps: ListDeps, ctx: MessageContext, side: Side) {
  const above = actsForSelf(ctx.actor) ? await ctx.answersOn?.() : undefined;
  const last = deps.searches.lastShown(ctx.actor);
  if (side === 'other') {
    // Back in the list, it is beside the one that they left.
    const left = above?.about.recording ?? deps.searches.lastOpened(ctx.actor);
    const seen = last === undefined ? [] : await pageOf(deps, ctx.actor, last);
    const at = seen.findIndex(({ id }) => id === left);
    return last === undefined || at < 0 || seen.length !== 2
      ? undefined
      : { list: last, nth: 2 - at };
  }
  if (above === undefined) return undefined;
  const { recording, list: of } = above.about;
  const shown = readState(of, deps.now()) ?? last ?? latest(deps.now());
  const list = { ...shown, limit: USUAL_LIMIT, start: 0 };
  const actor = await resolveActor(deps, ctx.actor, list);
  const { recordings } = await listedFirst(deps, actor, list);
  const at = recordings.findIndex(({ id }) => id === recording);
  const asTimeGoes = (side === 'after') === ((list.sort ?? 'newest') !== 'newest');
  const isAhead = side === 'next' || (side !== 'previous' && asTimeGoes);
  return at < 0 ? undefined : { list, nth: at + 1 + (isAhead ? 1 : -1) };
}

/** What is called so of the list in front of the person, of all its time; undefined where words are no name alone. */
export function inListAbove({ searches }: ListDeps, actor: Actor, { query }: ReadWords) {
  const last = searches.lastShown(actor);
  const isNamed = query.filter.topic !== undefined && 'days' in query.when;
  if (last === undefined || !isOfSomething(last) || !isNamed) return undefined;
  const before = queryOfState(last);
  const said = goneOn(before, { ...query, when: before.when }, '', 'both');
  const calendar = { now: last.asOf * SECOND, zone: last.zone ?? 'UTC' };
  return { ...stateOfQuery(said, calendar), ...defined({ host: last.host, scope: last.scope }) };
}

/** The place of what words describe by its name alone, where the person sees one of it and no other. */
export async function placeInFront(
  deps: ListDeps,
  ctx: MessageContext,
  pick: Wish,
  { query: { when, sort, limit, filter } }: ReadWords,
) {
  const list = listAbove(deps, ctx, pick, false);
  const names = Object.keys(filter).filter((name) => name !== 'status');
  const isNamed = names.length > 0 && names.every((name) => NAMED_BY.has(name));
  const isAlone = 'days' in when && sort === USUAL_SORT && limit === USUAL_LIMIT;
  if (list === undefined || !isNamed || !isAlone) return undefined;
  const seen = await pageOf(deps, ctx.actor, list);
  const [one, ...others] = seen.filter((each) => keeps(filter, each));
  return one === undefined || others.length > 0 ? undefined : { list, nth: seen.indexOf(one) + 1 };
}

/** “the oldest one”, or “download”, with nothing else: of the list in front of the person. */
const MOST_ALONE = pattern`
  ^(the )?(very )?(last|newest|latest|oldest|earliest|largest|biggest|longest|shortest|smallest)( (one|recording))?
  ( of (them|these|those))?$
`;
export function mostInFront({ searches }: ListDeps, actor: Actor, said: string, by: Query) {
  // “and the link”, below what was looked for in vain
  const meant = said === '' ? searches.lastPicked(actor)?.state : undefined;
  const last =
    meant ?? (said === '' || MOST_ALONE.test(said) ? searches.lastShown(actor) : undefined);
  if (last === undefined || !isOfSomething(last)) return undefined;
  return { ...last, ...(said === '' ? {} : { sort: by.sort }), start: 0 };
}

/** What words without a description point at: a list, and the place in it. */
export async function placeMeant(deps: ListDeps, ctx: MessageContext, pick: Wish, written: string) {
  const { isPointing, isInList, isBare, isSeveral, side } = pointsAt(written);
  const beside = side && (await besideAbove(deps, ctx, side));
  if (beside) return beside;
  const [, more, these] = COMPARED_ONE.exec(written) ?? [];
  // “it” is what the last request was about; places count in what was shown, as “both” do.
  const isMeant = (isPointing && !isSeveral) || more !== undefined;
  const isAbove = isMeant || isInList || isBare || isPointing;
  const list = isAbove ? listAbove(deps, ctx, pick, isMeant) : undefined;
  // Where nothing was shown, nothing is before it.
  if (list === undefined) return { nth: side || isBare ? undefined : placeIn(written) };
  const compared =
    more === undefined ? undefined : await comparedIn(deps, ctx.actor, list, more, these);
  const named = isBare ? Number(written) : placeIn(written);
  // “it”, below “the newest one”, is that one, whosever it is.
  return { list, nth: compared ?? named ?? (isMeant && list.limit === 1 ? 1 : undefined) };
}
