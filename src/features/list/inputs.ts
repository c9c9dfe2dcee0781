import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import type { MessageContext } from '../../bot/context.js';
import { type Button, buttonsIn, inputsIn } from '../../bot/ui/card.js';
import { digits } from '../../bot/feature.js';
import { showListButton } from '../../bot/ui/message.js';
import { ONES, ORDINALS, numberOf } from '../../query/amounts.js';
import { at, endOfToday, unitAround } from '../../query/calendar.js';
import { type ListState, latest, readState, writeState } from '../../query/list-state.js';
import { inUnitSaid } from '../../query/query.js';
import { type ReadWords, readWords } from '../../query/read-words.js';
import { withoutMeeting } from '../../query/topic-words.js';
import type { RecordingRef } from '../../recordings/requests.js';
import { SITE_URL, recordingId } from '../../recordings/types.js';
import { pattern, source } from '../../util/pattern.js';
import { defined } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import type { SearchCache } from './search/cache.js';

/** The clean-up that was asked for last, with one more condition. */
export const goneOnWith = (
  { said, whose }: { readonly said: string; readonly whose: string },
  more: string,
): string =>
  `${whose}clean up ${[said, inUnitSaid(more, said)].filter((words) => words !== '').join(', ')}`;

/** The words in front of a command that make it act for the same host or scope. */
export function prefixOf({ onBehalfOf: host, scope }: Actor): string {
  if (host !== undefined) return `for ${host.email} `;
  if (scope === undefined) return '';
  return scope === 'organization' ? 'compliance ' : 'for everyone ';
}

/** The list that the Find form begins with (by default the usual one), and what was wrong with the words. */
export interface FormStart {
  readonly state?: ListState;
  readonly problems?: readonly string[];
}

export interface ListDeps extends Pick<
  Deps,
  | 'webex'
  | 'tokens'
  | 'accounts'
  | 'authorityName'
  | 'roles'
  | 'hosts'
  | 'audit'
  | 'settings'
  | 'jobs'
  | 'messaging'
  | 'lookAgain'
  | 'now'
  | 'log'
> {
  readonly searches: SearchCache;
  /** The form for a search that cannot be done as written. */
  readonly findForm: (actor: Actor, start: FormStart) => Promise<Content>;
  readonly ofSiteMeant: (actor: Actor, read: ReadWords, written: string) => Promise<ReadWords>;
}

/** The list of a button: read leniently, since the latest list is always an answer. */
export const listTarget = z.object({ list: z.unknown().optional() });

export const recordingTarget = listTarget.extend({
  recording: recordingId,
  site: z
    .string()
    .regex(SITE_URL)
    .or(z.literal('').transform(() => undefined)),
  /** When its file was made, in seconds since the epoch: only for recordings without a host. */
  made: digits(11, 9)
    .transform((seconds) => seconds * 1_000)
    .optional(),
  /** Only ever shown to the person who clicked, and escaped again before that. */
  topic: z.string().max(500).default(''),
});

export interface RecordingInput extends RecordingRef {
  readonly topic: string;
}

export function recordingInputOf(read: z.output<typeof recordingTarget>): RecordingInput {
  const { recording: id, site: siteUrl, made: createdAt, topic } = read;
  return { id, siteUrl, topic, ...defined({ createdAt }) };
}

export function listButton(title: string, action: string, state: ListState) {
  return { title, data: { action, list: writeState(state) } };
}

/** The list of whom a card is about, in a card of its own. @param now milliseconds since the epoch */
export function showListOf(
  { host, scope }: Pick<ListState, 'host' | 'scope'>,
  now: number,
): Button {
  if (host === undefined && scope === undefined) return showListButton;
  const list = writeState({ ...latest(now), ...defined({ host, scope }) });
  return { ...showListButton, data: { action: 'list', list } };
}

/** The list of a button; the latest list when the data is not as we wrote it. */
export function listOf(inputs: z.output<typeof listTarget>, now: number): ListState {
  return readState(inputs.list, now) ?? latest(now);
}

/** The same page up to this minute: “since 1 October” now ends today, while “today” stays that day. */
export function upToNow({ span, ...state }: ListState, now: number): ListState {
  const asOf = Math.floor(now / 1000);
  if (span === undefined) return { ...state, asOf };
  const { zone = 'UTC' } = state;
  const today = endOfToday({ now: state.asOf * 1000, zone });
  const isDay = unitAround(at(span.from, zone), 'day').to >= span.to;
  const isOpenEnded = span.to === today && !isDay;
  const to = isOpenEnded ? Math.max(span.to, endOfToday({ now, zone })) : span.to;
  return { ...state, asOf, span: { ...span, to } };
}

// How words point at a recording, and what they may mean where none fits.

/** “the second one”, “#2”, “row 2” */
export const ORDINAL = pattern`
  ^(the )?(
    (#${ORDINALS})|(#[1-9]|10)(st|nd|rd|th)
    |(?:#|no\.?|nr\.?|number|option|row|item|line|entry|recording|result)\s*(#[1-9]|10|(${ONES})\b)
  )( (one|recording|video|row|item|entry|result))?( of (them|these|those))?( please)?$
`;
/** “open 3”: a place where a list is in front of the person, else how many. */
const BARE_PLACE = /^[1-9]\d?$/;
const BEFORE_LAST = pattern`^(the )?((second|next)([\s-]to)?[\s-]last|last but one|penultimate|(one|recording) before( (last|that|the last))?)( (one|recording))?$`;
/** “the newest”, “the longest standup”: one, unless the last word is of several. */
const SUPERLATIVE = pattern`^((the|my) )?((very )?(newest|latest|oldest|earliest|largest|biggest|longest|shortest|smallest)|most recent)(?=$|\s)`;
const OF_SEVERAL = pattern`[^s]s( please)?$|\b\d`;
const PLACE = source`((the|and|recordings?|numbers?|no\.?|rows?|items?) |#\s*)*(${ORDINALS}|${ONES}|\d{1,2}(st|nd|rd|th)?)`;
const FEW = source`(?!one\b)(${ONES}|[2-9])( (ones|recordings|of (them|these|those)))?`;
const FIRST_FEW = pattern`^(the )?((first|top) (?!one)(#${ONES}|[2-9])(?![\w-])|(#${FEW}) first)`;
/** “the first two”, “the first and third”, “#1, #2 and #4” */
export const ROWS_NAMED = pattern`^(the )?((first|top) ${FEW}|${FEW} first)(?=\s*$| (with|to)\s)|^${PLACE}(\s*(,|&|\band\b)\s*${PLACE})+( (ones?|recordings?))?(?=\s*$| (with|to)\s)`;
/** The places of {@link ROWS_NAMED}, from 1. */
export const placesIn = (written: string): number[] => {
  const [, before, few = before] = FIRST_FEW.exec(written) ?? [];
  if (few !== undefined) return Array.from({ length: numberOf(few) }, (_, at) => at + 1);
  return written.split(/\s*(?:,|&|\band\b)\s*/i).flatMap((one) => {
    const place = placeIn(one) ?? numberOf(one.replace(/^.*?(?=\d|\w+$)|(?:st|nd|rd|th)$/gi, ''));
    return place > 0 ? [place] : [];
  });
};
/** Those of the list that was shown last. */
export const ALL_OF_LIST = pattern`^(all of it$|(all (of )?)?(them|these|those))( (all|recordings|ones|videos|please|now))*$`;
/** More are a clean-up. */
const MOST_NAMED = 50;

/** True where words name several of a list: its rows, all of it, or a number of those that they describe. */
export function isSeveral({ now, searches }: ListDeps, actor: Actor, written: string): boolean {
  if (ALL_OF_LIST.test(written)) return searches.lastShown(actor) !== undefined;
  if (ROWS_NAMED.test(written)) return true;
  if (BARE_PLACE.test(written) || placeIn(written) !== undefined) return false;
  const { query, question, problems } = readWords(written, { now: now(), zone: 'UTC' });
  const isClear = question === undefined && problems.length === 0;
  return isClear && query.limit > 1 && query.limit <= MOST_NAMED;
}

/** Points at a recording without describing it. */
export const POINTING = pattern`^(it|this|that|these|those|them|both|one|a|an|the one|(any|some|one|each|most) of (it|them|these|those)|(this|that|the|the other) one|the rest|the others)( (recording|video|file)s?)?( (above|now|please|here|for me|again|first|too|also|instead|then|afterwards?))*$`;

/** Of a card about one recording, all but that one. */
export const ALL_BUT_IT = pattern`^(both|the (others?|rest))\b`;

/** The place in a list that the words name, from 1; undefined where they name none. */
export function placeIn(written: string): number | undefined {
  const [, named, digit, numbered = digit] = ORDINAL.exec(written) ?? [];
  const place = BEFORE_LAST.test(written) ? 'second' : (named ?? numbered);
  return place === undefined ? undefined : numberOf(place);
}

/** “the longer one”, of those in front of the person */
export const COMPARED_ONE = pattern`^(the )?(#older|earlier|newer|later|longer|shorter|bigger|larger|smaller) (one|recording|video)( of (the (two|three)|them|these|those|both)|[\s,:]+(?<these>(the )?(first|second|third|fourth|fifth|#?[1-5])( one)? (or|and) .+))?$`;

/** “it was called budget something” */
export const CALLED = pattern`^(it|that|this|the (one|recording|meeting))(['’]s| (is|was)) ((called|named|titled) ((something|sth) (like|with) )?|(something|sth) (about|with|on) )(?<what>.+?)( (or )?(something|sth|somehow)( like (that|this))?)?$`;

/** “the one after it” */
const BESIDE = pattern`^(the )?(one|recording) (#before|after)( (it|that|this)( one)?)?$|^the (#other)( (one|recording))?$|^(the )?(#next|previous) one$`;
export type Side = 'before' | 'after' | 'other' | 'next' | 'previous';

const ONE_BEFORE = pattern`^(the )?(one|recording) before( (that|it|this)( one)?)?$`;

const ANOTHER = pattern`
  ^(and (#(the|my) (?!(one|other)\b).+)|(no )?(#the (?!(other|last|next|right|wrong|\w+(er|est|st|nd|rd|th))\b)\S.* (one|then|instead)))$
`;
/** “and the retro”, “no, the retro one”, “the retro then”, “it was called retro”, below what was asked of another. */
export const andAnother = (line: string): string | undefined => {
  const [, also, rather = also] = ANOTHER.exec(line) ?? [];
  return rather ?? CALLED.exec(line)?.groups?.what;
};

/** How words point at recordings: without a description, or in the list that is in front of the person. */
export const pointsAt = (written: string) => ({
  isPointing: POINTING.test(written),
  isInList: ORDINAL.test(written) || ROWS_NAMED.test(written) || ONE_BEFORE.test(written),
  isBare: BARE_PLACE.test(written),
  isSeveral: /^(?:(?:any|some|each|most) of )?(?:both|them|these|those)(?![\w-])/i.test(written),
  side: BESIDE.exec(written)?.slice(1).find(Boolean)?.toLowerCase() as Side | undefined,
  isOne: SUPERLATIVE.test(written) && !OF_SEVERAL.test(written),
});

/** No words in front of a date, which may be a part of a name then. */
const MAY_HOLD_DATE =
  /^(?!.*(?<![\p{L}\d])(?:from|in|on|at|since|before|after|until|till|between|last|this|next|past|yesterday|today|all|any|except|without)(?![\p{L}\d]))[\p{L}\d][\p{L}\d '’&:–-]{4,60}$/iu;

/** “the retro in the browser”, “only the audio of the retro” */
const MORE_THAN_NAMED = pattern`^(?<kept>.{3,}?) (?<aside>((in|on|at|from|for|as|by|into|to|through|via)\s.+|externally|internally|only|yet|again))$|^(?<front>(only |just )*(the |an? )?\p{L}+ (of|from)) (?<behind>.{3,})$`;

interface Reading {
  readonly words: string;
  readonly aside?: string;
}
/**
 * What words may mean where nothing fits: “the retro October” a name, though there is no retro of that month;
 * “the retro in the browser” and “the retro meeting” the retro.
 */
export function otherReading(said: string, isRead: boolean): Reading | undefined {
  const less = withoutMeeting(said);
  if (less !== undefined) return { words: less };
  if (isRead) {
    if (!MAY_HOLD_DATE.test(said)) return undefined;
    const name = said.replace(/^(?:the|my|our)\s+(?:recordings?\s+of\s+(?:the\s+)?)?/i, '');
    return { words: `"${name}"` };
  }
  const { kept, aside, front = aside, behind = kept } = MORE_THAN_NAMED.exec(said)?.groups ?? {};
  return front === undefined || behind === undefined ? undefined : { words: behind, aside: front };
}

const SHARES = ['confirm-share', 'bulk-share-ask', 'share', 'bulk-share-go'];

/** Whom the last card names, if it asks with whom something is to be shared, and the data of what it is. */
export async function sharingAbove({ question }: MessageContext) {
  const card = await question?.();
  const of = buttonsIn(card).find(({ data }) => SHARES.includes(String(data.action)))?.data;
  if (of === undefined) return undefined;
  const { add = '', remove = '', tell = 'true' } = { ...of, ...inputsIn(card) };
  return { of, people: { add: String(add), remove: String(remove), tell: String(tell) } };
}

/** The people of the last card that asks with whom something is to be shared, or of the last request that does. */
export async function peopleAsked({ lastPicked }: SearchCache, ctx: MessageContext) {
  const { pick, isOpen } = lastPicked(ctx.actor) ?? {};
  const named = isOpen === true ? pick?.extra : undefined;
  const asked = pick?.action === 'ask-share' ? (named ?? {}) : undefined;
  return (await sharingAbove(ctx))?.people ?? asked;
}

/** One, and no other than was meant before. */
export const IT_ALONE = pattern`^(it|this|that|(this|that|the same)( one)?)(?![\p{L}\d])`;

/** Whose list is in front of the person, if not their own. */
export function hostAbove({ searches }: Pick<ListDeps, 'searches'>, actor: Actor) {
  const { host, scope } = searches.lastShown(actor) ?? {};
  return defined({ host, scope });
}

/** As whom a name is looked for below that list; of lists of many hosts one’s own are. */
export const actorAbove = (deps: ListDeps, actor: Actor): Promise<Actor> =>
  resolveActor(deps, actor, defined({ host: hostAbove(deps, actor).host }));

/** Asks for a list as one does at first. */
const ASKS_ANEW = pattern`^(list|show|see|display|get|give|find|search|refresh|reload|recordings|back|go back)(?![\w-])|(?<![\w-])(my|mine|our|ours|i|we)(?![\w-])`;
/** “his recordings”, “the longest of March”, below a list of somebody else: theirs. */
export function hostMeant(deps: ListDeps, ctx: MessageContext, rest: string) {
  const { actor, line = '', saysWhose = line === '' } = ctx;
  const isTheirs = /^(?:his|her|their)\s/i.test(rest);
  return isTheirs || !(saysWhose || ASKS_ANEW.test(line)) ? hostAbove(deps, actor) : {};
}

export function onlyTheirs(state: ListState): ListState {
  return { ...state, filter: { ...state.filter, shared: 'mine' } };
}

/** Begins anew, whatever is in front of the person. */
const ANEW =
  /(?<![\w-])(?:recordings?|videos?|meetings|everything|all(?!\s+(?:dates|time|of\s+th))|my|our|deleted|bin)(?![\w-])|\bany(?!.*\bthan\b)/i;

export const isOfSomething = ({ span, filter = {} }: Partial<ListState> = {}): boolean =>
  span !== undefined || Object.keys(filter).length > 0;

/** “last week”, “the three largest”, below a list of something: of that list, as nothing else is said. */
export function isNarrower({ searches, now }: ListDeps, actor: Actor, said: string): boolean {
  if (!isOfSomething(searches.lastShown(actor)) || said === '' || ANEW.test(said)) return false;
  const { recognised, guessed, query, problems } = readWords(said, { now: now(), zone: 'UTC' });
  const { topic, anyTopic, status, of } = query.filter;
  const isNamed = (topic ?? anyTopic) !== undefined;
  // “about budget” alone; with more it is a search of its own.
  const isMore =
    !('days' in query.when) || Object.keys(query.filter).length > 1 || /^["“]/.test(said);
  const isNew = (status ?? of) !== undefined || (isNamed && isMore);
  return recognised && guessed === '' && problems.length === 0 && !isNew;
}
