import { type Command, command, phrases } from '../../bot/feature.js';
import { messageCard, sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { pattern, source } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import type { Deps } from '../deps.js';
import type { Beyond } from './about-the-bot.js';

const WHAT_IS_KEPT =
  /^(?:what|which)(?:\s+(?:data|information|info))?\s+(?:(?:do|are|have|did)\s+you|is|gets)\s+(?:keep|stor|sav|collect|know|record|remember|log|kept)\w*(?:\s+(?:about|of|on|from)\s+(?:me|us|people))?$/i;
const WHERE_IT_IS_KEPT =
  /^where\s+(?:are|is|do|does)\s+(?:(?:you|it|the\s+bot|webex)\s+(?:store|keep|save|put)\s+)?(?:(?:my|the|our|all|these)\s+)*(?:recordings?|data|files?|videos?|messages)(?:\s+(?:stored|kept|saved|located|hosted|now|physically))*$/i;
const SAFE =
  /^(?:is|are)\s+(?:this|that|it|you|my\s+(?:data|recordings?)|(?:this|our)\s+(?:chat|conversation))(?:\s+bot)?\s+(?:safe|secure|private|confidential|gdpr[\s-]?compliant)(?:\s+(?:with|to\s+use)(?:\s+you)?)?$/i;
const READ_BY = pattern('iu')`
  ^(?:who(?:\s+else)?|can\s+(?:my\s+)?(?:boss|manager|admin(?:istrator)?s?|anyone|anybody|others?))\s+
  (?:else\s+)?(?:can\s+)?(?:see|read)\s+(?:
    this(?:\s+chat)?|what\s+i\s+(?:write|ask|do)(?:\s+here)?|my\s+(?:messages|data)|our\s+chat
  )$
  |^why\s+(?:do\s+)?i\s+(?:have|need)\s+to$|^(?:what|which)\s+(?:rights?|permissions?|access|scopes?)\s+(?:do|did|will)\s+you\s.*$
  |^what\s+happens\s+(?:to|with)\s+my\s+(?:data|account|settings)(?:\s.*)?$|^can\s+(?:other\s+people|my\s+\p{L}+|(?!(?:i|you|we|u)\b)\p{L}+)(?:\s+else)?\s+see\s+(?:all\s+)?my\s+recordings?(?:(?<=s)|\s+(?:through|with|via|using)\s+(?:you|this).*)$
  |^(?:why\s+(?:do|must|should|would)\s+i\s+(?:(?:have|need)\s+to\s+)?connect|is\s+(?:connecting|it\s+safe\s+to\s+connect)(?:\s+safe)?|what\s+happens\s+(?:when|if|after)\s+i\s+connect)(?:\s+.*)?$
  |^what\s+(?:do|will)\s+you\s+do\s+with\s+(?:my|our)\s.*$
  |^why\s+(?:do|must|should|would)\s+you\s+(?:need|want|ask\s+for|have)\s+(?:\S+\s+)?(?:access|permissions?|rights?)(?:\s.*)?$
  |^what\s+are\s+you\s+(?:allowed|permitted|able)\s+to\s+(?:do|see|access|read|change)(?:\s.*)?$
  |^what\s+happens\s+(?:to|with)\s+my\s+(?:shared\s+)?recordings?(?:\s+(?:now|then|after.*|when.*|if.*))?$
  |^do\s+you\s+(?:keep|store|save|read|listen\s+to)\s+(?:my|our|the)\s.*$
  |^how\s+long\s+(?:do|will)\s+you\s+(?:keep|store|save)\s+(?:(?:my|the|our)\s+)?(?:data|messages)$
`;

const RUN =
  '(?:runs?|operates?|maintains?|owns?|made|built|created|wrote|programmed|is\\s+responsible\\s+for|is\\s+behind)';
const BOT = '(?:you|it|this(?:\\s+(?:bot|thing))?|the\\s+bot)';

/** Questions about the bot itself. */
export const ABOUT_ME: readonly Beyond[] = [
  {
    name: 'who runs me',
    title: () => words.about.whoRuns,
    says: [
      new RegExp(`^who\\s+${RUN}\\s+${BOT}$`, 'i'),
      /^who(?:['’]?s|\s+(?:is|are))\s+(?:my|our|the)\s+(?:webex\s+|site\s+|it\s+)*(?:admin(?:istrator)?s?|support|help\s?desk)(?:\s+(?:here|of\s+.*))?$/i,
      /^whom?\s+(?:do|can|should|could)\s+i\s+(?:ask|contact|call|complain\s+to|talk\s+to|turn\s+to|report\s+(?:this|it)\s+to)(?:\s+.*)?$/i,
      /^i\s+have\s+(?:some\s+)?(?:feedback|an?\s+(?:idea|suggestion|complaint|question\s+for\s+.*))$/i,
    ],
    advice: () => words.about.whoRunsWhy,
    offers: () => [sayButton(words.about.myAccount, 'whoami')],
  },
  {
    name: 'what I am',
    title: () => words.about.whatIAm,
    says: [
      /^(?:are\s+you|is\s+(?:this|that|it))\s+(?:an?\s+|the\s+)?(?:real\s+)?(?:human(?:\s+being)?|robot|bot|person|real|ai|a\.?i\.?|chat\s?gpt|gpt|copilot|machine|program|llm|automatic|official)$/i,
      new RegExp(
        `^(?:(?:how\\s+much\\s+|what\\s+)?do(?:es)?|is|are|do\\s+i\\s+(?:have\\s+to\\s+)?pay\\s+for)\\s+(?:using\\s+)?${BOT}(?:(?<=pay.*)|\\s+(?:use\\s+(?:ai|chat\\s?gpt)|cost(?:\\s+(?:anything|money|something))?|free(?:\\s+(?:of\\s+charge|to\\s+use))?))$`,
        'i',
      ),
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
      /^(?:switch|change|use|go\s+to|take|try|select)\s+(?:to\s+)?(?:(?:the|my|an?)\s+)?(?:(?:other|another|different|webex)\s+)*sites?$/i,
    ],
    advice: () => words.about.allSites,
  },
  {
    name: 'who is told',
    title: () => words.about.told,
    says: [
      /^(?:(?:but|and|please)\s+)*(?:do\s*n['’]?t|do\s+not|without|no|(?:s?he|they|\p{L}+)\s+should(?:\s*n['’]?t|\s+not)\s+get)\s+(?:send(?:ing)?\s+)?(?:(?:him|her|them|any(?:one|body)|\S+)\s+)?(?:an?\s+|any\s+)?(?:e-?mails?|mails?|(?:notify|tell|inform|alert)\s+(?:him|her|them|any(?:one|body)|people))(?:\s.*)?$/iu,
      /^(?:ask|tell|inform|write\s+to)\s+(?:(?:him|her|them|everyone|the\s+(?:host|owner|others?|team))(?:\s.*)?|(?!(?:me|us)\b)\p{L}+\s+(?:about|that)\s+(?:it|this|that))$/iu,
      pattern('iu')`
        ^(?:(?:and|so|but|ok)[\s,]+)*(?:does|do|will|would|did|is|are|has|have)\s+(?!(?:you|i|we|it|this|that|there|my|webex)\b)
        (?:[\p{L}'’.@-]+\s+){1,3}?(?:(?:get|gets|be|been|automatically|also|then|ever|receive|have)\s+)*
        (?:told|notified|informed|know|notice|find\s+out|(?:an?\s+)?(?:(?:e-?)?mail|message|notification|invitation|alert|link)|e-?mailed|learn|hear)
        (?:\s+(?:about|of|that|if|when|by|from|now|then|it)(?:\s.*)?)?$
        |^(?:and\s+)?who\s+(?:(?:will|would|gets?|is|are|all)\s+)+(?:told|notified|informed|know|find\s+out|hear|learn)(?:\s+(?:about|of)\s+(?:this|that|it))?$
      `,
    ],
    advice: () => words.about.toldWho,
    offers: () => [sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'how long it is shared',
    title: () => words.share.endless,
    says: [
      /^(?:(?:and|so|but|ok)[\s,]+)*(?:(?:for\s+)?how\s+long|until\s+when)\s+(?:can|will|may|do|does)\s+(?!(?:i|we|you|it)\b)\S+(?:\s+\S+)?\s+(?:(?:still|be\s+able\s+to)\s+)*(?:see|watch|open|view|have|keep)\s+(?:it|this|that|access)(?:\s+for)?$/i,
    ],
    advice: () => words.share.noEnd,
  },
  {
    name: 'what follows a deletion',
    title: () => words.about.deleting,
    says: [
      pattern('i')`
        ^(?:(?:and|so|but|ok|then|if\s+i\s+\S+(?:\s+\S+)?)[\s,]+)*(?:
          (?:will|would|are|is|does|do)\s+(?:it|they|this|that|those|these|(?:my|the)\s+(?:recording|file|video)s?|everything)\s+
          (?:(?:then|really|all|be|get|stay|still)\s+)*(?:
            (?:gone|lost|deleted|removed|erased|kept|go(?:\s+away)?|disappear|vanish)\s+(?:forever|for\s+(?:good|ever|everyone|everybody|all)|permanently|immediately|at\s+once|right\s+away|completely|everywhere)
            |(?:recoverable|restorable|reversible|permanent|final|irreversible|safe\s+to\s+delete|undoable)(?:\s+(?:afterwards?|later|then|after\s+(?:that|this)))*
            |(?:delete|remove|erase)\s+(?:it|them|the\s+(?:recording|file)s?)\s+(?:for|from|everywhere|completely|permanently|forever).*
          )
          |(?:(?:can|could|will|may)\s+(?:i|we|it|they|that|this|those)\s+(?:(?:still|be|always|later|then)\s+)*)?
          (?:undone|get|restored?|recover(?:ed)?|bring|brought|revers(?:e|ed))(?:\s+(?:it|them|this|that|those))?(?:\s+back)?
          \s+(?:later|afterwards|(?:later\s+)?if\s.*|when\s.*|after\s.*|at\s+any\s+time|for\s+how\s+long)
          |(?:can|could|will|may)\s+(?:it|they|that|this|those|(?:my|the)\s+(?:recording|file|video)s?)\s+(?:(?:still|be|always|later|then)\s+)*(?:undone|restored|recovered|reversed|brought\s+back)(?:\s.*)?
          |(?:can|could|will|may)\s+(?:he|she|they|the\s+(?:owner|host)|any(?:one|body))\s+(?:still\s+)?(?:restore|recover|undo|undelete)(?:\s+(?:it|them|that))?
          |what\s+(?:happens|will\s+happen)(?:\s+(?:then|next|now|(?:to|with)\s+(?:it|them|those)|after\s+(?:that|this|30\s+days)|(?:if|when)\s+i\s+(?:press|click|confirm|do)(?:\s.*)?))*
          |where\s+(?:does|do|will|would)\s+(?:it|they)\s+(?:go|be|end\s+up)(?:\s.*)?
          |(?:is\s+there\s+)?(?:an?|any)\s+way\s+back(?:\s.*)?
          |how\s+long\s+(?:is|are|will|does|do)\s+(?:it|they|(?:deleted\s+)?(?:things|stuff|recordings?|files?|videos?)(?=.*\b(?:bin|trash)\b))\s+(?:(?:still|be|stay)\s+)*(?:there|kept|available|stay|in\s+the\s+bin)(?:\s.*)?
          |who\s+can\s+still\s+(?:see|open|watch|view)\s+(?:it|them)(?:\s+(?:then|afterwards?|after\s.*))?
          |what\s+if\s+i\s+(?:need|want|change|regret|made|press|delete|am\s+wrong)(?:\s.*)?
          |(?:for\s+)?how\s+long\s+(?:can|do|will|could|have)\s+i\s+(?:still\s+)?(?:have|got|get|restore|undo|recover|bring)(?:\s.*)?
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
      /^(?:but\s+)?why\s+(?:do|did|are|can['’]?t|don['’]?t|won['’]?t)\s+you\s+(?:not\s+)?(?:always\s+|only\s+)?(?:writ(?:e|ing)|answer(?:ing)?|repl(?:y|ying)|respond(?:ing)?|post(?:ing)?|send(?:ing)?|talk(?:ing)?)\s*(?:to\s+me\s+|it\s+|this\s+|that\s+)*(?:here|there|privately|in\s+private|1:1|one\s+on\s+one|alone|directly|in\s+(?:the|this|our|a)\s+\S+)(?:\s.*)?$/i,
    ],
    advice: () => words.help.answersAlone,
  },
  {
    name: 'no buttons',
    title: () => words.about.noButtons,
    says: [
      /^where\s+(?:are|is)\s+(?:the|your|these|my|all\s+the)\s+(?:buttons?|cards?)(?:\s.*)?$/i,
      pattern('iu')`
        ^(?:but\s+|(?!.*\bmissing\b)[^.!?]{0,40}[\s:,])?(?:
          (?:i|we)\s+(?:can(?:['’]?t|\s?not)|do(?:n['’]?t|\s+not))\s+(?:see|have|get|find)\s+(?:any|the|an?)
          |(?:see|get|have)\s+no|(?:there)?\s*(?:['’]s|is|are)\s+no
        )\s+(?:buttons?|cards?)(?:\s+(?:here|there|to\s+press|at\s+all|on\s+my\s+phone|any\s?more))*(?:[\s,.;]+(?:(?:so|and|but)\s+)*(?:how|what|where)\s.*)?$
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

const RECORDING =
  '(?:(?:my|the|our|a|this|that)\\s+)?(?:\\S+\\s+){0,3}?(?:recordings?|videos?)(?:\\s+(?:of|from)\\s+\\S+(?:\\s+\\S+){0,2}?)?';
const THERE = source`(?:there|here|listed|visible|available|ready
  |(?:show(?:ing|n|ed)?|turn(?:ing|ed)?|c[ao]m(?:e|ing))(?:\s+up)?|appear(?:ing|ed)?|arriv(?:e|ing|ed))(?:\s+yet)?`;
const NOT = "(?:does|do|is|are|was|did|has|have|will|can|wo|ca)\\s*(?:n['’]?t|not)\\s+|cannot\\s+";
const NOT_THERE = `(?:still\\s+)?(?:missing|(?:${NOT}|not\\s+|never\\s+)${THERE})(?:\\s+yet)?`;

const MEETING_ENDED = pattern('i')`
  ^(?:my|the|our)\s+(?:\S+\s+){0,3}(?:ended|finished|stopped|(?:is|was)\s+over)\b.*[\s,.]+(?:
    where(?:['’]?s|\s+is)|(?:(?:there['’]?s|there\s+is|i\s+(?:see|have|find|got))\s+)?(?:no|not\s+an?y?)
  )\s+(?:(?:the|my|our)\s+)?recordings?\b.*$
`;

/** “why is my recording missing”: without a word of which. */
export const missingRecording = (): Command =>
  command({
    name: 'missing recording',
    words: [],
    says: [
      new RegExp(`^(?:why\\s+)?(?:is|are|has|have)\\s+${RECORDING}\\s+${NOT_THERE}$`, 'i'),
      new RegExp(`^(?:why\\s+)?(?:${NOT})${RECORDING}\\s+${THERE}$`, 'i'),
      new RegExp(`^${RECORDING}\\s+(?:(?:is|are|has|have)\\s+)?${NOT_THERE}$`, 'i'),
      MEETING_ENDED,
      /^why\s+(?:are|is|do|am)\s+(?:there|i(?:\s+(?:see|get|have|seeing|getting))?)\s+(?:no|not?(?:\s+(?:seeing|getting|any))+)\s+(?:recordings?|videos?)(?:\s+(?:here|there|listed|at\s+all|anymore))?$|^why\s+is\s+(?:it|this|that|(?:the|my|this)\s+list)\s+(?:so\s+)?(?:empty|short)$/i,
      new RegExp(
        `^(?:why\\s+(?:can['’]?t|don['’]?t|do\\s+not|can\\s?not)\\s+i|how\\s+come\\s+i\\s+(?:can['’]?t|don['’]?t|do\\s+not|can\\s?not))\\s+(?:see|find)\\s+${RECORDING}$`,
        'i',
      ),
      new RegExp(
        `^when\\s+(?:will|is|does)\\s+${RECORDING}\\s+(?:be\\s+)?(?:ready|available|there|appear)$`,
        'i',
      ),
      /^(?:it|you|the\s+search|search)\s+(?:do(?:es)?|ca|did)(?:\s*n?['’]?t|\s+not)\s+(?:find|show|list)\s+(?:me\s+)?(?<what>.+)$|^you\s+(?:missed|forgot)\s.+$/i,
      /^(?:your|the|this|my)\s+list\s+is\s+(?:incomplete|not\s+complete|wrong)$|^(?:there\s+)?(?:should|must)\s+be\s+more(?:\s+recordings?)?$/i,
      /^recordings?\s+not\s+found$|^that(?:['’]?s|\s+is)\s+not\s+(?:all|everything|complete)(?:\s+of\s+(?:them|it))?$|^(?:is|are)\s+(?:there\s+)?(?:something|anything|some|any|one)(?:\s+recordings?)?\s+missing$|^why\s+(?:are|is)\s+(?:there\s+|they\s+)?(?:so|that|only)\s+(?:few|little|short)(?:\s.*)?$|^(?:does|do|did)\s+(?:that|this|it|the\s+list|they|these)\s+(?:also\s+)?(?:include|contain|cover)\s.*$/i,
      /^(?:is|are)\s+(?:(?:the|my|our)\s+)?recordings?\s+(?:there|ready|available|done|up|online|processed)(?:\s+(?:yet|already|now))*$/i,
      pattern('i')`
        ^(?:(?:why|how\s+come)\s+)?(?:
          (?:is|are)\s+there\s+no|(?:is|are)n['’]?t\s+there\s+an?y?|there['’]?s\s+no|(?:there\s+)?(?:is|are)\s+no|no
        )\s+(?:recordings?|videos?)\s+(?:of|from|for)\s+(?<what>\S.*?)(?:\s+(?:yet|here|at\s+all))?$
      `,
      pattern('i')`
        ^(?:(?:why|how\s+come)\s+)?(?!(?:list|show|find|which|what|delete|is\s+it)\s)(?=.*(?:n['’]?t|\snot)\s)(?:(?:was|is|did|has)(?:n['’]?t)?\s+)?
        (?<what>\S.*?)(?:\s+(?:was|is|did|has|were)?(?:n['’]?t|\s*not))?\s+(?:been\s+|get\s+)?(?:recorded|get\s+record(?:ed)?)$
      `,
      /^(?:but\s+)?(?:it|that|this)(?:['’]?s|\s+is)\s+(?:still\s+)?(?:not\s+(?:there|here|back|in\s+(?:the|my)\s+list)|missing)(?:\s+(?:yet|any\s?more|now))*$/i,
      /^(?:some(?:one|body)|they)\s+(?:has\s+|have\s+)?(?:deleted|removed)\s+(?:my|our|the)\s+recordings?$/i,
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
export const OUT_OF_ORDER = pattern('iu')`
  ^(?:(?:but|why|how\s+come)\s+)?(?:(?:is|does|do|are)(?:n['’]?t)?\s+)?(?:
    it|this|that|nothing|something|you|the\s+bot|my\s+connection
    |(?:the|my|this|that|your|a)\s+(?:[\p{L}'’]+\s+){0,2}(?:
      links?|urls?|buttons?|video|recording|playback|player|download|page|cards?|audio|sound|search|bot
    )
  )\s+(?:${NOT}|(?:still|is|are|never|seems|just|always|so|too|all|not)\s+)*(?:
    work(?:s|ing)?|broken|wrong|useless|happen(?:s|ed|ing)?|respond(?:s|ing)?|slow|dead|stuck|freez(?:es|ing)
    |open(?:s|ing)?|load(?:s|ing)?|play(?:s|ing)?|fail(?:s|ed|ing)?|crash(?:es|ed|ing)?
  )(?:\s+(?:any\s?more|at\s+all|for\s+me|now|again|today|either))*$
  |^(?:i\s+(?:(?:only|always|just|still|keep)\s+)*)?(?:get|got|getting|see|have|had)\s+
  (?:(?:an?|this|the)\s+)?(?:error|problem)(?:\s.*)?$
  |^(?:it|webex|the\s+(?:page|site|link|bot))\s+(?:(?:only|just|always)\s+)?(?:says|said|shows)\s+.*\b
  (?:error|denied|failed|forbidden|expired|found|\d{3})\b.*$
  |^(?:why\s+)?(?:can(?:['’]?t|\s?not)\s+i|i\s+can(?:['’]?t|\s?not))\s+(?:open|play|hear|load)\s+(?:it|this|that|anything|(?:the|this|that|my|any)\s+(?:recordings?|videos?|links?|files?|sound|audio))(?:\s.*)?$
  |^(?:(?:i\s+)?(?:found|report|file|have)\s+an?\s+)?(?:error|broken|bug|problem|issue|complaint)$
  |^(?:give\s+)?feedback$
`;

const HELP_ELSEWHERE = phrases(
  'hilfe, aide, aide-moi, aidez-moi, ayuda, aiuto, ajuda, hulp, hjälp, hjælp, apua, pomoc, pomoč, ayudame, ayúdame, preciso, eu preciso, que puedes, qué puedes',
  'hola, bonjour, hallo, liste, buenos días, buenas tardes, guten tag, guten morgen, guten abend, bom dia, olá, ciao, salut, hej',
  'namaste, привет, здравствуйте, 你好, こんにちは, 안녕하세요, مرحبا, שלום, grüezi, servus, moin',
  'buongiorno, merhaba, cześć, ahoj, montre, montre-moi, zeig mir, zeige mir, lista, muéstrame, mostra',
  'deutsch, sprichst du deutsch, español, français, language, mostrami, список, 录制, 録画, gestern, heute, letzte woche, ayer, ieri, vandaag, hier soir',
  'letzten monat, diese woche, letztes jahr, aujourd’hui, la semaine dernière, le mois dernier, hoy, la semana pasada, el mes pasado, oggi, lundi, montag, lunes',
  'kannst du, können sie, könntest du, bitte, ich möchte, ich brauche, ich will, ich hätte, ich suche, teile',
  'was kannst, was ist, wer hat, wie, warum, wo ist, wo sind, wann war, gib mir, schick mir, suche die, suche das, stelle, leere',
  'ich verstehe, je ne, no entiendo, non capisco, je voudrais, je veux, je cherche, peux-tu, pouvez-vous, peux tu, qui a, où est, où sont, pourquoi, quand',
  'supprime, partage, télécharge, restaure, envoie, donne-moi, quiero, necesito, busco, puedes, puede, quién',
  'borra, elimina, comparte, descarga, restaura, envía, dónde, por qué, por favor, voglio, cancella, condividi',
  'zeige, afficher, mostrar, löschen, lösche, supprimer, effacer, borrar, eliminar, suche, chercher, buscar, hier, помощь, ヘルプ, 助けて, 帮助, 幫助, 도움말, مساعدة, עזרה',
);

/** “Help” in other languages. */
export const foreignHelp = (): Command =>
  command({
    name: 'hilfe',
    words: HELP_ELSEWHERE,
    says: [
      /^(?:ja|nein|oui|sí|si|rückgängig|annuler|deshacer|abbrechen|cancelar)$/i,
      /^(?:(?:in|auf|en|på|po)\s+)?(?:english|deutsch|german|french|français|spanish|español|italiano|nederlands|polski)(?:[\s,]+(?:please|bitte|s'il\s.*|por\s+favor))?$/iu,
      /^(?:do|can)\s+you\s+(?:understand|speak|know)\s+\p{L}+$|^(?:which|what)\s+languages?\s.*$/iu,
      /^(?:set|change|switch|speak)\s+(?:(?:my|the|to)\s+)*(?:language|german|french|spanish|deutsch)(?:\s.*)?$/i,
    ],
    questions: [
      /(?<!\p{L})(?:aufnahmen|enregistrements|grabaciones|registrazioni|gravações|opnames|nagrania|записи|parlez|hablas)(?!\p{L})/iu,
    ],
    help: words.help.help,
    isHidden: true,
    run: async (ctx) => {
      await ctx.say({ markdown: words.help.english });
      await ctx.dispatch('help');
    },
  });
