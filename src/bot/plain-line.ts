import { ofIt, ofMail, withoutReasons } from './framework/mention.js';
import { SPAN_NAMED } from '../query/named-days.js';
import { everyPattern, pattern, source } from '../util/pattern.js';

const GREETING = pattern`
  ^(
    (
      (could|would) you be (so kind( as)?|kind enough) to|(please|pleas|plese|pleae|plesae|pls|plz)( to)?
      |(hey|ok|okay|hi|hello) (webex|google|alexa|siri|cortana|assistant|computer)
      |(alexa|siri|cortana|computer|assistant)(?=[\s,]+(list|show|find|play|open|what|where|when|who|how|delete|share)\b)
      |wrong( time\s*zone)?(?=\s*[,.!])|fine(?=\s*[,.!])|next(?=\s*[:,])|may i ask( you)? (for|to)|how (i|we) (can|could|do)(?= \p{L})|(where|how) (can|do|could) i(?= (see|know|check|verify|find out) (how|who|when|if|whether|what)\b)|where (can|do|could) (i|we)(?= (download|watch|open|play) the (?!(recording|video|file|app|bot|link|button|setting)s?\b))|not again(?=\s*[,.!])|(whatever|anyways?|alright)(?=\s*[,.!])
      |(right|good|lovely|smashing|brilliant|fab|nah|nope|gosh|o+h+|a+h+|a+w+|h+m+|blimey|whoa|wow|phew|yep|yeah)(?=\s*[,.!?]+\s*\S)|(nah|hmm+|gosh)(?=\s\p{L})|(yes|yep|yeah|ok|okay)[\s,]+(that|this)( one)?(?=\s*[,.]\s*\S)
      |(it|that|this|there)(['’]s| is| are|['’]re) ((too|so|a|an|rather|quite|very|really|far|way) )*(lots?|loads|tons|long|big|large|huge|much|many|complicated|difficult|plenty)( (of them|to e-?mail|for me|for an e-?mail))?(?=\s*[,.!])|too (long|big|large|much|many|complicated)(?= (just|only|give|show|then)\b)
      |what the (hell|heck|fuck)|best(?=,\s)
      |(there (is|are|was|(might|may|could) be)|(it |there )?exists?)(?= (an?|any|some) recordings?\b)
      |(one|another) ((more|last|other) )?(thing|question|request)(?=\s*[:,.])
      |yo|po|fyi|full(?= list\b)|for (\p{L}+ ){1,3}purposes?|((give|send|get|show) me )?(the |an? )?(names?|list) of( (all|the|those|people|persons|ones|everyone|everybody))+(?= who (have |has )?(watched|viewed|seen|opened|downloaded)\b)|in an? (\p{L}+ )?\p{L}+ (un)?till? [^,.!?]{1,20}(?=,)|(none|nothing|no luck|empty)(?=\s*[?!.,]+ \p{L})
      |(and|or)(?= (now |then )?(how|when|also|turn (on|off)|delete|share|send|show|list|open|play|watch|download|restore|find|who|older|newer|more|(the )?(first|second|third|fourth|fifth|next|last|other)(?= one|$))\b)
      |(and|or|(what|how) about)(?= (the|its|an?) (transcript|summary|(download )?link|password|details)( (please|too|also|as well))*$)
      |(that['’]?s (the )?)?wrong (one|day|week|month|year|date|time|recording)(?=\s*[,.!])
      |not th(at|is|ese|ose)( ones?)?(?=\s*[,.!])|u+m+|u+h+|h+m+
      |(
        well|no|sorry|actually
        |yes(?=\s*,\s*(share|send|give|forward|e?mail)\s.*@)|yes(?=
          \s*,\s*(?!
            \s|(please|do|delete|remove|restore|share|keep|go|that|this|the|all|both|not|it|them|sure)\b
          )
        )
      )(?=\s*,)
      |(no (wait|no)|scratch that|hang on|correction)(?=\s*[,:]| (the|in|on|from)\s| ${SPAN_NAMED}| \d)
      |no(?= not that( one)?\s*[,.!]| the one ((from|of|on|about|with)\s|before|after))|i said|probably
      |sorry i mean|actually|oh( no)?|i meant?|i think(?= i\b)
      |(no )?meant(?= #?\d{1,2}$)|(hey|hi|hello|dear) (team|all|everyone|everybody|folks|colleagues?)|hey|hi|hello
      |good (morning|afternoon|evening|day)|guten (tag|morgen|abend)|hola|bonjour|hallo|ciao|moin
      |servus|olá|salut|buenos días|bom dia|dear|bot|there|so(?! far\b)|ok|okay|now|then
      |(can|could|would|will) (y[ou]{1,2}|u|ya|(some|any)(one|body)(?! (else )?(see|watch|view)\b))( please| be able to)?
      |(i['’]d|(i )?would) (like|love|prefer)( you)? to|((i|we) )?(want|need|have) to|i wanna|let me(?! know)
      |help me(?! (please|pls|out|with \p{L}+ing)\b)( to)?|(can|could|may) (i|we)( please| still| (trouble|bother) you for| have(?= (the|an?|only|just) (?!.*\b(back|sent|shared|forwarded)\b)))?|@\p{L}*bot
      |(thanks|thank you|thx|great|cool|perfect|nice|awesome|never\s?mind|nvm|wait|stop|cancel|morning)
      (?=[,!.](?!\s*that['’]?s\s))
      |(i )?hope (you|all|this|everything|that)\b([^,.!?]{0,50}(?=[,.!?])|(['’]re| (are|is|finds you))?( \p{L}+){0,2} well)
      |(this|that|it|you)(['’]?(s|re)| (is|are|was)) (so |all |completely |just |an? |my )*
      (useless|wrong|mistake|error|rubbish|crap|stupid|ridiculous|terrible|nonsense|annoying|confusing|lot|(too )?(many|much))(?=\s*[,.!])
      |i(['’]d| would) (like|prefer)(?= (the|my|an?|only|just)\s)
      |(please )?((tell|remind) (me|us)|let (me|us) know)(?= (who|how|what|which|where|whether)\b)
      |how are you( (doing|today))?|(sorry|apologies) (to (bother|disturb|be)( (?!but)\p{L}+){0,3}|(for|about) [^,.!?]{3,30}?(?=[,.!?]| but)|wrong one)
      |but(?= (can|could|where|how|who|what|please|i)\b)|quick (one|question)
      |i( was| am|['’]m) (just )?(wondering|hoping)( (if|whether|that))?
      |(it would|it['’]d|would) be (great|nice|good|lovely|helpful|awesome|wonderful|perfect) (if|to)
      |(is there )?any chance( (you|i|to)( (can|could))?)?|(do you )?happen to|do you( know(?= (the|an?|any)\s)|(?= know (if|whether|who|when|where|how)\s))|show( me)?(?= who (has |have )?(watched|viewed|seen|saw|opened|downloaded)\s)|help(?=\s*[?!.,]+ (?!pl(ea)?[sz]|thank)\p{L})|first(?= (list|show|find|delete|share|open|restore|download)\s)
      |(you|i|we) (can|could|might|may)(?! not\b)( be able to)?|kindly|(please )?do the needful( and)?
      |(great|cool|perfect|nice|awesome)(?= (thanks|thank)\b)|no(?= (i (want|need|meant?)|only|just|undo|restore|bring)\b)
      |(double.?)?check(ing)? (that|if|whether)|(see|know|check|verify|find out)((?= (who|how|when|what|where)\b)| (if|whether))|also(?! \S+@\S+$)|is there (any|a) way (to|(that )?i can)|would it be (possible|ok|okay|alright)( for (you|me))? (to|if)
      |(ask|request)( for)?(?= (the|my|an?)\s)|((get|have|send me) )?(an? )?cop(y|ies) of(?= (the|my|our|last|yesterday|today|\p{L}+day)\b)
      |do you think (you|i|we) (could|can)
      |if (you (don['’]?t|do not) mind|(at all )?possible|(it|that)(['’]s| is| isn['’]?t| wouldn['’]?t be)\s[^,]{2,30}(?=,))
      |i(['’]d| would) ((really|very much|greatly) )?appreciate( it)?( if)?
      |i (was|am|have been) (absent|away|off|out|sick|ill|on (leave|holidays?|vacation|pto)|not (there|present))
        (\b[^.!?,]{0,40}? (and|so|but)(?= (i|would|want|need|please|can|could)\b)|(?= (on|last|this|yesterday|today)\b[^.!?]*,))
      |pardon( me)?|excuse me|i(['’]m| am) afraid( that)?|before (i|we|you) (do|delete|remove|share|decide|start|commit)( \p{L}+){0,3}(?=,)
      |do\s*n['’]?o?t (delete|remove|change|share|touch) (any\p{L}*( recordings?)?|it|them|this|that)( \p{L}+){0,2}(?=[,.;:!]\s*(\S+ ){2}\S)|revert( back)? with(?= (the|an?)\s)
      |on second thoughts?
      |i(['’]d| would) be ((very|so|really|most) )?(grateful|thankful|happy|glad|obliged|pleased) (for|if|to)
      |(it is|is it|it['’]s|is) possible( for (me|you))? to
      |when(ever)? you (have|get|find) (an?|some|the) (minute|moment|time|sec(ond)?|chance)
      |(i['’]?m|i am|this is|my name is) (?!in\b)\p{L}+( [^.!?,]{1,40})?(?=[.!]\s|, (how|where|what|who|can|could|please)\s)
      |(thanks|thank you|thx)\b[^.!?]{1,60}(?=[.!]\s)
      |(i['’]m|i am|we['’]re|we are) (just )?trying to
      |(my|the|our) (boss|manager|team|client|customer) (wants|needs|is asking for)|maybe
      |perhaps|please note|hiya|howdy|wtf|ffs|omg|a+r+gh+|u+gh+|damn(\s*it)?|seriously
      |i see(?= (the|some|new|there)\b)|just(?= (want|need|checking|give|show|list|get|delete|share|restore|send|tell|find|open|play)\b)
      |(you )?(stupid|dumb|useless|silly) (bot|thing|machine)
      |are you (deaf|blind|stupid|serious|kidding( me)?|joking)(?=[\s?!,.]+\S)
      |(sir|madam)(\s*(or|\/)\s*madam)?
      |(i )?(need|want)(?! (to|the|my|all|this|that|an?|deleted|see)\b|.*\bback\b)
    )([\s,!.:?]|[–—-](?=\s))+
  )+(?=\S)
`;
const SIGNATURE = pattern`
  (?<!^(many|when|where|why|how))([\s,.!?]+(
    please|pls|plz|kindly|ta|po|yeah|let me know|is there an? (easy|quick|simple) way|(is|if) (it |that )?possible|if you (can|could|may|are able to)|(would|could|can) you( please)?
    |at the (earliest|moment)( possible)?|(till|until|up to|upto) (date|now)|no (issues?|problem)|roughly|briefly|in (short|brief|a nutshell)|(?<=(@\S+|\b(it|them|this|that|again))\s+)(before|by) (noon|lunch(time)?|tonight|tomorrow|next \p{L}+|end of \p{L}+|${SPAN_NAMED})|(?<=[,.]\s*)(for )?(gdpr|privacy|compliance|security)( reasons)?|(?<=@\S+ )both|(please |kindly )?do the needful
    |if (that|it)(['’]s| is) (ok|okay|fine|alright|possible)( (with|for) you)?
    |(many )?(thanks|thank you|thx|ty)([\s,.!]+(in advance|a lot|so much|very much|kindly))?
    (\s*[,–-]\s*\p{L}+)?
    |(best|br|rgds|kr|mfg)\s*,\s*\p{L}+|(cheers|best wishes|(yours )?(sincerely|faithfully|truly)( yours)?)([\s,.!–-]+\p{L}+){0,2}
    |(and )?(((with|many) )?(best|kind|warm) )?regards([\s,.!|–-]+[\p{L}\d+()&/@]+){0,10}
    |(is|was) (it|that|this) recorded|do you have (it|that)
    |(can|could) you (look( for (it|him|her|them|me))?|help( (me|him|her|them))?)
    |(can|could) you (find|show|open|get|list|restore|recover|undelete) (it|that|them)( (for|to) me)?|(?<=\b(it|this|that|them|one)\s|^(play|watch|open|find|delete|share|download|restore|save|get|send|clean up|empty)\s.+\s)for me( first)?
    |(?<=\bshow (it|this|that|them|these|those)\s)to me
    |i (think|guess|believe|suppose|meant?)|so far|(?<=\S\s)(?<!^(and|plus)\s.*)(too|as well|also)|(?<=\S\s)though|(?<=^(list|show|find|search|open|watch|play|download|transcript|summary|details|share|delete)\b.*\s)instead|((i am|i['’]?m) )?(so |very )?sorry( (for|about) (the|that|my|this|any)( \p{L}+){0,3})?|so that i (do|can|could|may|need|have)\b[^,]*|asap|urgently|(?<=\b(delete|remove|share|restore|send|open)\s.{1,80}\s)(instead|anyways?|after all)|(yes )?i['’]?m (very |really )?sure|(yes )?for sure|(then|and when)(?<!(before|until|till|since|by|now|back) then)|immediately|right now
  ))+[\s,.!]*$
`;
/** Signs of commands in other programs, and the beginning of a mail's subject. */
const ELSEWHERE = pattern`^((\[\p{L}+\]\s*)?((re|fwd?|aw|wg|q|question|fyi)\s*:\s*)+(?=\S)|\[\p{L}+\]\s*(?=\S)|from:\s.*(?=\bsubject:)|([/!#>•*–¿¡-]|\uFE0F|\u200D|\p{Extended_Pictographic})+\s*(?=\p{L}))`;
const IN_QUOTES = /^["“„«'`*_]+([^"“”„«»'`*_]+)["”“»'`*_]+$/u;
/** “no, i meant october”: the last search, of another time. */
const CORRECTED = pattern`
  ^((no|sorry|oops|actually|(go )?back to|not that( one)?|i meant?( to say)?)[\s,.!:]+)+(?=
    \d{1,3}\s*(days?|weeks?|months?|years?|hours?|minutes?|mb|gb)$|
    ((in|on|from|since|before|after|until|of) )?(the )?${SPAN_NAMED}
  )
  |^((no|sorry|oops)[\s,.!:]+)*i meant?( to say)?\s+
  (?=(the|our|about) (?!(first|second|third|last|other|one|\d)\b)\S)
`;
const VERB = source`((list|show|find|search|count|((total|overall) )?storage|bin|clean\s*up|delete|restore|download|empty (the )?bin)( me)?( (the )?(bin|storage))?)`;
/** “https://… delete this” */
const LINK_AND_VERB = pattern`^(?<link>https?:\S+)[\s,]+(please |pls |can you )?(?<verb>delete|remove|share|download|watch|play|open|restore|transcript|transcribe|summary|summari[sz]e)( (it|this|that))?(?<rest> with\s.*)?$`;
const EVERY = source`(every(one|body)|all (users|hosts|employees))`;
/** “clean up for everyone …”, “everyone’s recordings”: as administrators write it, “for everyone …”. */
const OF_EVERYONE = pattern`^((?<verb>${VERB}) (for (${EVERY}|all$)|(((all|the) )*(recordings? |videos? )?(of|from|by) ${EVERY}))(?![\w'’-])|((?<before>${VERB}) )?${EVERY}(['’]?s? |\s*:\s*)(?=(recordings?|videos?|storage|bin|mp4s?|list|show|clean\s*up)(?![\w-])))\s*(?<what>.*)$`;
const MAIL = source`[^\s@]+@[^\s@'’]+`;
const STORAGE = source`((total|overall) )?(storage|(how much )?space|quota|usage)( (usage|used))?`;
/** Requests, and the words of them that are read. */
const WAYS_TO_SAY: readonly (readonly [RegExp, string])[] = [
  [
    pattern`^(?<what>(the|my|our)\s.{3,60}?)[\s,]+please (?<verb>restore|delete|remove|download)$`,
    '$<verb> $<what>',
  ],
  [
    pattern`^(where(['’]?s| is| (can|do) i find)|i (don|can)['’]?t (see|find)) (the|an?|any) (?<verb>delete|share|restore|undo|download|watch) button$`,
    'how do I $<verb>',
  ],
  [
    pattern`^(and )?which( (one|recording|video))?( (of|from|among) (them|these|those|the two))? (is|was) (the )?(?<more>(old|new|long|short|bigg|larg|small)e(r|st))( one)?([\s,:]+(?<these>(the )?(first|second|third|fourth|fifth|#?[1-5]).*))?$`,
    'open the $<more> one $<these>',
  ],
  [
    pattern`^(but )?(leave (out|away)|skip(?! (the|that|this) (alert|reminder|notification|e-?mail|message)s?\b)|hide|ignore|take out|filter out|nothing (of|from|about|with)|not(?= the (?!(first|second|third|fourth|last|next|other|ones?|right|wrong|same|only|bin)\b|.*\bbut\b)[^,]+$)) ((the|all(?! hands)|any) )*(?<what>(?!(filters?|search|that|this|it|them|those|these|first|last|next)\b).+)$`,
    'without $<what>',
  ],
  [
    pattern`^(but )?(?<what>(the|my|our)\s.+?) (can|may|should|must|has to|have to) (all )?(stay|remain|be kept)( there| here)?$`,
    'without $<what>',
  ],
  [
    pattern`^does (?<what>it|this|that)( one)? (mention|cover|contain|say|(talk|say anything) about)\s.+$`,
    'transcript of $<what>',
  ],
  [
    pattern`^(i need |(give|send|get|show) me )?((the|an?) )?download( (link|url))?( (to|of|for) (?<what>.+))?$`,
    'download $<what>',
  ],
  // “get me the standup link from monday”
  [
    pattern`^(get|give|send|show) me (the|a) (?!link\b)(?<what>.{2,60}?) link(?![\p{L}\d])(?=$| (from|of|on|in)\s)`,
    'link of $<what>',
  ],
  [
    pattern`^how (much (space|storage|room)|many (recordings?|videos?|files?|gb|hours)) (does|is|has|did) (?!(it|this|that|the|my|an?|one|each|everything|all|webex|any\p{L}*|every\p{L}*)(?!\p{L}))(?<who>\p{L}+|\S+@\S+) (us(e|ing)|have|got|host(ed)?|ma[dk]e|record(ed)?)( up)?$`,
    'for $<who> storage',
  ],
  [pattern`^(for )?(?<who>${MAIL}|everyone)(['’]s)? ${STORAGE}$`, 'for $<who> storage'],
  [pattern`^(show (me )?)?(the )?${STORAGE} (for|of|by) (?<who>${MAIL})$`, 'for $<who> storage'],
  [
    pattern`^(?<who>(?!(i|we|you|they|nobody|who)\b)\p{L}+|\S+@\S+) (can(['’]?t|\s?not)|could\s*n['’]?t|does\s*n['’]?t) (find|see) (his|her|their) (?<what>.+)$`,
    'for $<who> find $<what>',
  ],
  [
    pattern`^(which|what) ((of )?(these|those|them) |of |ones )?(?<what>((my|the|our) )?(recordings|videos) )?(did|has|have) (nobody|no\s?one) (ever )?(watch|see|open|download|view)(ed|n)?`,
    '$<what> nobody watched',
  ],
  [
    pattern`^(do(es)?|has) (?<what>it|this|that|(the|my|our)\s.+?)( one)? (also )?(have|got) (an?|any|the) (?<noun>summary|transcript|recap|minutes|password|passcode|link)$`,
    '$<noun> of $<what>',
  ],
  [
    pattern`^do(es)? (?!(it|this|that|i|we|you)\b)\S+ need (an?|the) (password|passcode).*$`,
    'password of it',
  ],
  [
    pattern`^did i (delete|remove|restore|share) (anything|something|any( recordings?)?)( (?<when>\S.*))?$`,
    'history $<when>',
  ],
  [
    pattern`^(is|are) (?<what>(the|my|our)\s.+?) still (there|here|available|around)( or .+)?$`,
    'find $<what>',
  ],
  [pattern`^(the )?most recent( one)?$`, 'the newest one'],
  [pattern`^what have you got( (for me|here))?$`, 'list'],
  [pattern`^(gb|gigs?|mb|storage|space|size) (per|by) (month|year)(\s.*)?$`, 'storage'],
  [
    pattern`^(share|send|give)( me)? (the|an?) list of (?<what>((all|my|the|our|of) )*recordings( (from|of|since|in|on) [^@]+)?)$`,
    'list $<what>',
  ],
  [LINK_AND_VERB, '$<verb> $<link>$<rest>'],
  [pattern`^(share|send) (?<what>.+?) (with|to) (me|us)$`, 'send me $<what>'],
  [
    pattern`^(list |show )?(top (\d+ )?storage users|users by (storage|space|size)|storage (by|per|of each) (host|user|person|people)s?)$|^who (uses|has|takes|needs|is using) (up )?(the )?most (space|storage|room|recordings)$|^who are (my|our|the) (biggest|largest|top) (hosts|users)$`,
    'for everyone list the largest first',
  ],
  // “has the retro been deleted”, “did I delete the retro”
  [
    pattern`^((has|have|was|were|is|are) (?<what>(the|my|our|all|any)\s.{1,60}?) ((been )?(deleted|removed|trashed)|(still )?in (the|my) (recycle )?(bin|trash))|(did (i|we|some(one|body)|any(one|body)) (delete|remove|trash|bin)|where did(?! my (deleted )?recordings? go)(?=.* go$)) (?<it>(the|my|our)\s.{1,60}?)( go)?)$`,
    'list $<what>$<it> in the bin',
  ],
  [
    pattern`^((show|give|display) )?(me )?((the|all|my) )*(dates|times|hours) in (?!(my|the|last|this|\p{L}+(ber|ary|ch|ril|ay|ne|ly|ust))\b)(?<zone>\p{L}[\p{L}\s/+\d]{1,30}?)( time(\s*zone)?)?$`,
    'timezone $<zone>',
  ],
  // Nobody cleans up recordings of others otherwise.
  [
    pattern`^clean\s*up ((all|the) )*(recordings? )?((of|from|for|by) )?(?<who>[^\s@]+@[^\s@'’]+)(['’]s)?( recordings?)?`,
    'for $<who> clean up',
  ],
];
/** “find the retro and give me the transcript”, “… and tell me who watched it” */
const AND_ITS = pattern`
  ^(find|search( for)?|look for|list|show( me)?|get( me)?|open) (?<what>\S.*?)[\s,;.]+
  ((and|then|please|also) )*(give|show|send|get|tell) me ((the|its|an?) )*(?<noun>
    (transcript|summary|link|details)( (of|to|for)(?= (it|that|this)$))?
    |who (watched|viewed|downloaded|saw)
  )( (it|that|this))?$
`;
/** Punctuation and emoji at the end of a line. */
const END =
  /(?:[\s.!?…]|\u200D|\uFE0F|\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Extended_Pictographic}(?=\uFE0F))+$/u;
const PUNCTUATION = /[\s.!?…]+$/u;

/** “would you mind sharing …” */
const MINDED = pattern`\b(would|do) you mind (#\p{L}+)ing\b`;

const minded = (_all: string, stem = ''): string =>
  `please ${/^(?:shar|giv|delet|remov|restor|retriev|mov)$/i.test(stem) ? `${stem}e` : stem.replace(/tt$/, 't')}`;

const SHORTHAND = everyPattern`(?<=^|\s)(b4|abt|r(?= (my|the|our|you|u|there|they|these|those|all|any)\b)|frm|wek|ony|wit|nd|teh|hte|hw|shw|wich|whch|wat|cn|onyl|thn|nxt|mnth|wh?ats(?!\sapp)|thats|whos|theres|tht|ur|u|hav|lenght|thr|tz|'?til|excl?\.?|lst(?= (\d|few|couple|wk|week|mnth|month|year|mo)\b)|mtgs?|morn|2day|2night|w\/o|w\/|w(?= \p{L})|(any|some|every)1|dwnld|dowload|donwload|downlaod|(?<=^(did|has) \S+ )finish(ed)?(?= (the|my|our|that)\b)|pls?z?|accidently|accidentaly)(?=\s|$)`;
const IN_FULL: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'tz timezone,abt about,b4 before,r are,til till,excl except,w with,w/ with,w/o without,2day today,2night tonight',
    'lst last,mtg meeting,mtgs meetings,morn morning,dwnld download,dowload download,donwload download,downlaod download,finish watch,finished watched,frm from,wek week,ony only,onyl only,wit with',
    'nd and,teh the,hte the,hw how,shw show,wich which,whch which,wat what,cn can,ur your,u you,hav have',
    "lenght length,thr there,thn then,nxt next,mnth month,wats what's,whats what's,whos who's,theres there's,thats that's,tht that,accidently accidentally,accidentaly accidentally",
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
const FILLERS = everyPattern`(?<=^(delete|remove|erase)) permanent(ly)?(?= (all|every\p{L}+)\b)|(?<=\b(all|everything)) (what|that|which)(['’]?s| is| are)(?= in (the|my) (recycle )?(bin|trash)\b)|(?<=\b(did|has|have|does) \S+)( ever)? (get|got|gotten|manage|managed|bother|bothered)( (round|around))? to(?= (watch|view|open|look))|(?<=\b(it|this|that|them)) (also|too|as well)(?= (with|to|from)\s)|(?<=^(restore|delete|share|open|watch|play|download|select|keep|remove)) (numbers?|nos?\.?|nrs?\.?)(?=\s*\d+\s*(,|&|and\b))|(?<=\bwhat(['’]?s| is)) (lying|sitting|left)(?= in\s)|(?<=\baccess) any\s?(more|longer)(?= to\s)|(?<=\b(has|have|what['’]?s)) been(?= shared\b)|(?<=^(\p{L}+ me|\p{L}+)) (please|pls|kindly)(?= (the|my|our|this|that|all|only|if|when|for|from|a|an)\s)|(?<=\S)[\s,]+(perhaps|by (any )?chance|actually|basically|honestly|obviously|also(?= an?y?\s)|(?<=^i\s)(only|just|really)(?= (need|want)\s))(?=[\s,.?!]|$)(?! (in|from|on|last|this)\b)`;

const SAME = everyPattern`(?<=\b(delete|remove|share|send|forward|e?-?mail|download|save|watch|play|open|restore|recover|unshare) )the same( (one|recording|video|file))?(?=\s*$|\s*[,.;!?]| (with|to|for|at|by|from|also|too|please|as (well|soon)|again|now)\b)`;

/** “send a to b@c.de and d to e@c.de” */
const TO_EACH = pattern`^(?<verb>(please )?(share|send|forward|e?-?mail|unshare)) (?<first>\S.*?\S@\S+?),? and (?<second>(?!\S+@)\S.*\s(with|to|from) \S+@\S+)$`;

/** “transcript and summary of the kickoff” */
const BOTH_OF = pattern`\b(?<one>transcript|summary|recap|link) (and|&|plus|\+) (the )?(?<two>transcript|summary|recap|link) (of|for|from) (?<what>.+)$`;

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
    .replace(SAME, 'it')
    .replace(CORRECTED, 'what about ')
    .replace(
      /\b(with|to)\s+(?:my|our)\s+(?:colleague|boss|manager|team\s?mate|friend)\s+(?=\S+@)/i,
      '$1 ',
    )
    .replace(/\b(?<=(?:the|that)\s+one\s+)from(?=\s+(?:the\s+)?\d)/i, 'of')
    .replace(MINDED, minded);
  const asked = withoutReasons(bare.replace(GREETING, '')).replace(SIGNATURE, '');
  const said = asked.replace(PUNCTUATION, '');
  return said === '' && text.includes('?') ? '?' : rewritten(said);
}

/** Rewrites a request with two verbs as one, and a request about everyone as “for everyone …”. */
function rewritten(line: string): string {
  const { verb, before = verb ?? '', what: rest } = OF_EVERYONE.exec(line)?.groups ?? {};
  const all =
    rest === undefined ? line : `for everyone ${before} ${rest}`.replace(/\s+/g, ' ').trim();
  const other = WAYS_TO_SAY.find(([said]) => said.test(all));
  if (other !== undefined) return all.replace(...other).trim();
  if (rest !== undefined) return all;
  const { what = '', noun = '' } = AND_ITS.exec(line)?.groups ?? {};
  if (noun === '') return ofIt(line);
  return /^who/i.test(noun) ? `${noun} ${what}` : `${noun.replace(/\s.*$/, '')} of ${what}`;
}
