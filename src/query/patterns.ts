import { ALONE } from './date-at.js';
import type { Kind, ServiceType, TRANSCRIPTS, Views } from '../recordings/filter.js';
import { pattern, source } from '../util/pattern.js';

const QUOTED = '\\uE000\\d+\\uE000';
/** Several ways to say something, in whole words. */
const anyOf = (...ways: readonly string[]): RegExp =>
  pattern('iu')`${ways.map((way) => `(?<![\\p{L}\\d_'’-])${way}(?![\\p{L}\\d_-])`).join('|')}`;
export const TAG = pattern('i')`
  (?<![\w-])(?:integration\s*)?tag(?:(?<=\bwith\s+(?:the\s+)?tag)|(?!\s+(?:day|team|line|along|game|cloud|manager|management|sale)s?\b))
  (?:ged)?(?:\s+(?:with|as|is))?\s*:?\s+(${QUOTED}|[^\s,;\uE000\uE001]+)
`;
export const MEETING_ID =
  /(?<![\w-])(?:(?:of|in|from)\s+)?(?:the\s+)?(?:meeting|series)?\s*(?:id)?[\s:#]*(?<![\w-])([0-9a-f]{32}(?:_\w{1,160})?)(?![\w-])/i;
export const NAMED_MEETING =
  /(?<![\w-])(?:(?:of|in|from)\s+)?meeting\s*(?:id)[\s:#]+([\w-]{1,200})(?![\w-])/i;
export const SITE =
  /(?<![\w-])(?:(?:on|at|from|in)\s+)?(?:the\s+)?(?:site\s*:?\s+)?(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+webex\.com)(?:\/\S*)?(?![\w-])/i;
export const NAMED_SITE =
  /(?<![\w-])(?:on\s+|at\s+)?(?:the\s+)?site\s*:?\s+((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20})(?![\w-])/i;
export const SITE_IN_SHORT =
  /(?<![\w-])(?:on|at|from)\s+(?:(?:the|our|my)\s+)?(?!(?:webex|the|our|my|this|that|which)\b)(?:([\w-]+)\s+site|site\s+([\w-]+))(?=\s*(?:$|[,\uE001]|(?:in|from|since|last|this)\b))/i;
export const FORMAT =
  /(?:(?<![\w-])(?:format\s*:?\s+|as\s+)?|\.)(?<!\b(?:vs\.?|versus)\s+)(mp4|arf|uploaded(?=\s+(?:recordings?|videos?|ones?|files?|only|by\s+me|shared|with|(?:webinar|training|event|support|meeting)s?|except|without|not|but|and|or)\b|\s*(?:$|[,\uE001])))s?(?:\s+(?:format|files?|by\s+me))?(?![\w-]|\s+(?:vs|versus)\b)/i;
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
export const KIND = pattern('i')`
  (?<![\w-])(?:
    (training|webinar|event|support)(?:\s+session)?\s+(?:recordings?|videos?)
    |(training|support|event)\s+sessions?|(webinar|training|event(?=s(?:\s*$|\s*[,\uE001]|\s+(?:in|from|of|on|at|last|this|past|since|before|after|over|under|hosted|shared)\b)))s|webex\s+(training|event|support)s?
    |recordings?\s+of\s+(training|webinar|event)s
  )(?![\w-])
`;
export const KIND_OF: Readonly<Record<Kind, ServiceType>> = {
  training: 'TrainingCenter',
  webinar: 'EventCenter',
  event: 'EventCenter',
  support: 'SupportCenter',
};
/** “bin packing” is a topic. */
export const BIN = new RegExp(
  `(?<![\\w-])(?:recycle\\s*bin|(?<=\\b(?:in|from|inside)\\s+(?:(?:the|my)\\s+)?)(?:bin|trash(?:\\s*can)?)|(?<!\\b(?:i|we|you|can|to|could|should)\\s+)(?:bin|trash(?:\\s*can)?)${ALONE}|deleted(?!\\s+(?:scenes?\\b|items?\\s+\\w)))(?![\\w-])`,
  'i',
);
export const PURGED = /(?<![\w-])purged(?![\w-])/i;
export const WITH_ME = pattern('i')`
  (?<![\w-])(?<!\bnot\s)(?:
    (?:that\s+|which\s+)?(?:were|are|was|ha(?:s|ve)\s+been)\s+
  )?(?:
    (?:where\s+)?i(?:['’]?m|\s+am|\s+was)(?:n['’]?t|\s+not)\s+(?:the\s+)?(?:host|organi[sz]er|owner)|
    (?:what\s+(?:was|is|has\s+been)\s+)?shared\s+(?:with|to)\s+(?:me|us|you|them)
    |(?:what\s+)?(?:did|has|have)\s+(?:he|she|they)\s+shared?(?:\s+with\s+(?:me|us))?
    |(?:somebody|someone|others|they)\s+shared(?:\s+with\s+(?:me|us))?
    |(?:hosted\s+by\s+)?(?:(?:some(?:one|body)|any(?:one|body))\s+else|other\s+people|others|(?:my\s+|the\s+)?(?:other\s+)?colleagues)(?:['’]s?)?(?:\s+(?:gave|shared|sent|made|recorded)(?:\s+(?:to|with))?(?:\s+(?:me|us))?)?
    |not\s+(?:mine|(?:(?:hosted|recorded|made)\s+)?(?:by|from)\s+me)
    |(?:i|we)\s+(?:did|do|have|had)\s*n?['’]?o?t\s+(?:host|own|record|ma[dk]e)(?:ed)?
    |shared(?=\s+(?:recordings?|ones?|videos?)\b|[\s\uE001]*$)
  )(?![\w-])
`;
export const MINE = pattern('i')`
  (?<![\w-])(?<!\bnot\s)(?:
    (?:that\s+|what\s+)?(?:i|we|you|they)\s+(?:host|hosted|recorded|own)
    |(?:that|which)\s+(?:i|we)\s+(?:can|may|could)\s+(?:delete|share|change|edit|remove)
    |(?:(?:hosted|recorded|made|owned)\s+by|(?:(?:that|which)\s+)?belong(?:s|ing)?\s+to)\s+(?:me|you|myself|them)|not\s+shared(?:\s+with\s+(?:me|us|you))?
    |(?:only\s+)?(?:my|our)\s+own(?:\s+ones)?|(?:only\s+)?(?:mine|my\s+stuff)(?:\s+only)?(?=[\s\uE001]*$|\s+(?:from|of|in|on|since|before|after|until|between|last|this|about|over|under|longer|larger|older|with|without)\s)
    |(?:where\s+|of\s+which\s+)?i(?:\s+was|['’]?m|\s+am)\s+(?:the\s+)?(?:host|owner|organi[sz]er)
    |(?<=^\s*|\brecordings?\s+)(?:by|from)\s+me(?=\s*$)
  )(?![\w-])
`;
const NAME =
  "\\p{L}[\\p{L}\\p{M}.-]*(?:['’](?!s\\b)[\\p{L}\\p{M}.-]+)?(?![\\p{L}\\p{M}\\d@]|[.-]+[\\p{L}\\d])";
/** Words that are no name behind “by” and in front of “’s recordings”. */
const NO_NAME = source`
  (?!
    (?:
      shared|hosted|recorded|call|meeting|session|review|training|workshop|webinar|colleagues?|where|what|who|when|how|there|here|let|else|the|an?|my|our|your|his|her|their
      |me|us|you|we|i|he|she|they|them|myself|it|not|never|no|and|or|that|which|those|what|was|were|is|are|be
      |been|being|(?:have|has|had|did|do|does|was|were|is|are|could|would|should|ca|wo)n['’]?t|have|has
      |had|some(?:one|body)?|any(?:one|body)?|every(?:one|body|thing)?|(?:any|some|no)thing|whatever
      |no(?:body|-?one)|others?|people|all|size|length|duration|dates?|time|age|names?|topics?|titles?
      |hosts?|views?|popularity|formats?|sites?|days?|weeks?|weekends?|months?|quarters?|years?|mornings?
      |afternoons?|evenings?|(?:to)?nights?|now|then|default|mistake|accident|today|tomorrow|yesterday|noon
      |midnight|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|(?:jan|febr)uary
      |march|april|may|june|july|august|(?:sept|nov|dec)ember|october|newest|latest|oldest|earliest
      |largest|biggest|smallest|longest|shortest|last|first|next|this|recent|about|from|in|on|at|since
      |before|after|until|till|with|without|over|under|longer|shorter|larger|bigger|smaller|older|newer
      |top|recently|lately|please|during|between|except|excluding|but|than|to|for|by|of|mp4|arf|only|else
      |thanks|recordings?|videos?|meetings?|teams?|company|hours|minutes|gigs|files|stuff|sessions|calls|previous|neither|nor|ever|already|yet|sorted|ordered|sort|order|eod|cob|eom
    )(?![\p{L}\d])
  )
`;
/** Names in front of the last of several: “alice’s and bob’s recordings”. */
const BEFORE_LAST = `(?:${NO_NAME}${NAME}(?:['’]s?)?\\s*(?:,|&|\\b(?:and|or)\\b)\\s*){0,3}`;
/** Somebody is named: a pattern without groups. */
export const SOMEBODY_NAMED = `(?:${QUOTED}|${NO_NAME}${NAME})`;
/** A further name, behind “and”. */
export const ANOTHER_NAME = pattern('iu')`
  ^\s*(?:,\s*(?:and|or)?|&|\b(?:and|or)\b)\s+(?:by\s+)?(${QUOTED}|${NO_NAME}${NAME})(?![\p{L}\d_-])
`;
/** Who hosts: group 1 is a name, several names, or quoted words. */
export const HOSTS: readonly RegExp[] = [
  `(?:where\\s+)?(${NO_NAME}${NAME})\\s+(?:was|is)\\s+(?:the\\s+)?host`,
  `(?:what\\s+|which\\s+(?:recordings?\\s+)?)?did\\s+(${NO_NAME}${NAME})\\s+(?:record|host|make|share(?:\\s+with\\s+(?:me|us))?)`,
  source`
    (?:that\s+(?:were|are)\s+)?(?:
      belong(?:s|ing)?\s+to|(?:owned|hosted|recorded|made|organi[sz]ed|given|taught|held|led|run|chaired|shared(?:\s+with\s+(?:me|us))?)\s+by
      |(?<!\b(?:i|we|you|they)\s+)host(?!
        \s+(?:training|key|code|role|account|guide|family|committee|controls?|meeting)s?\b
      )(?:\s+is)?\s*:?
    )\s+(${QUOTED}|${NO_NAME}[^\s,;()\uE000\uE001]+)
  `,
  `(?:(?:recordings?|videos?|ones|everything|anything|all)\\s+|(?<=\\b(?:webinars|trainings|meetings)\\s+)|^\\s*|\\uE001\\s*|(?<=\\d\\s?[mgk]b\\s+))by\\s+(${QUOTED}|${NO_NAME}${NAME})(?!\\s+team\\b)`,
  source`
    (?:(?:that|which|those|what|everything)\s+)*(?<!\b(?:the|an?|was|is|were|are|all|my|our)\s+)
    (${BEFORE_LAST}${NO_NAME}${NAME})\s+(?:
      (?:has\s+|have\s+|both\s+)?(?:hosted|recorded)|hosts|ran|held|led|gave|taught|chaired
      |did(?=\s*(?:$|[,\uE001]|(?:last|this|on|in|yesterday)\b))|(?<!^\s*\S+\s)shared(?:\s+with\s+(?:me|us))?
    )(?![\w-])(?!\s+(?:by|with)\b)
  `,
  source`
    (?<!\b(?:the|our|my|an?)\s+)(${BEFORE_LAST}${NO_NAME}${NAME}(?:\s+${NO_NAME}${NAME})?)['’]s?(?=
      \s+(?:[\p{L}\d]+\s+|\uE001\s*){0,3}(?:recordings?|videos?|ones?|webinars|trainings|meetings)(?![\w-])|(?<=['’]s)[\s\uE001]*$
      |(?<=['’]s)\s+(?:(?:very\s+)?(?:last|latest|newest|oldest|longest)|most\s+recent)
      (?:\s+(?:webinar|training|meeting|event|call|session|one|\d{1,2}))?[\s\uE001]*$
    )
  `,
].map((way) => pattern('iu')`(?<![\p{L}\d_@.'’-])${way}`);
const ME = '(?:me|myself)';
const MY_OWN = '(?:my|mine|ours?)(?:\\s+own)?(?:\\s+(?:recordings?|ones|videos?))?';
const BOTH = '\\s*(?:,?\\s+(?:and|or)|&)\\s+';
/** “my and bob’s”: one of the groups is the name. */
export const BOTH_HOSTS = anyOf(
  `${MY_OWN}${BOTH}(${NO_NAME}${NAME})['’]s`,
  `(?:(?:my|our)\\s+recordings?|mine)${BOTH}${NO_NAME}(?!(?:transcript|note|webinar|training|event|link|summarie|file|hi|her|your|their)s\\b)(\\p{L}{2,20})s(?=\\s*(?:recordings?\\s*)?$)`,
  `(${NO_NAME}${NAME})['’]s\\s+(?:(?:recordings?|ones|videos?)\\s+)?(?:and|&|or)\\s+(?:my|mine|ours?)(?:\\s+own)?`,
  `(?:(?:hosted|recorded)\\s+by|(?<=(?:^|\\b(?:recordings?|videos?|ones)\\s)\\s*)(?:of|from|by))\\s+(?:${ME}${BOTH}(${NO_NAME}${NAME})|(${NO_NAME}${NAME})${BOTH}${ME})`,
);
/** A family name behind a name. */
export const FURTHER_NAME = new RegExp(
  `^\\s+${NO_NAME}(\\p{Lu}[\\p{L}\\p{M}.'’-]*|[\\p{L}\\p{M}.'’-]+(?=\\s*(?:$|[,;\\uE001])|\\s+(?:last|this|since|from|in|on|yesterday|today|about|over|before|after|and|or|not|but)\\b))`,
  'u',
);
const PERSON = `(${NO_NAME}${NAME}(?:\\s+${NO_NAME}\\p{L}[\\p{L}\\p{M}.'’-]*)?|i|we)`;
const IN_WHICH = '(?:(?:that|which|where|in\\s+which)\\s+)?';
/** Who took part; one of the groups is their name. */
export const TOOK_PART = anyOf(
  source`
    ${IN_WHICH}${PERSON}(?:\s+(?:has|have|had|also))*(?:
      \s+(?:attended|joined|missed|skipped|participated|t(?:ook|aken)\s+part|spoke|presented)
      |(?:\s+(?:was|were|is|am)|['’]m)\s+(?:
        (?:an?\s+|the\s+)?(?:co-?host|panell?ist|presenter|speaker|attendee|participant|guest)|in(?=\s*(?:$|[,\uE001]|it\b|them\b|there\b))|there|present|part\s+of|on\s+the\s+call
      )
    )(?:\s+(?:in|at|of|it|them|there))*
  `,
  `with\\s+${PERSON}\\s+(?:in\\s+(?:it|them|there|the\\s+(?:call|meeting|room))|as\\s+(?:an?\\s+)?(?:participant|attendee|guest|speaker)s?|participating|attending|present|on\\s+(?:the\\s+)?call)`,
  `(?:that\\s+were\\s+)?(?:attended|joined)\\s+by\\s+${PERSON}`,
  `(?:with\\s+(?:the\\s+)?(?:participants?|attendees?|speakers?)\\s+(?:named\\s+|called\\s+)?|(?:participants?|attendees?|speakers?)\\s*(?::|is|was|are|named|called)\\s+)${PERSON}`,
  `${IN_WHICH}${PERSON}\\s+(?:was|were|am|got|have\\s+been|had\\s+been)\\s+invited(?:\\s+to)?`,
);
const WORDS =
  '(\\uE000\\d+\\uE000|[^\\s,;\\uE000\\uE001]+(?:\\s+(?!from|in|since|last|on)[^\\s,;\\uE000\\uE001]+)?)';
/** One of the groups holds words that were said in a meeting. */
export const SPOKEN_OF = anyOf(
  `${IN_WHICH}(?:(?:some|any)(?:one|body)|people|they|i|we|he|she|${NO_NAME}${NAME})\\s+(?:(?:is|are|was|were)\\s+)?(?:sa(?:ys?|id|ying)|mention(?:s|ed|ing)?)\\s+(?:the\\s+(?:words?\\s+)?)?${WORDS}`,
  `(?:(?:in|inside|through)\\s+(?:(?:the|my|all|their)\\s+)*|^\\s*(?:(?:the|my|all)\\s+)+|(?<=^\\s*(?=transcript\\s)))transcripts?\\s+for\\s+${WORDS}`,
  `${WORDS}\\s+in\\s+(?:(?:the|my|all|their)\\s+)*transcripts?`,
  `transcripts?\\s+(?:that\\s+|which\\s+)?(?:mention(?:s|ing)?|contain(?:s|ing)?|with(?:\\s+the\\s+words?)?)\\s+${WORDS}`,
);
/** Webex does not tell who has access. */
export const SHARED_BY_ME =
  /(?<![\w-])(?:that\s+|which\s+|what\s+)?(?:(?:i|we)(?:['’]ve|\s+have)?\s+shared(?:\s+with\s+[^\s,;\uE001]+)?|(?:i|we)?\s*shared\s+(?:with|to)\s+(?!(?:me|us|you|them)\b)[^\s,;\uE001]+)(?![\w-])/i;
/** Behind “recordings of”: of somebody, or of a topic. */
export const OF =
  /(?:(?:^|\uE001)\s*|\b(?:recordings?|videos?|ones)\s+)of\s+(\uE000\d+\uE000(?:\s+or\s+\uE000\d+\uE000)*)/i;
export const ADDRESS =
  /(?<![\w-])(?:(?:from|of|by|with|for|on\s+behalf\s+of)\s+)?<?([^\s@<>,;:()\uE000\uE001]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)>?(?:['’]s)?/i;
const TIMES =
  '(?:\\d{1,6}|once|twice|(?:one|two|three|four|five|ten|several|many)(?=\\s+(?:times|views|downloads|viewers)))';
const COMPARED =
  '(?:(?:more|less|fewer|over|under|at\\s+least|at\\s+most|only|exactly)(?:\\s+than)?\\s+|[<>]=?\\s*)';
/** “watched more than 10 times”, “with over 100 views” */
export const VIEWS_COUNTED = pattern('i')`
  (?<![\w-])(?:never\s+)?(?:watched|viewed|opened|played|seen|downloaded)\s+${COMPARED}?
  (?:once|twice|${TIMES}\s*(?:times|x))(?![\w-])
  |(?<![\w-])(?:with\s+|having\s+)?${COMPARED}?(?!0\s)${TIMES}\s+(?:views|downloads|viewers)(?![\w-])
  |(?<![\w-])(?:views|downloads)\s+${COMPARED}\d{1,6}
`;
/** The reports tell who, but not of a list. */
export const VIEWED_BY = anyOf(
  source`
    (?:that\s+|which\s+)?(?:not\s+(?:yet\s+)?)?(?:un)?(?:watched|viewed|seen|downloaded)\s+by\s+(?:
      ${COMPARED}\d{1,5}\s+(?:people|persons|users|viewers)
      |(?!(?:anyone|anybody|no\b|nobody|someone|somebody|people|all)\b)[\p{L}.@-]+
    )
  `,
  source`
    (?:that\s+|which\s+)?(?:i|we)(?:['’]ve)?\s+(?:(?:have|did|had)(?:\s*n['’]?o?t)?\s+|never\s+|already\s+)*
    (?:yet\s+|not\s+|never\s+)*(?:watch|view|see|saw|open|play)(?:ed|n)?(?:\s+yet)?(?![\w-])
  `,
  source`
    (?:
      (?<=\b(?:recordings?|videos?|ones|those|that|which|everything)\s+)${NO_NAME}${NAME}\s+(?:never\s+)?
      |(?:^\s*|(?<=\b(?:recordings?|videos?|ones|those|that|which|everything)\s+))${NO_NAME}${NAME}\s+
      (?:(?:has|have|had|did)(?:n['’]?t|\s+not)?\s+|already\s+)
    )(?:watch(?:ed)?|view(?:ed)?|seen|opened|downloaded)(?![\w-])
  `,
);
const NOBODY =
  '(?:never|not|nobody(?:\\s+(?:has|ever))*|no\\s*one(?:\\s+(?:has|ever))*|un)[\\s-]*(?:yet\\s+|been\\s+|ever\\s+)*';
const SOMEBODY = '(?:somebody|someone|anybody|people)\\s+(?:has\\s+|have\\s+|ever\\s+)*';
const SEEN = '(?:watched|viewed|seen|saw|opened|played)';
const THAT = '(?:that\\s+|which\\s+|who\\s+)?(?:(?:were|was|are|have|has)\\s+)?';
const BUT = '\\s*,?\\s*(?:but|and|yet)\\s+';
/** “downloaded but not watched” */
export const DOWNLOADED_UNSEEN = new RegExp(
  `(?<![\\w-])(?:(?<!${NOBODY})downloaded${BUT}${THAT}${NOBODY}${SEEN}|${THAT}${NOBODY}${SEEN}\\s*,?\\s*(?:but|yet)\\s+${THAT}downloaded)(?![\\w-])`,
  'i',
);
export const VIEWED: readonly (readonly [Views, RegExp])[] = [
  [
    'never',
    pattern('i')`
      (?<![\w-])${THAT}(?:
        neither\s+(?:${SEEN}\s+nor\s+downloaded|downloaded\s+nor\s+${SEEN})
        |${NOBODY}(?:
          ${SEEN}(?:\s+(?:or|and)\s+(?:${NOBODY})?downloaded)?
          |downloaded\s+(?:or|and)\s+(?:${NOBODY})?${SEEN}
        )(?:\s+by\s+any(?:one|body))?
        |(?:without\s+(?:any\s+)?|(?:with\s+)?(?:no|zero|0)\s+)views?
      )(?![\w-])
    `,
  ],
  [
    'streamed',
    pattern('i')`
      (?<![\w-])(?:
        ${THAT}(?:${SOMEBODY})?(?:been\s+)?(?:only\s+)?${SEEN}(?:${BUT}|\s*,\s*)${THAT}${NOBODY}downloaded
        |${THAT}${NOBODY}downloaded\s*,?\s*(?:but|yet)\s+${THAT}(?:${SOMEBODY})?(?:been\s+)?${SEEN}
      )(?![\w-])
    `,
  ],
  ['not-downloaded', new RegExp(`(?<![\\w-])${THAT}${NOBODY}downloaded(?![\\w-])`, 'i')],
  [
    'downloaded',
    new RegExp(
      `(?<![\\w-])(?<!\\b(?:or|be)\\s)${THAT}(?:${SOMEBODY})?(?:been\\s+)?(?:${SEEN}\\s+and\\s+)?downloaded(?![\\w-])`,
      'i',
    ),
  ],
  [
    'watched',
    pattern('i')`
      (?<![\w-])${THAT}(?:${SOMEBODY})?(?:been\s+)?(?:watched|viewed|opened)(?!\s+(?:folder|list)s?\b)
      (?:\s+or\s+downloaded)?(?:\s+by\s+(?:any(?:one|body)|some(?:one|body)|people))?(?![\w-])
    `,
  ],
];
const A_TRANSCRIPT = '(?:an?\\s+|the\\s+|any\\s+|its\\s+|their\\s+)?transcripts?';
const HAVING = `(?:(?:that|which)\\s+)?(?:with|have|has:?|having|got)\\s*(?<=[\\s:])${A_TRANSCRIPT}`;
/** “with a transcript” */
export const TRANSCRIBED: readonly (readonly [(typeof TRANSCRIPTS)[number], RegExp])[] = [
  [
    'without',
    pattern('i')`
      (?<![\w-])(?:
        ${THAT}(?:
          without|with\s+no|(?:have|has)\s+(?:no|not(?:\s+any)?)|no|lack(?:s|ing)?|missing
          |(?:do|does|did)(?:n['’]?t|\s+not)\s+have|not\s+having
        )\s+${A_TRANSCRIPT}
        |${THAT}(?:not\s+(?:been\s+|yet\s+)*|never\s+(?:been\s+)?|un-?)transcribed
      )(?![\w-])
    `,
  ],
  [
    'with',
    new RegExp(
      `(?<![\\w-])(?:${HAVING}|${THAT}(?:been\\s+)?transcribed|transcripts(?=[\\s\\uE001]*$|\\s+(?:of|for|from|about|since)\\s))(?![\\w-])`,
      'i',
    ),
  ],
];
/** The id in a link is none of a meeting or a recording. */
export const LINK = pattern('i')`
  (?<![\w-])(?:(?:of|with)\s+)?(?:the\s+|a\s+)?
  (?:(?:(?:join|meeting|recording|playback|play)\s+)?(?:link|url)[\s:]+)?(?:https?:\/\/)?
  (?:(?:[a-z0-9-]{1,63}\.)+webex\.com\/[^\s\uE000\uE001]*?|(?<=link\s))([0-9a-f]{32})
  [^\s\uE000\uE001]*(?:\s+(?:recording\s+)?password\s*:\s*\S+)?
`;
