import type { MessageContext } from '../../bot/context.js';
import { type Command, type Meant, command, ofTitle, phrases } from '../../bot/feature.js';
import { plainLine } from '../../bot/plain-line.js';
import { escapeText } from '../../bot/ui/escape.js';
import { messageCard, sayButton, shortCard } from '../../bot/ui/message.js';
import { contentOnTop, fillCard } from '../../bot/ui/text-of-card.js';
import { pattern } from '../../util/pattern.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { jsonOf } from '../../webex/messages.js';

const THANKS = phrases(
  'thanks a lot, many thanks, thank you very much, thank you so much, thanks, thank you',
  'thx, ty, cheers, great, perfect, cool, nice, awesome, well done, good bot, danke',
  'thank u, tks, ta, cheers mate, great job, good job, excellent, wonderful, amazing, brilliant',
  'merci beaucoup, danke schön, vielen dank, obrigado, obrigada, grazie, arigato, ありがとう, 谢谢',
  "thx a lot, thanks bot, thank you bot, thank you sir, great help, nice one, much appreciated, you rock, that helped, you’re welcome, you're welcome",
  'спасибо, bedankt, tack, dziękuję, gracias amigo, muchas gracias',
  'ok good, good, all good, very good, that is fine, that’s fine, ok great, ok cool, ok thanks',
  'got it, sorry, no problem, super, merci, gracias, bye, goodbye, good night, found it, bye bye',
);

/** “thank you for your help” */
const THANKED = pattern`
  ^(you(['’]?re| are)|(that|it|this)(['’]?s| (is|was)))\s+(so |very |really |the |an? )*(
    star|legend|lifesaver|hero|great|awesome|amazing|quick|fast|helpful|brilliant|perfect|nice|good|cool|lovely|best|it|all
  )$
  |^(
    (
      no (more|further|other) questions
      |(no[\s,]+)?that(['’]?s| is| was) (all|it|everything)( i (need|needed|wanted))?( for (now|today))?
      |(i['’]?m|i am|we['’]?re) (done|all set|good|happy)
    )([\s,]+(thanks|thank you|thx|for now))*
  )$
  |^(really )?appreciated?( (it|that|this|the|your|all)( \p{L}+)*)?$
  |^(many )?(thanks|thank you|thx|cheers)[\s,]+(
    for (your|the|all|that|this|helping)( \p{L}+){0,2}|a (million|bunch|ton)
    |((it|this|that)(['’]?s| is)|all) (it|all|good|great|fine|ok|perfect|clear|enough)
    |((a lot|so much|again|and)[\s,]+)*(bye|goodbye|good night|see you)( (bye|later|soon|tomorrow))?
  )[\s,.!]*$
  |^(ok(ay)?[\s,.!]+)?(see|cu|c) (you|ya)( (later|soon|tomorrow|then|around|next \w+))?[\s,.!]*$
  |^(((many )?(thanks|thank you|thx)|bye|ok(ay)?|and|great|cool)[\s,.!]+)*(have|enjoy) (an?|the|your|yours?)\s+
  ((very )?(nice|great|good|lovely|wonderful|pleasant) )?(one|day|week(end)?|evening|afternoon|time)( too)?$
`;
/** Nothing but pictures of the kind sort. */
const THANKFUL_PICTURES =
  /^(?:[:;]?-?\)+|<3|[👍👌👏🙏🎉💯✅✨❤😀😃😄😁😊🙂😉😍🥰🤗😎🫶🤝]|\p{Emoji_Modifier}|\uFE0F|\s)+$/u;

export const thanks = (): Command =>
  command({
    name: 'thanks',
    words: THANKS,
    says: [THANKED, THANKFUL_PICTURES],
    help: words.help.help,
    isHidden: true,
    isWhole: true,
    run: (ctx) => ctx.say({ markdown: words.help.welcome }),
  });

const ANSWERS = phrases(
  'yes, y, k, kk, do it, confirm, go ahead, proceed, go on, go, idk',
  'move to recycle bin, move to bin, review list, change the rule',
);
/** Words that want nothing done. */
const DECLINED = phrases(
  'not now, later, neither, none of these, whatever, cancel everything, forget it, nvm',
  "don’t, don't, dont, do not, hold on, exit, quit, wait, n, never mind, nevermind, no wait, wait no",
);
const DECLINES = pattern`
  ^((oh|ok|okay|please|actually|no)[\s,]+)*(
    n|no+|nope|nah|i do(\s*n['’]?t| not) want|cancel|stop|abort|halt|never\s?mind|keep|do( nothing|\s*n['’]?t| not)
  )(?![\p{L}\d])
`;

/** “don’t delete it”: words alone delete nothing. */
const TO_BE_KEPT = pattern`
  ^(please |no[\s,]+)?(
    (delete|remove|do) nothing$|i do(\s*n['’]?t| not) want (to|it|that|this|any)
    |(do not|don['’]?t|never) (you )?(delete|remove|erase|trash|purge|clean)
    |keep(?! (((all|my|the) )*recordings? for|(only |just )?one of)\s)
  )(?![\w-]).*$
`;
/** “yes, the second one”, “ok do it”, “every month, yes” */
const ANSWERED = pattern`
  ^(
    not (this|that)( one)?[\s,]+the other( one)?|both( of them)?
    |all (of (them|these|those)|two|three|four|five|\d{1,2})|(that|this|the other) one
    |(yes|yep|yup|yeah|yea|ya|yess+|(no[\s,]+)*no|nope|nah|sure|ok|okay|okey|right|correct|exactly|fine|alright)
    |((please|just|now) )*(do|delete|remove|restore|share|send|press|confirm|move) (it|that|them|this)
    \s+(now|then|already|for me|anyway)
    |i(['’]?m| am) (very |really |absolutely |quite |\d+\s*%\s*)?(sure|certain|positive)
    |(go|carry) on|agreed|approved|definitely|absolutely|of course|why not|sounds good|permission granted
    |i (confirm|agree|approve)( (it|this|that))?|(move|put) (it|them|that) (in)?to (the )?(recycle )?bin
  )(
    [\s,.!]+(
      please|thing|now|then|already|for me|sure|yes|yeah|ok|go (ahead|on)
      |(do|delete|remove|restore|share|send|keep|press|confirm)( (it|that|them|this)( (now|then|all|please))*)?(?![\p{L}\s]*\p{L})
      |(i(['’]?m| am) )?(very |really |absolutely )?(sure|certain)|not (that|this|it)( one)?
      |(the )?(first|second|third|last|other|right|wrong)( one)?|(that|this) one|both
      |all( of (them|it))?|every month|of course|definitely|(that['’]?s|it['’]?s|this is) (right|correct|fine|ok|the one)
      |i (do|want (that|it|this)|confirm|agree)
    )
  )*$
`;
/** “leave it for now”, “hmm no wait”, “no don’t” */
const NOT_NOW = pattern`
  ^(
    (
      h+m+|u+h+|oh|ah|ok|okay|well|what|wtf|omg|stop|actually|please|sorry|wait|hang on|but|on second thoughts?|no+
      |nah|nope
    )[\s,.!]+
  )*(
    ((let['’]?s )?leave|keep) (it|them|that|this|those|these|everything|all)
    ( (of )?(them|it|alone|be|as (it|they) (is|are)|for now|there|like that|then|please|where .*))*
    |let (it|them) be|not (now|yet|today|so fast|really|sure|any\s?more|needed|necessary)
    |no (thanks?|thank you|need|way|please)(\s.*)?
    |((maybe|perhaps|do it|ask me|some other time) )*(later|another time|some other time|next time|tomorrow)
    |(i['’]?ll|i will|let me|i (need|have) to) (
      think|sleep|check|ask|decide|come back|do (it )?(later|myself|tomorrow)
    )(\s.*)?
    |i(['’]ve| have)? changed my mind([\s,.].*)?|i(['’]?d| would) rather not|(i['’]?m|i am) not (so )?sure(\s.*)?
    |(do not|do\s*n['’]?t|don)
    ( (do|delete|remove|send|share|restore|touch|press|change)( (it|that|them|this|anything|any of (it|them)))?)?
    ( (yet|now|please|then))*
    |wait|stop|hold on
  )([\s,.!]+(please|then|for now|now|yet|again|wait|no|do\s*n['’]?t|stop|sorry|first))*$
`;
/** “turn it off again”, below what is on */
const TURNED = pattern`
  ^((and|so|yes|ok|then)[\s,]+)*((how|where) (do|can|could|would|should) i )?
  (((turn|switch|put|set|make) )?(it|that|this|them|those|one) )?(back )?
  (?<what>on|off|((turn|switch) (on|off)|enable|disable)(?= (it|that|this|them)))
  ( (it|that|this|them))?( (again|please|now|later|for me))*$
`;

/** The buttons of cards that say whether something is on. */
const switches = () => ({
  on: [words.notify.turnOn, words.common.sendWeekly, words.notify.remindMe, words.connect.connect],
  off: [words.notify.turnOff, words.common.stopAsking],
});

/** Presses the button that turns on or off what a card above is about. @param isMain the first of the last card */
async function turns(ctx: MessageContext, way: 'on' | 'off', isMain: boolean): Promise<boolean> {
  let seen = 0;
  const chosen = (titles: readonly string[]): string | undefined => {
    seen += 1;
    const of = isMain ? titles.slice(0, 1) : titles;
    const found = of.find((title) => switches()[way].includes(title));
    return found ?? (isMain || seen > 2 ? '' : undefined);
  };
  return (await ctx.press?.(chosen)) === true;
}

/** Words alone answer no question: its card does. What is on or off is not Webex’s. */
export const wordBack = (): Command =>
  command({
    name: 'answer',
    words: [...ANSWERS, ...DECLINED],
    says: [ANSWERED, TO_BE_KEPT, TURNED],
    questions: [NOT_NOW],
    help: words.help.help,
    isHidden: true,
    isWhole: true,
    run: async (ctx, rest) => {
      const line = plainLine(ctx.line ?? '').toLowerCase();
      const way = /(?:on|enable)$/i.test(rest) ? 'on' : rest === '' ? undefined : 'off';
      if (way !== undefined) {
        if (await turns(ctx, way, false)) return;
        return await ctx.dispatch(way === 'on' ? 'notify' : 'stop');
      }
      const isDeclined = DECLINED.includes(line) || DECLINES.test(line) || NOT_NOW.test(line);
      const question = isDeclined ? undefined : await ctx.question?.();
      // “all of them”, below “Which one?”, says which.
      const saysWhich = /^(?:all|both)\b|\b(?:that|this)\s+one$/.test(line);
      const isPick = question !== undefined && jsonOf(question).includes(words.list.whichOne);
      if (question !== undefined && !(isPick && saysWhich)) {
        const asked = fillCard(question, words.help.pressWhy);
        const { card: note = {} } = messageCard({ title: words.help.press, paragraphs: [] });
        const isNoted = jsonOf(question).includes(words.help.press);
        return await ctx.reply(isNoted ? asked : contentOnTop(note, asked));
      }
      if (!isDeclined && (await turns(ctx, 'on', true))) return;
      if (line === 'why not') return await ctx.dispatch('who may then');
      if (/\b(?:that|this)\s+one$/.test(line)) return await ctx.dispatch('open that one');
      // Below a question with a list: all of the list.
      if (/^(?:all|both)\b/.test(line)) return await ctx.dispatch('select all');
      const [title, why] = isDeclined
        ? [words.help.nothingDone, words.help.nothingDoneWhy]
        : [words.help.nothingOpen, words.help.nothingOpenWhy];
      return await ctx.reply(shortCard(title, why, [plainListButton()]));
    },
  });

const ASKING = pattern`\b(is|are|do|does|did|will|would|can|could|i|you|they|it|my)\b.*\?\s*$|^((hi|hey|hello|ok|so|and|but|also|well|quick (q|question))[\s,–-]+)*(is|are|am|was|do|does|did|will|would|can|could|may|should|has|have|why|how|what|which|who|where|when|if|until|i (wonder|want a|would like to know|['’]d like to know))(?![\p{L}\d])`;
/** A recording is named in it: its name says more. */
const OF_ONE_NAMED = pattern`\d(?!\d* (days|%|percent))|\b(the|our|my|this|that) (?!(an?|the|i|we|you|they|it|is|are|was|recordings?|videos?|files?|links?|passwords?|storage|transcripts?|meetings?|summar\w+|captions|subtitles|automatic|(recycle )?bin|trash|bot|company|team|organi[sz]ation|boss|manager|intro|same|others?|people|persons?|host|owner|webex|end|whole|internet|chat|last meeting|old)\b)\p{L}+`;
/** What a question is about that nothing understood, by a word of it: the first that fits. */
const MAIN_WORDS: readonly (readonly [fact: string, word: RegExp])[] = [
  ['passwords', pattern`\b(passwords?|passcodes?)\b`],
  [
    'people outside',
    pattern`\b(external\w*|outside|guests?|without (an? )?(account|login|e-?mail)\b)`,
  ],
  [
    'locked against deletion',
    pattern`\b(protect\w*|lock(ed|ing)?|important|preserve\w*|for (ever|\w+ years))\b`,
  ],
  [
    'who learns of it',
    pattern`\b(e?-?mails?|invit(e|ation)s?|notif\w+|told|informed|alerts?|a report)\b`,
  ],
  ['what a deletion does', pattern`\b(delet\w+|remov\w+|binn\w+|undo|for good|really gone)\b`],
  [
    'how long recordings are kept',
    pattern`\b(wiped?|retention|kept|thr(ow|own) (away|out)|\d+ days|expir\w+)\b`,
  ],
  ['transcripts are made', pattern`\b(transcri\w+|captions?|subtitles?|summar\w+)\b`],
  ['files of a recording', pattern`\b(download\w*|mp[34]|formats?|files?)\b`],
  ['are you a bot?', pattern`\b(cisco|official|who (made|built)|are you)\b`],
  [
    'why is my recording missing?',
    pattern`\b(up|still nothing|nothing here|takes? (hours|long)|ago)\b`,
  ],
  ['who sees mine', pattern`\b(access|see(s|n|ing)?|visible|public|shar(e[ds]?|ing)|gave)\b`],
  ['playing', pattern`\b(play\w*|audio|sound|buffer\w*|picture|click\w*)\b`],
];
/** The name of the fact that answers it as near as can be. */
export const factAskedAbout = (line: string): string | undefined =>
  ASKING.test(line) && !OF_ONE_NAMED.test(line)
    ? MAIN_WORDS.find(([, word]) => word.test(line))?.[0]
    : undefined;

/** A line to press instead of writing it. */
export const exampleButton = (line: string) => sayButton(line, line);

/** What nobody understands, with what was most likely meant. */
export function unknownCard(meant: Meant | undefined): Content {
  if (meant?.isTitle === true) {
    const { name, text } = meant;
    return messageCard({
      title: words.help.isTitle({ title: escapeText(text, 80) }),
      paragraphs: [words.help.isTitleHint],
      choices: [
        sayButton(words.help.showTitled, ofTitle(text)),
        sayButton(words.help.asRequest({ name }), text),
      ],
    });
  }
  if (meant === undefined || meant.isTopic === true) {
    const search = meant && exampleButton(meant.text);
    return shortCard(
      words.help.unknown,
      words.help.unknownHint,
      present([search, plainListButton()]),
    );
  }
  const { text, search } = meant;
  const offers = present([text, search]).map(exampleButton);
  return shortCard(words.common.didYouMean({ said: text }), words.help.didYouMeanHint, offers);
}

export const plainListButton = () => ({ title: words.help.list, data: { action: 'list' } });

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
      pattern`^((in|auf|en|på|po) )?(english|deutsch|german|french|français|spanish|español|italiano|nederlands|polski)([\s,]+(please|bitte|s'il\s.*|por favor))?$`,
      pattern`^(do|can) you (understand|speak|know) \p{L}+$|^(which|what) languages?\s.*$`,
      pattern`^(set|change|switch|speak) ((my|the|to) )*(language|german|french|spanish|deutsch)(\s.*)?$`,
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
