import { type Actor, actsForSelf } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import type { MessageContext } from '../../bot/context.js';
import { type Meant, ofTitle } from '../../bot/feature.js';
import { tellingWordsOf, wordsSaid } from '../../bot/follow-ups.js';
import { ORDINALS, numberOf } from '../../query/amounts.js';
import { keeps } from '../../query/fields.js';
import {
  type ListState,
  PAGE,
  USUAL_LIMIT,
  USUAL_SORT,
  WIDER_DAYS,
  latest,
  readState,
} from '../../query/list-state.js';
import { type Query, goneOn, queryOfState, stateOfQuery } from '../../query/query.js';
import { type ReadWords, readWords } from '../../query/read-words.js';
import { isNoTopic } from '../../query/topics.js';
import { type Filter, type Order, topK } from '../../recordings/filter.js';
import { defined } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { NO_MESSAGE } from '../../webex/messaging.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { isSafeInCard } from '../../bot/ui/escape.js';
import { words } from '../../util/words.js';
import {
  ALL_BUT_IT,
  COMPARED_ONE,
  IT_ALONE,
  type ListDeps,
  type Side,
  isOfSomething,
  placeIn,
  pointsAt,
  prefixOf,
} from './inputs.js';
import { NAMED_BY, listedSoon, saidOfNames } from './nearest.js';
import type { Pick as Wish } from './pick.js';
import { listedFirst } from './row.js';
import { everyPattern, pattern } from '../../util/pattern.js';

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
async function seenOf(deps: ListDeps, asker: Actor, list: ListState) {
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
  const seen = await seenOf(deps, asker, list);
  const places = (these.match(PLACES) ?? []).map(numberOf);
  const compared = seen.filter((_, at) => places.length === 0 || places.includes(at + 1));
  const [most] = order === undefined ? [] : topK([], compared, order, 1);
  return most === undefined ? undefined : seen.indexOf(most) + 1;
}

/** The place beside the recording of the card above, as time goes or in the list, or of the other of two; 0 for none, undefined without such a card. */
async function besideAbove(
  deps: ListDeps,
  ctx: MessageContext,
  side: Side,
  wider?: ListState,
): Promise<{ list: ListState; nth: number } | undefined> {
  const above = actsForSelf(ctx.actor) ? await ctx.answersOn?.() : undefined;
  const last = deps.searches.lastShown(ctx.actor);
  if (side === 'other') {
    // Back in the list, it is beside the one that they left.
    const left = above?.about.recording ?? deps.searches.lastOpened(ctx.actor);
    const seen = last === undefined ? [] : await seenOf(deps, ctx.actor, last);
    const at = seen.findIndex(({ id }) => id === left);
    return last === undefined || at < 0 || seen.length !== 2
      ? undefined
      : { list: last, nth: 2 - at };
  }
  if (above === undefined) return undefined;
  const { recording, list: of } = above.about;
  const shown = wider ?? readState(of, deps.now()) ?? last ?? latest(deps.now());
  const list = { ...shown, limit: USUAL_LIMIT, start: 0 };
  const actor = await resolveActor(deps, ctx.actor, list);
  const { recordings } = await listedFirst(deps, actor, list);
  const at = recordings.findIndex(({ id }) => id === recording);
  const asTimeGoes = (side === 'after') === ((list.sort ?? 'newest') !== 'newest');
  const isAhead = side === 'next' || (side !== 'previous' && asTimeGoes);
  const nth = at + 1 + (isAhead ? 1 : -1);
  // “the one before”, below the only one of last week, is of another week.
  const isIn = nth > 0 && nth <= recordings.length;
  if (at >= 0 && !isIn && !wider && list.span !== undefined && list.filter !== undefined) {
    const { span: _of, ...wide } = list;
    return await besideAbove(deps, ctx, side, { ...wide, days: WIDER_DAYS, back: 0 });
  }
  return at < 0 ? undefined : { list, nth };
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
  const seen = await seenOf(deps, ctx.actor, list);
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

/**
 * “delete this one” below a card about one recording, or in its thread, means that one: as if its button had
 * been pressed, so the action looks the recording up for whoever wrote. A verb alone means the card just above.
 */
export async function actOnCardAbove(
  deps: ListDeps,
  ctx: MessageContext,
  written: string,
  pick: Wish,
) {
  const { action, only, extra, isForHosts = false } = pick;
  const { actor } = ctx;
  const isPointing = pointsAt(written).isPointing && !ALL_BUT_IT.test(written);
  if (only === undefined || !actsForSelf(actor) || !(written === '' || isPointing)) return false;
  const changed = IT_ALONE.test(written) ? deps.searches.lastChanged(actor) : undefined;
  const above = changed ? { about: changed, isNext: true } : await ctx.answersOn?.();
  // What was asked meanwhile leaves it meant, unless something is to be done to it.
  const isOpen = above?.about.recording === deps.searches.lastOpened(actor) && !isForHosts;
  if (above === undefined || !(isPointing || above.isNext || isOpen)) return false;
  const parsed = only.parse({ ...above.about, ...extra, action });
  // “same for the standup” is what was asked of this one.
  const state = deps.searches.lastPicked(actor)?.state ?? deps.searches.lastShown(actor);
  if (state) deps.searches.notePicked(actor, { state, pick }, false);
  await parsed?.run({ ...ctx, at: NO_MESSAGE, update: ctx.reply });
  return parsed !== undefined;
}

/** In the list that the person sees, the places, from 1, of the only one whose name has all that a part says: “day 2”. */
export async function placesNamed(
  deps: ListDeps,
  ctx: MessageContext,
  parts: readonly string[],
): Promise<readonly number[]> {
  const list = deps.searches.lastShown(ctx.actor);
  const told = parts
    .map(tellingWordsOf)
    .filter((telling) => telling.some((word) => !isNoTopic(word) || /\d/.test(word)));
  if (list === undefined || told.length === 0) return [];
  const seen = (await seenOf(deps, ctx.actor, list)).map(({ topic }) => wordsSaid(topic));
  return told.flatMap((telling) => {
    const fits = seen.map((its) => telling.every((word) => its.includes(word)));
    return fits.filter(Boolean).length === 1 ? [list.start + fits.indexOf(true) + 1] : [];
  });
}

/** Names that are near to what was said; where there are none, those in the recycle bin, or for what is there, in the list. */
export async function namesNear(deps: ListDeps, actor: Actor, guessed: string, pick: Wish) {
  const line = (what: string) => lineOf(pick, what, actor);
  const here = await saidOfNames(deps, actor, guessed, pick.always ?? {}, line);
  if (here.length > 0) return { text: words.list.nearNames, buttons: here };
  const isOfBin = pick.always?.status === 'deleted';
  const there = (what: string) => lineOf({ verb: isOfBin ? 'list' : 'bin' }, what, actor);
  const other: Filter = isOfBin ? {} : { status: 'deleted' };
  const text = isOfBin ? words.list.nearInList : words.list.nearInBin;
  return { text, buttons: await saidOfNames(deps, actor, guessed, other, there) };
}

/** The command of something else; undefined if no button can carry it. */
export function lineOf(
  { verb, behind = '' }: Partial<Wish> & { readonly verb: string },
  what: string,
  actor: Actor,
): string | undefined {
  const line = `${prefixOf(actor)}${verb} ${what}${behind}`;
  return isSafeInCard(line, LONGEST_SAID) ? line : undefined;
}

/**
 * True when a line that may be a topic alone, or one of “… recordings”, is one: the usual list has a recording
 * of theirs about it. One call; where Webex does not tell, or not soon, false.
 */
export async function isTopicOfTheirs(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now' | 'log'>,
  actor: Actor,
  { name, text, isTopic, isTitle }: Meant,
): Promise<boolean> {
  if (isTopic !== true && isTitle !== true && name !== 'list') return false;
  const calendar = { now: deps.now(), zone: 'UTC' };
  const sought = isTitle === true ? ofTitle(text) : text;
  const state = stateOfQuery(readWords(sought.replace(/^\S+\s+/, ''), calendar).query, calendar);
  const { filter } = state;
  if (filter?.topic === undefined && filter?.anyTopic === undefined) return false;
  try {
    const found = await listedSoon(deps, actor, state);
    return found?.recordings.some((recording) => keeps(filter, recording)) ?? false;
  } catch (error) {
    deps.log.debug({ err: error }, 'topic not looked for');
    return false;
  }
}

const PLACE_SAID = pattern`\bthe (?<nth>${ORDINALS}|last)( (one|of (them|these|those))\b|(?= (po|please|pls)|\W*$))|#(?<row>[1-9])\b`;
/** “I don’t recognize the third one, what is it”: the row that is spoken of, as a person writes it. */
export function placeSaid(line: string): string | undefined {
  const { nth, row = nth } = PLACE_SAID.exec(line)?.groups ?? {};
  if (row === undefined) return undefined;
  return /^last$/i.test(row) ? 'the last one' : `number ${numberOf(row)}`;
}
