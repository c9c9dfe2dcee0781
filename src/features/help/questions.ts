import { type Command, command } from '../../bot/feature.js';
import { messageCard, sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { cuesUnless, pattern, source } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import type { Deps } from '../deps.js';
import type { Beyond } from './about-the-bot.js';

const WHAT_IS_KEPT = pattern`^(what|which)( (data|information|info))? ((do|are|have|did) you|is|gets) (keep|stor|sav|collect|know|record|remember|log|kept)\w*( (about|of|on|from) (me|us|people))?$`;
const WHERE_IT_IS_KEPT = pattern`^where (are|is|do|does) ((you|it|the bot|webex) (store|keep|save|put) )?((my|the|our|all|these) )*(recordings?|data|files?|videos?|messages)( (stored|kept|saved|located|hosted|now|physically))*$`;
const SAFE = pattern`^(is|are) (this|that|it|you|my (data|recordings?)|(this|our) (chat|conversation))( bot)? (safe|secure|private|confidential|gdpr[\s-]?compliant)( (with|to use)( you)?)?$`;
const READ_BY = pattern`
  ^(who( else)?|can (my )?(boss|manager|admin(istrator)?s?|anyone|anybody|others?))\s+
  (else )?(can )?(see|read|(has|have|get) access to) (
    this( chat)?|what i (write|ask|do|watch|search|look|type)( (here|for|at))?|my (messages|data)|our chat
  )$
  |^why (do )?i (have|need) to$|^(what|which) (rights?|permissions?|access|scopes?) (do|did|will) you\s.*$
  |^what happens (to|with) my (data|account|settings)(\s.*)?$|^can (other people|my \p{L}+|(?!(i|you|we|u)\b)\p{L}+)( else)? see (all )?my recordings?((?<=s)| (through|with|via|using) (you|this).*)$
  |^(why (do|must|should|would) i ((have|need) to )?connect|is (connecting|it safe to connect)( safe)?|what happens (when|if|after) i connect)( .*)?$
  |^what (do|will) you do with (my|our)\s.*$
  |^why (do|must|should|would) you (need|want|ask for|have) (\S+ )?((access|permissions?|rights?)(\s.*)?|(this|that|it)( all)?)$
  |^what (can|could|do|will|does) (you|it|the bot) (see|read|access)( (of|about|from) .+)?( (then|now|there))?$
  |^(can you |please )?(export|download|send me|give me) (all )?(of )?my data$
  |^what are you (allowed|permitted|able) to (do|see|access|read|change)(\s.*)?$
  |^what happens (to|with) my (shared )?recordings?( (now|then|after.*|when.*|if.*))?$
  |^do you (keep|store|save|read|listen to) (my|our|the)\s.*$
  |^how long (do|will) you (keep|store|save) ((my|the|our) )?(data|messages)$
`;

const RUN = source`(runs?|operates?|maintains?|owns?|made|built|created|wrote|programmed|is responsible for|is behind)`;
const BOT = source`(you|it|this( (bot|thing))?|the bot)`;

/** How a request begins: it names something to be done, or to be told of. No question of how things are does. */
const AS_REQUESTED = source`
  ((please|just|now|then|and|also)[\s,]+)*(
    (un)?share(?! (it )?(outside|externally))|send|forward|(re)?play|watch|open|find|search|list|show|display|restore
    |recover|undelete|bring|transcript|summary|empty|clean|tidy|clear|remind (me|us)|(every|each) (day|week|month|\p{L}+day)|undo what
    |who( all)?(['’]s)? (has |have |else )?(watched|viewed|seen|saw|downloaded|opened)|download(?! (is|are)\b)|(delete|remove|erase)(?! (an? (recording|video)|something|anything)\b)
    |get (the|my|that)|where (is|was|are) (the|my|that)|(is there )?any(thing|one)? in (the|my)|what(['’]?s| is) in|is there an? (recording|video)|do (you|we|i) have (the|an?|my)
    |how long (is|was) (the|my)|what was said|i need (the|an?|my)|i want (the|my)|was the|(has|did) \p{L}+ (watch|see)\p{L}*|look(ing)? for|i am looking
    |(stop|quit) (send|messag|ping|notify|bother|tell)ing
  )(?![\p{L}\d-])|.*\b(through|via) (you|the bot)\b
  |.*\b(audio|sound|mp[34]) (of|from) (the|my|our|that) (?!(recording|video|meeting|file)s?\b)|.*[,.;?!] ((so|then|and|just|please|kindly|now|can|could|would|will|you|i) )*(delete|remove|share|restore|send|show|list|find|download) (it|them|him|her|me|this|that|the|all|my)\b
`;
/** “tell me when …” */
const NEWS_WANTED = source`
  ((please|and|also|you|can|could)[\s,]+)*(
    (let|tell|inform|notify|intimate|alert|ping|warn|message) (me|us)( know)?
    |(send|give|drop) me an? (\p{L}+ )?(shout|nudge|heads.?up|ping|call|message|note|e?-?mail|alert|notification|warning|sign|hint)
  )[\s,]+((please|on \p{L}+day)[\s,]+)*(
    when(ever)?|once|before|as soon as|in case|at(?= \d)
    |if(?! (my|i|the|it|they|people|any\p{L}*|every\p{L}*|others?) (.* )?(can|could|may|able|gets?|see)\b)
  )(?![\p{L}\d-])
`;

export const asks = cuesUnless(`${AS_REQUESTED}|${NEWS_WANTED}`);
/** Of what begins as a request does: without “can I” it is one. */
export const anyhow = cuesUnless(NEWS_WANTED);
/** “what all can you do for me” */
export const WHAT_I_CAN_DO = asks`what|which things|how & (can|could|are|do|can['’]?t) you (all )?(do|help|able|offer)|you (can|could) (do|help)|able to help
  how (this|it|you|the bot) works?|how to use (this|you|the bot) & explain|understand|new|know|learn`;

/** Questions about the bot itself. */
export const ABOUT_ME: readonly Beyond[] = [
  {
    name: 'who runs me',
    title: () => words.about.whoRuns,
    says: [
      pattern`^who ${RUN} ${BOT}$`,
      pattern`^who(['’]?s| (is|are)) (my|our|the) (webex |site |it )*(admin(istrator)?s?|support|help\s?desk)( (here|of .*))?$`,
      pattern`^whom? (do|can|should|could) i (ask|contact|call|complain to|talk to|turn to|report (this|it) to)( .*)?$`,
      pattern`^i have (some )?(feedback|an? (idea|suggestion|complaint|question for .*))$`,
    ],
    advice: () => words.about.whoRunsWhy,
    offers: () => [sayButton(words.about.myAccount, 'whoami')],
  },
  {
    name: 'what I am',
    title: () => words.about.whatIAm,
    says: [
      pattern`^((what|which) )?version( (is (this|it)|are you))?$|^about( (you|this|this bot|the bot))?$|^(are you|is (this|that|it)) (an? |the )?(real )?(human( being)?|robot|bot|person|real|ai|a\.?i\.?|chat\s?gpt|gpt|copilot|machine|program|llm|automatic|official)$`,
      pattern`^((how much |what )?do(es)?|is|are|do i (have to )?pay for) (using )?${BOT}((?<=pay.*)| (use (ai|chat\s?gpt)|cost( (anything|money|something))?|free( (of charge|to use))?))$`,
    ],
    advice: () => words.about.program,
    offers: () => [
      sayButton(words.help.whatCanYouDo, 'help'),
      sayButton(words.about.kept, 'privacy'),
    ],
  },
  {
    name: 'sites',
    title: () => words.about.sites,
    says: [
      pattern`^(switch|change|use|go to|take|try|select) (to )?((the|my|an?) )?((other|another|different|webex) )*sites?$`,
    ],
    advice: () => words.about.allSites,
  },
  {
    name: 'who is told',
    title: () => words.about.told,
    says: [
      pattern`^((but|and|please) )*(do\s*n['’]?t|do not|without|no|(s?he|they|\p{L}+) should(\s*n['’]?t| not) get) (send(ing)? )?((him|her|them|any(one|body)|\S+) )?(an? |any )?(e-?mails?|mails?|(notify|tell|inform|alert) (him|her|them|any(one|body)|people))(\s.*)?$`,
      pattern`^((and|also|please) )*(ask|tell|inform|write to) ((him|her|them|everyone|the (host|owner|others?|team))(\s.*)?|(?!(me|us)\b)\p{L}+ (about|that) (it|this|that))$`,
      pattern`
        ^((and|so|but|ok)[\s,]+)*(does|do|will|would|did|is|are|has|have) (?!(you|i|we|it|this|that|there|my|webex)\b)
        ([\p{L}'’.@-]+ ){1,3}?((get|gets|be|been|automatically|also|then|ever|receive|have) )*
        (told|notified|informed|know|notice|find out|(an? )?((e-?)?mail|message|notification|invitation|alert|link)|e-?mailed|learn|hear)
        ( (about|of|that|if|when|by|from|now|then|it)(\s.*)?)?$
      `,
    ],
    advice: () => words.about.toldWho,
    offers: () => [sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'how long it is shared',
    title: () => words.share.endless,
    says: [
      pattern`^((and|so|but|ok)[\s,]+)*((for )?how long|until when) (can|will|may|do|does) (?!(i|we|you|it)\b)\S+( \S+)? ((still|be able to) )*(see|watch|open|view|have|keep) (it|this|that|access)( for)?$`,
    ],
    advice: () => words.share.noEnd,
  },
  {
    name: 'what follows a deletion',
    title: () => words.about.deleting,
    says: [
      pattern`
        ^((and|so|but|ok|then|if i \S+( \S+)?)[\s,]+)*(
          (will|would|are|is|does|do) (it|they|this|that|those|these|(my|the) (recording|file|video)s?|everything)\s+
          ((then|really|all|be|get|stay|still) )*(
            (gone|lost|deleted|removed|erased|kept|go( away)?|disappear|vanish) (forever|for (good|ever|everyone|everybody|all)|permanently|immediately|at once|right away|completely|everywhere
              |for (my|our|the|all) \p{L}+( \p{L}+)?|for others)( (too|also|as well|then))*
            |gone ((after|then|once)\s.*|afterwards|then)|(recoverable|restorable|reversible|permanent|final|irreversible|safe to delete|undoable)( (afterwards?|later|then|after (that|this)))*
            |(delete|remove|erase) (it|them|the (recording|file)s?) (for|from|everywhere|completely|permanently|forever).*
          )
          |((can|could|will|may) (i|we|it|they|that|this|those) ((still|be|always|later|then) )*)?
          (undone|get|restored?|recover(ed)?|bring|brought|revers(e|ed))( (it|them|this|that|those))?( back)?
          \s+(later|afterwards|(later )?if\s.*|when\s.*|after\s.*|at any time|for how long)
          |(can|could|will|may) (it|they|that|this|those|(my|the) (recording|file|video)s?) ((still|be|always|later|then) )*(undone|restored|recovered|reversed|brought back)(\s.*)?
          |(can|could) i (get|have|bring) (it|them|that|those) back(?<=^(and|so|but|ok|then)[\s,].*)( (then|later|again))?
          |(can|could|will|may) (he|she|they|the (owner|host)|any(one|body)) (still )?(restore|recover|undo|undelete)( (it|them|that))?
          |what (happens|will happen)( (then|next|now|(to|with) (it|them|those)|after (that|this|30 days)|(if|when) i (press|click|confirm|do)(\s.*)?))*
          |where (does|do|will|would) (it|they|((the|my|deleted) )*(recordings?|files?|videos?)) (go|be|end up)(\s.*)?
          |(is there )?(an?|any) way back(\s.*)?
          |how long (is|are|will|does|do) (it|they|these|those|(deleted )?(things|stuff|recordings?|files?|videos?)(?=.*\b(bin|trash)\b)) ((still|be|stay) )*(there|kept|available|stay|in the bin)(\s.*)?
          |who can still (see|open|watch|view) (it|them)( (then|afterwards?|after\s.*))?
          |what if i (need|want|change|regret|made|press|delete|am wrong)(\s.*)?
          |(for )?how long (can|do|will|could|have) i (still )?(have|got|get|restore|undo|recover|bring)(\s.*)?
        )$
      `,
    ],
    advice: () => words.about.deletingDoes,
    offers: () => [showBinButton, showListButton],
  },
  {
    name: 'why alone',
    title: () => words.about.alone,
    says: [
      pattern`
        ^(but )?why (do|did|are|can['’]?t|don['’]?t|won['’]?t) you (not )?(always |only )?(
          writ(e|ing)|answer(ing)?|repl(y|ying)|respond(ing)?|post(ing)?|send(ing)?|talk(ing)?
        )\s*(to me |it |this |that )*(
          here|there|privately|in private|1:1|one on one|alone|directly|in (the|this|our|a) \S+
        )(\s.*)?$
      `,
    ],
    advice: () => words.help.answersAlone,
  },
  {
    name: 'no buttons',
    title: () => words.about.noButtons,
    says: [
      pattern`^where (are|is) (the|your|these|my|all the) (buttons?|cards?)(\s.*)?$`,
      pattern`
        ^(but |(?!.*\bmissing\b)[^.!?]{0,40}[\s:,])?(
          (i|we) (can(['’]?t|\s?not)|do(n['’]?t| not)) (see|have|get|find) (any|the|an?)
          |(see|get|have) no|(there)?\s*(['’]s|is|are) no
        ) (buttons?|cards?)( (here|there|to press|at all|on my phone|any\s?more))*([\s,.;]+((so|and|but) )*(how|what|where)\s.*)?$
      `,
    ],
    advice: () => words.common.pressHint,
  },
];

/** What the bot keeps about a person, who sees it, and how it goes. */
export const privacy = ({ authorityName }: Pick<Deps, 'authorityName'>): Command =>
  command({
    name: 'privacy',
    words: ['privacy', 'privacy policy', 'data protection', 'gdpr'],
    says: [WHAT_IS_KEPT, WHERE_IT_IS_KEPT, SAFE, READ_BY],
    help: words.about.privacyHelp,
    forUnserved: true,
    isWhole: true,
    run: (ctx) =>
      ctx.reply(
        messageCard({
          title: words.about.kept,
          paragraphs: [
            authorityName === 'own' ? words.about.connection : words.about.organisation,
            words.about.choices,
            words.about.changes,
            words.about.nothingElse,
            words.about.forgets,
          ],
          buttons: [
            sayButton(words.about.myAccount, 'whoami'),
            sayButton(words.about.myChanges, 'history'),
          ],
        }),
      ),
  });

const RECORDING = source`((my|the|our|a|this|that) )?(\S+ ){0,3}?(recordings?|videos?)( (of|from) \S+( \S+){0,2}?)?`;
const THERE = source`(there|here|listed|visible|available|ready
  |(show(s|ing|n|ed)?|turn(ing|ed)?|c[ao]m(e|ing))( up)?|appear(s|ing|ed)?|arriv(es?|ing|ed))( yet)?`;
const NOT = source`(does|do|is|are|was|did|has|have|will|can|wo|ca)\s*(n['’]?t|not) |cannot `;
const NOT_THERE = source`(still )?(missing|(${NOT}|not |never )${THERE})( yet)?`;

const HOW_SOON = source`(when|how (soon|long)( (does|do|will) (it|that|this) (normally |usually )?take)?( (until|till|before|for))?)`;

const MEETING_ENDED = pattern`
  ^(my|the|our) (\S+ ){0,3}(ended|finished|stopped|(is|was) over)\b.*[\s,.]+(
    where(['’]?s| is)|((there['’]?s|there is|i (see|have|find|got)) )?(no|not an?y?)
  ) ((the|my|our) )?recordings?\b.*$
`;

/** “why is my recording missing”: without a word of which. */
export const missingRecording = (): Command =>
  command({
    name: 'missing recording',
    words: [],
    says: [
      pattern`^(why )?(is|are|has|have) ${RECORDING} ${NOT_THERE}$`,
      pattern`^(why )?(${NOT})${RECORDING} ${THERE}$`,
      pattern`^${RECORDING} ((is|are|has|have) )?${NOT_THERE}$`,
      MEETING_ENDED,
      pattern`^why (are|is|do|am) (there|i( (see|get|have|seeing|getting))?) (no|not?( (seeing|getting|any))+) (recordings?|videos?)( (here|there|listed|at all|anymore))?$|^why is (it|this|that|(the|my|this) list) (so )?(empty|short)$`,
      pattern`^(why (can['’]?t|don['’]?t|do not|can\s?not) i|how come i (can['’]?t|don['’]?t|do not|can\s?not)) (see|find) (${RECORDING}|(?<what>(?!.*\bbuttons?$)\S.*?))( (here|yet|any\s?more|in (the|my) list))*$`,
      pattern`^${HOW_SOON} ((will|is|are|does|do) )?(${RECORDING}|it) (takes? )?((to|be|is|are) )*${THERE}$`,
      pattern`^(it|you|the search|search) (do(es)?|ca|did)(\s*n?['’]?t| not) (find|show|list) (me )?(?<what>.+)$|^you (missed|forgot)\s.+$`,
      pattern`^(your|the|this|my) list is (incomplete|not complete|wrong)$|^(there )?(should|must) be more( recordings?)?$`,
      pattern`
        ^recordings? not found$|^that(['’]?s| is) not (all|everything|complete)( of (them|it))?$|^(the|my) (list|bin) is empty$
        |^(this|that|it|these|those)(['’]?s| is| are)( not|n['’]?t) (mine|(my|our) recordings?)$
        |^(is|are) (there )?(something|anything|some|any|one)( recordings?)? missing$
        |^why ((are|is) )?(there |they )?(so|that|only) (few|little|short)(\s.*)?$
        |^(does|do|did) (that|this|it|the list|they|these) (also )?(include|contain|cover)\s.*$
      `,
      pattern`^(is|are) ((the|my|our) )?recordings? (there|ready|available|done|up|online|processed)( (yet|already|now))*$`,
      pattern`
        ^((why|how come) )?(
          (is|are) there no|(is|are)n['’]?t there an?y?|there['’]?s no|(there )?(is|are) no|no
        ) (recordings?|videos?) (of|from|for) (?<what>\S.*?)( (yet|here|at all))?$
      `,
      pattern`
        ^((why|how come) )?(?!(list|show|find|which|what|delete|is it)\s)(?=.*(n['’]?t|\snot)\s)((was|is|did|has)(n['’]?t)? )?
        (?<what>\S.*?)( (was|is|did|has|were)?(n['’]?t|\s*not))? (been |get )?(recorded|get record(ed)?)$
      `,
      pattern`^(but )?(it|that|this)(['’]?s| is) (still )?(not (there|here|back|in (the|my) list)|missing)( (yet|any\s?more|now))*$`,
      pattern`^(some(one|body)|they) (has |have )?(deleted|removed) (my|our|the) recordings?$`,
    ],
    help: words.help.help,
    isHidden: true,
    run: (ctx, rest) =>
      ctx.reply(
        messageCard({
          title: words.about.missing,
          paragraphs: [words.about.takesTime, words.about.whichAreYours, words.about.inBin],
          buttons: [
            rest === '' ? showListButton : sayButton(words.about.lookForIt, `list ${rest}`),
            showBinButton,
            sayButton(words.about.tellMe, 'notify on'),
          ],
        }),
      ),
  });

/** “the link doesn't work”, “it says access denied”: something does not do what it should. */
export const OUT_OF_ORDER = pattern`
  ^((but|why|how come) )?((is|does|do|are)(n['’]?t)? )?(
    (it|this|that)(['’]?s)?|nothing|something|you|the bot|my connection
    |(the|my|this|that|your|a) ([\p{L}'’]+ ){0,2}(
      links?|urls?|buttons?|video|recording|playback|player|download|page|cards?|audio|sound|search|bot
    )
  ) (${NOT}|(still|is|are|never|seems|just|always|so|too|all|not) )*(
    work(s|ing)?|broken|wrong|useless|happen(s|ed|ing)?|respond(s|ing)?|slow|dead|stuck|freez(es|ing)
    |open(s|ing)?|load(s|ing)?|play(s|ing)?|fail(s|ed|ing)?|crash(es|ed|ing)?
  )( (any\s?more|at all|for me|now|again|today|either))*$
  |^(i ((only|always|just|still|keep) )*)?(get|got|getting|see|have|had)\s+
  ((an?|this|the) )?(error|problem)(\s.*)?$
  |^(it|webex|((the|my) )?(page|site|link|bot|player|playback|recording|video|download)) ((only|just|always) )?(says|said|shows) .*\b
  (error|denied|failed|forbidden|expired|found|\d{3})\b.*$
  |^(the|my|this|that) ([\p{L}'’]+ ){0,2}(recording|video|audio|sound|picture|screen) (is|was|seems) (empty|black|blank|muted?|silent|blurry|corrupt(ed)?)$
  |^(access|permission) denied$|^i (do\s*n['’]?t|do not) have (the )?(permission|access|rights?)s?$
  |^((i )?(found|report|file|have) an? )?(error|broken|bug|problem|issue|complaint)$
  |^(give )?feedback$
`;
