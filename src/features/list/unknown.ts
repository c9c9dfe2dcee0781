import { type Actor, actsForSelf, undefinedIfUntold } from '../../accounts/types.js';
import { tellFirst } from '../../bot/clicks.js';
import type { MessageContext } from '../../bot/context.js';
import { type Meant } from '../../bot/feature.js';
import { partsOf, tellingWordsOf, wordsSaid } from '../../bot/follow-ups.js';
import { EARLIEST_DAYS } from '../../query/list-state.js';
import { defined } from '../../util/present.js';
import { pattern, source } from '../../util/pattern.js';
import { type ListDeps, actorAbove, prefixOf } from './inputs.js';
import { listedSoon, nearestNames, nearestText } from './nearest.js';
import { isTopicOfTheirs, placeSaid, placesNamed } from './place.js';
import { MOST_NAMES, aboutNames, stateNamed } from './row.js';
import { showList } from './show.js';

/** In front of a word of what is wanted: it is not. */
const UNWANTED = source`(?<!(\b(not|never|safe to|before i|if i|when i|once i)|n['’]t)( \p{L}+)?\s)`;
/** What is wanted of a recording, by words anywhere in a line; the first of them that fits. */
const WISHES: readonly (readonly [verb: string, cue: RegExp])[] = [
  [
    'unshare',
    pattern`
      \b(unshar\w+|withdraw|revoke|(stop|end|cancel) (the )?sharing|(remove|take away|end|stop) \S.{0,40}\b(access|(from )?sharing)
      |(no longer|not) (\p{L}+ ){0,5}(ha(ve|s) access|see it|watch it)|take \p{L}+ off)\b
      |n['’]t (\p{L}+ ){0,5}(ha(ve|s) access|see it|watch it)\b
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
      \b(restore|recover|undelete|(bring|get|put|take|need|want) (\S+ ){1,8}back|delet\w+ .*\b(mistake|accident\w*|wrong)
      |(mistake\w*|accident\w*) .*\bdelet\w+)\b
    `,
  ],
  [
    'delete',
    pattern`${UNWANTED}\b(delete|remove|erase|trash|get rid of|throw (it )?(away|out)|(?<!\b(the|recycle|my|in) )bin)\b|\bcan (go|away|be deleted)\b`,
  ],
  ['transcript', pattern`\b(transcripts?|transcription|what was said|in writing)\b`],
  [
    'summary',
    pattern`\b(summary|summari[sz]e\w*|notes|minutes of|recap|action items|key points)\b`,
  ],
  [
    'download',
    pattern`\b(download\w*|sav(e|ed|ing)|as a file|offline|(on|to|in) (my|an?|our) (own )?(computer|laptop|phone|pc|disk|drive|usb|stick)|(audio|sound) (of|from)|(only|just) (the )?audio|video file)\b`,
  ],
  [
    'share',
    pattern`${UNWANTED}\b(share|send|forward|pass|give|let (?!me|us|you)\S+ (have|see|watch)|should (get|have|see|receive)|(could|can|may) (?!(i|we|you|it|that|this)\b)\p{L}+ (get|have) (a|access))\b`,
  ],
  [
    'open',
    pattern`\b(watch|play|open|password|protected|how (long|big|large)|size|duration|length|details|(what|which) (date|day)|when (was|were|did))\b`,
  ],
];
/** A name is told from other words by its capital. */
const PERSON =
  /(?<=\b(?:with|to|let|give|send|for|and|[Cc]ould|[Cc]an) )\p{Lu}\p{L}+(?![\p{L}'’@.])|\p{Lu}\p{L}+(?= and \p{Lu})|\S+@\S+\.\p{L}+/gu;
/** Changes what is in front of the person, so a part of the line that says it by itself comes first. */
const TAKES_AWAY = /^(?:delete|unshare|restore)$/;

/** To an address something is shared, whatever else is said: “view only, no download”. */
const TO_ADDRESS = /\b(?:share|send|forward|give)\b.*\S@\S/i;

const verbIn = (line: string): string | undefined =>
  TO_ADDRESS.test(line) ? 'share' : WISHES.find(([, cue]) => cue.test(line))?.[0];

/** @param what it is done to, as a person writes it */
function wishLine(verb: string, what: string, line: string): string {
  const people = verb.endsWith('share')
    ? (line.match(PERSON) ?? []).filter((one) => !what.toLowerCase().includes(one.toLowerCase()))
    : [];
  return `${verb} ${what}${people.length > 0 ? ` with ${people.join(', ')}` : ''}`;
}

/** What is wanted now, or was before. */
type Wanted = { readonly verb: string; readonly behind?: string } | undefined;
/**
 * The command that does what a line wants: “share about "Weekly planning" with …”; undefined where it says nothing of that.
 * @param what of which recordings, as a person writes it
 * @param before what was wanted of another
 */
export function wishOf(line: string, what: string, before?: Wanted): string | undefined {
  const verb = verbIn(line);
  if (verb !== undefined) return wishLine(verb, what, line);
  return before && `${before.verb} ${what}${before.behind ?? ''}`;
}

/** “sorry, meant day 1”, “and the kick-off the same” */
const GOES_ON = pattern`\b(mean|meant|instead|rather|also|too|as well|same|again)\b`;
/** What was wanted of another recording, or of one of several, where a line goes on from that. */
function wishBefore(
  { searches }: Pick<ListDeps, 'searches'>,
  { actor, line = '' }: MessageContext,
) {
  const { pick, isOpen = false } = searches.lastPicked(actor) ?? {};
  return isOpen || GOES_ON.test(line) ? pick : undefined;
}

/** Does what a line wants of the recordings of these names. @returns false where it says nothing of that */
export async function followWish(
  deps: Pick<ListDeps, 'searches'>,
  ctx: MessageContext,
  actor: Actor,
  names: readonly string[],
): Promise<boolean> {
  const wished =
    names.length > 0 && wishOf(ctx.line ?? '', aboutNames(names), wishBefore(deps, ctx));
  if (!wished) return false;
  await ctx.dispatch(`${prefixOf(actor)}${wished}`, tellFirst(ctx, nearestText(names)));
  return true;
}

/** What is about no recording: the line that answers it, by a word anywhere in another; the first that fits. */
const ABOUT: readonly (readonly [line: string, cue: RegExp])[] = [
  ['export my recordings', pattern`\b(csv|excel|spread\s?sheet|xlsx|as a (file|table))\b`],
  [
    'clean up',
    pattern`\b(clean(ing)?.?(it |up|out)|tidy|declutter|safe to (get rid|delete|remove|lose|go)|(make|get|need) (\S+ ){0,3}(space|room)|free (up )?\d)`,
  ],
  ['bin', pattern`\b((recycle )?bin|trash)\b`],
  [
    'storage',
    pattern`\b(storage|quota|disk space|allowance|how (much|many) (\S+ ){0,2}(space|gb|gigs?|room|free))\b`,
  ],
  [
    'settings',
    pattern`\b(time.?zones?|clock|quiet hours|wrong (time|hour)s?|hours? .{0,20}(different|wrong))\b`,
  ],
  ['stop', pattern`\b(notifications?|alerts?|notifs?|reminders?|pings?)\b`],
  [
    'notify',
    pattern`\b(messages?|tell|told|informed|hear) .*\b(new|next|ready|available) .*recordings?\b`,
  ],
];

/** Answers a line by what it is about. @returns false where that is not known */
export async function isAbout(ctx: MessageContext): Promise<boolean> {
  const [about] = ABOUT.find(([, cue]) => cue.test(ctx.line ?? '')) ?? [];
  return about !== undefined && (await ctx.dispatch(about, ctx)) === 'done';
}

/** Goes on from a list. */
const NARROWS = /^(?:only|just|same)\s/i;
/** “…, for all that is older” acts for nobody. */
const FOR_WHOM = /^for\s(?!\S+@)/i;
const POINTS =
  /(?<![\p{L}\d])(?:it|its|this|that|them|they|those|these|one|ones|he|she|him|her|there)(?![\p{L}\d])/iu;

/**
 * Understands a line of which a reader of whole lines made too little: by the names in it, by what it wants of what is in
 * front of the person, or by a part of it that says enough.
 * @param asked the command that was asked about, if any
 * @returns false where nothing was answered
 */
export async function understoodOtherwise(
  deps: ListDeps,
  ctx: MessageContext,
  asked?: { readonly command: string; readonly said: string; readonly behind: string },
): Promise<boolean> {
  const { line = '', reply } = ctx;
  const { command = '', said = line, behind = '' } = asked ?? {};
  const before = wishBefore(deps, ctx);
  const wish = verbIn(line);
  for (const place of await placesNamed(deps, ctx, [said, ...partsOf(line)])) {
    // “share day 2 with …”, below a list in which one is called so
    const isAsked = !/^(?:|list|find)$/.test(command);
    const its = isAsked
      ? `${command} number ${place}${behind}`
      : (wishOf(line, `number ${place}`, before) ?? `open number ${place}`);
    if ((await ctx.dispatch(its, ctx)) === 'done') return true;
  }
  const theirs = await actorAbove(deps, ctx.actor);
  // Below the bin a name is of what is in there.
  const { status } = deps.searches.lastShown(ctx.actor)?.filter ?? {};
  const binned = status === 'deleted' && (await nearestNames(deps, theirs, line, { status }));
  if (binned && binned.isNamed) {
    const verb = wish === 'restore' || before?.verb === 'restore' ? 'restore' : 'bin';
    const its = `${prefixOf(theirs)}${verb} ${aboutNames(binned.nearest)}`;
    const told = tellFirst(ctx, nearestText(binned.nearest));
    if ((await ctx.dispatch(its, told)) === 'done') return true;
  }
  const { nearest, isNamed } = await nearestNames(deps, theirs, line);
  if (isNamed && nearest.length <= MOST_NAMES) {
    if (await followWish(deps, ctx, theirs, nearest)) return true;
    const whose = defined({ host: theirs.onBehalfOf?.personId });
    const state = stateNamed(nearest, deps.now(), whose);
    const notice = { style: 'accent', text: nearestText(nearest) } as const;
    await showList(deps, { actor: ctx.actor, answer: reply }, state, notice);
    return true;
  }
  // “I don’t recognize the third one, what is it”
  const hasList = deps.searches.lastShown(ctx.actor) !== undefined;
  const its = hasList ? placeSaid(line) : undefined;
  const placed = its && (wishOf(line, its, before) ?? `open ${its}`);
  if (placed && (await ctx.dispatch(placed, ctx)) === 'done') return true;
  const isInFront = hasList || (await ctx.answersOn?.())?.isNext === true;
  // “has anyone looked at CRM-1” is about another one than that in front.
  const isPointing = POINTS.test(line) || tellingWordsOf(line).length <= 3;
  const onFront = async (): Promise<boolean> =>
    wish !== undefined &&
    isPointing &&
    isInFront &&
    (await ctx.dispatch(wishLine(wish, 'it', line), ctx)) === 'done';
  const takesAway = TAKES_AWAY.test(wish ?? '');
  if (!takesAway && (await onFront())) return true;
  // What changes something at once has to be said by itself.
  const shown = { ...ctx, looksOnly: true as const };
  for (const part of partsOf(line).filter((one) => !FOR_WHOM.test(one)))
    if ((hasList || !NARROWS.test(part)) && (await ctx.dispatch(part, shown)) === 'done')
      return true;
  if (takesAway && (await onFront())) return true;
  return await isAbout(ctx);
}

/** “Rückblick auf das Jahr”: shows what is called so, of whatever time. @returns whether there is any */
async function isOfLongAgo(deps: ListDeps, ctx: MessageContext, find: string): Promise<boolean> {
  const state = stateNamed([find.replace(/^\S+\s+/, '')], deps.now());
  const all = { ...state, days: EARLIEST_DAYS };
  const found = await listedSoon(deps, ctx.actor, { ...all, limit: 1 }).catch(undefinedIfUntold);
  if (found?.recordings.length === 1) return (await ctx.dispatch(`${find} of all time`)) === 'done';
  const { filter } = state;
  const bin = { ...all, filter: { ...filter, status: 'deleted' as const }, limit: 1 };
  const binned = await listedSoon(deps, ctx.actor, bin).catch(undefinedIfUntold);
  if (binned?.recordings.length !== 1) return false;
  return (await ctx.dispatch(find.replace(/^\S+/, 'bin'))) === 'done';
}

/** Says a title, and nothing beside it. */
function saysTitle(line: string, title: string): boolean {
  const said = wordsSaid(line);
  const sought = wordsSaid(title);
  const isThere = sought.length > 0 && sought.every((word) => said.includes(word));
  return isThere && tellingWordsOf(line).every((word) => sought.includes(word));
}

/** Not what a slip of a command’s or a title may be: that is asked about. */
export const mayBeRead = (
  { actor, direct, line = '' }: MessageContext,
  meant: Meant | undefined,
) => {
  const isSlip = meant !== undefined && meant.isTopic !== true && meant.isWeak !== true;
  return direct && actsForSelf(actor) && line !== '' && !isSlip && meant?.isTitle !== true;
};

/** Answers what no command understands, where anything tells what it means. @returns whether anything did */
export async function answerUnknown(
  deps: ListDeps,
  ctx: MessageContext,
  meant: Meant | undefined,
): Promise<boolean> {
  const { line = '' } = ctx;
  if (!mayBeRead(ctx, meant)) return false;
  if ((await ctx.press?.((titles) => titles.find((title) => saysTitle(line, title)))) === true)
    return true;
  // “Onboarding: your first week”, below “Which one?”
  const { pick, isOpen = false } = deps.searches.lastPicked(ctx.actor) ?? {};
  const isName = isOpen && meant !== undefined && (await isTopicOfTheirs(deps, ctx.actor, meant));
  const its = isName && wishOf('', meant.text.replace(/^\S+\s+/, ''), pick);
  if (its && (await ctx.dispatch(its, ctx)) === 'done') return true;
  if (await understoodOtherwise(deps, ctx)) return true;
  return meant?.isTopic === true && (await isOfLongAgo(deps, ctx, meant.text));
}
