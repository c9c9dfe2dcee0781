import { type Command, command } from '../../bot/feature.js';
import { plainLine } from '../../bot/plain-line.js';
import { shortCard, showListButton } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { ORDINALS, numberOf } from '../../query/amounts.js';
import { PAGE, USUAL_LIMIT } from '../../query/list-state.js';
import { SPAN_NAMED, WEEKDAYS } from '../../query/named-days.js';
import { amountsOf, goneOn, inUnitSaid, queryOfState, stateOfQuery } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { defined } from '../../util/present.js';
import { HOUR } from '../../util/time.js';
import { words } from '../../util/words.js';
import { readAsked, searchWords, showRead } from './command.js';
import { noticeOf } from './nearest.js';
import { SHOWN, pickIn, pickRecording } from './pick.js';
import { CALLED, type ListDeps, goneOnWith } from './inputs.js';
import { understoodOtherwise } from './unknown.js';
import { isoDayOf, showBeside, showList, showPage, thanThat } from './show.js';
import { pattern } from '../../util/pattern.js';

const AGAIN = pattern`
  ^(
    (the )?same(?! (day|time|week|month|year))(?! (here|to you)\b)
    ( (again|thing|list|search|as (before|last time)))?
    |(try (it )?)?again|once more|repeat( (it|that))?
  )([\s,]+(but |with |and )?(?<what>.+))?$
`;
const MORE = pattern`
  ^((and|but|or) )?(
    (what|how) about |(change|switch) ((it|that|them|this) )?to (?!.*\b(time|clock|mode|theme)\b)
    |make (it|that) (?!(so|sure|visible|public|private|available|accessible|shared)\b)
    |filter(ed)? ((by|for|on|it|them) )*
    |(let['’]?s )?try (with )?(?=(last|this|in|from|since|about|without|${SPAN_NAMED})(?![\w-]))
    |(and|or) ((now|maybe|anything|the(?= \p{L}+s$)) )*(?=
      (
        last|this|past|previous|in|from|since|on|for|of|before|after|until|yesterday|today|only|with|without
        |about|over|under|oldest|newest|largest|longest|smallest|shortest|larger|longer|shorter|smaller|mp4
        |arf|\d|[a-z]{3,}$|${SPAN_NAMED}
      )(?![\w-])
    )
    |but\s+
  )(?!((the|any|some|even) )*(older|newer|earlier|later|other|more|next|previous)( ones)?$)(?!(the |my )?(recycle\s*)?(bin|trash|storage|settings|history|reminders|notifications|why|you|no|not|(help|both|(any|some|no)thing|else|so)$)\b)(?<what>.+)$
`;
/** “and the summits too”: about these as well. */
const ADDED = pattern`^(and (?=.*\s(too|also|as well)$)|plus )(?<what>.+?)( (too|also|as well))?$`;
const MOST_ONE = pattern`^(and )?the \p{L}+est$`;
const HOURS = pattern`^((at|around|after|before) \d{1,2}(:\d\d)?(\s*[ap]m|\s*o['’]?clock)?|(of|from|in|during) (the )?(morning|afternoon|evening)|(the )?(morning|afternoon|evening) ones)$`;
const NARROWER = pattern`
  ^(?<what>
    (only|just) (show (me )?)?(?!
      (when|if|once|because|\d+ (people|persons?|viewers?))\b|(the )?(first|second|third|fourth|fifth|last)( one)?$|
      ((now|joking|kidding|testing)|on (week|work)\w*( days)?|\S+@\S+)$
      |(keep|ask|(notify|message|ping|remind|write|text|contact)( to)? (me|us))\s
    ).+
    |((sort|order)(ed)?|arrange|rank|put) ((them|it|these|those|the list) )?(by .+|(?=.*\b(first|top|begin|start))[^.]*\b(old|new|large|bigg|small|long|short|lat)est\b.*)
    |(start|begin) with the (old|new|large|bigg|small|long|short|lat)est( ones?)?
    |by (size|length|duration|date|age|name|topic|title)( (please|now))?
    |${HOURS.source.slice(1, -1)}
    |(in )?revers(e|ed)( (it|them|order|the (order|list)))?|((sort|order|turn) (it|them|these|the list) )?(the )?other way( a?round)?
    |(oldest|newest) to (oldest|newest)|((but )?(without|except|minus|exclude)|but not) .+
    |(longer|shorter|larger|bigger|smaller) ones|before that|(and )?(everything|all( (recordings|of them))?|anything|the ones|from) (before|after|older|newer|earlier|later)( (that|it|this|then))?$|(and )?the (latest|newest|oldest|largest|biggest|smallest|longest|shortest)$
    |(((is|are) there )?any(thing)? |something )?(longer|shorter|larger|bigger|smaller|older|newer) than (this|that|it|those|these|them)( (one|in|from|of|since|before|last|this|about)\b.*)?
    |(which (one |recording )?(is|was) )?(the )?(oldest|newest|largest|biggest|smallest|longest|shortest)( first| one( of (them|these|those))?| of (them|these|those))
    |(
      mp4s?|arf|mine|morning|afternoon|evening
      |(over|under|longer|shorter|larger|bigger|smaller|from|since|with|without|in|on|by|about)\s.+
      |${SPAN_NAMED}
    )(?= only$| instead$)
  )( (only|instead))?$
`;
/** “which of these are big”, “of those the ones from September” */
const OF_THEM = pattern`
  ^(and )?(
    (which|what|any)( (ones?|recordings?))? (of|from|among) (these|those|them) ((are|is|were|was) )?
    |(out )?of (these|those|them)[\s,]+((only|just|show( me)?|list|the ones?) )*
    |((is|are) there |do (i|we|you) have )?(any(thing)?|some(thing)?) (?=.*\s(in (there|here)|(among|of|from) (these|those|them))$)
  )(?!(can|could|should|may|do|would)\b)(?<what>.+?)( (in (there|here)|(among|of|from) (these|those|them)))?$
`;
/** “not the standup, the retro”, “instead of last week, this week” */
const RATHER = pattern`
  ^(not (?=(the|my|about|from|on|in)\s|${SPAN_NAMED})|(instead of|rather than)\s)
  [^,]+?(,\s*(but )?| but )(?!(please )?(delete|share|restore|show|open|watch|download)\b)(?<what>\S.+)$
`;
/** Of what was shown last, which is shown again with its totals. */
const OF_THOSE = pattern`
  ^(and )?how many( (of (them|these|those)|results?|(recordings? )?(did you find|is (that|this|it))))?( (are|were|is|it)( (it|they|them|are))? (there|left|in (there|it|here)))?( ((is|are) )?(it|they|them|that|these|those)( are)?)?( (in (total|all|sum)|altogether|together))?$
  |^(and )?(how (big|large|much( space)?|long) (are|is) (these|those|they|all of (them|these)|(that|this|it)(?= (in\s|al)))|(what(['’]?s| is)? )?(the )?(total|overall)( (size|number|count|length|space))?( of (these|those|them|that|this( list)?|it|the list))?)( (in (total|all)|altogether|(all )?together))?$
  |^(nothing|none) at all$|^how long (would|will|does) (it|that) take to watch (them|these|those|all)\b.*$
  |^how (big|large|long|much( space)?|many (gb|gigs))( is| are)?( (the )?(first|top|last) \w+)? (together|altogether|in (total|all|sum))$|^how much (space|room) (do |does |are )?(they|these|those|it) (use|take|using|taking)( up)?$|^how (much|many (gb|gigs)) (is|are) (that|this|it|those|they)( in \w+| now)?$|^(the )?sum( of (all|these|them|it|everything))?$
  |^(where (am|was) i|what (was|is) (my|the|your) (last|previous|current) (search|list|question)|what (am i|are we) (looking at|seeing))$
  |^how (many (hours|minutes|gb|gigs)|long|much (time|space))\s.*\b(that|these|those|they|them)\b.*\b(altogether|together|in (total|all|sum))$
  |^(compare|what(['’]?s| is) the difference between) ((the|number|recordings?) )*(first|second|third|last|two|three|both|them|these|those|#?[1-5])\b.*$
  |^(and )?(are|is) (that|this|these|those|they|it|you|the list) ((really|already|now|still|absolutely|quite|just) )*(all( of (them|it)| ((the|my|our) )*recordings?( (that )?(there are|i have|you have))?| there (is|are)| you (have|found))?|everything|every one|complete|it|(the )?(whole|full|complete|entire)( list)?|up to date|current|correct|right|sure)( (about (that|this|it)|(that )?(that|this|it)(['’]?s| is) (all|everything|right|correct)))?$
  |^(really|(and )?(nothing|no(thing)? more|anything|any)\s*(else|more)?|did you (find|check|get|show|list) (all( of (them|it))?|everything)|((is|are) )?there (nothing|no) (else|more)|(is|are) there (any )?(others?|anything else))$
  |^how (many|much( space)?) (would|will|does|do|did) ((all of )?(them|these|those)|they|that|it|this) (be|free|save|delete|give)( (up|me))?$
  |^(what(['’]?s| is)|which( ones?)? are) ((still|left|else) )*(in (there|it|here)|left)$|^(show|list|give) (me )?(all of )?(those|these|them)( (recordings|videos|ones))?( again)?$
`;
const BESIDE = pattern`^((from|of|in) )?(the )?((#\d{1,2}|an?|one|two|three|four|five|six) )?(#day|week|month|quarter|year|one|recording|${WEEKDAYS})s? (#before|after|earlier|later)( (that|it|this)( one)?)?$`;

/** “only the sprint demos”, of a clean-up, which takes no word for a topic unless it is said to be one. */
function aboutOnly(rest: string): string {
  const { recognised, guessed, question } = readWords(rest, { now: 0, zone: 'UTC' });
  return recognised || guessed === '' || question ? rest : `about "${guessed}"`;
}

/** “same for last month”, “now oldest first”: goes on from the list that the person was shown last. */
export const sameCommand = (deps: ListDeps): Command =>
  command({
    name: 'same',
    seeksTopic: true,
    words: [],
    says: [
      AGAIN,
      pattern`^(and |(i (want|need)|show me|give me) )?(?<what>${BESIDE.source.slice(1, -1)})$`,
      ADDED,
      MORE,
      NARROWER,
      OF_THEM,
      RATHER,
      OF_THOSE,
      CALLED,
      pattern`^((it|that)(['’]s| (is|was)) )?(the|that) ones? (?<what>(from|of|on|in|about|with|without|at)\s.+)$`,
      pattern`^((is|was) there )?(any|some)thing (from|of|in|on) (?<what>(the )?\p{L}+ (before|after)( (that|it))?)$`,
      pattern`^(set|change|switch) (the |my )?site (to|=|:)?\s*(?<what>([a-z0-9-]+\.)+webex\.com)$`,
    ],
    help: words.list.help,
    isHidden: true,
    forOthers: true,
    run: async (ctx, rest) => {
      const { actor, reply: answer } = ctx;
      // Ticks say how many they are, and how large.
      const asksHowMany = /\b(?:how|total|sum)\b/i.test(ctx.line ?? '');
      const ticked = asksHowMany ? await ctx.question?.() : undefined;
      if (ticked !== undefined) return await answer(fillCard(ticked));
      // “for Bob, only mp4” begins anew: there is no last list of his.
      const { lastCleanUp, lastPicked, lastShown } = deps.searches;
      const cleanUp = lastCleanUp(actor);
      if (cleanUp !== undefined) return await ctx.dispatch(goneOnWith(cleanUp, aboutOnly(rest)));
      const open = lastPicked(actor);
      // “the newest” answers “Which one?”, and no question about one recording; nor does “hide the retro”.
      const isOfMany = MOST_ONE.test(rest) || /^without\b/i.test(rest);
      const picked = open?.isOpen !== true && isOfMany ? undefined : open;
      // “are you sure”, after a change; “how much did that free”
      const isSure = /\bsure$/i.test(rest || (ctx.line ?? ''));
      if ((isSure && deps.searches.lastChanged(actor)) || /\bhow\b.*\bdid\b/i.test(ctx.line ?? ''))
        return await ctx.dispatch('history');
      if (CALLED.test(ctx.line ?? '') && lastShown(actor)?.filter?.status !== 'deleted')
        return await ctx.dispatch(`find ${rest}`);
      const last = picked?.state ?? lastShown(actor);
      const asked = rest
        .replace(/^for\s+/i, 'of ')
        .replace(/^(?:(?:only|just)\s+)*(?:those|the\s+ones)\s+(?=of\s)/i, '');
      const isOfDay = last?.span !== undefined && last.span.to - last.span.from <= 25 * HOUR;
      const hours = asked.replace(
        /^(?:of|from|during)?\s*(?:the\s+)?(morning|afternoon|evening)(?:\s+ones)?$/i,
        'in the $1',
      );
      const said =
        last === undefined
          ? asked
          : isOfDay && HOURS.test(asked)
            ? `${isoDayOf(last.span.from, last.zone)} ${hours}`
            : inUnitSaid(await thanThat(deps, actor, asked, last), amountsOf(queryOfState(last)));
      const [beside, many, unit = '', side = ''] = BESIDE.exec(said) ?? [];
      const { recognised, question } = readWords(said, { now: deps.now(), zone: 'UTC' });
      if (last === undefined && (recognised || question) && beside === undefined)
        return await searchWords(deps, ctx, said, { text: `list ${said}` });
      const isOne = /^(?:one|recording)$/i.test(unit);
      if (isOne && open) await pickRecording(deps, ctx, said, open.pick);
      else if (isOne) await ctx.dispatch(`open ${said}`, ctx);
      if (isOne) return;
      if (last === undefined) {
        if (OF_THOSE.test(ctx.line ?? '')) return await ctx.dispatch('list');
        if (await understoodOtherwise(deps, ctx)) return;
        return await answer(shortCard(words.list.sameAsWhat, words.list.sayWhole));
      }
      const whose = defined({ host: last.host, scope: last.scope });
      const before = queryOfState(last);
      if (beside !== undefined) {
        const steps = many === undefined ? undefined : /^an?$/i.test(many) ? 1 : numberOf(many);
        const isAfter = /after|later/i.test(side);
        await showBeside(deps, { actor, answer }, last, { unit, steps, isAfter });
        return;
      }
      const reading = { text: `same ${said}`, usual: before.when };
      const { read, calendar } = (await readAsked(deps, ctx, said, reading)) ?? {};
      if (read === undefined || calendar === undefined) return;
      const zone = (read.query.when === before.when ? last.zone : undefined) ?? calendar.zone;
      const shown = (how: Parameters<typeof goneOn>[3]) => {
        const query = goneOn(before, read.query, said, how);
        return { ...stateOfQuery(query, { ...calendar, zone }), ...whose };
      };
      const state = shown(ADDED.test(plainLine(ctx.line ?? '')) ? 'as well' : 'instead');
      if (read.problems.length === 0 && picked !== undefined) {
        const limit = Math.min(state.limit, SHOWN + 1);
        await pickIn(deps, ctx, state, picked.pick, { said, read, limit });
      } else if (/^(?:only|just)\s/i.test(rest) && before.filter.topic && read.query.filter.topic) {
        // “only contoso”, of the customer calls; where none is, of all.
        const ifNone = () => Promise.resolve({ state });
        await showList(deps, { actor, answer }, shown('both'), noticeOf(read), ifNone);
      } else await showRead(deps, ctx, read, state);
    },
  });

const TURNING = pattern`
  ^((go|take me) )?back( to ((the|my) )*((last|previous) )?(list|results?|search|overview|recordings))?[\s,.!]*$
  |^(no[\s,]+)?(not (this|that)( one)?|(a|the|some)?\s*different one)[\s,.!]*$
  |^(and )?(what|which)( ones?)? else((['’]s| (is|are|was))?( (in )?(there|here|it|that|the list|the bin)| left)?| do (i|we) have)[\s,.!]*$
  |^why ((do|can) (i|you) )?(only (see|show)|(see|show) only|only) \d{1,2}( \p{L}+)?$
  |^(and )?((where(['’]?s| (is|are))|show|list|see|go to|give me|get|open|load|(what|how) about|(is|are) there|(do )?(i|you|we) have|have you|(i )?(want|need)) )?(me )?((the|any|some|even|maybe|more|also) )*(
    (next|previous|prev|last|${ORDINALS}) page|page \d{1,3}
    |(next|previous)( (\d{1,2}|few|two|three|five|ten|ones?|recordings?)){0,2}|more( (of them|recordings|results))?
    |rest( of (them|the list))?|\d{1,2} more
    |(older|newer|smaller|larger|shorter|longer|earlier)( (ones|dates))?|later (ones|dates)
    |earlier \d+ days|(simi(lar)|rela(ted))( (ones|recordings))?|(more|(an)?other( ones?)?|ones?) like (this|that|it|these|those)( one)?
    |others? (recordings? )?(of|from|in) (this|that|the same) (meeting|series)
  )( (please|again))*[\s,.!]*$
`;

const WHY = /\bwhy\b/i;
/** One end of the list, or the page of a number. */
const PAGE_NAMED = pattern`\b((#last|${ORDINALS}) page|page (#\d{1,3}))\b`;
const ROW_BESIDE = pattern`^(and )?(the )?(#next|previous) (one|recording)\W*$`;
/** Below a recording that was not meant: the list that it is of. */
const ANOTHER_ONE = pattern`\b(not th|different)`;

/** Words of a line, and the titles of the buttons that do it; by default the next page, or what came before. */
const TURNS: readonly (readonly [said: RegExp, ...titles: RegExp[]])[] = [
  [/\bback\b(?=.*\b(?:list|results?|search|overview|recordings)\b)/i, /^«.*list/i],
  [/\bback\b/i, /^[«‹]/],
  [/\belse\b/i, /^«.*list/i, /›$/, /^earlier/i],
  [/\b(?:similar|related|like|others?)\b/i, /^other\s/i],
  [/\bprev/i, /^‹/, /^later/i, /^earlier/i],
  [WHY],
  [/\bolder\b/i, /older/i, /^earlier/i],
  [/\bnewer\b/i, /newer/i, /^later/i],
  [/\bsmaller\b/i, /smaller/i],
  [/\blarger\b/i, /larger/i],
  [/\bshorter\b/i, /shorter/i],
  [/\blonger\b/i, /longer/i],
  [/\bearlier\b/i, /^earlier/i],
  [/\blater\b/i, /^later/i],
  [/^/, /›$/, /^earlier/i],
];

/** “next page”, “back”: presses the button below the list that was shown last. */
export const turnPageCommand = (deps: ListDeps): Command =>
  command({
    name: 'next page',
    words: ['next page', 'previous page'],
    says: [TURNING],
    help: words.help.help,
    isHidden: true,
    isWhole: true,
    run: async (ctx) => {
      const { actor, press, reply, line = '' } = ctx;
      const { lastPicked, lastShown } = deps.searches;
      const last = lastShown(actor);
      const [, named, nth = named] = PAGE_NAMED.exec(line) ?? [];
      if (last !== undefined && nth !== undefined) {
        const most = Math.ceil(last.limit / PAGE);
        const start = (Math.min(most, numberOf(nth) || most) - 1) * PAGE;
        await showPage(deps, { actor, answer: reply }, { ...last, start });
        return;
      }
      const [, row] = ROW_BESIDE.exec(line) ?? [];
      if (row !== undefined && (!last || (await ctx.answersOn?.())?.isNext === true))
        return await ctx.dispatch(`watch the ${row} one`, ctx);
      // Behind the largest five come more of these, and not those of other days.
      const isEnd =
        last !== undefined && last.limit < USUAL_LIMIT && last.start + PAGE >= last.limit;
      const [next, many = ''] = /\bnext(?:\s+(\w+))?\W*$/i.exec(line) ?? [];
      if (isEnd && next !== undefined) {
        const limit = last.limit + (numberOf(many) || PAGE);
        const more = { ...last, limit, start: last.limit };
        await showList(deps, { actor, answer: reply }, more);
        return;
      }
      if (ANOTHER_ONE.test(line)) {
        const list = lastPicked(actor)?.state ?? last;
        if (list === undefined) return await ctx.dispatch('list');
        await showPage(deps, { actor, answer: reply }, list);
        return;
      }
      const [, ...wanted] = TURNS.find(([said]) => said.test(line)) ?? [];
      // Cards above the last list would turn to pages that were left.
      const isList = (titles: readonly string[]) => titles.includes(words.list.refresh);
      const chosen = (titles: readonly string[]): string | undefined =>
        wanted.flatMap((title) => titles.find((each) => title.test(each)) ?? [])[0] ??
        (isList(titles) ? '' : undefined);
      if ((await press?.(chosen)) === true) return;
      const [, more] = /\b(old|new|small|larg|short|long)er(?:\s+ones)?\W*$/i.exec(line) ?? [];
      if (more !== undefined && last !== undefined)
        return await ctx.dispatch(`what about the ${more.toLowerCase()}est first`);
      const title = WHY.test(line) ? words.help.turnPage : words.help.noPage;
      if (last !== undefined && /\b(?:back|else)\b/i.test(line))
        await showPage(deps, { actor, answer: reply }, last);
      else await reply(shortCard(title, words.help.turnPageHow, [showListButton]));
    },
  });
