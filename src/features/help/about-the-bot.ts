import { type Command, command } from '../../bot/feature.js';
import type { Button } from '../../bot/ui/card.js';
import { sayButton, shortCard, showBinButton, showListButton } from '../../bot/ui/message.js';
import { COUNTS } from '../../query/amounts.js';
import { words } from '../../util/words.js';
import type { Deps } from '../deps.js';
import { pattern } from '../../util/pattern.js';
import { ABOUT_ME, privacy, OUT_OF_ORDER, missingRecording } from './questions.js';

/** Answers about the bot itself: what it keeps about people, and what it cannot do. */
export const aboutTheBot = (deps: Pick<Deps, 'authorityName'>): Command[] => [
  privacy(deps),
  ...BEYOND.map(beyond),
  missingRecording(),
];

const IT =
  '(?:(?:the|my|our|this|that|these|those|it|them|an?|next|each|every|all|everything|old|some)(?![\\w-])|\\S*\\s*(?:recordings?|videos?|meetings?)(?![\\w-]))';
const saysOf = (verbs: string): RegExp => new RegExp(`^(?:${verbs})\\s+${IT}.*$`, 'i');

/** A number of recordings from one end: a pattern without groups. */
const THE_NEWEST = `(?:last|latest|newest|most\\s+recent|first|oldest|top)(?:\\s+(?:\\d{1,4}|few|couple|${COUNTS}))?(?:\\s+(?:ones?|recordings?|videos?))?`;

const A_RECORDING = '(?:(?:my|the|our|a|old|deleted)\\s+)*recordings?';

const DELETE = '(?:delete|remove|clean(?:\\s+up)?|purge|trash)';
const SOME =
  '(?:(?:my|the|our|a|an|all|old|any|these)\\s+)*(?:recordings?|it|them|things?|something|one|videos?)';

export interface Beyond {
  readonly name: string;
  /** Left out: that it cannot do that. */
  readonly title?: () => string;
  readonly says: readonly RegExp[];
  readonly advice: () => string;
  /** Buttons that lead to it; by default to the list and the help. */
  readonly offers?: () => readonly Button[];
}

/** Requests that others, or a button, fulfil. */
const BEYOND: readonly Beyond[] = [
  {
    name: 'rename',
    says: [
      saysOf(
        'rename|retitle|archive|trim|crop|shorten|edit|cut|merge|split|blur|translate|convert|upload|lock|copy(?!.*\\blinks?\\b)',
      ),
      /^convert\s.*$|^(?:make|create|cut)\s+(?:an?\s+)?(?:clip|snippet|copy|highlight)s?(?:\s.*)?$/i,
      /^(?:transfer|reassign|hand\s+over)\s.*$|^(?:move|give)\s.*\brecordings?\s.*\bto\s+(?!(?:the\s+|my\s+)?(?:recycle|bin|trash)).*$/i,
      /^change\s+(?:the\s+)?(?:owner|host)(?:ship)?\s.*$/i,
      /^(?:rename|retitle)\s.*\S\s+(?:to|into|as)\s.*$/i,
      /^(?:change|set|add|put|remove|reset|delete)\s+(?:(?:an?|the|its|my)\s+)?(?:name|title|topic|password|legal\s+hold)(?:\s+(?:of|for|on|to|from)\s.*)?$/i,
      /^upload(?:\s+to\s.*)?$|^(?:put\s.*\son\s+|place\s.*\s)?legal\s+hold$/i,
    ],
    advice: () => words.about.changeThere,
  },
  {
    name: 'record',
    says: [
      /^(?:start|stop|pause|resume|begin)\s+(?:the\s+)?recording(?:\s+(?:this|the|my|our|a|now)(?:\s.*)?)?$/i,
      saysOf('record(?!\\s+of\\b)|schedule(?!.*\\bclean)'),
      /^(?:join|start)\s+(?:the|my|a)\s+meeting$|^do(?:es)?\s+(?:you|it|this|the\s+bot)\s+(?:also\s+)?(?:record|join|attend|listen\s+to)\s.*\b(?:meetings?|calls?)$/i,
      /^(?:(?:show|list|what(?:['’]?s|\s+(?:is|are))|when(?:['’]?s|\s+(?:is|are)))\s+)?(?:(?:me|my|the|our)\s+)*(?:next|upcoming|scheduled)\s+meetings?$/i,
    ],
    advice: () => words.about.recordThere,
  },
  {
    name: 'export',
    title: () => words.about.table,
    says: [
      pattern('i')`
        ^(?:(?:export|download|save|get|give\s+me|send\s+me|i\s+(?:want|need))\s.*\s|(?:(?:an?|list|of|the|my|all)\s+)*recordings?(?:\s+list)?\s)?
        (?:to|as|in|into)\s+(?:an?\s+)?(?:csv|excel|spreadsheet|xlsx|(?<=recordings?(?:\s+list)?\s.*)(?:table|file))(?:\s+file)?$
      `,
      /^export(?:\s+(?:(?:all|my|the|these)\s+)*(?:list|table|results?|report|recordings?|all|everything))$/i,
      /^(?:download|save)\s+(?:(?:my|the|this)\s+)*(?:list|table|results?)$/i,
      /^(?:(?:export|save|download)\s+)?(?:an?\s+)?(?:csv|excel|spreadsheet|xlsx)(?:\s+(?:export|file|list))?$/i,
    ],
    advice: () => words.about.asTable,
  },
  {
    name: 'expiry',
    title: () => words.about.expires,
    says: [
      /^(?:when|how\s+soon)\s+(?:will|do|does|are|is)\s+(?:(?:my|the|these|our)\s+)?(?:\S+\s+)?recordings?\s+(?:be\s+|get\s+)?(?:deleted|expired?|removed|purged|disappear|gone)(?:\s+automatically)?$/i,
      pattern('i')`
        ^(?:do|does|will|are|is|can|could)\s+${A_RECORDING}\s+(?:ever\s+)?(?:(?:be|get)\s+)?(?:
          expired?|disappear|(?:deleted|removed|purged)\s+automatically
          |automatically\s+(?:deleted|removed|purged)
        )$
      `,
      pattern('i')`
        ^(?:(?:list|show(?:\s+me)?)\s+)?(?:(?:which|what)\s+)?(?:(?:of\s+)?(?:my|the|our)\s+)?(?:(?:recordings?|ones?)\s+)?(?:that\s+)?
        (?:will\s+|are\s+(?:about\s+to\s+|going\s+to\s+)?)?
        (?:expir(?:es?|ing)|to\s+expire|(?:to\s+)?(?:be|gets?)\s+(?:deleted|removed|purged)(?:\s+from\s+(?:the|my)\s+(?:recycle\s+)?bin)?|disappear)
        (?:\s+(?:soon|next|automatically|first|this|within|in|tomorrow|today)(?:\s+.*)?)?$
      `,
      /^how\s+(?:long|many\s+(?:days|weeks|months)|much\s+(?:longer|time))\s+(?:until|till|before)\s.*\b(?:deleted|expires?|removed|gone|disappears?)$/i,
      /^when\s+(?:is|are|will|does|do)\s+.+\s+(?:(?:automatically\s+)?(?:deleted|removed)\s+automatically|automatically\s+(?:deleted|removed)|expire|(?:be|get)\s+(?:deleted|removed|purged|gone)(?:\s+(?:for\s+good|forever|permanently))?)$/i,
      /^what(?:['’]s|\s+is)?\s+(?:expires?|expiring|(?:will\s+)?leaves?\s+(?:the|my)\s+(?:recycle\s+)?bin)(?:\s+.*)?$/i,
      /^(?:until|till)\s+when\s.*\b(?:recordings?|watch|available|see)\b.*$/i,
      /^(?:expiry|recording\s+expires)$|^(?:what(?:['’]?s|\s+is)\s+)?(?:(?:the|our|your)\s+)*retention(?:\s+(?:policy|rule|time|period)s?)?$|^(?:extend|change|increase|set|reduce|shorten|make)\s.*\b(?:retention|expiry|expiration)\b.*$/i,
      /^(?:protect|prevent|lock)\s.*\b(?:delet|remov).*$|^(?:lock|protect)\s+(?:it|this|that|the\s+recording)$|^(?:make\s+it\s+so|make\s+sure)\s.*\b(?:nobody|no\s?one|others?|they)\b.*\b(?:delet|remov)\w*.*$|^keep\s.+\s(?:for\s?ever|permanently|longer)$/i,
      pattern('i')`
        ^(?:for\s+)?how\s+long\s+(?:
          (?:are|is|will|does|do|can)?\s*${A_RECORDING}\s+(?:(?:be|is|are)\s+)?(?:
            kept|stored|saved|retained|available|stay|live|last|there
          )
          |(?:do(?:es)?|will)\s+(?:you|we|they|it|webex)\s+(?:keep|store|save|retain|hold)\s+${A_RECORDING}
          |until\s+${A_RECORDING}\s+(?:is|are|gets?|expires?|disappears?)(?:\s.*)?
        )(?:\s+(?:for|around))?$
      `,
    ],
    advice: () => words.about.expiry,
  },
  {
    name: 'what deleting does',
    title: () => words.about.deleting,
    says: [
      new RegExp(
        `^what\\s+(?:happens|does\\s+it\\s+mean)\\s+(?:to\\s+${SOME}\\s+)?(?:when|if|after|once)\\s+(?:i|we|you|somebody)\\s+${DELETE}(?:\\s+${SOME})?$`,
        'i',
      ),
      /^(?:delete|remove|erase)\s+.*\b(?:but|and)\s+(?:keep|leave|save|not)\s+(?:the\s+|its\s+)?(?:transcript|summary|notes|chat).*$/i,
      /^what(?:['’]?s|\s+is)?\s+(?:the\s+)?difference\s+between\s+(?:.*\b(?:delete|bin|trash|permanently)\b.*)$/i,
      pattern('i')`
        ^(?:(?:can|could|is\s+it\s+possible\s+to|how\s+(?:do|can))\s+)?(?:(?:i|we|you)\s+)?
        (?:recover|restore|undelete|get\s+back|bring\s+back|undo)\s+.*\b
        (?:permanent(?:ly)?|for\s+good|forever)(?:\s+(?:deleted|deletion|removed|purged))?
        (?:\s+(?:ones?|recordings?))?$
      `,
    ],
    advice: () => words.about.deletingDoes,
    offers: () => [showBinButton, showListButton],
  },
  {
    name: 'not allowed',
    title: () => words.about.whoMay,
    says: [
      pattern('i')`
        ^(?:why\s+)?(?:
          (?:can['’]?t|can\s?not|couldn['’]?t|may)\s+i(?:\s+not)?
          |i\s+(?:can['’]?t|can\s?not|couldn['’]?t|may\s+not)
          |(?:am\s+i|i['’]?m|i\s+am)\s+not\s+(?:allowed|able|permitted)\s+to
          |(?:it|you|webex)\s+(?:won['’]?t|does\s*n['’]?t|do\s*n['’]?t|will\s+not|does\s+not)\s+(?:let|allow)\s+me(?:\s+to)?
        )\s+(?:delete|remove|share|restore|download|change)(?:\s+\S.*)?$
        |^(?:why\s+(?:is|are)\s+)?(?:there(?:['’]?s|\s+(?:is|are))?\s+no|(?:i\s+)?do\s*n['’]?t\s+have\s+(?:an?|any|the)|where\s+did\s+the)
        \s+(?:delete|share|restore|undo|download|watch|play)\s+buttons?(?:\s+(?:here|there|any\s?more|gone|go))*$
        |^why\s+is\s+the\s+(?:delete|share|restore|undo|download|watch|play)\s+button\s+(?:gone|missing|not\s+there)$
        |^why\s+(?:was|were|is|are)\s+(?:it|that|this|they|my\s+(?:change|deletion|click))\s+(?:refused|rejected|denied|not\s+(?:allowed|done|deleted|shared|restored))$
        |^why\s+did\s+(?:it|that|this|(?:the|my)\s+(?:deletion|change|share|restore|click|undo))\s+(?:fail|not\s+work)$
        |^who\s+(?:can|may|could)(?:\s+(?:then|else|instead|do\s+(?:it|that)|(?:delete|share|restore)\s+(?:it|that|them|(?:my|the)\s+recordings?)))*$
        |^why\s+did\s*n['’]?t\s+(?:it|that|this)\s+(?:work|go\s+through)$
      `,
    ],
    advice: () => words.about.whoMayWhy,
    offers: () => [showListButton, sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'misread',
    title: () => words.about.misread,
    says: [
      pattern('i')`
        ^(?:no[\s,]+)?(?:(?:that|this|it)(?:['’]?s|\s+is|\s+was)\s+(?:(?:all|completely|totally)\s+)?)(?:
          wrong|not\s+right|incorrect|not\s+(?:what|the\s+(?:one|recording|list)s?)\s*(?:i\s+)?(?:asked(?:\s+for)?|meant?|wanted|looking\s+for|said)?
        )$
        |^(?:why\s+(?:is|are)\s+(?:this|it|you)|(?:this|that|it|you)(?:['’](?:s|re)|\s+(?:is|are)))\s+
        (?:so\s+|all\s+|just\s+|too\s+|completely\s+)*(?:
          useless|stupid|complicated|confusing|annoying|hard(?:\s+to\s+use)?|difficult|rubbish|terrible|ridiculous
        )$
        |^wrong(?:\s+(?:one|ones|list|recording|answer|result))?$
        |^(?:you\s+)?(?:mis(?:understood|read|understand)|(?:did\s*n['’]?t|do\s*n['’]?t|did\s+not|do\s+not)\s+(?:understand|get\s+(?:it|me|that)))(?:\s+me)?$
        |^(?:these|those)\s+are(?:\s*n['’]?t|\s+not)\s+(?:the\s+(?:right\s+)?(?:one|recording)s|right)(?:\s+(?:i\s+)?(?:asked\s+for|meant?|wanted))?$
      `,
    ],
    advice: () => words.about.misreadHow,
    offers: () => [
      sayButton(words.about.searchForm, 'find'),
      sayButton(words.help.whatCanYouDo, 'help'),
    ],
  },
  {
    name: 'talk to a human',
    says: [
      /^(?:talk|speak|chat|connect\s+me)\s+(?:to|with)\s+(?:an?\s+|the\s+)?(?:(?:real|live)\s+)?(?:human|person|agent|somebody|someone|support|admin(?:istrator)?)$/i,
      /^(?:contact|call|ask|get)\s+(?:the\s+|an?\s+|my\s+)?(?:support|help\s*desk|human|agent|admin(?:istrator)?)$/i,
      OUT_OF_ORDER,
    ],
    advice: () => words.about.nobodyReads,
  },
  ...ABOUT_ME,
  {
    name: 'how lists look',
    title: () => words.about.looks,
    says: [
      pattern('i')`
        ^(?:(?:use|show|i\s+want|(?:(?:switch|change)\s+(?:it\s+)?|set\s+it\s+)to)\s+)?(?:an?\s+|the\s+)?(?:24|12)[\s-]*(?:hours?|h)(?:\s+(?:clock|time|format))?$
        |^(?:show|display|use|change|set|write)\s+(?:the\s+|my\s+)?(?:dates?|times?)(?:\s+format)?\s+(?:as|in|to|like)\s+
        (?:dd|mm|yy|iso|us|uk|american|european|24|12|am)\S*.*$
        |^(?:the\s+)?(?:date|time)\s+format$
        |^group(?:ed)?\s+(?:(?:them|it|the\s+list|recordings)\s+)?by\s+\S+(?:\s+\S+)?$
        |^(?:show\s+(?:me\s+)?)?(?:fewer|less)(?:\s+(?:of\s+them|recordings|rows|per\s+(?:page|card)))*$
        |^(?:make\s+)?(?:the\s+)?(?:larger|bigger|smaller)\s+(?:text|font|letters)$|^(?:the\s+)?font(?:\s+size)?$
      `,
    ],
    advice: () => words.about.looksHow,
    offers: () => [showListButton, sayButton(words.common.settings, 'settings')],
  },
  {
    name: 'later',
    title: () => words.about.later,
    says: [
      pattern('i')`
        ^(?:please\s+)?(?:delete|remove|share|unshare|send|restore|empty|clean\s+up)\s+(?!this\s+later$)(?:
          \S.*\s(?<!\b(?:from|of|recorded|made|with)\s+(?:the\s+)?)(?:tomorrow(?:\s+\S+)?|later(?:\s+(?:today|on))?|next\s+(?:week|month|year|quarter|\w{3,6}day))
          |(?:it|them|this|that|these|those|all|everything)\b.*\s(?:in|after)\s+(?:an?|\d{1,3}|one|two|three|six|a\s+few)\s+(?:minutes?|hours?|days?|weeks?|months?|years?)(?:\s+from\s+now)?
        )$
      `,
    ],
    advice: () => words.about.notLater,
    offers: () => [sayButton(words.about.eachMonth, 'ask monthly'), showListButton],
  },
  {
    name: 'chat',
    says: [
      pattern('i')`
        ^(?:(?:show|list|get|give|open|download|send)\s+)?(?:me\s+)?(?:the\s+)?(?:
          (?:meeting\s+)?chat(?:\s+(?:log|history))?|polls?(?:\s+results?)?|q\s*&\s*a|whiteboards?|reactions
        )\s+(?:of|from|for|in)\s+(?:the|my|our|that|this|yesterday|last)\b.+$
      `,
    ],
    advice: () => words.about.noChat,
  },
  {
    name: 'deleted by others',
    title: () => words.about.whoDeleted,
    says: [
      pattern('iu')`
        ^(?:recover|restore|undelete|get\s+back|bring\s+back|show(?:\s+me)?|list|undo)?\s*(?:
          (?:what(?:ever)?|everything|all|the\s+ones?|recordings?|those)\s+
        )+(?:that\s+|which\s+)?(?!(?:i|we|you|was|were|got|has|have|is|are)(?![\p{L}'’])|i['’])\p{L}
        [\p{L}.-]*(?:\s+\p{L}+)?\s+(?:has\s+|have\s+)?(?:deleted|removed|trashed)$
      `,
      /^(?:(?:show(?:\s+me)?|list|all|what|which)\s+)*(?:recordings?\s+)?(?:(?:that\s+|which\s+)?(?:was|were|has\s+been|have\s+been)\s+)?(?:deleted|removed|deletions)\s+by\s+(?!me$)\S+(?:\s+\S+)?$/i,
      /^(?:but\s+)?i\s+(?:have\s+)?(?:never|(?:did|have)(?:n['’]?t|\s+not))\s+(?:delete|remove|trash)[ed]*(?:\s.*)?$/i,
      /^(?:do\s+you\s+know\s+)?who\s+(?:has\s+)?(?:deleted|removed|trashed)\s.+$|^(?:did|have)\s+(?:you|any(?:one|body)|some(?:one|body))\s+(?:deleted?|removed?)\s.+$/i,
      /^what\s+(?:did|has)\s+(?!(?:i|we|you|it|the\s+bot)\b)[\p{L}.'’-]+(?:\s+[\p{L}.'’-]+)?\s+(?:deleted?|removed?|trash(?:ed)?)(?:\s.*)?$/iu,
    ],
    advice: () => words.about.deletedByOthers,
    offers: () => [showBinButton, sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'participants',
    says: [
      /^(?:do\s+you\s+know\s+)?who(?:\s+all)?\s+(?:(?:was|were|is)\s+(?:in|at|on|there|present|speaking|part\s+of)|attended|joined|participated|spoke|presented|talked|took\s+part)(?![\w-]).*$/i,
      /^(?:(?:show|list|get|give)\s+(?:me\s+)?)?(?:the\s+)?(?:participants?|attendees?|attendance|speakers?)(?:\s+list)?\s+(?:of|for|in|at)\s+.+$/i,
    ],
    advice: () => words.about.tookPart,
  },
  {
    name: 'keep the newest',
    says: [
      new RegExp(
        `^(?:only\\s+)?keep\\s+(?:(?:only|just|the|my)\\s+)*${THE_NEWEST}(?:[\\s,]+(?:and|then|only|from|of|each|per|delete|remove)(?![\\w-]).*)?$`,
        'i',
      ),
      pattern('i')`
        ^(?:delete|remove|erase|clean\s+up|purge)\s+(?:all|everything)
        (?:\s+of\s+them|(?:\s+(?!(?:but|except)\b)\S+){1,3})?\s+
        (?:but|except(?:\s+for)?|apart\s+from|besides|other\s+than)\s+(?:the\s+|my\s+)?${THE_NEWEST}$
      `,
    ],
    advice: () => words.about.byNumber,
    offers: () => [
      sayButton(words.help.freeUp, 'clean up'),
      sayButton(words.about.oldest, 'list oldest first of all time'),
    ],
  },
];

const beyond = ({ name, title, says, advice, offers }: Beyond): Command =>
  command({
    name,
    words: [],
    says,
    help: words.help.help,
    isHidden: true,
    // “keep the last 10 and delete the rest” is one wish.
    isWhole: true,
    run: (ctx) =>
      ctx.reply(
        shortCard(
          title?.() ?? words.about.beyond,
          advice(),
          offers?.() ?? [showListButton, sayButton(words.help.whatCanYouDo, 'help')],
        ),
      ),
  });
