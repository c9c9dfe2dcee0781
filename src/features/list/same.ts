import { type Command, command } from '../../bot/feature.js';
import { plainLine } from '../../bot/plain-line.js';
import { shortCard, showListButton } from '../../bot/ui/message.js';
import { numberOf } from '../../query/amounts.js';
import { PAGE, USUAL_LIMIT } from '../../query/list-state.js';
import { SPAN_NAMED, WEEKDAYS } from '../../query/named-days.js';
import { goneOn, queryOfState, stateOfQuery } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { defined } from '../../util/present.js';
import { HOUR } from '../../util/time.js';
import { words } from '../../util/words.js';
import { noticeOf, readAsked, searchWords, showRead } from './command.js';
import { SHOWN, pickIn, pickRecording } from './pick.js';
import { CALLED, type ListDeps, goneOnWith } from './inputs.js';
import { isoDayOf, showBeside, showList, showPage, thanThat } from './show.js';
import { pattern } from '../../util/pattern.js';

const AGAIN = pattern('i')`
  ^(?:
    (?:the\s+)?same(?!\s+(?:day|time|week|month|year))(?!\s+(?:here|to\s+you)\b)
    (?:\s+(?:again|thing|list|search|as\s+(?:before|last\s+time)))?
    |(?:try\s+(?:it\s+)?)?again|once\s+more|repeat(?:\s+(?:it|that))?
  )(?:[\s,]+(?:but\s+|with\s+|and\s+)?(?<what>.+))?$
`;
const MORE = pattern('i')`
  ^(?:(?:and|but)\s+)?(?:
    (?:what|how)\s+about\s+|(?:change|switch)\s+(?:(?:it|that|them|this)\s+)?to\s+(?!.*\b(?:time|clock|mode|theme)\b)
    |make\s+(?:it|that)\s+(?!(?:so|sure|visible|public|private|available|accessible|shared)\b)
    |filter(?:ed)?\s+(?:(?:by|for|on|it|them)\s+)*
    |(?:let['’]?s\s+)?try\s+(?:with\s+)?(?=(?:last|this|in|from|since|about|without|${SPAN_NAMED})(?![\w-]))
    |and\s+(?:now\s+)?(?=
      (?:
        last|this|past|previous|in|from|since|on|for|of|before|after|until|yesterday|today|only|with|without
        |about|over|under|oldest|newest|largest|longest|smallest|shortest|larger|longer|shorter|smaller|mp4
        |arf|\d|[a-z]{3,}$|${SPAN_NAMED}
      )(?![\w-])
    )
    |but\s+
  )(?!(?:(?:the|any|some|even)\s+)*(?:older|newer|earlier|later|other|more|next|previous)(?:\s+ones)?$)(?!(?:the\s+|my\s+)?(?:recycle\s*)?(?:bin|trash|storage|settings|history|why|you|no|not)\b)(?<what>.+)$
`;
/** “and the summits too”: about these as well. */
const ADDED =
  /^(?:and\s+(?=.*\s(?:too|also|as\s+well)$)|plus\s+)(?<what>.+?)(?:\s+(?:too|also|as\s+well))?$/i;
const MOST_ONE = /^(?:and\s+)?the\s+\p{L}+est$/iu;
/** Of the only day of a list. */
const HOURS =
  /^(?:(?:at|around|after|before)\s+\d{1,2}(?::\d\d)?(?:\s*[ap]m|\s*o['’]?clock)?|(?:of|from|in|during)\s+(?:the\s+)?(?:morning|afternoon|evening)|(?:the\s+)?(?:morning|afternoon|evening)\s+ones)$/i;
const NARROWER = pattern('i')`
  ^(?<what>
    (?:only|just)\s+(?:show\s+(?:me\s+)?)?(?!
      (?:when|if|once|because)\b|(?:the\s+)?(?:first|second|third|fourth|fifth|last)(?:\s+one)?$|
      (?:(?:now|joking|kidding|testing)|on\s+(?:week|work)\w*(?:\s+days)?|\S+@\S+)$
      |(?:keep|ask|(?:notify|message|ping|remind|write|text|contact)(?:\s+to)?\s+(?:me|us))\s
    ).+
    |(?:(?:sort|order)(?:ed)?|arrange|rank|put)\s+(?:(?:them|it|these|those|the\s+list)\s+)?(?:by\s+.+|(?=.*\b(?:first|top|begin|start))[^.]*\b(?:old|new|large|bigg|small|long|short|lat)est\b.*)
    |(?:start|begin)\s+with\s+the\s+(?:old|new|large|bigg|small|long|short|lat)est(?:\s+ones?)?
    |by\s+(?:size|length|duration|date|age|name|topic|title)(?:\s+(?:please|now))?
    |${HOURS.source.slice(1, -1)}
    |(?:in\s+)?revers(?:e|ed)(?:\s+(?:it|them|order|the\s+(?:order|list)))?|(?:the\s+)?other\s+way\s+a?round
    |(?:oldest|newest)\s+to\s+(?:oldest|newest)|(?:(?:but\s+)?(?:without|except|minus|exclude)|but\s+not)\s+.+
    |(?:longer|shorter|larger|bigger|smaller)\s+ones|(?:and\s+)?(?:everything|all(?:\s+(?:recordings|of\s+them))?|anything|the\s+ones|from)\s+(?:before|after|older|newer|earlier|later)(?:\s+(?:that|it|this|then))?$|(?:and\s+)?the\s+(?:latest|newest|oldest|largest|biggest|smallest|longest|shortest)$
    |(?:(?:(?:is|are)\s+there\s+)?any(?:thing)?\s+|something\s+)?(?:longer|shorter|larger|bigger|smaller|older|newer)\s+than\s+(?:this|that|it|those|these|them)(?:\s+(?:one|in|from|of|since|before|last|this|about)\b.*)?
    |(?:which\s+(?:one\s+|recording\s+)?(?:is|was)\s+)?(?:the\s+)?(?:oldest|newest|largest|biggest|smallest|longest|shortest)(?:\s+first|\s+one(?:\s+of\s+(?:them|these|those))?|\s+of\s+(?:them|these|those))
    |(?:
      mp4s?|arf|mine|morning|afternoon|evening
      |(?:over|under|longer|shorter|larger|bigger|smaller|from|since|with|without|in|on|by|about)\s.+
      |${SPAN_NAMED}
    )(?=\s+only$|\s+instead$)
  )(?:\s+(?:only|instead))?$
`;
/** “which of these are big”, “of those the ones from September” */
const OF_THEM = pattern('i')`
  ^(?:and\s+)?(?:
    (?:which|what)(?:\s+(?:ones?|recordings?))?\s+(?:of|from|among)\s+(?:these|those|them)\s+(?:(?:are|is|were|was)\s+)?
    |(?:out\s+)?of\s+(?:these|those|them)[\s,]+(?:(?:only|just|show(?:\s+me)?|list|the\s+ones?)\s+)*
    |(?:(?:is|are)\s+there\s+|do\s+(?:i|we|you)\s+have\s+)?(?:any(?:thing)?|some(?:thing)?)\s+(?=.*\s(?:in\s+(?:there|here)|(?:among|of|from)\s+(?:these|those|them))$)
  )(?!(?:can|could|should|may|do|would)\b)(?<what>.+?)(?:\s+(?:in\s+(?:there|here)|(?:among|of|from)\s+(?:these|those|them)))?$
`;
/** “not the standup, the retro”, “instead of last week, this week” */
const RATHER = pattern('i')`
  ^(?:not\s+(?=(?:the|my|about|from|on|in)\s|${SPAN_NAMED})|(?:instead\s+of|rather\s+than)\s)
  [^,]+?(?:,\s*(?:but\s+)?|\s+but\s+)(?!(?:please\s+)?(?:delete|share|restore|show|open|watch|download)\b)(?<what>\S.+)$
`;
/** Of what was shown last, which is shown again with its totals. */
const OF_THOSE = pattern('i')`
  ^(?:and\s+)?how\s+many(?:\s+(?:of\s+(?:them|these|those)|results?|(?:recordings?\s+)?(?:did\s+you\s+find|is\s+(?:that|this|it))))?(?:\s+(?:are|were|is|it)(?:\s+(?:it|they|them|are))?\s+(?:there|in\s+(?:there|it|here)))?(?:\s+(?:(?:is|are)\s+)?(?:it|they|them|that|these|those)(?:\s+are)?)?(?:\s+(?:in\s+(?:total|all|sum)|altogether|together))?$
  |^(?:and\s+)?(?:how\s+(?:big|large|much(?:\s+space)?|long)\s+(?:are|is)\s+(?:these|those|they|all\s+of\s+(?:them|these))|(?:what(?:['’]?s|\s+is)?\s+)?(?:the\s+)?(?:total|overall)(?:\s+(?:size|number|count|length|space))?(?:\s+of\s+(?:these|those|them|that|this(?:\s+list)?|it|the\s+list))?)(?:\s+(?:in\s+(?:total|all)|altogether|(?:all\s+)?together))?$
  |^(?:nothing|none)\s+at\s+all$|^how\s+long\s+(?:would|will|does)\s+(?:it|that)\s+take\s+to\s+watch\s+(?:them|these|those|all)\b.*$
  |^how\s+(?:much|many\s+(?:gb|gigs))\s+(?:is|are)\s+(?:that|this|it|those|they)(?:\s+in\s+\w+)?$|^(?:the\s+)?sum(?:\s+of\s+(?:all|these|them|it|everything))?$
  |^(?:where\s+(?:am|was)\s+i|what\s+(?:was|is)\s+(?:my|the|your)\s+(?:last|previous|current)\s+(?:search|list|question)|what\s+(?:am\s+i|are\s+we)\s+(?:looking\s+at|seeing))$
  |^how\s+(?:many\s+(?:hours|minutes|gb|gigs)|long|much\s+(?:time|space))\s.*\b(?:that|these|those|they|them)\b.*\b(?:altogether|together|in\s+(?:total|all|sum))$
  |^(?:compare|what(?:['’]?s|\s+is)\s+the\s+difference\s+between)\s+(?:(?:the|number|recordings?)\s+)*(?:first|second|third|last|two|three|both|them|these|those|#?[1-5])\b.*$
  |^(?:and\s+)?(?:are|is)\s+(?:that|this|these|those|they|it|you|the\s+list)\s+(?:(?:really|already|now|still|absolutely|quite|just)\s+)*(?:all(?:\s+of\s+(?:them|it)|\s+(?:(?:the|my|our)\s+)*recordings?(?:\s+(?:that\s+)?(?:there\s+are|i\s+have|you\s+have))?|\s+there\s+(?:is|are)|\s+you\s+(?:have|found))?|everything|every\s+one|complete|it|(?:the\s+)?(?:whole|full|complete|entire)(?:\s+list)?|up\s+to\s+date|current|correct|right|sure)(?:\s+(?:about\s+(?:that|this|it)|(?:that\s+)?(?:that|this|it)(?:['’]?s|\s+is)\s+(?:all|everything|right|correct)))?$
  |^(?:really|(?:and\s+)?(?:nothing|no(?:thing)?\s+more|anything|any)\s*(?:else|more)?|did\s+you\s+(?:find|check|get|show|list)\s+(?:all(?:\s+of\s+(?:them|it))?|everything)|(?:(?:is|are)\s+)?there\s+(?:nothing|no)\s+(?:else|more)|(?:is|are)\s+there\s+(?:any\s+)?(?:others?|anything\s+else))$
  |^how\s+(?:many|much(?:\s+space)?)\s+(?:would|will|does|do)\s+(?:(?:all\s+of\s+)?(?:them|these|those)|they|that|it|this)\s+(?:be|free|save|delete)(?:\s+up)?$
  |^(?:what(?:['’]?s|\s+is)|which(?:\s+ones?)?\s+are)\s+(?:(?:still|left|else)\s+)*(?:in\s+(?:there|it|here)|left)$|^(?:show|list|give)\s+(?:me\s+)?(?:all\s+of\s+)?(?:those|these|them)(?:\s+(?:recordings|videos|ones))?(?:\s+again)?$
`;
const BESIDE = new RegExp(
  `^(?:the\\s+)?(?:(\\d{1,2}|an?|one|two|three|four|five|six)\\s+)?(day|week|month|quarter|year|one|recording|${WEEKDAYS})s?\\s+(before|after|earlier|later)(?:\\s+(?:that|it|this)(?:\\s+one)?)?$`,
  'i',
);

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
      new RegExp(
        `^(?:and\\s+|(?:i\\s+(?:want|need)|show\\s+me|give\\s+me)\\s+)?(?<what>${BESIDE.source.slice(1, -1)})$`,
        'i',
      ),
      ADDED,
      MORE,
      NARROWER,
      OF_THEM,
      RATHER,
      OF_THOSE,
      CALLED,
      /^(?:(?:it|that)(?:['’]s|\s+(?:is|was))\s+)?(?:the|that)\s+ones?\s+(?<what>(?:from|of|on|in|about|with|without|at)\s.+)$/i,
      /^(?:set|change|switch)\s+(?:the\s+|my\s+)?site\s+(?:to|=|:)?\s*(?<what>(?:[a-z0-9-]+\.)+webex\.com)$/i,
    ],
    help: words.list.help,
    isHidden: true,
    forOthers: true,
    run: async (ctx, rest) => {
      const { actor, reply: answer } = ctx;
      // “for Bob, only mp4” begins anew: there is no last list of his.
      const { lastCleanUp, lastPicked, lastShown } = deps.searches;
      const cleanUp = lastCleanUp(actor);
      if (cleanUp !== undefined) return await ctx.dispatch(goneOnWith(cleanUp, aboutOnly(rest)));
      const open = lastPicked(actor);
      // “the newest” answers “Which one?”, and no question about one recording.
      const picked = open?.isOpen !== true && MOST_ONE.test(rest) ? undefined : open;
      // “are you sure”, after a change
      if (/\bsure$/i.test(rest || (ctx.line ?? '')) && deps.searches.lastChanged(actor))
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
            : await thanThat(deps, actor, asked, last);
      const [beside, many, unit = '', side = ''] = BESIDE.exec(said) ?? [];
      const { recognised, question } = readWords(said, { now: deps.now(), zone: 'UTC' });
      if (last === undefined && (recognised || question) && beside === undefined)
        return await searchWords(deps, ctx, said, { text: `list ${said}` });
      if (/^(?:one|recording)$/i.test(unit)) {
        if (open === undefined) return await ctx.dispatch(`open ${said}`);
        await pickRecording(deps, ctx, said, open.pick);
        return;
      }
      if (last === undefined) {
        if (OF_THOSE.test(ctx.line ?? '')) return await ctx.dispatch('list');
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
      const zone = read.zoned ? calendar.zone : (last.zone ?? calendar.zone);
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

const TURNING = pattern('iu')`
  ^(?:(?:go|take\s+me)\s+)?back(?:\s+to\s+(?:(?:the|my)\s+)*(?:(?:last|previous)\s+)?(?:list|results?|search|overview|recordings))?[\s,.!]*$
  |^(?:no[\s,]+)?(?:not\s+(?:this|that)(?:\s+one)?|(?:a|the|some)?\s*different\s+one)[\s,.!]*$
  |^why\s+(?:(?:do|can)\s+i\s+)?(?:only\s+see|see\s+only|only)\s+\d{1,2}(?:\s+\p{L}+)?$
  |^(?:and\s+)?(?:(?:where(?:['’]?s|\s+(?:is|are))|show|list|see|go\s+to|give\s+me|get|open|load|(?:what|how)\s+about|(?:is|are)\s+there|(?:do\s+)?(?:i|you|we)\s+have|have\s+you|(?:i\s+)?(?:want|need))\s+)?(?:me\s+)?(?:(?:the|any|some|even|maybe|more|also)\s+)*(?:
    (?:next|previous|prev|last|first)\s+page|page\s+\d{1,3}
    |(?:next|previous)(?:\s+(?:\d{1,2}|few|two|three|five|ten|ones?|recordings?)){0,2}|more(?:\s+(?:of\s+them|recordings|results))?
    |rest(?:\s+of\s+(?:them|the\s+list))?|\d{1,2}\s+more
    |(?:older|newer|smaller|larger|shorter|longer|earlier)(?:\s+(?:ones|dates))?|later\s+(?:ones|dates)
    |earlier\s+\d+\s+days|(?:simi(?:lar)|rela(?:ted))(?:\s+(?:ones|recordings))?|(?:more|(?:an)?other(?:\s+ones?)?|ones?)\s+like\s+(?:this|that|it|these|those)(?:\s+one)?
    |others?\s+(?:recordings?\s+)?(?:of|from|in)\s+(?:this|that|the\s+same)\s+(?:meeting|series)
  )(?:\s+(?:please|again))*[\s,.!]*$
`;

const WHY = /\bwhy\b/i;
/** One end of the list, or the page of a number. */
const PAGE_NAMED = /\b(?:(first|last)\s+page|page\s+(\d{1,3}))\b/i;
const ROW_BESIDE = /^(?:and\s+)?(?:the\s+)?(next|previous)\s+(?:one|recording)\W*$/i;
/** Below a recording that was not meant: the list that it is of. */
const ANOTHER_ONE = /\b(?:not\s+th|different)/i;

/** Words of a line, and the titles of the buttons that do it; by default the next page, or what came before. */
const TURNS: readonly (readonly [said: RegExp, ...titles: RegExp[]])[] = [
  [/\bback\b(?=.*\b(?:list|results?|search|overview|recordings)\b)/i, /^«.*list/i],
  [/\bback\b/i, /^«/],
  [/\b(?:similar|related|like|others?)\b/i, /^other\s/i],
  [/\bprev/i, /^‹/, /^later/i, /^earlier/i],
  [WHY],
  [/\bolder\b/i, /older/i],
  [/\bnewer\b/i, /newer/i],
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
      const [, end, nth] = PAGE_NAMED.exec(line) ?? [];
      if (last !== undefined && (end ?? nth) !== undefined) {
        const most = Math.ceil(last.limit / PAGE);
        const page = /^first/i.test(end ?? '') ? 1 : Math.min(most, Number(nth ?? most));
        const start = (Math.max(1, page) - 1) * PAGE;
        await showPage(deps, { actor, answer: reply }, { ...last, start });
        return;
      }
      const [, row] = ROW_BESIDE.exec(line) ?? [];
      if (row !== undefined && (await ctx.answersOn?.())?.isNext === true)
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
      if (last !== undefined && /\bback\b/i.test(line))
        await showPage(deps, { actor, answer: reply }, last);
      else await reply(shortCard(title, words.help.turnPageHow, [showListButton]));
    },
  });
