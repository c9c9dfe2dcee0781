import { ALONE } from './date-at.js';
import type { Kind, ServiceType, TRANSCRIPTS, Views } from '../recordings/filter.js';
import { pattern, source } from '../util/pattern.js';

const QUOTED = '\\uE000\\d+\\uE000';
/** Several ways to say something, in whole words. */
const anyOf = (...ways: readonly string[]): RegExp =>
  pattern`${ways.map((way) => `(?<![\\p{L}\\d_'’-])${way}(?![\\p{L}\\d_-])`).join('|')}`;
export const TAG = pattern`
  (?<![\w-])(integration\s*)?tag((?<=\bwith (the )?tag)|(?! (day|team|line|along|game|cloud|manager|management|sale)s?\b))
  (ged)?( (with|as|is))?\s*:? (#${QUOTED}|[^\s,;\uE000\uE001]+)
`;
export const MEETING_ID = pattern`(?<![\w-])((of|in|from) )?(the )?(meeting|series)?\s*(id)?[\s:#]*(?<![\w-])(#[0-9a-f]{32}(_\w{1,160})?)(?![\w-])`;
export const NAMED_MEETING = pattern`(?<![\w-])((of|in|from) )?meeting\s*(id)[\s:#]+(#[\w-]{1,200})(?![\w-])`;
export const SITE = pattern`(?<![\w-])((on|at|from|in) )?(the )?(site\s*:? )?(https?:\/\/)?(#([a-z0-9-]{1,63}\.)+webex\.com)(\/\S*)?(?![\w-])`;
export const NAMED_SITE = pattern`(?<![\w-])(on |at )?(the )?site\s*:? (#([a-z0-9-]{1,63}\.)+[a-z]{2,20})(?![\w-])`;
export const SITE_IN_SHORT = pattern`(?<![\w-])(on|at|from) ((the|our|my) )?(?!(webex|the|our|my|this|that|which)\b)((#[\w-]+) site|site (#[\w-]+))(?=\s*($|[,\uE001]|(in|from|since|last|this)\b))`;
export const FORMAT = pattern`
  ((?<![\w-])(format\s*:? |as )?|\.)(?<!\b(vs\.?|versus) )(#
    mp4|arf
    |uploaded(?=
      \s+(
        recordings?|videos?|ones?|files?|only|by me|that|shared|with|(webinar|training|event|support|meeting)s?|except
        |without|not|but|and|or
      )\b
      |\s*($|[,\uE001])
    )
  )s?( (format|files?|by me))?(?![\w-]| (vs|versus)\b)
`;
export const SERVICE = /(?<![\w-])(meeting|event|support|training)\s*-?\s*cent(?:er|re)(?![\w-])/i;
export const SERVICES: Readonly<Record<string, ServiceType>> = {
  meeting: 'MeetingCenter',
  event: 'EventCenter',
  support: 'SupportCenter',
  training: 'TrainingCenter',
};
export const SERVICE_NAMES: Readonly<Record<ServiceType, string>> = {
  MeetingCenter: 'Meeting Center',
  EventCenter: 'Event Center',
  SupportCenter: 'Support Center',
  TrainingCenter: 'Training Center',
};
/** “training recordings”, “webinars”; alone, or behind another word, it is of a topic. */
export const KIND = pattern`
  (?<![\w-])(
    (#training|webinar|event|support)( session)? (recordings?|videos?)
    |(#training|support|event) sessions?|(#webinar|training|event(?=s(\s*$|\s*[,\uE001]| (in|from|of|on|at|last|this|past|since|before|after|over|under|hosted|shared)\b)))s|webex (#training|event|support)s?
    |recordings? of (#training|webinar|event)s
  )(?![\w-])
`;
export const KIND_OF: Readonly<Record<Kind, ServiceType>> = {
  training: 'TrainingCenter',
  webinar: 'EventCenter',
  event: 'EventCenter',
  support: 'SupportCenter',
};
/** “bin packing” is a topic. */
export const BIN = pattern`(?<![\w-])(recycle\s*bin|(?<=\b(in|from|inside) ((the|my) )?)(bin|trash(\s*can)?)|(?<!\b(i|we|you|can|to|could|should) )(bin|trash(\s*can)?)${ALONE}|deleted(?! (scenes?\b|items? \w)))(?![\w-])`;
export const PURGED = /(?<![\w-])purged(?![\w-])/i;
export const WITH_ME = pattern`
  (?<![\w-])(?<!\bnot\s)(
    (that |which )?(were|are|was|ha(s|ve) been)\s+
  )?(
    (where )?i(['’]?m| am| was)(n['’]?t| not) (the )?(host|organi[sz]er|owner)|
    (what (was|is|has been) )?shared (with|to) (me|us|you|them)
    |(what )?(did|has|have) (he|she|they) shared?( with (me|us))?
    |(somebody|someone|others|they) shared( with (me|us))?
    |(hosted by )?((some(one|body)|any(one|body)) else|other people|others|(my |the )?(other )?colleagues)(['’]s?)?( (gave|shared|sent|made|recorded)( (to|with))?( (me|us))?)?
    |not (mine|((hosted|recorded|made) )?(by|from) me)
    |(i|we) (did|do|have|had)\s*n?['’]?o?t (host|own|record|ma[dk]e)(ed)?
    |shared(?= (recordings?|ones?|videos?)\b|[\s\uE001]*$)
  )(?![\w-])
`;
export const MINE = pattern`
  (?<![\w-])(?<!\bnot\s)(
    (that |what )?(i|we|you|they) (host|hosted|recorded|own)
    |(that|which) (i|we) (can|may|could) (delete|share|change|edit|remove)
    |((hosted|recorded|made|owned) by|((that|which) )?belong(s|ing)? to) (me|you|myself|them)|not shared( with (me|us|you))?
    |(only )?(my|our) own( ones)?|(only )?(mine|my stuff)( only)?(?=[\s\uE001]*$| (from|of|in|on|since|before|after|until|between|last|this|about|over|under|longer|larger|older|with|without)\s)
    |(where |of which )?i( was|['’]?m| am) (the )?(host|owner|organi[sz]er)
    |(?<=^\s*|\brecordings? )(by|from) me(?=\s*$)
  )(?![\w-])
`;
const NAME = source`\p{L}[\p{L}\p{M}.-]*(['’](?!s\b)[\p{L}\p{M}.-]+)?(?![\p{L}\p{M}\d@]|[.-]+[\p{L}\d])`;
/** Words that are no name behind “by” and in front of “’s recordings”. */
const NO_NAME = source`
  (?!
    (
      lunch|noon|then|eod|dinner|shared|hosted|recorded|call|meeting|session|review|training|workshop|webinar|colleagues?|where|what|who|when|how|there|here|let|else|the|an?|my|our|your|his|her|their
      |me|us|you|we|i|he|she|they|them|myself|it|not|never|no|and|or|that|which|th[eo]se|what|was|were|is|are|be
      |been|being|(have|has|had|did|do|does|was|were|is|are|could|would|should|ca|wo)n['’]?t|have|has
      |had|some(one|body)?|any(one|body)?|every(one|body|thing)?|(any|some|no)thing|whatever
      |no(body|-?one)|others?|people|all|size|length|duration|dates?|time|age|names?|topics?|titles?
      |hosts?|views?|popularity|formats?|sites?|days?|weeks?|weekends?|months?|quarters?|years?|mornings?
      |afternoons?|evenings?|(to)?nights?|now|then|default|mistake|accident|today|tomorrow|yesterday|noon
      |midnight|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|(jan|febr)uary
      |march|april|may|june|july|august|(sept|nov|dec)ember|october|newest|latest|oldest|earliest
      |largest|biggest|smallest|longest|shortest|last|first|next|this|recent|about|from|in|on|at|since
      |before|after|until|till|with|without|over|under|longer|shorter|larger|bigger|smaller|older|newer
      |top|recently|lately|please|during|between|except|excluding|but|than|to|for|by|of|mp4|arf|only|else
      |thanks|recordings?|videos?|meetings?|teams?|company|hours|minutes|gigs|files|stuff|sessions|calls|previous|neither|nor|ever|already|yet|sorted|ordered|sort|order|eod|cob|eom
    )(?![\p{L}\d])
  )
`;
/** Names in front of the last of several: “alice’s and bob’s recordings”. */
const BEFORE_LAST = source`(${NO_NAME}${NAME}(['’]s?)?\s*(,|&|\b(and|or)\b)\s*){0,3}`;
/** Somebody is named: a pattern without groups. */
export const SOMEBODY_NAMED = source`(${QUOTED}|${NO_NAME}${NAME})`;
/** A further name, behind “and”. */
export const ANOTHER_NAME = pattern`
  ^\s*(,\s*(and|or)?|&|\b(and|or)\b) (by )?(#${QUOTED}|${NO_NAME}${NAME})(?![\p{L}\d_-])
`;
/** Who hosts: group 1 is a name, several names, or quoted words. */
export const HOSTS: readonly RegExp[] = [
  source`(where )?(#${NO_NAME}${NAME}) (was|is) (the )?host`,
  source`(what |which (recordings? )?)?did (#${NO_NAME}${NAME}) (record|host|make|(share|send)( ((with|to) )?(me|us))?)`,
  source`what (#${NO_NAME}${NAME}) has( got)?(?=\s*$)`,
  source`
    (that (were|are) )?(
      belong(s|ing)? to|(owned|hosted|recorded|made|organi[sz]ed|given|taught|held|led|run|chaired|shared( with (me|us))?) by
      |(?<!\b(i|we|you|they) )host(?!
        \s+(training|key|code|role|account|guide|family|committee|controls?|meeting)s?\b
      )( is)?\s*:?
    ) (#${QUOTED}|${NO_NAME}[^\s,;()\uE000\uE001]+)
  `,
  source`((recordings?|videos?|ones|everything|anything|all) |(?<=\b(webinars|trainings|meetings) )|^\s*|\uE001\s*|(?<=\d\s?[mgk]b ))by (#${QUOTED}|${NO_NAME}${NAME})(?! team\b)`,
  source`
    ((that|which|those|what|everything) )*(?<!\b(the|an?|was|is|were|are|all|my|our) )
    (#${BEFORE_LAST}${NO_NAME}${NAME}) (
      (has |have |both )?(hosted|recorded)|hosts|ran|held|led|gave|taught|chaired
      |did(?=\s*($|[,\uE001]|(last|this|on|in|yesterday)\b))|(?<!^\s*\S+\s)shared( with (me|us))?|(has )?(sent|gave|given)( to)? (me|us)
    )(?![\w-])(?! (by|with)\b)
  `,
  source`
    (?<!\b(the|our|my|an?) )(#${BEFORE_LAST}${NO_NAME}${NAME}( ${NO_NAME}${NAME})?)['’]s?(?=
      \s+([\p{L}\d]+ |\uE001\s*){0,3}(recordings?|videos?|ones?|webinars|trainings|meetings)(?![\w-])|(?<=['’]s)[\s\uE001]*$
      |(?<=['’]s) ((very )?(last|latest|newest|oldest|longest)|most recent)
      ( (webinar|training|meeting|event|call|session|one|\d{1,2}))?[\s\uE001]*$
    )
  `,
].map((way) => pattern`(?<![\p{L}\d_@.'’-])${way}`);
const ME = source`(me|myself)`;
const MY_OWN = source`(my|mine|ours?)( own)?( (recordings?|ones|videos?))?`;
const BOTH = source`\s*(,? (and|or)|&) `;
/** “my and bob’s”: one of the groups is the name. */
export const BOTH_HOSTS = anyOf(
  `${MY_OWN}${BOTH}(${NO_NAME}${NAME})['’]s`,
  source`((my|our) recordings?|mine)${BOTH}${NO_NAME}(?!(transcript|note|webinar|training|event|link|summarie|file|hi|her|your|their)s\b)(#\p{L}{2,20})s(?=\s*(recordings?\s*)?$)`,
  source`(#${NO_NAME}${NAME})['’]s ((recordings?|ones|videos?) )?(and|&|or) (my|mine|ours?)( own)?`,
  source`((hosted|recorded) by|(?<=(^|\b(recordings?|videos?|ones)\s)\s*)(of|from|by)) (${ME}${BOTH}(#${NO_NAME}${NAME})|(#${NO_NAME}${NAME})${BOTH}${ME})`,
);
/** A family name behind a name. */
export const FURTHER_NAME = new RegExp(
  `^\\s+${NO_NAME}(\\p{Lu}[\\p{L}\\p{M}.'’-]*|[\\p{L}\\p{M}.'’-]+(?=\\s*(?:$|[,;\\uE001])|\\s+(?:last|this|since|from|in|on|yesterday|today|about|over|before|after|and|or|not|but)\\b))`,
  'u',
);
const PERSON = source`(#${NO_NAME}${NAME}( ${NO_NAME}\p{L}[\p{L}\p{M}.'’-]*)?|i|we)`;
const IN_WHICH = source`((that|which|where|in which) )?`;
/** Who took part; one of the groups is their name. */
export const TOOK_PART = anyOf(
  source`
    ${IN_WHICH}${PERSON}( (has|have|had|also))*(
      \s+(attended|joined|missed|skipped|participated|t(ook|aken) part|spoke|presented)
      |( (was|were|is|am)|['’]m) (
        (an? |the )?(co-?host|panell?ist|presenter|speaker|attendee|participant|guest)|in(?=\s*($|[,\uE001]|it\b|them\b|there\b))|there|present|part of|on the call
      )
    )( (in|at|of|it|them|there))*
  `,
  source`with ${PERSON} (in (it|them|there|the (call|meeting|room))|as (an? )?(participant|attendee|guest|speaker)s?|participating|attending|present|on (the )?call)`,
  source`(that were )?(attended|joined) by ${PERSON}`,
  source`(with (the )?(participants?|attendees?|speakers?) (named |called )?|(participants?|attendees?|speakers?)\s*(:|is|was|are|named|called) )${PERSON}`,
  source`${IN_WHICH}${PERSON} (was|were|am|got|have been|had been) invited( to)?`,
);
const WORDS = source`(#\uE000\d+\uE000|[^\s,;\uE000\uE001]+( (?!(from|in|since|last|this|on|yesterday|today)\b)[^\s,;\uE000\uE001]+)?)`;
/** One of the groups holds words that were said in a meeting. */
export const SPOKEN_OF = anyOf(
  source`
    ((what )?did |${IN_WHICH})((some|any)(one|body)|people|they|i|we|he|she|${NO_NAME}${NAME}) ((is|are|was|were) )?
    (sa(ys?|id|ying)|mention(s|ed|ing)?) ((about|on) )?(the (words? )?)?${WORDS}
  `,
  source`((in|inside|through) ((the|my|all|their) )*|^\s*((the|my|all) )+|(?<=^\s*(?=transcript\s)))transcripts? for ${WORDS}`,
  source`${WORDS} in ((the|my|all|their) )*transcripts?`,
  source`transcripts? (that |which )?(mention(s|ing)?|contain(s|ing)?|with( the words?)?) ${WORDS}`,
);
/** Webex does not tell who has access. */
export const SHARED_BY_ME = pattern`(?<![\w-])(that |which |what )?((i|we)(['’]ve| have)? shared( with [^\s,;\uE001]+)?|(i|we)?\s*shared (with|to) (?!(me|us|you|them)\b)[^\s,;\uE001]+)(?![\w-])`;
/** Behind “recordings of”: of somebody, or of a topic. */
export const OF = pattern`((^|\uE001)\s*|\b(recordings?|videos?|ones) )of (#\uE000\d+\uE000( or \uE000\d+\uE000)*)`;
export const ADDRESS = pattern`(?<![\w-])((from|of|by|with|for|on behalf of) )?<?(#[^\s@<>,;:()\uE000\uE001]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+)>?(['’]s)?`;
const TIMES = source`(\d{1,6}|once|twice|(one|two|three|four|five|ten|several|many)(?= (times|views|downloads|viewers)))`;
const COMPARED = source`((more|less|fewer|over|under|at least|at most|only|exactly)( than)? |[<>]=?\s*)`;
/** “watched more than 10 times”, “with over 100 views” */
export const VIEWS_COUNTED = pattern`
  (?<![\w-])(never )?(watched|viewed|opened|played|seen|downloaded) ${COMPARED}?
  (once|twice|${TIMES}\s*(times|x))(?![\w-])
  |(?<![\w-])(with |having )?${COMPARED}?(?!0\s)${TIMES} (views|downloads|viewers)(?![\w-])
  |(?<![\w-])(views|downloads) ${COMPARED}\d{1,6}
`;
/** The reports tell who, but not of a list. */
export const VIEWED_BY = anyOf(
  source`
    (that |which )?(not (yet )?)?(un)?(watched|viewed|seen|downloaded) by (
      ${COMPARED}\d{1,5} (people|persons|users|viewers)
      |(?!(anyone|anybody|no\b|nobody|someone|somebody|people|all)\b)[\p{L}.@-]+
    )
  `,
  source`
    (that |which )?(i|we)(['’]ve)? ((have|did|had)(\s*n['’]?o?t)? |never |already )*
    (yet |not |never )*(watch|view|see|saw|open|play)(ed|n)?( yet)?(?![\w-])
  `,
  source`
    (
      (?<=\b(recordings?|videos?|ones|those|that|which|everything) )${NO_NAME}${NAME} (never )?
      |(^\s*|(?<=\b(recordings?|videos?|ones|those|that|which|everything) ))${NO_NAME}${NAME}\s+
      ((has|have|had|did)(n['’]?t| not)? |already )
    )(watch(ed)?|view(ed)?|seen|opened|downloaded)(?![\w-])
  `,
);
const NOBODY = source`(never|not|nobody( (has|ever))*|no\s*one( (has|ever))*|un)[\s-]*(yet |been |ever )*`;
const SOMEBODY = source`(somebody|someone|anybody|people) (has |have |ever )*`;
const SEEN = source`(watched|viewed|seen|saw|opened|played|looked at)`;
const THAT = source`(that |which |who )?((were|was|are|have|has) )?`;
const BUT = source`\s*,?\s*(but|and|yet) `;
/** “downloaded but not watched” */
export const DOWNLOADED_UNSEEN = pattern`(?<![\w-])((?<!${NOBODY})downloaded${BUT}${THAT}${NOBODY}${SEEN}|${THAT}${NOBODY}${SEEN}\s*,?\s*(but|yet) ${THAT}downloaded)(?![\w-])`;
export const VIEWED: readonly (readonly [Views, RegExp])[] = [
  [
    'never',
    pattern`
      (?<![\w-])${THAT}(
        neither (${SEEN} nor downloaded|downloaded nor ${SEEN})
        |${NOBODY}(
          ${SEEN}( (or|and) (${NOBODY})?downloaded)?
          |downloaded (or|and) (${NOBODY})?${SEEN}
        )( by any(one|body))?
        |(without (any )?|(with )?(no|zero|0) )views?
      )(?![\w-])
    `,
  ],
  [
    'streamed',
    pattern`
      (?<![\w-])(
        ${THAT}(${SOMEBODY})?(been )?(only )?${SEEN}(${BUT}|\s*,\s*)${THAT}${NOBODY}downloaded
        |${THAT}${NOBODY}downloaded\s*,?\s*(but|yet) ${THAT}(${SOMEBODY})?(been )?${SEEN}
      )(?![\w-])
    `,
  ],
  ['not-downloaded', pattern`(?<![\w-])${THAT}${NOBODY}downloaded(?![\w-])`],
  [
    'downloaded',
    pattern`(?<![\w-])(?<!\b(or|be)\s)${THAT}(${SOMEBODY})?(been )?(${SEEN} and )?downloaded(?![\w-])`,
  ],
  [
    'watched',
    pattern`
      (?<![\w-])${THAT}(${SOMEBODY})?(been )?(watched|viewed|opened)(?! (folder|list)s?\b)
      ( or downloaded)?( by (any(one|body)|some(one|body)|people))?(?![\w-])
    `,
  ],
];
const A_TRANSCRIPT = source`(an? |the |any |its |their )?transcripts?`;
const HAVING = source`((that|which) )?(with|have|has:?|having|got)\s*(?<=[\s:])${A_TRANSCRIPT}`;
/** “with a transcript” */
export const TRANSCRIBED: readonly (readonly [(typeof TRANSCRIPTS)[number], RegExp])[] = [
  [
    'without',
    pattern`
      (?<![\w-])(
        ${THAT}(
          without|with no|(have|has) (no|not( any)?)|no|lack(s|ing)?|missing
          |(do|does|did)(n['’]?t| not) have|not having
        ) ${A_TRANSCRIPT}
        |${THAT}(not (been |yet )*|never (been )?|un-?)transcribed
      )(?![\w-])
    `,
  ],
  [
    'with',
    pattern`(?<![\w-])(${HAVING}|${THAT}(been )?transcribed|transcripts(?=[\s\uE001]*$| (of|for|from|about|since)\s))(?![\w-])`,
  ],
];
/** The id in a link is none of a meeting or a recording. */
export const LINK = pattern`
  (?<![\w-])((of|with) )?(the |a )?
  (((join|meeting|recording|playback|play) )?(link|url)[\s:]+)?(https?:\/\/)?
  (([a-z0-9-]{1,63}\.)+webex\.com\/[^\s\uE000\uE001]*?|(?<=link\s))(#[0-9a-f]{32})
  [^\s\uE000\uE001]*( (recording )?password\s*:\s*\S+)?
`;
/** “recordings of bob” are his, or about him; the words alone do not tell. */
export const OF_SOMEBODY = pattern`((^|\uE001)\s*|\b(recordings?|videos?|ones|some(thing)?|any(thing)?|everything|meetings?) )((did )?(i|we) (get|got|received?) )?(of|from|with|(?<=(^|recordings?|videos?)\s*)for) (#\p{L}[\p{L}\p{M}.'’-]*( ((and|or) )?(?!(but|except|not|about|called|named)\s)\p{L}[\p{L}\p{M}.'’-]*)?)\s*(?=[\uE001,]|$|(but )?(not|except)\s|(about|called|named)\s)`;
/** “bobs recordings”, as telephones write it: of Bob, or of bobs. */
export const BOBS_RECORDINGS = pattern`(^|\uE001)\s*(?!sales|news|ops|his\b)(#\p{L}{2,20})s (recordings?|videos?)\s*(?=[\uE001,]|$)`;
/** “watched last week” */
export const SEEN_WHEN = pattern`(?<!\b(not|never|nobody|no\s?one|n['’]t)\b.*|un)(watched|viewed|opened|seen|downloaded) (in|on|since|during|over|within|last|this|yesterday|today)\b`;
/** A year by itself, which is a topic where more is said. */
export const YEAR_ALONE = pattern`(?<=^\s*(\uE000\d+\uE000\s*)?)[\s\uE001]*((in|of|from|year|the|my|our|all|recordings?) )*(#(19|20)\d\d)( recordings?)?([\s\uE001]*$| (?=(about|except|without)\s)|\s*(?=\uE001))`;
