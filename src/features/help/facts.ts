import type { Feature } from '../../bot/feature.js';
import { sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { pattern, source } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { type Beyond, beyond } from './about-the-bot.js';

/** How a request begins: it names something to be done, or to be told of. No question of how things are does. */
const REQUEST = source`
  ((please|just|now|then|and|also)[\s,]+)*(
    (un)?share(?! (it )?(outside|externally))|send|forward|(re)?play|watch|open|find|search|list|show|display|restore
    |recover|undelete|bring|transcript|summary|empty|clean|tidy|clear|undo what
    |who( all)? (has |have |else )?(watched|viewed|seen|saw|downloaded|opened)|(delete|remove|erase|download)(?! (an? (recording|video)|something|anything)\b)
    |get (the|my|that)|where (is|was|are) (the|my|that)|is there an? (recording|video)|do (you|we|i) have (the|an?|my)
    |how long (is|was) (the|my)|what was said|i need (the|an?|my)|i want (the|my)|was the|(has|did) \p{L}+ (watch|see)\p{L}*|look(ing)? for|i am looking
    |(stop|quit) (send|messag|ping|notify|bother|tell)ing
  )(?![\p{L}\d-])|.*\b(through|via) (you|the bot)\b
`;
/** “tell me when …” */
const NEWS = source`
  ((please|and|also|you|can|could)[\s,]+)*(
    (let|tell|inform|notify|intimate|alert|ping|warn|message) (me|us)( know)?
    |(send|give|drop) me an? (\p{L}+ )?(shout|nudge|heads.?up|ping|call|message|note|e?-?mail|alert|notification|warning|sign|hint)
  )[\s,]+((please|on \p{L}+day)[\s,]+)*(
    when(ever)?|once|before|as soon as|in case|at(?= \d)
    |if(?! (my|i|the|it|they|people|any\p{L}*|every\p{L}*|others?) (.* )?(can|could|may|able|gets?|see)\b)
  )(?![\p{L}\d-])
`;

/**
 * Each line a pattern: of a line that is no request and has words of each kind, parted by “ & ”, wherever they
 * stand.
 */
function asks({ raw }: TemplateStringsArray, ...parts: readonly string[]): RegExp[] {
  const lines = String.raw({ raw }, ...parts).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => unsaid(`^(?!${REQUEST}|${NEWS})${line.split(' & ').map(somewhere).join('')}`));
}
const somewhere = (cue: string): string => {
  const said = source(Object.assign([cue], { raw: [cue] }));
  return source`(?=(.*[^\p{L}\p{N}'’-])?(${said})(?![\p{L}\p{N}-]))`;
};
/** In upper case: no word of so loose a pattern is one that a misspelt word may stand for. */
const unsaid = (said: string): RegExp =>
  pattern`${said.replace(/(?<!\\)[a-z]{5,}/g, (word) => word.toUpperCase())}`;

const DELETED = source`delet\w*|remov\w*|binn(ed|ing)|bin (it|that|them|something|an?|my)|trash(ed|ing)|eras\w*|purg\w*|thr[eo]w(ing|n)? away`;
const RESTORED = source`restor\w*|undelet\w*|recover\w*|com(e|es|ing) back|bring\w* .{0,20}back|see (it|them) again`;
const SHARED = source`shar\w*|unshar\w*|sends?|sent|sending|forward\w*|give access`;
const SEEN = source`sees?|seen|view\w*|visible|access\w*|watch\w*|open\w*|public|private`;
const OUTSIDE = source`
  outsiders?|externals?|externally|(from |people )?outside( (of )?(the|our|my|this) \p{L}+)?|guests?
  |(my|our|the|a) (clients?|customers?)(['’]s)?(?! (call|council|meeting|session|recording|video)s?)
  |(without|no|don['’]?t have|not have|have no) ((an?|the|any) )*(webex|log.?in|account|sign.?in|licen[cs]e)( \p{L}+)?
`;
const STORAGE = source`storage|quota|space|limit|allowance|disk`;
const ITSELF = source`automatic\p{L}*|auto|by (it|your|them)sel(f|ves)|on (its|your|their) own|without (asking|me|telling)`;
const MADE_OF = source`audio|sound|video|picture|image|player|screen|recording|links?|buttons?|play\w*|hear|watch|open`;
const NOT = source`(does|do|is|are|was|wo|ca|could|did)(n['’]?t| not)|can\s?not|unable to|not able to|never|not`;

/** A question about how things are, and its answer; or the line that answers it. */
type Fact = Beyond | { readonly line: string; readonly says: readonly RegExp[] };

/** In this order: what says more comes first. */
const FACTS: readonly Fact[] = [
  {
    name: 'how many at a time',
    title: () => words.about.sharing,
    says: asks`limit|maximum|how many & people|persons|addresses|users & shar\w*`,
    advice: () => words.share.explanation,
  },
  {
    name: 'what counts as storage',
    title: () => words.about.whatCounts,
    says: asks`${STORAGE} & count\w*|free\w*|uses?|takes?|against|towards?|part of & ${DELETED}|(recycle )?bin|trash & do|does|is|are|will|would|if|when|once|still`,
    advice: () => words.about.countsWithoutBin,
    offers: () => [sayButton(words.notify.showStorage, 'storage'), showBinButton],
  },
  {
    name: 'when storage is full',
    title: () => words.about.full,
    says: asks`
      ${STORAGE} & full|exceed\w*|reach\w*|run(ning)? (out|low)|over|max(imum)?|most|allowed & what|if|when|will|would|are my|shall|should|recommend|advice|happens?
      max(imum)?|most|how much & (i['’]?m|i am|am i|we are|are we|can i) & stor\w+|keep|save
      which( (ones?|recordings?|videos?))?|what & (c|sh)ould|can|shall|may & ${DELETED} & free|space|room|storage
    `,
    advice: () => words.about.fullWhat,
    offers: () => [
      sayButton(words.notify.showStorage, 'storage'),
      sayButton(words.help.freeUp, 'clean up'),
    ],
  },
  {
    name: 'nothing by itself',
    title: () => words.about.iAsk,
    says: asks`${ITSELF} & clean\w*|clean.?up|tid\w+|you .{0,20}delet\w+`,
    advice: () => words.about.iAskFirst,
    offers: () => [
      sayButton(words.about.eachMonth, 'ask monthly'),
      sayButton(words.help.freeUp, 'clean up'),
    ],
  },
  {
    name: 'locked against deletion',
    title: () => words.about.noLock,
    says: asks`protect\w*|lock\w*|make sure|(must|should)( not|n['’]?t) (ever |be |get |go |automatically )*(delet\w*|expir\w*|remov\w*|purg\w*|clear\w*)|extend|do(es)?n['’]?t (ever |even )?(touch|clear)|don['’]?t ever|(not|never) ever|safe from & delet\w*|expir\w*|remov\w*|purg\w*|clean.?up|clear\w*`,
    advice: () => words.about.noLockWhy,
  },
  {
    name: 'sharing taken back',
    title: () => words.about.takenBack,
    says: asks`undo|take back|revoke|reverse|withdraw|cancel & (an?|my|any) (shar(e|ing)|link)|(how (can|do|could) i|can i) (take back|undo|revoke|withdraw) (an?|my) (recordings?|shar\w+|links?)|what i (shared|sent)|(an?|the|my) (recordings?|videos?|links?) (which|that|i) .*(sent|shared)`,
    advice: () => words.about.takenBackHow,
  },
  {
    name: 'how long it is shared',
    title: () => words.share.endless,
    says: asks`links?|access|shar(e|es|ed|ing)|give & expir\w*|(for )?(only )?(one|a|two|\d+) (day|week|month)s?( only)|time.limited|temporar\w+|end date|stops? working|after an? (day|week|month)`,
    advice: () => words.share.noEnd,
  },
  {
    name: 'people outside',
    title: () => words.about.outside,
    says: asks`${OUTSIDE} & ${SEEN}|needs?|gets? & can|could|will|would|do|does|if|able|may|without`,
    advice: () => words.about.outsideMay,
  },
  {
    name: 'passwords',
    title: () => words.about.passwords,
    says: asks`
      put|set|setting|add|chang\w+|remove|reset|protect(?!ed)|give|why & ((an?|the|its|new|any) )*(password|passcode|pass code) & on|to|for|of|with|by|why & (?!.*(?:with|to) \S+@)\S+
      do|does|will|why & needs?|asks?|required? & password|passcode
      recordings|videos|which|ones & (no|without|have|having|has) ((an?|any|no) )*(password|passcode)s?
    `,
    advice: () => words.about.passwordsThere,
  },
  {
    name: 'who may download',
    title: () => words.about.downloading,
    says: asks`stop\w*|prevent\w*|block\w*|disable|forbid|not|without|could\s*n['’]?t|can|could|lets?|allow\w*|able to|will|may & download\w*|save (it|a copy|them)|copy|copies & people|others?|they|them|any(one|body)|some(one|body)|nobody|no\s?one|every(one|body)|will \p{L}+|viewers?`,
    advice: () => words.about.downloadingThere,
  },
  {
    name: 'who is told',
    title: () => words.about.told,
    says: asks`told|notified|notif\w+|notice\w*|informed|know|alert(ed)?|e?-?mail(s|ed)?|message|invitation|pinged|find out|aware|able to see that|see that|tell|hear & (i|we|you|to) ((can|could) )?(see )?(\p{L}+ )?(${DELETED}|${RESTORED}|${SHARED}|check\w*|look\w*|see they|see who|opened)|who watched & if|when|does|do|will|would|is|are|who|can|gets?
      ((does|will|would|is|are|do|did|has|should|so) (?!(i|we|you|it|this|that|my)\b)|who .*|s?he |they )(.{0,25} )?((be|gets?|got|been|is|are|receives?) (\p{L}+ )?(told|notified|informed|emailed|alerted|an? (e?-?mail|mail|message|notification|invitation))|know about|find out)`,
    advice: () => words.about.toldWho,
    offers: () => [sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'expiry',
    title: () => words.about.expires,
    says: asks`
      how (long|many (days|weeks)|soon)|until when|after (how|what)|when (do|does|will|is|are)|retention|for long & ${DELETED}|(recycle )?bin|trash|expir\w* & stay\w*|kept|keeps?|remain\w*|gone|(gets?|getting|are|is|be) (\p{L}+ )?(delet|remov|purg)\w+|retention|there|live
      recordings?|videos?|they|webex|data & (delet|remov|purg)ed|delet\w+|expire & ${ITSELF}
      (how|much) (long(er)?|much longer)|(un)?till? when & recordings?|they|these|those|it & kept|keeps?|stays?|saved?|stored?|available|retain\w*|live|can (i|they|we) (still )?(watch|see)
      (what|how|set|extend|change) .{0,25}retention|retention (period|days|time)
      expir(es?|ed|ing) & recordings?|what|which|when|do|does|will & soon|today|tomorrow|next|this|recordings?|ever
    `,
    advice: () => words.about.expiry,
  },
  {
    name: 'what deleting does',
    title: () => words.about.deleting,
    says: asks`
      (if|when|once|after|what|does|do|so|would|will|is|are) .{0,40}?(${DELETED}) & vanish\w*|disappear\w*|gone|for (every(one|body)|good|ever|all|others)|permanent\w*|${RESTORED}|get .{0,30}back|links?|loses?|happens?|affect\w*|still|others?|only (for|from) (me|my)
      permanent\w*|for good & deleted & get .{0,40}back|get back|still
      delete|remove|erase & (an?|any) (recording|video)|something|anything & (so )?that (nobody|no\s?one)|permanent\w*|for (good|ever)|back|recover\w*
      (is|are|will|would|does|do) (it|they|this|that|those) .* & gone (for|after|then|forever)|really gone|go(ne|es)? away|disappear\w*|vanish\w*|lost|(un)?(recover|revers|undo|restor)able|undone
      what|where (do|does|will|would) .* & happens?|goes?|go & it|them|they|those|then|recordings? & then|bin|${DELETED}|${RESTORED}|press|click|after|with (it|them)
      difference & delet\w*|bin|trash
      ${RESTORED} & shar\w*|links?|people|viewers? & as before|same|again|old|with|as well|still|too
    `,
    advice: () => words.about.deletingDoes,
    offers: () => [showBinButton, showListButton],
  },
  {
    name: 'chat',
    says: asks`chats?( messages?| log)?|polls?|slides|whiteboards? & recording|session|video|meeting|downloads? & only|also|as well|possible|get|keep|too|includ\w*`,
    advice: () => words.about.noChat,
  },
  {
    name: 'files of a recording',
    title: () => words.about.files,
    says: asks`
      format|file types?|types? of file|quality|resolution|hd & download\w*|gets?|files?|stored|saved|recordings? & what|which|how|in|do|are|is
      (only|just|without|not) .*|only & audio|sound & possible|version|can|have|get|picture|video
      subtitles?|captions?|chat & includ\w*|comes?|with (it|the)|downloads?|too|as well|get
    `,
    advice: () => words.about.filesAre,
  },
  {
    name: 'transcripts are made',
    title: () => words.about.transcripts,
    says: asks`transcripts?|subtitles?|captions?|summar(y|ies) & languages?|automatic\w*|every (meeting|recording)|always|all (my )?(meetings|recordings)|how (are|is|do i get)`,
    advice: () => words.about.transcriptsMade,
  },
  {
    name: 'what I see',
    title: () => words.about.iSee,
    says: asks`see|read|access|hear|listen\w*|understand|include|know & what (is|was|they|people|we) .{0,12}(said|talk\w*|spoken)|(only )?(the )?titles|(mine|my own|own|my) or (also )?others?.*|others['’]? also|stuff other .*`,
    advice: () => words.about.iSeeWhat,
    offers: () => [showListButton, sayButton(words.about.kept, 'privacy')],
  },
  {
    name: 'who sees mine',
    title: () => words.about.whoSees,
    says: asks`
      ${SEEN}|gets? & (my|our|the|a|these) (\p{L}+ )?(recordings?|videos?|meetings?|stuff)|(what|stuff) i (record|share|made?)\p{L}* & who( else)?|every(one|body)|any(one|body)|some(one|body)|nobody|manager|boss|admin\p{L}*|it department|team|department|company|colleagues?|others?|other people|public|just me|only me|visible|by default & who|do|does|is|are|can|could|if|has|have|may|will
      shared & any(one|body)|some(one|body)|outside|externally & have|has|been|is|are|was|did|i & (any|some|which)( of (my|the))?( recordings?| ones)?|(my|our) (\p{L}+ )?(recordings|videos)|(any|some)thing
    `,
    advice: () => words.about.whoSeesWhat,
  },
  {
    name: 'playing',
    title: () => words.about.playing,
    says: asks`
      ${MADE_OF} & (${NOT}) (\p{L}+ )?(play|open|load|work|hear|start)(ing|s)?|(${NOT}) see (the |any )?(image|picture|video)|no (sound|picture|image|audio)|black screen|out of sync|buffer\w*|spin\w*|freez\w*|stuck|lag(s|ging)|wrong with (it|this|that)|crash(es|ed|ing)
    `,
    advice: () => words.about.playingHow,
  },
  {
    name: 'emails',
    title: () => words.about.emails,
    says: asks`(turn|switch)(ing)? off|stop\w*|no more|unsubscribe|disable & e-?mails?|mails`,
    advice: () => words.about.emailsAre,
    offers: () => [sayButton(words.notify.whatITell, 'stop')],
  },
  {
    name: 'watched to the end',
    title: () => words.about.howFar,
    says: asks`(any|which|all|some|who|how many) .* & (to|till|until) the (very )?end|all of it|entire(ly)?|the whole (thing|video|recording)|completely|how (far|much of) & watch\w*|view\w*|got|get|saw|seen|see`,
    advice: () => words.about.howFarUntold,
  },
  {
    name: 'new owner',
    says: asks`chang\w+|transfer\w*|make & owns?|owners?|ownership|hosts? & recordings?|videos?|it`,
    advice: () => words.about.changeThere,
  },
  {
    line: 'privacy',
    says: asks`
      stor\w+|keep\w*|sav(e|es|ing)|log|logs|logging|record\w*|remember|collect\w*|reads?|see & what i (type|write|say|ask)\p{L}*|about me|(my|our) (messages|data|chats?)( with you)?
      chats?|conversations? & private|confidential|secret|reads?
    `,
  },
  {
    line: 'why is my recording missing',
    says: asks`
      recording|video|call|meeting|one & (${NOT}) (\p{L}+ )?(show\w* up|turn\w* up|(in|on) (the|my) list|listed|appear\w*|arriv\w*|there|find)|still proc\w+ing
      not able|unable & find|see|locate
      still|why|how come & proc\w+ing
    `,
  },
  {
    line: 'stop',
    says: asks`
      what|which|do|am i|are & notifications?|alerts?|reminders|notified & on|active|got|gets?|subscribed|enabled|being notified|set up
      these|those|your|so many & messages|notifications|alerts|pings|pinging & (switch|turn)(ed|ing)? .*off|stop\w*|no more|too many
    `,
  },
  {
    line: 'thanks',
    says: [
      unsaid(source`
        ^(?!.*\b(please|can|could|recordings?|list|show|share|delete|restore|find|send|how|what|when|where|who)\b)
        (?=.*\b(thanks?|thank you|thx|cheers|ta)\b)
        (?=.*\b(for (today|now|your|the|all|sorting|help\w*)|all (for )?(today|now)|useful|helpful|brilliant|awesome|great|wonderful|lovely|so much|very much|everything)\b)
      `),
    ],
  },
];

/** “what all can you do for me” */
export const WHAT_I_CAN_DO = asks`what|which things|how & (can|could|are|do) you (all )?(do|help|able|offer)|you (can|could) (do|help)|able to help`;

/** Questions about how things are; they stand before all that takes a line by its first word. */
export const facts = (): Feature => ({
  commands: FACTS.map((fact) => {
    if ('name' in fact) return beyond(fact);
    const { line, says } = fact;
    const leads = beyond({ name: `${line}?`, says: [], advice: () => '' });
    // What says the same more exactly comes first.
    return { ...leads, questions: says, run: (ctx) => ctx.dispatch(line, ctx) };
  }),
});
