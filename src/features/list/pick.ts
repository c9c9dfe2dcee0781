import { type Actor } from '../../accounts/types.js';
import { resolveActor, scopeList, withActor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/feature.js';
import type { MessageContext } from '../../bot/context.js';
import { tellFirst } from '../../bot/clicks.js';
import { card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { type TimeWords, factsLine, timeWords } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { type ListState, USUAL_LIMIT, WIDER_DAYS, writeState } from '../../query/list-state.js';
import { stateOfQuery } from '../../query/query.js';
import { type ReadWords, readWords } from '../../query/read-words.js';
import { type Filter, hasWords } from '../../recordings/filter.js';
import type { Recording } from '../../recordings/types.js';
import { pattern } from '../../util/pattern.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { NO_MESSAGE } from '../../webex/messaging.js';
import { listSentence, takenFrom } from './card.js';
import { readAsked } from './command.js';
import {
  type HostsShown,
  hostsShown,
  noneCard,
  notTheirsCard,
  stateForHost,
  whichHostCard,
} from './page.js';
import { hostMeant, type ListDeps, otherReading, pointsAt, onlyTheirs } from './inputs.js';
import { isByName, saysMore, stateNearest } from './nearest.js';
import {
  actOnCardAbove,
  lineOf,
  mostInFront,
  namesNear,
  placeInFront,
  placeMeant,
} from './place.js';
import { isAbout } from './unknown.js';
import { dataOf, factsOf, leftOutWords, listedFirst, topicOf } from './row.js';

/** A command about a recording that a person describes in words. */
export interface Pick {
  /** Its command, as a person writes it. */
  readonly verb: string;
  /** Follows the description, with a space in front. */
  readonly behind?: string;
  /** On each of several recordings. */
  readonly button: string;
  /** Of the button; it changes nothing before the person has pressed another one. */
  readonly action: string;
  /** Runs at once for the only recording that fits; left out: a card with its button. */
  readonly only?: Action | undefined;
  /** More that the button sends. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly always?: Filter;
  readonly isForHosts?: boolean;
}

export const SHOWN = 5;
/** “it recorded and how long is it”, “it, together with the transcript”: more is said of it. */
const IT_AND_MORE = pattern`^(?<it>it|them|(this|that) one)(\s*[,;:]|\s+(and|recorded)\b)`;
const TABLE = /\b(?:csv|excel|spread\s?sheet)\b/i;

/**
 * Finds the recording that a person describes: a single match gets its question or form, several get a button
 * each, and with none the card says what was looked for. Nothing is changed.
 * @param asked without the verb
 */
export async function pickRecording(
  deps: ListDeps,
  ctx: MessageContext,
  asked: string,
  pick: Pick,
): Promise<void> {
  const written = IT_AND_MORE.exec(asked)?.groups?.it ?? asked;
  // “export to csv the list of my recordings”
  if (TABLE.test(written) && (await isAbout(ctx))) return;
  if (await actOnCardAbove(deps, ctx, written, pick)) return;
  const { list: above, nth } = await placeMeant(deps, ctx, pick, written);
  const { isPointing, isInList, side } = pointsAt(written);
  const each = written.replace(/^both\s+(?:of\s+)?(?:the\s+|my\s+)?(?=\S)/i, '');
  const said = isInList || nth !== undefined || isPointing || side !== undefined ? '' : each;
  const asRead = await readAsked(deps, ctx, said, {
    ...{ text: `${pick.verb} ${said}`.trim(), behind: pick.behind },
    usual: pick.always?.status === 'deleted' ? undefined : { days: WIDER_DAYS },
    ...defined({ always: pick.always }),
  });
  if (asRead === undefined) return;
  const { read, calendar } = asRead;
  if (read.problems.length > 0) {
    const form = { state: stateOfQuery(read.query, calendar), problems: read.problems };
    await ctx.reply(await deps.findForm(ctx.actor, form));
    return;
  }
  const front = (above ?? nth) ? undefined : await placeInFront(deps, ctx, pick, read);
  const list = above ?? front?.list;
  const many = read.query.limit === 1 ? USUAL_LIMIT : read.query.limit;
  const isOne = many === USUAL_LIMIT && pointsAt(said).isOne;
  const start = list?.start ?? 0;
  const at = nth ?? front?.nth;
  const place = at && at + start;
  const shown = isOne ? 1 : (isPointing ? start : 0) + SHOWN + 1;
  const most = place === undefined ? shown : Math.max(1, place);
  const { limit: cap } = list ?? read.query;
  // “the one before that”, below the newest
  const limit = cap === 1 && place !== undefined ? most : Math.min(cap, most);
  const asks = /^both\b/i.test(written) ? { ...pick, only: undefined } : pick; // One is not both.
  // “Back” leads to the list around the recording that was meant.
  const sought = { ...stateOfQuery(read.query, calendar), limit: many };
  const usual = scopeList({ ...sought, ...hostMeant(deps, ctx, said) }, ctx.actor);
  const inFront = mostInFront(deps, ctx.actor, nth === undefined ? said : written, read.query);
  const own = { ...(list ?? inFront ?? usual), limit: many };
  const told = said === '' || list || !inFront ? ctx : tellFirst(ctx, takenFrom(inFront));
  const isNamed = Object.keys(read.query.filter).some((name) => name !== 'status');
  const isVague = !isNamed && list === undefined && inFront === undefined && place === undefined;
  await pickIn(deps, told, own, asks, { said, read, limit, isVague }, place);
}

interface Described {
  readonly said: string;
  readonly read: ReadWords;
  readonly limit?: number;
  /** Words that were left out: the person is asked whether that is right. */
  readonly aside?: string | undefined;
  /** Any recording at all, of no list in front. */
  readonly isVague?: boolean;
  /** Of names that are near to what was said: of those that there are nothing else is tried. */
  readonly isNear?: boolean;
}

/** As {@link pickRecording}, in a list that is known. @param place from 1 */
export async function pickIn(
  deps: ListDeps,
  ctx: MessageContext,
  own: ListState,
  pick: Pick,
  { said, read, limit = SHOWN + 1, aside, isVague, isNear = false }: Described,
  place?: number,
): Promise<void> {
  const { state, of = [] } = await stateForHost(deps, ctx.actor, own);
  if (of.length > 0) {
    await ctx.reply(whichHostCard(state, of));
    return;
  }
  const actor = await resolveActor(deps, ctx.actor, state);
  const acting = withActor(ctx, actor);
  const sought = { ...state, limit };
  const { listing, found, shared } = await candidates(deps, actor, sought, place, pick);
  const left = aside === undefined ? [] : [words.list.leftAside({ said: escapeText(aside, 60) })];
  const notes = [...left, ...read.notes, ...leftOutWords(listing)];
  const [one, ...others] = found;
  const note = (isShown: boolean): void => {
    const counted = pick.isForHosts === true && place === undefined ? onlyTheirs(state) : state;
    deps.searches.notePicked(ctx.actor, { state: counted, pick }, isShown);
  };
  const other = one === undefined ? otherReading(said, read.recognised) : undefined;
  if (other !== undefined) {
    const calendar = { now: deps.now(), zone: 'UTC' };
    const again = readWords(other.words, calendar, pick.always, { days: WIDER_DAYS });
    const sought = scopeList(stateOfQuery(again.query, calendar), ctx.actor);
    const its = await candidates(deps, actor, { ...sought, limit: 1 }, undefined, pick);
    // Of “the link to the retro” nothing but any recording is left.
    if (isByName(again.query.filter) && its.found.length > 0) {
      await pickIn(deps, ctx, sought, pick, { said: '', read: again, aside: other.aside });
      return;
    }
  }
  // Of “the second one” in a list that found nothing, the names that it offered.
  const guessed = shared ? '' : read.guessed || (one ? '' : (state.filter?.topic ?? ''));
  // “the offsite day 1 + day 2” is no other’s day 2.
  const { anyTopic = [] } = state.filter ?? {};
  const isAll = anyTopic.every((each) => found.some(({ topic }) => hasWords(each, topic)));
  // “send me the link”, behind a sentence that names it, is no link of whatever there is.
  const isAny = isVague === true && saysMore(ctx.line ?? '');
  const isLess = isAny || (one === undefined ? place === undefined : !isAll && !listing.more);
  if (isLess && !isNear && (await pickNearest(deps, ctx, state, pick, guessed, read))) return;
  // There is no second one: those that there are.
  if (one === undefined && shared === undefined && place !== undefined && place > 0) {
    await pickIn(deps, ctx, own, { ...pick, only: undefined }, { said, read, aside });
    return;
  }
  if (one === undefined) {
    note(false);
    const near = await namesNear(deps, ctx.actor, guessed, pick);
    const widest = said === '' ? undefined : lineOf(pick, `${said} of all time`, actor);
    const none = noneCard(state, widest, read, notes, near);
    await acting.reply(shared === undefined ? none : notTheirsCard(shared, state, notes));
    return;
  }
  const hosts = await hostsShown(deps, state, { ...listing, recordings: found });
  const isMore = listing.more && place === undefined && limit > 1;
  // A recording that could not be shown may be the one that was meant.
  const only = others.length === 0 && !isMore && notes.length === 0 ? pick.only : undefined;
  note(only === undefined); // “the second one” counts in what is shown now.
  if (only !== undefined) {
    const input = only.parse(dataFor(one, state, hosts, pick));
    await input?.run({ ...acting, at: NO_MESSAGE, update: acting.reply });
    return;
  }
  const rows = found.slice(0, SHOWN);
  const isCut = found.length > SHOWN || listing.more;
  const when = timeWords((await deps.settings.of(ctx.actor.personId)).timeZone, deps.now());
  await acting.reply(pickCard(rows, state, hosts, pick, isCut, notes, when));
  ctx.offers?.(rows.map(({ topic }, at) => ({ title: topic, line: `#${at + 1}` })));
}

/** Goes on with the names that are nearest to what was said; false where there are none. */
async function pickNearest(
  deps: ListDeps,
  ctx: MessageContext,
  state: ListState,
  pick: Pick,
  said: string,
  read: ReadWords,
): Promise<boolean> {
  // “the kick-off with Contoso, I need to listen to it in the car”
  const { line = '' } = ctx;
  const others = saysMore(line) ? line : '';
  const meant = await stateNearest(deps, ctx.actor, state, said, others);
  if (meant === undefined) return false;
  // What changes a recording asks whether it is that one.
  const { isForHosts = false } = pick;
  const notes = isForHosts ? [...read.notes, meant.note] : [];
  const its = { said: '', read: { ...read, guessed: '', notes }, isNear: true };
  const noted = isForHosts ? ctx : tellFirst(ctx, meant.text);
  await pickIn(deps, noted, { ...meant.state, limit: USUAL_LIMIT }, pick, its);
  return true;
}

/** The recordings that may be meant; where only a host can do it and none is theirs, one that is shared. */
async function candidates(
  deps: ListDeps,
  actor: Actor,
  state: ListState,
  nth: number | undefined,
  { isForHosts = false }: Pick,
) {
  // A place counts in the whole list, as it was shown.
  const narrows = isForHosts && nth === undefined && state.filter?.shared === undefined;
  const listing = await listedFirst(deps, actor, narrows ? onlyTheirs(state) : state);
  const { recordings } = listing;
  const first = state.limit > SHOWN + 1 ? state.start : 0;
  const placed = nth === undefined ? recordings.slice(first) : recordings.slice(nth - 1, nth);
  const found = isForHosts ? placed.filter((each) => !each.shareToMe) : placed;
  if (found.length > 0) return { listing, found };
  const [shared] = narrows
    ? (await listedFirst(deps, actor, { ...state, limit: 1 })).recordings
    : placed;
  return { listing, found, shared };
}

/** @param hosts those known of a list of everyone, in which a button acts for the host */
function dataFor(
  recording: Recording,
  state: ListState,
  hosts: HostsShown,
  { action, extra = {} }: Pick,
) {
  const host = hosts.get((recording.hostEmail ?? '').toLowerCase())?.personId ?? state.host;
  return { action, ...dataOf(recording, { ...state, ...defined({ host }) }), ...extra };
}

function pickCard(
  found: readonly Recording[],
  state: ListState,
  hosts: HostsShown,
  pick: Pick,
  isMore: boolean,
  notes: readonly string[],
  when: TimeWords,
): Content {
  return fillCard(
    card('pick', {
      title: found.length === 1 ? words.list.isItThis : words.list.whichOne,
      searched: [listSentence({ ...state, limit: USUAL_LIMIT }), ...notes].join(' · '),
      rows: found.map((recording) => ({
        topic: topicOf(recording),
        facts: factsLine(factsOf(recording, false, when)),
        button: pick.button,
        data: dataFor(recording, state, hosts, pick),
      })),
      buttons: present([
        isMore && {
          title: words.list.showAll,
          data: { action: 'page', list: writeState({ ...state, limit: USUAL_LIMIT }) },
        },
        { title: words.list.changeSearch, data: { action: 'edit', list: writeState(state) } },
      ]),
    }),
    words.list.pickHint({ verb: pick.verb }),
  );
}
