import { scopeList } from '../../bot/access/impersonation.js';
import { type Command, command, phrases } from '../../bot/feature.js';
import type { MessageContext } from '../../bot/context.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { plainLine } from '../../bot/plain-line.js';
import { escapeText, isSafeInCard } from '../../bot/ui/escape.js';
import { messageCard, sayButton } from '../../bot/ui/message.js';
import { type ListState, type Question, WIDER_DAYS } from '../../query/list-state.js';
import { MANY_BYTES } from '../../query/amounts.js';
import { type Calendar, ever } from '../../query/calendar.js';
import { type NoMeeting, type ReadWords, readWords } from '../../query/read-words.js';
import { isSentence } from '../../query/line.js';
import { type When, stateOfQuery } from '../../query/query.js';
import type { Filter } from '../../recordings/filter.js';
import { words } from '../../util/words.js';
import { askZoneCard, timeZoneOf } from '../settings/index.js';
import {
  type ListDeps,
  POINTING,
  goneOnWith,
  isOfSomething,
  hostMeant,
  isNarrower,
  prefixOf,
} from './inputs.js';
import { ifNoneLately, ifNoneOf, noticeOf } from './nearest.js';
import { followWish, isAbout, understoodOtherwise } from './unknown.js';
import { inListAbove } from './place.js';
import { meetingOf, stateForHost, whichHostCard } from './page.js';
import { showList } from './show.js';
import { pattern } from '../../util/pattern.js';

interface ReadOptions {
  /** The message that leads here again, after the person chose a time zone. */
  readonly text: string;
  /** Follows the words in that message; begins with a space. */
  readonly behind?: string | undefined;
  /** A filter that the command implies, as `bin` does the recycle bin. */
  readonly always?: Filter;
  /** All of time, where the words name none. */
  readonly isOfAnyTime?: boolean;
  /** The time where the words name none. */
  readonly usual?: When | undefined;
  /** Of somebody else; the role is checked. */
  readonly whose?: Pick<ListState, 'host' | 'scope'>;
}

/**
 * Reads what a person wrote in days of their own time zone. Asks for the zone if it matters and is unknown, and
 * for the meaning if the words are ambiguous.
 * @returns undefined when something was asked
 */
export async function readAsked(
  deps: ListDeps,
  ctx: MessageContext,
  written: string,
  { text, behind = '', always, usual, isOfAnyTime = false }: ReadOptions,
): Promise<{ readonly read: ReadWords; readonly calendar: Calendar } | undefined> {
  const now = deps.now();
  const readIn = (calendar: Calendar, sought?: string | NoMeeting): ReadWords => {
    const time = isOfAnyTime ? ever(calendar) : usual;
    if (typeof sought !== 'string') return readWords(written, calendar, always, time, sought);
    const filter = { ...always, meetingId: sought };
    return readWords(written, calendar, filter, time ?? { days: WIDER_DAYS });
  };
  const utc = { now, zone: 'UTC' };
  const unsought = readIn(utc);
  const sought = await meetingOf(deps, ctx.actor, unsought.meeting);
  const rough = sought === undefined ? unsought : readIn(utc, sought);
  const isZoned = isOfAnyTime ? needsZone(rough) : rough.zoned;
  const zone = isZoned ? await timeZoneOf(deps, ctx.actor) : 'UTC';
  if (zone === undefined) {
    await ctx.reply(askZoneCard(`${prefixOf(ctx.actor)}${text}${behind}`));
    return undefined;
  }
  const calendar = { now, zone };
  const read = isZoned ? readIn(calendar, sought) : rough;
  if (read.question === undefined) return { read, calendar };
  // Of words that nothing is known of, more is tried before the person is asked.
  const isLeft = read.question.text === words.query.inTheTopic({ said: read.guessed });
  const command = text.slice(0, text.length - written.length).trim();
  if (isLeft && (await understoodOtherwise(deps, ctx, { command, said: written, behind })))
    return undefined;
  await askMeaning(ctx, read.question, command, behind);
  return undefined;
}

/** For words about all of time: an age alone is the same in every zone. */
export function needsZone({ zoned, age }: ReadWords): boolean {
  return zoned && age === undefined;
}

/**
 * Asks what words mean, with a button for each reading.
 * @param command in front of them
 * @param behind what follows them, with a space in front
 */
export async function askMeaning(
  { actor, reply, offers }: MessageContext,
  question: Question,
  command = '',
  behind = '',
): Promise<void> {
  const { text, readings } = question;
  const before = `${prefixOf(actor)}${command}`;
  const lines = readings
    .map(({ title, words: said }) => ({ title, line: `${before} ${said}${behind}`.trim() }))
    .filter(({ line }) => isSafeInCard(line, LONGEST_SAID));
  await reply(
    messageCard({
      title: escapeText(text, 200),
      paragraphs: [words.list.pressOrWrite],
      choices: lines.map(({ title, line }) => sayButton(escapeText(title, 60), line)),
    }),
  );
  offers?.(lines);
}

/**
 * Shows the recordings that a person asked for in words; a search that cannot be done as written opens
 * the Find card.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost, NotDelivered or a WebexError.
 * @param written without the name of the command
 */
export async function searchWords(
  deps: ListDeps,
  ctx: MessageContext,
  written: string,
  asked: ReadOptions,
): Promise<unknown> {
  const { read: said, calendar } = (await readAsked(deps, ctx, written, asked)) ?? {};
  if (said === undefined || calendar === undefined) return undefined;
  const read = await deps.ofSiteMeant(ctx.actor, said, written);
  return await showRead(deps, ctx, read, { ...stateOfQuery(read.query, calendar), ...asked.whose });
}

/** Shows the list of words that were read; of the host whom they name, where the person acts for others. */
export async function showRead(
  deps: ListDeps,
  ctx: MessageContext,
  read: ReadWords,
  sought: ListState,
): Promise<unknown> {
  const own = scopeList(sought, ctx.actor);
  if (read.problems.length > 0)
    return await ctx.reply(await deps.findForm(ctx.actor, { state: own, problems: read.problems }));
  const { state, isOfHost, of = [] } = await stateForHost(deps, ctx.actor, own);
  if (of.length > 0) return await ctx.reply(whichHostCard(state, of));
  const at = { actor: ctx.actor, answer: ctx.reply };
  const notice = noticeOf(read, isOfHost);
  const follow = (names: readonly string[]) =>
    names.length > 0 ? followWish(deps, ctx, ctx.actor, names) : isAbout(ctx);
  const ifNone =
    ifNoneOf(deps, state, read, follow, ctx.line) ?? ifNoneLately(deps, state, ctx.line, notice);
  const front = THE_ONE.test(ctx.line ?? '') ? inListAbove(deps, ctx.actor, read) : undefined;
  const otherwise = front ? () => Promise.resolve({ state, ifNone }) : ifNone;
  await showList(deps, at, front ?? state, notice, otherwise);
}

/** “the planning one” */
const THE_ONE = /^(?:the|that)\s.+\sone\W*$/i;
/** With more unknown words than this, a line is no search. */
const MOST_WORDS = 4;
/** “the call with …”: of one that is known. */
const NAMED = /^(?:the|my|our|that)\s/i;

/** Reads a line that begins with no command as a search, such as “mp4 since 1 Oct”. */
const bareSearch: NonNullable<Command['readBare']> = (line, now) => {
  const { recognised, guessed, query, question } = readWords(line, { now, zone: 'UTC' });
  const unknown = guessed === '' ? [] : guessed.toLowerCase().split(' ');
  // “Tell me about yourself” is about the bot.
  const { of, topic = of, anyTopic = topic === undefined ? [] : [topic] } = query.filter;
  const explicit = anyTopic.length > 0 && guessed !== anyTopic.join(', ');
  const isAsked =
    question !== undefined && question.text !== words.query.inTheTopic({ said: guessed });
  const isSaid = question !== undefined && !isAsked && isSentence(line);
  const clear = !isSaid && (!explicit || unknown.length === 0);
  const isOf = of !== undefined && unknown.length === 1;
  const most = NAMED.test(line) ? MOST_WORDS + 2 : MOST_WORDS;
  return {
    recognised: (recognised || isAsked || isOf) && clear && unknown.length <= most,
    unknown,
  };
};

/** `list`, with words that narrow it; also a line that is a search without a command. */
export const listCommand = (deps: ListDeps): Command =>
  command({
    name: 'list',
    words: phrases(
      'list, recordings, my recordings, our recordings, show, show me, see, give me, display, get, get me',
      'is there a recording of, do i have, do we have, did i record, did we record',
      'what did i record, what did we record, what have i recorded, which recordings',
      'which of my recordings, which of our recordings, what recordings, have you the, have you a, have you any, do you have the, do you have my, do you still have, have you still got, any recordings, any recording',
      "new recordings, new ones, anything new, what’s new, what's new, whats new, what is new, gimme, list of",
      'a list of, give me a list of, make a list of, make list of, give list of, recent, recently, lately, refresh',
      'we need the, need the, need my, we need our, i need the, i need my, i need all',
      'i want the, i want my, i want all, reload, recs, rec, vids, meetings, my meetings',
      'have you got, got any, is there, are there, is it ready, provide, provide me, what did i miss',
      'what have i missed, is a recording of, have the recording of, the list',
    ),
    says: [
      pattern`^(list |show (me )?)?(?<what>(recordings|videos) \S+ (watched|viewed|opened|downloaded)(?![\w-]).*)$`,
      pattern`
        ^(was|is|were|did|has|have) (?!it\s)(?<what>.+?) ((get|got|been|still) )?(
          recorded|(?<=still\s)(there|around)|ready|available|up|online|uploaded|processed|arrived?|come (in|through)|appear(ed)?|show(n|ed)? up
        )( (yet|already|now))?$
      `,
      pattern`^(did|has|have) (any(one|body)|some(one|body)|you|they) record(ed)? (?<what>.+)$`,
      pattern`
        ^(count|how many) (?!
          \p{L}+ ((have|has) )?(watched|viewed|downloaded|saw|seen)(?![\w-])
          |(\S+ )?((did|have) (i|we|you)|were|got) (just )?(delet|remov|restor|shar|trash|mov)
        )(?!
          (
            people|views|downloads|watched|viewed|downloaded|saw|seen|times?|${MANY_BYTES}|hours|minutes|days|my
            |recordings|videos|files
            |((are|were|is) (there|left|in (there|it|here)|(it|they|that|this|these|those)(?=\s*$| (in|al))))?\s*
            (in (total|all|sum)|altogether|together)?$
            |would|will|does (that|it|this)
          )(?![\w-])
        )(?<what>.+?)( (do|did|have|has) (i|we)( have| record)?)?$
      `,
      // “weekly” alone is the report.
      pattern`
        ^(?<what>((weekly|daily)\s+
        (?!(on|off|yes|no|start|stop|never|please|e?-?mail|(storage )?cards?|storage (summary|report)|summar\w+|digest|reports?(?=$| (on|off|card|please)))(?![\w-]))
        |monthly (?=(business|review|meeting|(report|reporting) (?!o(n|ff)$)\w+|sync|call|all|team|update|standup|planning|retro)(?![\w-])))
        \p{L}.*)$
      `,
      pattern`
        ^((is|was|were|are) (?!(it|this|that)\s)(there )?|(?=any))(?<what>
          .+\s(longer|shorter|bigger|larger|smaller|older|newer) than\s(?!(this|that|it|those|these|them)\b).+
        )$
      `,
      pattern`^which( (one|recording))? (is|was) (the )?(long|short|bigg|larg|small|old|new)(er|est)[\s,:]+(?<what>.+ or .+)$`,
      pattern`
        ^((go|switch|change|get) )?back to (just )?(my|mine|myself|me)( own)?( (recordings|list|account|ones))?$
        |^(stop (being|acting)|no longer (as|for)|as myself|for (myself|me))(\s.*)?$
      `,
      pattern`^(?<what>(the )?start (of|in) .+)$`,
      pattern`^send (me|us) ((the|an?) list of )?(?<what>((the|all|my|our|any) )*(recordings|recs|videos|files|everything)(?![\w-]).*)$`,
      pattern`^(all|where are(?= \w+\s))( ((my|our|the) )?(recordings?|meetings|videos))?$|^where (are )?((the|our) )(recordings|videos|ones) (?<what>(of|from|about|with|on|in|by)\s.+?)( are)?$`,
      pattern`^(list |show (me )?)?(?<what>(my|our) recordings? (and|or|&) .+)$`,
      pattern`
        ^(subject:\s*)?(you have |your )?(the |an? )?(new )?(webex )?
        (meeting )?recording(( is (now )?(available|ready))?\s*:
        |(?= (of|about)\s)(?!.*\b(missing|gone|not)\b))
        \s*(?<what>.+?)( is (now )?(ready|available))?$
      `,
      pattern`^.*\bshared an? recording with you\s*:\s*(?<what>.+)$`,
      pattern`^(?<what>(?!.*\b(how|when(ever)?|every time|if|once|as|not|that|which|me)\b).+?) (recording is (now )?(ready|available)|was recorded)$`,
      pattern`^(meeting( (title|name|topic))?|event|(updated )?invitation|accepted|tentative|declined|cancell?ed)\s*:\s*(?<what>.+)$`,
      pattern`^for (?<what>(the )?(last|past|this|previous|yesterday|today)(?![\w-]).*)$`,
    ],
    help: words.list.help,
    group: 'find',
    forOthers: true,
    readBare: bareSearch,
    run: async (ctx, rest) => {
      const cleanUp = deps.searches.lastCleanUp(ctx.actor);
      // “older than 6 months”, below the form of a clean-up, belongs to it.
      if (cleanUp !== undefined && plainLine(ctx.line ?? '') === rest) {
        const { recognised, guessed } = readWords(rest, { now: deps.now(), zone: 'UTC' });
        if (recognised && guessed === '') return await ctx.dispatch(goneOnWith(cleanUp, rest));
      }
      // “2”, as a client without cards says it
      if (/^[1-5]$/.test(rest) && ctx.line === rest && deps.searches.lastShown(ctx.actor))
        return await ctx.dispatch(`number ${rest}`, ctx);
      // “is there one from september”, below a list: of what it is about.
      const ones =
        /^(?:(?:another\s+|any\s+)?ones?|the\s+others?)\s+(?=(?:from|of|in|on|since|before|after|with|without|(?:old|new|long|short|bigg|larg|small)er)\s)/i;
      if (ones.test(rest) && deps.searches.lastShown(ctx.actor))
        return await ctx.dispatch(`what about ${rest.replace(ones, '')}`, ctx);
      // “last week”, “the three largest”, below a list: of that.
      const line = plainLine(ctx.line ?? '');
      const isWhole =
        line === rest ||
        /^(?:are|were|those|these)\s|\d\s+of\s+(?:them|these|those)$/i.test(rest) ||
        /^show me the\s/i.test(line);
      if (isWhole && isNarrower(deps, ctx.actor, rest))
        return await ctx.dispatch(`what about ${rest}`, ctx);
      // “please show only the town hall”
      if (/^(?:only|just)\s/i.test(rest) && isOfSomething(deps.searches.lastShown(ctx.actor)))
        return await ctx.dispatch(`what about ${rest}`, ctx);
      if (POINTING.test(rest)) return await ctx.dispatch(`open ${rest}`, ctx);
      const whose = hostMeant(deps, ctx, rest);
      const said = rest.replace(/^(?:his|her|their)(?=\s)/i, 'my');
      return await searchWords(deps, ctx, said, { text: `list ${said}`.trim(), whose });
    },
  });
