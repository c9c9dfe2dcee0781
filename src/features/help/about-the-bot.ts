import { type Command, command } from '../../bot/feature.js';
import type { Button } from '../../bot/ui/card.js';
import { sayButton, shortCard, showBinButton, showListButton } from '../../bot/ui/message.js';
import { COUNTS } from '../../query/amounts.js';
import { words } from '../../util/words.js';
import type { Deps } from '../deps.js';
import { pattern, source } from '../../util/pattern.js';
import { ABOUT_ME, privacy, OUT_OF_ORDER, missingRecording } from './questions.js';

/** Answers about the bot itself: what it keeps about people, and what it cannot do. */
export const aboutTheBot = (deps: Pick<Deps, 'authorityName'>): Command[] => [
  privacy(deps),
  ...BEYOND.map(beyond),
  missingRecording(),
];

const IT = source`((the|my|our|this|that|these|those|it|them|an?|next|each|every|all|everything|old|some)(?![\w-])|\S*\s*(recordings?|videos?|meetings?)(?![\w-]))`;
const saysOf = (verbs: string): RegExp => pattern`^(${verbs}) ${IT}.*$`;

/** A number of recordings from one end: a pattern without groups. */
const THE_NEWEST = source`(last|latest|newest|most recent|first|oldest|top)( (\d{1,4}|few|couple|${COUNTS}))?( (ones?|recordings?|videos?))?`;

const A_RECORDING = source`((my|the|our|a|old|deleted) )*recordings?`;

const DELETE = source`(delete|remove|clean( up)?|purge|trash)`;
const SOME = source`((my|the|our|a|an|all|old|any|these) )*(recordings?|it|them|things?|something|one|videos?)`;

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
      pattern`^convert\s.*$|^(make|create|cut) (an? )?(clip|snippet|copy|highlight)s?(\s.*)?$`,
      pattern`^(transfer|reassign|hand over)\s.*$|^(move|give)\s.*\brecordings?\s.*\bto (?!(the |my )?(recycle|bin|trash)).*$`,
      pattern`^(rename|retitle)\s.*\S (to|into|as)\s.*$`,
      pattern`^(change|set|add|put|remove|reset|delete) ((an?|the|its|my) )?(name|title|topic|password|legal hold)( (of|for|on|to|from)\s.*)?$`,
      pattern`^(disable|prevent|forbid|block|disallow|turn off|make it so)\s.*\bdownload\w*\b.*$|^upload( to\s.*)?$|^(put\s.*\son |place\s.*\s)?legal hold$`,
    ],
    advice: () => words.about.changeThere,
  },
  {
    name: 'elsewhere',
    title: () => words.about.inWebex,
    says: [pattern`^(do|does|can|will) (you|it|this) (also )?(work|run)( (in|on|with|from)\s.+)?$`],
    advice: () => words.about.inWebexHow,
  },
  {
    name: 'record',
    says: [
      pattern`^(start|stop|pause|resume|begin) (the )?recording( (this|the|my|our|a|now)(\s.*)?)?$`,
      saysOf(source`record(?! of\b)|schedule(?!.*\bclean)`),
      pattern`^(join|start) (the|my|a) meeting$|^do(es)? (you|it|this|the bot) (also )?(record|join|attend|listen to)\s.*\b(meetings?|calls?)$`,
      pattern`^((show|list|what(['’]?s| (is|are))|when(['’]?s| (is|are|does|do))) )?((me|my|the|our) )*(next|upcoming|scheduled) meetings?( (start|begin)s?)?$`,
    ],
    advice: () => words.about.recordThere,
  },
  {
    name: 'export',
    title: () => words.about.table,
    says: [
      pattern`
        ^((export|download|save|get|give me|send me|i (want|need))\s.*\s|((an?|list|of|the|my|all) )*recordings?( list)?\s)?
        (to|as|in|into) (an? )?(csv|excel|spreadsheet|xlsx|(?<=recordings?( list)?\s.*)(table|file))( file)?$
      `,
      pattern`^export( ((all|my|the|these) )*(list|table|results?|report|recordings?|all|everything))$`,
      pattern`^((download|save|print) ((my|the|this) )*|(give|show|send|make) (me )?(an? |the )?(?=table))(list|table|results?)$`,
      pattern`^((export|save|download) )?(an? )?(csv|excel|spreadsheet|xlsx)( (export|file|list))?$`,
    ],
    advice: () => words.about.asTable,
  },
  {
    name: 'expiry',
    title: () => words.about.expires,
    says: [
      pattern`
        ^(do|does|will|are|is|can|could) ${A_RECORDING} (ever )?((be|get) )?(
          expired?|disappear|(deleted|removed|purged) automatically
        )$
      `,
      pattern`
        ^((list|show( me)?) )?((which|what) )?((of )?(my|the|our) )?((recordings?|ones?) )?(that )?
        (will |are (about to |going to )?)?
        (expir(es?|ing)|to expire|(to )?(be|gets?) (deleted|removed|purged)( from (the|my) (recycle )?bin)?|disappear)
        ( (soon|next|automatically|first|this|within|in|tomorrow|today)( .*)?)?$
      `,
      pattern`^how (long|many (days|weeks|months)|much (longer|time)) (until|till|before)\s.*\b(deleted|expires?|removed|gone|disappears?)$`,
      pattern`^when (is|are|will|does|do) .+ ((automatically )?(deleted|removed) automatically|automatically (deleted|removed)|expire|disappear|vanish|leave( the bin)?|(be|get) (deleted|removed|purged|gone)( (for good|forever|permanently))?)$`,
      pattern`^what(['’]s| is)? (expires?|expiring|(will )?leaves? (the|my) (recycle )?bin)( .*)?$`,
      pattern`^(expiry|recording expires)$|^(what(['’]?s| is) )?((the|our|your) )*retention( (policy|rule|time|period)s?)?$|^(extend|change|increase|set|reduce|shorten|make)\s.*\b(retention|expiry|expiration)\b.*$`,
      pattern`
        ^(protect|prevent|lock)\s.*\b(delet|remov).*$|^(lock|protect) (it|this|that|the recording)$
        |^(make it so|make sure)\s.*\b(nobody|no\s?one|others?|they)\b.*\b(delet|remov)\w*.*$
        |^keep\s.+\s(for\s?ever|permanently|longer)$|^(do(n['’]?t| not) ever|never( ever)?) (delete|remove|purge)\s.+$
      `,
      pattern`
        ^(for )?how long (
          (are|is|will|does|do|can)?\s*${A_RECORDING} ((be|is|are) )?(
            kept|stored|saved|retained|available|stay|live|last|there
          )
        )( (for|around))?$
      `,
    ],
    advice: () => words.about.expiry,
  },
  {
    name: 'what deleting does',
    title: () => words.about.deleting,
    says: [
      pattern`^what (happens|does it mean) (to ${SOME} )?((when|if|after|once) (i|we|you|somebody) ${DELETE}( ${SOME})?|((when|once|if|while) )?((they are|it is|it['’]s) )?(in|inside) (the|my) (recycle )?(bin|trash))$`,
      pattern`^(delete|remove|erase) .*\b(but|and) (keep|leave|save|not) (the |its )?(transcript|summary|notes|chat).*$`,
      pattern`
        ^((can|could|is it possible to|how (do|can)) )?((i|we|you) )?
        (recover|restore|undelete|get back|bring back|undo) .*\b
        (permanent(ly)?|for good|forever)( (deleted|deletion|removed|purged))?
        ( (ones?|recordings?))?$
      `,
    ],
    advice: () => words.about.deletingDoes,
    offers: () => [showBinButton, showListButton],
  },
  {
    name: 'not allowed',
    title: () => words.about.whoMay,
    says: [
      pattern`
        ^(why )?(
          (can['’]?t|can\s?not|couldn['’]?t|may) i( not)?
          |i (can['’]?t|can\s?not|couldn['’]?t|may not)
          |(am i|i['’]?m|i am) not (allowed|able|permitted) to
          |(it|you|webex) (won['’]?t|does\s*n['’]?t|do\s*n['’]?t|will not|does not) (let|allow) me( to)?
        ) (delete|remove|share|restore|download|change)( \S.*)?$
        |^(why (is|are) )?(there(['’]?s| (is|are))? no|(i )?do\s*n['’]?t have (an?|any|the)|where did the)
        \s+(delete|share|restore|undo|download|watch|play) buttons?( (here|there|any\s?more|gone|go))*$
        |^why is the (delete|share|restore|undo|download|watch|play) button (gone|missing|not there)$
        |^why (was|were|is|are) (it|that|this|they|my (change|deletion|click)) (refused|rejected|denied|not (allowed|done|deleted|shared|restored))$
        |^why did (it|that|this|(the|my) (deletion|change|share|restore|click|undo)) (fail|not work)$
        |^who (can|may|could)( (then|else|instead|do (it|that)|(delete|share|restore) (it|that|them|(my|the) recordings?)))*$
        |^why did\s*n['’]?t (it|that|this) (work|go through)$
      `,
    ],
    advice: () => words.about.whoMayWhy,
    offers: () => [showListButton, sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'misread',
    title: () => words.about.misread,
    says: [
      pattern`
        ^(no[\s,]+)?((that|this|it)(['’]?s| is| was) ((all|completely|totally) )?)(
          wrong|not right|incorrect|not (what|the (one|recording|list)s?)\s*(i )?(asked( for)?|meant?|wanted|looking for|said)?
        )$
        |^(why (is|are) (this|it|you)|(this|that|it|you)(['’](s|re)| (is|are)))\s+
        (so |all |just |too |completely )*(
          useless|stupid|complicated|confusing|annoying|hard( to use)?|difficult|rubbish|terrible|ridiculous
        )$
        |^wrong( (one|ones|list|recording|answer|result))?$
        |^(you )?(mis(understood|read|understand)|(did\s*n['’]?t|do\s*n['’]?t|did not|do not) (understand|get (it|me|that)))( me)?$
        |^(these|those) are(\s*n['’]?t| not) (the (right )?(one|recording)s|right)( (i )?(asked for|meant?|wanted))?$
        |^i (do\s*n['’]?t|do not) (understand|get it)( (this|that|it))?$|^(this|that|it) (does\s*n['’]?t|makes no) (make )?(any )?sense$|^(that|this|these)(['’]?s| is| are) ((far|way) )?too many$
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
      pattern`^(talk|speak|chat|connect me) (to|with) (an? |the )?((real|live) )?(human|person|agent|somebody|someone|support|admin(istrator)?)$`,
      pattern`^(contact|call|ask|get) (the |an? |my )?(support|help\s*desk|human|agent|admin(istrator)?)$`,
      OUT_OF_ORDER,
    ],
    advice: () => words.about.nobodyReads,
  },
  ...ABOUT_ME,
  {
    name: 'how lists look',
    title: () => words.about.looks,
    says: [
      pattern`
        ^((use|show|i want|((switch|change) (it )?|set it )to) )?(an? |the )?(24|12)[\s-]*(hours?|h)( (clock|time|format))?$
        |^(show|display|use|change|set|write) (the |my )?(dates?|times?)( format)? (as|in|to|like)\s+
        (dd|mm|yy|iso|us|uk|american|european|24|12|am)\S*.*$
        |^(the )?(date|time) format$
        |^group(ed)? ((them|it|the list|recordings) )?by \S+( \S+)?$
        |^(show (me )?)?(fewer|less)( (of them|recordings|rows|per (page|card)))*$
        |^(make )?(the )?(larger|bigger|smaller) (text|font|letters)$|^(the )?font( size)?$
      `,
    ],
    advice: () => words.about.looksHow,
    offers: () => [showListButton, sayButton(words.common.settings, 'settings')],
  },
  {
    name: 'later',
    title: () => words.about.later,
    says: [
      pattern`
        ^(please )?(delete|remove|share|unshare|send|restore|empty|clean up) (?!this later$)(
          \S.*\s(?<!\b(from|of|recorded|made|with) (the )?)(tomorrow( \S+)?|later( (today|on))?|next (week|month|year|quarter|\w{3,6}day))
          |(it|them|this|that|these|those|all|everything)\b.*\s(in|after) (an?|\d{1,3}|one|two|three|six|a few) (minutes?|hours?|days?|weeks?|months?|years?)( from now)?
        )$
      `,
    ],
    advice: () => words.about.notLater,
    offers: () => [sayButton(words.about.eachMonth, 'ask monthly'), showListButton],
  },
  {
    name: 'chat',
    says: [
      pattern`
        ^((show|list|get|give|open|download|send|i (need|want)) )?(me )?(the )?(
          (meeting )?chat( (log|history|messages))?|polls?( results?)?|q\s*&\s*a|whiteboards?|reactions|slides?( deck)?|agenda
        )( (of|from|for|in) (the|my|our|that|this|yesterday|last)\b.+)?$
      `,
    ],
    advice: () => words.about.noChat,
  },
  {
    name: 'deleted by others',
    title: () => words.about.whoDeleted,
    says: [
      pattern`
        ^(recover|restore|undelete|get back|bring back|show( me)?|list|undo)?\s*(
          (what(ever)?|everything|all|the ones?|recordings?|those)\s+
        )+(that |which )?(?!(i|we|you|was|were|got|has|have|is|are)(?![\p{L}'’])|i['’])\p{L}
        [\p{L}.-]*( \p{L}+)? (has |have )?(deleted|removed|trashed)$
      `,
      pattern`^((show( me)?|list|all|what|which) )*(recordings? )?((that |which )?(was|were|has been|have been) )?(deleted|removed|deletions) by (?!me$)\S+( \S+)?$`,
      pattern`^(but )?i (have )?(never|(did|have)(n['’]?t| not)) (delete|remove|trash)[ed]*(\s.*)?$`,
      pattern`^(do you know )?who (has )?(deleted|removed|trashed)\s.+$|^(did|have) (you|any(one|body)|some(one|body)) (deleted?|removed?)\s.+$|^(and )?by whom$`,
      pattern`^what (did|has) (?!(i|we|you|it|the bot)\b)[\p{L}.'’-]+( [\p{L}.'’-]+)? (deleted?|removed?|trash(ed)?)(\s.*)?$`,
    ],
    advice: () => words.about.deletedByOthers,
    offers: () => [showBinButton, sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'participants',
    says: [
      pattern`^(do you know )?who( all)? ((was|were|is) (in|at|on|there|present|speaking|part of)|attended|joined|participated|spoke|presented|talked|took part)(?![\w-]).*$`,
      pattern`^((show|list|get|give) (me )?)?(the )?(participants?|attendees?|attendance|speakers?)( list)? (of|for|in|at) .+$`,
    ],
    advice: () => words.about.tookPart,
  },
  {
    name: 'keep the newest',
    says: [
      pattern`^(only )?keep ((only|just|the|my) )*${THE_NEWEST}([\s,]+(and|then|only|from|of|each|per|delete|remove)(?![\w-]).*)?$`,
      pattern`
        ^(delete|remove|erase|clean up|purge) (all|everything)
        ( of them|( (?!(but|except)\b)\S+){1,3})?\s+
        (but|except( for)?|apart from|besides|other than) (the |my )?${THE_NEWEST}$
      `,
    ],
    advice: () => words.about.byNumber,
    offers: () => [
      sayButton(words.help.freeUp, 'clean up'),
      sayButton(words.about.oldest, 'list oldest first of all time'),
    ],
  },
];

export const beyond = ({ name, title, says, advice, offers }: Beyond): Command =>
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
