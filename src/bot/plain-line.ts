import { ofMail } from './framework/mention.js';
import { SPAN_NAMED } from '../query/named-days.js';
import { pattern, quick } from '../util/pattern.js';

const GREETING = pattern('iu')`
  ^(?:
    (?:
      (?:could|would)\s+you\s+be\s+(?:so\s+kind(?:\s+as)?|kind\s+enough)\s+to|(?:please|pleas|plese|pleae|plesae|pls|plz)(?:\s+to)?
      |(?:hey|ok|okay|hi|hello)\s+(?:webex|google|alexa|siri|cortana|assistant|computer)
      |(?:alexa|siri|cortana|computer|assistant)(?=[\s,]+(?:list|show|find|play|open|what|where|when|who|how|delete|share)\b)
      |wrong(?:\s+time\s*zone)?(?=\s*[,.!])|fine(?=\s*[,.!])|next(?=\s*[:,])|may\s+i\s+ask(?:\s+you)?\s+for|how\s+(?:i|we)\s+(?:can|could|do)(?=\s+\p{L})|(?:where|how)\s+(?:can|do|could)\s+i(?=\s+(?:see|know|check|verify|find\s+out)\s+(?:how|who|when|if|whether|what)\b)|not\s+again(?=\s*[,.!])|(?:whatever|anyways?|alright)(?=\s*[,.!])
      |what\s+the\s+(?:hell|heck|fuck)|best(?=,\s)
      |(?:there\s+(?:is|are|was|(?:might|may|could)\s+be)|(?:it\s+|there\s+)?exists?)(?=\s+(?:an?|any|some)\s+recordings?\b)
      |(?:one|another)\s+(?:(?:more|last|other)\s+)?(?:thing|question|request)(?=\s*[:,.])
      |yo|fyi|(?:none|nothing|no\s+luck|empty)(?=\s*[?!.,]+\s+\p{L})
      |and(?=\s+(?:(?:how|when|also|delete|share|show|list|open|play|watch|download|restore|find|who|older|newer|more|(?:the\s+)?(?:first|second|third|fourth|fifth|next|last|other)(?=\s+one|$))\b|(?:the|its|an?)\s+(?:transcript|summary|link|password|details)(?:\s+(?:please|too|also|as\s+well))*$))
      |(?:that['’]?s\s+(?:the\s+)?)?wrong\s+(?:one|day|week|month|year|date|time|recording)(?=\s*[,.!])
      |not\s+th(?:at|is|ese|ose)(?:\s+ones?)?(?=\s*[,.!])|u+m+|u+h+|h+m+
      |(?:
        well|no|sorry|actually
        |yes(?=\s*,\s*(?:share|send|give|forward|e?mail)\s.*@)|yes(?=
          \s*,\s*(?!
            \s|(?:please|do|delete|remove|restore|share|keep|go|that|this|the|all|both|not|it|them|sure)\b
          )
        )
      )(?=\s*,)
      |(?:no\s+(?:wait|no)|scratch\s+that|hang\s+on|correction)(?=\s*[,:]|\s+(?:the|in|on|from)\s|\s+${SPAN_NAMED}|\s+\d)
      |no(?=\s+not\s+that(?:\s+one)?\s*[,.!]|\s+the\s+one\s+(?:(?:from|of|on|about|with)\s|before|after))|i\s+said|probably
      |sorry\s+i\s+mean|actually|oh(?:\s+no)?|i\s+meant?|i\s+think(?=\s+i\b)
      |(?:hey|hi|hello|dear)\s+(?:team|all|everyone|everybody|folks|colleagues?)|hey|hi|hello
      |good\s+(?:morning|afternoon|evening|day)|guten\s+(?:tag|morgen|abend)|hola|bonjour|hallo|ciao|moin
      |servus|olá|salut|buenos\s+días|bom\s+dia|dear|bot|there|so(?!\s+far\b)|ok|okay|now|then
      |(?:can|could|would|will)\s+(?:y[ou]{1,2}|u|ya|(?:some|any)(?:one|body)(?!\s+(?:else\s+)?(?:see|watch|view)\b))(?:\s+please|\s+be\s+able\s+to)?
      |(?:i['’]d|(?:i\s+)?would)\s+(?:like|love|prefer)(?:\s+you)?\s+to|(?:(?:i|we)\s+)?(?:want|need|have)\s+to|i\s+wanna|let\s+me(?!\s+know)
      |help\s+me(?!\s+(?:please|pls|out)\b)(?:\s+to)?|(?:can|could|may)\s+(?:i|we)(?:\s+please|\s+(?:trouble|bother)\s+you\s+for)?|@\p{L}*bot
      |(?:thanks|thank\s+you|thx|great|cool|perfect|nice|awesome|never\s?mind|nvm|wait|stop|morning)
      (?=[,!.](?!\s*that['’]?s\s))
      |(?:i\s+)?hope\s+(?:you|all|this|everything|that)\b(?:[^,.!?]{0,50}(?=[,.!?])|(?:['’]re|\s+(?:are|is|finds\s+you))?(?:\s+\p{L}+){0,2}\s+well)
      |(?:this|that|it|you)(?:['’](?:s|re)|\s+(?:is|are|was))\s+(?:so\s+|all\s+|completely\s+|just\s+|an?\s+|my\s+)*
      (?:useless|wrong|mistake|error|rubbish|crap|stupid|ridiculous|terrible|nonsense|annoying|confusing)(?=\s*[,.!])
      |i(?:['’]d|\s+would)\s+(?:like|prefer)(?=\s+(?:the|my|an?|only|just)\s)
      |(?:please\s+)?(?:tell\s+(?:me|us)|let\s+(?:me|us)\s+know)(?=\s+(?:who|how|what|which|where|whether)\b)
      |how\s+are\s+you(?:\s+(?:doing|today))?|(?:sorry|apologies)\s+(?:to\s+(?:bother|disturb|be)(?:\s+(?!but)\p{L}+){0,3}|(?:for|about)\s+[^,.!?]{3,30}?(?=[,.!?]|\s+but)|wrong\s+one)
      |but(?=\s+(?:can|could|where|how|who|what|please|i)\b)|quick\s+(?:one|question)
      |i(?:\s+was|\s+am|['’]m)\s+(?:just\s+)?(?:wondering|hoping)(?:\s+(?:if|whether|that))?
      |(?:it\s+would|it['’]d|would)\s+be\s+(?:great|nice|good|lovely|helpful|awesome|wonderful|perfect)\s+(?:if|to)
      |(?:is\s+there\s+)?any\s+chance(?:\s+(?:you|i|to)(?:\s+(?:can|could))?)?|(?:do\s+you\s+)?happen\s+to|do\s+you\s+know(?=\s+(?:the|an?|any)\s)|show(?:\s+me)?(?=\s+who\s+(?:has\s+|have\s+)?(?:watched|viewed|seen|saw|opened|downloaded)\s)|help(?=\s*[?!.,]+\s+(?!pl(?:ea)?[sz]|thank)\p{L})|first(?=\s+(?:list|show|find|delete|share|open|restore|download)\s)
      |(?:you|i|we)\s+(?:can|could|might|may)(?:\s+be\s+able\s+to)?|kindly|(?:please\s+)?do\s+the\s+needful(?:\s+and)?
      |(?:great|cool|perfect|nice|awesome)(?=\s+(?:thanks|thank)\b)|no(?=\s+(?:i\s+(?:want|need|meant?)|only|just|undo|restore|bring)\b)
      |(?:see|know|check|verify|find\s+out)(?:(?=\s+(?:who|how|when|what)\b)|\s+(?:if|whether))|also(?!\s+\S+@\S+$)|is\s+there\s+(?:any|a)\s+way\s+(?:to|(?:that\s+)?i\s+can)|would\s+it\s+be\s+(?:possible|ok|okay|alright)(?:\s+for\s+(?:you|me))?\s+(?:to|if)
      |(?:ask|request)(?:\s+for)?(?=\s+(?:the|my|an?)\s)|(?:(?:get|have|send\s+me)\s+)?(?:an?\s+)?cop(?:y|ies)\s+of(?=\s+(?:the|my|our|last|yesterday|today|\p{L}+day)\b)
      |do\s+you\s+think\s+(?:you|i|we)\s+(?:could|can)
      |if\s+(?:you\s+(?:don['’]?t|do\s+not)\s+mind|(?:at\s+all\s+)?possible|(?:it|that)(?:['’]s|\s+is|\s+isn['’]?t|\s+wouldn['’]?t\s+be)\s[^,]{2,30}(?=,))
      |i(?:['’]d|\s+would)\s+(?:(?:really|very\s+much|greatly)\s+)?appreciate(?:\s+it)?(?:\s+if)?
      |i\s+(?:was|am|have\s+been)\s+(?:absent|away|off|out|sick|ill|on\s+(?:leave|holidays?|vacation|pto)|not\s+(?:there|present))\b[^.!?,]{0,40}?\s+(?:and|so|but)(?=\s+(?:i|would|want|need|please|can|could)\b)
      |pardon(?:\s+me)?|excuse\s+me|on\s+second\s+thoughts?
      |i(?:['’]d|\s+would)\s+be\s+(?:(?:very|so|really|most)\s+)?(?:grateful|thankful|happy|glad)\s+(?:for|if|to)
      |(?:it\s+is|is\s+it|it['’]s|is)\s+possible(?:\s+for\s+(?:me|you))?\s+to
      |when(?:ever)?\s+you\s+(?:have|get|find)\s+(?:an?|some|the)\s+(?:minute|moment|time|sec(?:ond)?|chance)
      |(?:i['’]?m|i\s+am|this\s+is|my\s+name\s+is)\s+(?!in\b)\p{L}+(?:\s+[^.!?,]{1,40})?(?=[.!]\s)
      |(?:thanks|thank\s+you|thx)\b[^.!?]{1,60}(?=[.!]\s)
      |(?:i['’]m|i\s+am|we['’]re|we\s+are)\s+(?:just\s+)?trying\s+to
      |(?:my|the|our)\s+(?:boss|manager|team|client|customer)\s+(?:wants|needs|is\s+asking\s+for)|maybe
      |perhaps|please\s+note|hiya|howdy|wtf|ffs|omg|a+r+gh+|u+gh+|damn(?:\s*it)?|seriously
      |just(?=\s+(?:give|show|list|get|delete|share|restore|send|tell|find|open|play)\b)
      |(?:you\s+)?(?:stupid|dumb|useless|silly)\s+(?:bot|thing|machine)
      |are\s+you\s+(?:deaf|blind|stupid|serious|kidding(?:\s+me)?|joking)(?=[\s?!,.]+\S)
      |(?:sir|madam)(?:\s*(?:or|\/)\s*madam)?
      |(?:i\s+)?(?:need|want)(?!\s+(?:to|the|my|all|this|that|an?|deleted|see)\b|.*\bback\b)
    )(?:[\s,!.:?]|[–—-](?=\s))+
  )+(?=\S)
`;
const SIGNATURE = pattern('iu')`
  (?<!^(?:many|when|where|why|how))(?:[\s,.!?]+(?:
    please|pls|plz|(?:is|if)\s+(?:it\s+|that\s+)?possible|if\s+you\s+(?:can|could|may)
    |if\s+(?:that|it)(?:['’]s|\s+is)\s+(?:ok|okay|fine|alright|possible)(?:\s+(?:with|for)\s+you)?
    |(?:many\s+)?(?:thanks|thank\s+you|thx|ty)(?:[\s,.!]+(?:in\s+advance|a\s+lot|so\s+much|very\s+much|kindly))?
    (?:\s*[,–-]\s*\p{L}+)?
    |(?:best|br|rgds|kr|mfg)\s*,\s*\p{L}+|(?:cheers|best\s+wishes|(?:yours\s+)?(?:sincerely|faithfully|truly)(?:\s+yours)?)(?:[\s,.!–-]+\p{L}+){0,2}
    |(?:and\s+)?(?:(?:(?:with|many)\s+)?(?:best|kind|warm)\s+)?regards(?:[\s,.!|–-]+[\p{L}\d+()&/@]+){0,10}
    |(?:is|was)\s+(?:it|that|this)\s+recorded|do\s+you\s+have\s+(?:it|that)
    |(?:can|could)\s+you\s+(?:look(?:\s+for\s+(?:it|him|her|them|me))?|help(?:\s+(?:me|him|her|them))?)
    |(?:can|could)\s+you\s+(?:find|show|open|get|list|restore|recover|undelete)\s+(?:it|that|them)(?:\s+(?:for|to)\s+me)?|(?<=\b(?:it|this|that|them|one)\s)for\s+me
    |(?<=\b(?:delete|remove|erase|restore|share|send)\s.{1,80},\s*)(?:it|they)(?:['’](?:s|re)|\s+(?:is|are))\s+(?!in\b|on\b|at\b|about\b|called\b|from\b|by\b|with\b)[^,]*
    |i\s+(?:think|guess|believe|suppose)|so\s+far|(?<=\S\s)(?<!^(?:and|plus)\s.*)(?:too|as\s+well|also)|(?<=^(?:list|show|find|search|open|watch|play|download|transcript|summary|details|share|delete)\b.*\s)instead|(?:(?:i\s+am|i['’]?m)\s+)?(?:so\s+|very\s+)?sorry(?:\s+(?:for|about)\s+(?:the|that|my|this|any)(?:\s+\p{L}+){0,3})?|(?<=,\s*)(?:since|because)\s+(?:my|our|the|i|we)\s[^,]*|so\s+that\s+i\s+(?:do|can|could|may|need|have)\b[^,]*|asap|urgently|(?<=\b(?:delete|remove|share|restore|send|open)\s.{1,80}\s)(?:instead|anyways?)|because\s+(?:it|they|he|she|that|this)\s[^?]{3,80}|it['’]?s\s+(?:confidential|private|outdated|useless|a\s+(?:test|mistake))|(?:yes\s+)?i['’]?m\s+(?:very\s+|really\s+)?sure|(?:yes\s+)?for\s+sure|(?:then|and\s+when)(?<!(?:before|until|till|since|by|now|back)\s+then)|immediately|right\s+now
  ))+[\s,.!]*$
`;
/** Signs of commands in other programs, and the beginning of a mail's subject. */
const ELSEWHERE =
  /^(?:(?:\[\p{L}+\]\s*)?(?:(?:re|fwd?|aw|wg|q|question|fyi)\s*:\s*)+(?=\S)|\[\p{L}+\]\s*(?=\S)|from:\s.*(?=\bsubject:)|(?:[/!#>•*–¿¡-]|\uFE0F|\u200D|\p{Extended_Pictographic})+\s*(?=\p{L}))/iu;
const IN_QUOTES = /^["“„«'`*_]+([^"“”„«»'`*_]+)["”“»'`*_]+$/u;
/** “no, i meant october”: the last search, of another time. */
const CORRECTED = pattern('i')`
  ^(?:(?:no|sorry|oops|actually|(?:go\s+)?back\s+to|not\s+that(?:\s+one)?|i\s+meant?(?:\s+to\s+say)?)[\s,.!:]+)+(?=
    \d{1,3}\s*(?:days?|weeks?|months?|years?|hours?|minutes?|mb|gb)$|
    (?:(?:in|on|from|since|before|after|until|of)\s+)?(?:the\s+)?${SPAN_NAMED}
  )
  |^(?:(?:no|sorry|oops)[\s,.!:]+)*i\s+meant?(?:\s+to\s+say)?\s+
  (?=(?:the|our|about)\s+(?!(?:first|second|third|last|other|one|\d)\b)\S)
`;
/** “find the retro and share it with bob@example.com”: one request about one recording. */
const AND_WITH_IT = pattern('iu')`
  ^(?:find|search(?:\s+for)?|look\s+for|list|show(?:\s+me)?|get(?:\s+me)?|open|take)\s+(?<what>\S.*?)
  [\s,;.]+(?:(?:and|then|please|also)\s+)*(?<verb>
    delete|remove|erase|share|send|forward|e?-?mail|download|save|watch|play|restore|recover|transcribe
    |summari[sz]e
  )\s+(?:it|them|that|this)(?:\s+one)?(?![\p{L}\d'’])(?<rest>.*)$
`;
const VERB =
  '(?:(?:list|show|find|search|count|(?:(?:total|overall)\\s+)?storage|bin|clean\\s*up|delete|restore|download|empty\\s+(?:the\\s+)?bin)(?:\\s+me)?(?:\\s+(?:the\\s+)?(?:bin|storage))?)';
/** “https://… delete this” */
const LINK_AND_VERB =
  /^(?<link>https?:\S+)[\s,]+(?:please\s+|pls\s+|can\s+you\s+)?(?<verb>delete|remove|share|download|watch|play|open|restore|transcript|transcribe|summary|summari[sz]e)(?:\s+(?:it|this|that))?(?<rest>\s+with\s.*)?$/i;
const EVERY = '(?:every(?:one|body)|all\\s+(?:users|hosts|employees))';
/** “clean up for everyone …”, “everyone’s recordings”: as administrators write it, “for everyone …”. */
const OF_EVERYONE = pattern('iu')`
  ^(?:
    (?<verb>${VERB})\s+(?:
      for\s+(?:${EVERY}|all$)|(?:(?:(?:all|the)\s+)*(?:recordings?\s+|videos?\s+)?(?:of|from|by)\s+${EVERY})
    )(?![\w'’-])
    |(?:(?<before>${VERB})\s+)?${EVERY}(?:['’]?s?\s+|\s*:\s*)(?=(?:recordings?|videos?|storage|bin|mp4s?|list|show|clean\s*up)(?![\w-]))
  )\s*(?<what>.*)$
`;
/** Requests, and the words of them that are read. */
const WAYS_TO_SAY: readonly (readonly [RegExp, string])[] = [
  [
    /^(?<what>(?:the|my|our)\s.{3,60}?)[\s,]+please\s+(?<verb>restore|delete|remove|download)$/i,
    '$<verb> $<what>',
  ],
  [
    /^(?:where(?:['’]?s|\s+is|\s+(?:can|do)\s+i\s+find)|i\s+(?:don|can)['’]?t\s+(?:see|find))\s+(?:the|an?|any)\s+(?<verb>delete|share|restore|undo|download|watch)\s+button$/i,
    'how do I $<verb>',
  ],
  [
    /^(?:and\s+)?which(?:\s+(?:one|recording|video))?(?:\s+(?:of|from|among)\s+(?:them|these|those|the\s+two))?\s+(?:is|was)\s+(?:the\s+)?(?<more>(?:old|new|long|short|bigg|larg|small)e(?:r|st))(?:\s+one)?(?:[\s,:]+(?<these>(?:the\s+)?(?:first|second|third|fourth|fifth|#?[1-5]).*))?$/i,
    'open the $<more> one $<these>',
  ],
  [
    /^(?:but\s+)?(?:leave\s+(?:out|away)|skip|hide|ignore|take\s+out|filter\s+out|nothing\s+(?:of|from|about|with)|not(?=\s+the\s+(?!(?:first|second|third|fourth|last|next|other|ones?|right|wrong|same|only|bin)\b|.*\bbut\b)[^,]+$))\s+(?:(?:the|all(?!\s+hands)|any)\s+)*(?<what>(?!(?:filters?|search|that|this|it|them|those|these|first|last|next)\b).+)$/i,
    'without $<what>',
  ],
  [
    /^does\s+(?<what>it|this|that)(?:\s+one)?\s+(?:mention|cover|contain|say|(?:talk|say\s+anything)\s+about)\s.+$/i,
    'transcript of $<what>',
  ],
  [
    /^(?:i\s+need\s+|(?:give|send|get|show)\s+me\s+)?(?:(?:the|an?)\s+)?download\s+(?:link|url)\s+(?:to|of|for)\s+(?<what>.+)$/i,
    'download $<what>',
  ],
  // “get me the standup link from monday”
  [
    /^(?:get|give|send|show)\s+me\s+(?:the|a)\s+(?!link\b)(?<what>.{2,60}?)\s+link(?![\p{L}\d])(?=$|\s+(?:from|of|on|in)\s)/iu,
    'link of $<what>',
  ],
  [
    /^how\s+(?:much\s+(?:space|storage|room)|many\s+(?:recordings?|videos?|files?|gb|hours))\s+(?:does|is|has|did)\s+(?!(?:it|this|that|the|my|an?|one|each|everything|all|webex|any\p{L}*|every\p{L}*)(?!\p{L}))(?<who>\p{L}+|\S+@\S+)\s+(?:us(?:e|ing)|have|got|host(?:ed)?|ma[dk]e|record(?:ed)?)(?:\s+up)?$/iu,
    'for $<who> list the largest first',
  ],
  [
    /^(?:for\s+)?(?<who>[^\s@]+@[^\s@'’]+|everyone)(?:['’]s)?\s+(?:(?:total|overall)\s+)?(?:storage|(?:how\s+much\s+)?space|quota|usage)(?:\s+usage)?$/i,
    'for $<who> list the largest first',
  ],
  [
    /^(?<who>(?!(?:i|we|you|they|nobody|who)\b)\p{L}+|\S+@\S+)\s+(?:can(?:['’]?t|\s?not)|could\s*n['’]?t|does\s*n['’]?t)\s+(?:find|see)\s+(?:his|her|their)\s+(?<what>.+)$/iu,
    'for $<who> find $<what>',
  ],
  [
    /^(?:which|what)\s+(?:of\s+(?:these|those|them)\s+|ones\s+)?(?<what>(?:(?:my|the|our)\s+)?(?:recordings|videos)\s+)?(?:did|has|have)\s+(?:nobody|no\s?one)\s+(?:ever\s+)?(?:watch|see|open|download|view)(?:ed|n)?/i,
    '$<what> nobody watched',
  ],
  [
    /^(?:do(?:es)?|has)\s+(?<what>it|this|that|(?:the|my|our)\s.+?)(?:\s+one)?\s+(?:also\s+)?(?:have|got)\s+(?:an?|any|the)\s+(?<noun>summary|transcript|recap|minutes|password|passcode|link)$/i,
    '$<noun> of $<what>',
  ],
  [
    /^do(?:es)?\s+(?!(?:it|this|that|i|we|you)\b)\S+\s+need\s+(?:an?|the)\s+(?:password|passcode).*$/i,
    'password of it',
  ],
  [
    /^did\s+i\s+(?:delete|remove|restore|share)\s+(?:anything|something|any(?:\s+recordings?)?)(?:\s+(?<when>\S.*))?$/i,
    'history $<when>',
  ],
  [LINK_AND_VERB, '$<verb> $<link>$<rest>'],
  [/^(?:share|send)\s+(?<what>.+?)\s+(?:with|to)\s+(?:me|us)$/i, 'send me $<what>'],
  [
    pattern('i')`
      ^(?:list\s+|show\s+)?(?:top\s+(?:\d+\s+)?storage\s+users|users\s+by\s+(?:storage|space|size)|storage\s+(?:by|per|of\s+each)\s+(?:host|user|person|people)s?)$
      |^who\s+(?:uses|has|takes|needs|is\s+using)\s+(?:up\s+)?(?:the\s+)?most\s+(?:space|storage|room|recordings)$
      |^who\s+are\s+(?:my|our|the)\s+(?:biggest|largest|top)\s+(?:hosts|users)$
    `,
    'for everyone list the largest first',
  ],
  // “has the retro been deleted”, “did I delete the retro”
  [
    /^(?:(?:has|have|was|were|is|are)\s+(?<what>(?:the|my|our|all|any)\s.{1,60}?)\s+(?:been\s+)?(?:deleted|removed|trashed)|did\s+i\s+(?:delete|remove|trash)\s+(?<it>(?:the|my|our)\s.{1,60}))$/i,
    'is $<what>$<it> in the bin',
  ],
  [
    /^(?:(?:show|give|display)\s+)?(?:me\s+)?(?:(?:the|all|my)\s+)*(?:dates|times|hours)\s+in\s+(?!(?:my|the|last|this|\p{L}+(?:ber|ary|ch|ril|ay|ne|ly|ust))\b)(?<zone>\p{L}[\p{L}\s/+\d]{1,30}?)(?:\s+time(?:\s*zone)?)?$/iu,
    'timezone $<zone>',
  ],
  // Nobody cleans up recordings of others otherwise.
  [
    /^clean\s*up\s+(?:(?:all|the)\s+)*(?:recordings?\s+)?(?:(?:of|from|for|by)\s+)?(?<who>[^\s@]+@[^\s@'’]+)(?:['’]s)?(?:\s+recordings?)?/i,
    'for $<who> clean up',
  ],
];
const OTHER_WORDS = WAYS_TO_SAY.map(([said, by]) => [quick(said), by] as const);
/** “find the retro and give me the transcript”, “… and tell me who watched it” */
const AND_ITS = pattern('iu')`
  ^(?:find|search(?:\s+for)?|look\s+for|list|show(?:\s+me)?|get(?:\s+me)?|open)\s+(?<what>\S.*?)[\s,;.]+
  (?:(?:and|then|please|also)\s+)*(?:give|show|send|get|tell)\s+me\s+(?:(?:the|its|an?)\s+)*(?<noun>
    (?:transcript|summary|link|details)(?:\s+(?:of|to|for)(?=\s+(?:it|that|this)$))?
    |who\s+(?:watched|viewed|downloaded|saw)
  )(?:\s+(?:it|that|this))?$
`;
/** Punctuation and emoji at the end of a line. */
const END =
  /(?:[\s.!?…]|\u200D|\uFE0F|\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Extended_Pictographic}(?=\uFE0F))+$/u;
const PUNCTUATION = /[\s.!?…]+$/u;

/** “would you mind sharing …” */
const MINDED = pattern('iu')`\b(?:would|do)\s+you\s+mind\s+(\p{L}+)ing\b`;

const asked = (_all: string, stem = ''): string =>
  `please ${/^(?:shar|giv|delet|remov|restor|retriev|mov)$/i.test(stem) ? `${stem}e` : stem.replace(/tt$/, 't')}`;

const SHORTHAND =
  /(?<=^|\s)(?:b4|abt|r(?=\s+(?:my|the|our|you|u|there|they|these|those|all|any)\b)|frm|wek|ony|wit|nd|teh|hte|hw|shw|wich|whch|wat|cn|onyl|thn|nxt|mnth|wats|tht|ur|u|hav|lenght|thr|tz|'?til|excl?\.?|lst(?=\s+(?:\d|few|couple|wk|week|mnth|month|year|mo)\b)|mtgs?|morn|2day|2night|w\/o|w\/|w(?=\s+\p{L})|(?:any|some|every)1|dwnld|pls?z?|accidently|accidentaly)(?=\s|$)/giu;
const IN_FULL: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'tz timezone,abt about,b4 before,r are,til till,excl except,w with,w/ with,w/o without,2day today,2night tonight',
    'lst last,mtg meeting,mtgs meetings,morn morning,dwnld download,frm from,wek week,ony only,onyl only,wit with',
    'nd and,teh the,hte the,hw how,shw show,wich which,whch which,wat what,cn can,ur your,u you,hav have',
    "lenght length,thr there,thn then,nxt next,mnth month,wats what's,tht that,accidently accidentally,accidentaly accidentally",
  ].flatMap((line) => line.split(',').map((pair) => pair.split(' '))),
) as Record<string, string>;
/** As telephones are typed on. */
function inFull(word: string): string {
  return IN_FULL[word.toLowerCase()] ?? word.replace('1', 'one');
}

/** “im looking for …”, “id like …”; not “IM rollout”. */
const NO_APOSTROPHE =
  /(?<=(?:^|\s)[Ii])(?=(?:m|ve)\s|d\s+(?:(?:really|also)\s+)?(?:like|love|prefer|rather|appreciate|be)\s)/g;

/** Said in the middle of a wish, and of nothing. */
const FILLERS =
  /(?<=\S)[\s,]+(?:perhaps|by\s+(?:any\s+)?chance|actually|basically|honestly|obviously|also(?=\s+an?y?\s)|(?<=^i\s)(?:only|just|really)(?=\s+(?:need|want)\s))(?=[\s,.?!]|$)(?!\s+(?:in|from|on|last|this)\b)/gi;

/** “send a to b@c.de and d to e@c.de” */
const TO_EACH =
  /^(?<verb>(?:please\s+)?(?:share|send|forward|e?-?mail|unshare))\s+(?<first>\S.*?\S@\S+?),?\s+and\s+(?<second>(?!\S+@)\S.*\s(?:with|to|from)\s+\S+@\S+)$/i;

/** “transcript and summary of the kickoff” */
const BOTH_OF =
  /\b(?<one>transcript|summary|recap|link)\s+(?:and|&)\s+(?:the\s+)?(?<two>transcript|summary|recap|link)\s+(?:of|for|from)\s+(?<what>.+)$/i;

/** “1. list yesterday 2. storage”: a list of commands in one line. */
export function inItems(line: string): string {
  if (/^\s*1[.)]\s/.test(line)) return line.replace(/\s+[2-5][.)]\s+(?=\p{L})/gu, '; ');
  return line
    .replace(BOTH_OF, '$<one> of $<what>; $<two> of $<what>')
    .replace(TO_EACH, '$<verb> $<first>; $<verb> $<second>');
}

/** A line without greeting and closing; a line of question marks becomes `?`, one of emoji stays. */
export function plainLine(written: string): string {
  const text = ofMail(written.replace(/[^\S\n]+/g, ' '));
  const ended = (text.replace(END, '') || text.replace(PUNCTUATION, '')).trim();
  const bare = ended
    .replace(IN_QUOTES, '$1')
    .replace(ELSEWHERE, '')
    .trim()
    .replace(SHORTHAND, inFull)
    .replace(NO_APOSTROPHE, "'")
    .replace(FILLERS, '')
    .replace(CORRECTED, 'what about ')
    .replace(
      /\b(with|to)\s+(?:my|our)\s+(?:colleague|boss|manager|team\s?mate|friend)\s+(?=\S+@)/i,
      '$1 ',
    )
    .replace(/\b(?<=(?:the|that)\s+one\s+)from(?=\s+(?:the\s+)?\d)/i, 'of')
    .replace(MINDED, asked);
  const said = bare.replace(GREETING, '').replace(SIGNATURE, '').replace(PUNCTUATION, '');
  return said === '' && text.includes('?') ? '?' : rewritten(said);
}

/** Rewrites a request with two verbs as one, and a request about everyone as “for everyone …”. */
function rewritten(line: string): string {
  const { verb, before = verb ?? '', what: rest } = OF_EVERYONE.exec(line)?.groups ?? {};
  const all =
    rest === undefined ? line : `for everyone ${before} ${rest}`.replace(/\s+/g, ' ').trim();
  const other = OTHER_WORDS.find(([said]) => said.test(all));
  if (other !== undefined) return all.replace(...other).trim();
  if (rest !== undefined) return all;
  const { what = '', noun = '' } = AND_ITS.exec(line)?.groups ?? {};
  if (noun === '') return line.replace(AND_WITH_IT, '$<verb> $<what>$<rest>');
  return /^who/i.test(noun) ? `${noun} ${what}` : `${noun.replace(/\s.*$/, '')} of ${what}`;
}
