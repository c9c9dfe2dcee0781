import type { Command, Feature } from '../../bot/feature.js';
import type { Button } from '../../bot/ui/card.js';
import { sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { source, unsaid } from '../../util/pattern.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { beyond } from './about-the-bot.js';
import { factAskedAbout } from './answers.js';
import { anyhow, asks } from './questions.js';

const DELETED = source`delet\w*|remov\w*|binn(ed|ing)|bin (it|that|them|something|an?|my)|trash(ed|ing)|eras\w*|purg\w*|thr[eo]w(ing|n)? away`;
const RESTORED = source`restor\w*|undelet\w*|recover\w*|com(e|es|ing) back|bring\w* .{0,20}back|see (it|them) again`;
const SHARED = source`shar\w*|unshar\w*|sends?|sent|sending|forward\w*|give access`;
const SEEN = source`sees?|seen|view\w*|visible|access\w*|watch\w*|open\w*|public|private`;
const OUTSIDE = source`
  outsiders?|externals?|externally|(from |people )?outside( (of )?(the|our|my|this) \p{L}+)?|guests?
  |(my|our|the|a) (clients?|customers?)(['’]s)?(?! (call|council|meeting|session|recording|video)s?)
  |(without|no|don['’]?t have|not have|have no) ((an?|the|any) )*(webex|log.?in|account|e-?mail|sign.?in|licen[cs]e)( \p{L}+)?
`;
const STORAGE = source`storage|quota|space|limit|allowance|disk`;
const ITSELF = source`automatic\p{L}*|auto|by (it|your|them)sel(f|ves)|on (its|your|their) own|without (asking|me|telling)`;
const MADE_OF = source`audio|sound|video|picture|image|player|screen|recording|links?|buttons?|play\w*|hear|watch|open`;
const NOT = source`(does|do|is|are|was|wo|ca|could|did)(n['’]?t| not)|can\s?not|unable to|not able to|never|not`;

/** A question about how things are, and its answer; or the line that answers it. */
type Fact = { readonly says: RegExp; readonly or?: RegExp } & (
  | { readonly line: string }
  | {
      readonly name: string;
      readonly tells: () => readonly [title: string, text: string];
      readonly offers?: () => readonly Button[];
    }
);

/** In this order: what says more comes first. */
const FACTS: readonly Fact[] = [
  {
    name: 'how many at a time',
    tells: () => [words.about.sharing, words.share.explanation],
    says: asks`limit|maximum|how many & people|persons|addresses|users & shar\w*`,
    or: anyhow`
      at once|one by one|at the same time & shar(e|ing)|send(ing)?|people|them & \d+|many|must|every
      type|enter & every|each|single & e-?mails?|addresse?s?`,
  },
  {
    name: 'what counts as storage',
    tells: () => [words.about.whatCounts, words.about.countsWithoutBin],
    says: asks`${STORAGE} & count\w*|free\w*|uses?|takes?|against|towards?|part of & ${DELETED}|(recycle )?bin|trash & do|does|is|are|will|would|if|when|once|still
      bin|trash & count(s|ed)? & ${STORAGE}|do|does`,
    offers: () => [sayButton(words.notify.showStorage, 'storage'), showBinButton],
  },
  {
    name: 'when storage is full',
    tells: () => [words.about.full, words.about.fullWhat],
    says: asks`${STORAGE} & full|exceed\w*|reach\w*|run(ning)? (out|low)|over|max(imum)?|most|allowed & what|if|when|will|would|are my|shall|should|recommend|advice|happens?
      max(imum)?|most|how (much|many) & allowed|can i|may i & store|keep|save|gigs?|gb|storage|space
      which( (ones?|recordings?|videos?))?|what & (c|sh)ould|can|shall|may & ${DELETED} & free|space|room|storage
      ${STORAGE} & how much|how many & each|every|per|person|allowed|total|everyone|do we (have|get)|i get(?! back)
      ${STORAGE} & no more|missing|not enough|lack & stop\w*|record\w*
      ${STORAGE} & tips?|best way|advice|recommend\w*|suggest\w*|ideas?
      my (storage|quota|space) & shared|split
      (what|when|if) .* & (it|that)(['’]?s| is) full`,
    offers: () => [
      sayButton(words.notify.showStorage, 'storage'),
      sayButton(words.help.freeUp, 'clean up'),
    ],
  },
  {
    name: 'nothing by itself',
    tells: () => [words.about.iAsk, words.about.iAskFirst],
    says: asks`${ITSELF} & clean\w*|clean.?up|tid\w+|you .{0,20}delet\w+
      (is it|are) you (who|that) & delet\w*|clean\w*
      clean.?up|tidy & every|each & \p{L}*day|night|week|month|term
      confirm\w*|asked|ask (me )?(first|before) & delet\w*|clean\w* & do|does|will|am|before|each`,
    offers: () => [
      sayButton(words.about.eachMonth, 'ask monthly'),
      sayButton(words.help.freeUp, 'clean up'),
    ],
  },
  {
    name: 'locked against deletion',
    tells: () => [words.about.noLock, words.about.noLockWhy],
    says: asks`protect\w*|lock\w*|make sure|(must|should|may)( not|n['’]?t) (ever |be |get |go |automatically )*(delet|expir|remov|purg|vanish|clear)\w*|extend|do(es)?n['’]?t (ever |even )?(touch|clear)|don['’]?t ever|(not|never) ever|safe from & delet\w*|expir\w*|remov\w*|purg\w*|clean.?up|clear\w*
      keep & (for )?\p{L}+ years|as long as`,
  },
  {
    name: 'sharing taken back',
    tells: () => [words.about.takenBack, words.about.takenBackHow],
    says: asks`undo|take back|revoke|reverse|withdraw|cancel & (an?|my|any) (shar(e|ing)|link)|(how (can|do|could) i|can i) (take back|undo|revoke|withdraw) (an?|my) (recordings?|shar\w+|links?)|what i (shared|sent)|(an?|the|my) (recordings?|videos?|links?) (which|that|i) .*(sent|shared)`,
  },
  {
    name: 'until when it is shared',
    tells: () => [words.share.endless, words.about.linksEnd],
    says: asks`links?|access|shar(e|es|ed|ing)|give & expir\w*|(for )?(only )?(one|a|two|\d+) (day|week|month)s?( only)|time.limited|temporar\w+|end date|stops? working|after an? (day|week|month)
      how long|(un)?till? when & links?|access|shar\w+ & valid|work\w*|lasts?|active|live|have|keep|see
      limit\w*|restrict\w* & access|links?|shar\w+ & days?|weeks?|hours?|months?|time`,
  },
  {
    name: 'passwords',
    tells: () => [words.about.passwords, words.about.passwordsThere],
    says: asks`put|set|setting|add|chang\w+|remove|reset|protect(?!ed)|why & ((an?|the|its|new|any) )*(password|passcode|pass code) & on|to|for|of|with|by|why & (?!.*(?:with|to) \S+@)\S+
      do|does|will|why|it['’]?s|is|keeps & needs?|ask(s|ing)?|required? & password|passcode
      recordings|videos|which|ones & (no|without|have|having|has) ((an?|any|no) )*(password|passcode)s?
      password|passcode & (does|is|did)(n['’]?t| not) (work|accept)\w*|wrong|rejected|invalid|accepted`,
  },
  {
    name: 'people outside',
    tells: () => [words.about.outside, words.about.outsideMay],
    says: asks`${OUTSIDE} & ${SEEN}|needs?|gets? & can|could|will|would|do|does|if|able|may|without
      ${OUTSIDE} & ${SHARED}|log.?in & allowed|ok|okay|may|possible|will
      needs?|have to|has to|must|required? & account|log.?in|sign.?in|licen[cs]e & open|watch|see|view`,
  },
  {
    name: 'who may download',
    tells: () => [words.about.downloading, words.about.downloadingThere],
    says: asks`stop\w*|prevent\w*|block\w*|disable|(switch|turn) off|forbid|not|without|could\s*n['’]?t|can|could|lets?|allow\w*|able to|will|may & download\w*|save (it|a copy|them)|copy|copies & people|others?|they|them|any(one|body)|some(one|body)|nobody|no\s?one|every(one|body)|will (?!be\b|i\b|it\b|the\b|download)\p{L}+|viewers?|(?<=n['’]t want |not want )\p{L}+ to`,
  },
  {
    name: 'who learns of it',
    tells: () => [words.about.told, words.about.toldWho],
    says: asks`told|notified|notif\w+|notice\w*|informed|know|alert(ed)?|e?-?mail(s|ed)?|message|invitation|pinged|find out|aware|able to see that|see that|tell|hear & (i|we|you|to) ((can|could) )?(see )?(\p{L}+ )?(${DELETED}|${RESTORED}|${SHARED}|check\w*|look\w*|see they|see who|opened)|who watched & if|when|does|do|will|would|is|are|who|can|gets?
      ((does|will|would|is|are|do|did|has|should|so) (?!(i|we|you|it|this|that|my (recording|video|file))\b)|who .*|s?he |they )(.{0,25} )?((be|gets?|got|been|is|are|receives?) (\p{L}+ )?(told|notified|informed|emailed|alerted|(an? )?(e?-?mail|message|notification|invitation|alert))|know about|find out)
      shows?|shown|visible|others? & that i|my name & viewed|watched|opened|looked
      sees?|know|shown|notice & (when|that) i & (download|watch|open|view)\w*`,
    offers: () => [sayButton(words.about.myChanges, 'history')],
  },
  {
    name: 'how long recordings are kept',
    tells: () => [words.about.expires, words.about.expiry],
    says: asks`how (long|many (days|weeks)|soon)|until when|after (how|what)|when (do|does|will|is|are)|retention|for long & ${DELETED}|(recycle )?bin|trash|expir\w* & stay\w*|kept|keeps?|remain\w*|gone|(gets?|getting|are|is|be) (\p{L}+ )?(delet|remov|purg)\w+|retention|there|live
      recordings?|videos?|they|webex|data & (delet|remov|purg)ed|delet\w+|expire & ${ITSELF}
      (how|much) (long(er)?|much longer)|(un)?till? when & recordings?|they|these|those|it & kept|keeps?|stays?|saved?|stored?|available|retain\w*|live|can (i|they|we) (still )?(watch|see)
      (what|how|set|extend|change) .{0,25}retention|retention (period|days|time|rules?)
      expir(es?|ed|ing) & recordings?|what|which|when|do|does|will & soon|today|tomorrow|next|this|recordings?|ever
      (recycle )?bin|trash & empt(y|ies|ied) & auto\w*|by itself|after \d+
      recordings|videos & vanish\w*|disappear\w*|gone & old|last year|why|does webex|after`,
  },
  {
    name: 'what a deletion does',
    tells: () => [words.about.deleting, words.about.deletingDoes],
    says: asks`(if|when|once|after|what|does|do|so|would|will|is|are) .{0,40}?(${DELETED})|(delet|remov|binn|trash|eras|purg)ing & vanish\w*|disappear\w*|gone|for (every(one|body)|good|ever|all|others)|permanent\w*|${RESTORED}|get .{0,30}back|links?|transcripts?|summar\w+|loses?|happens?|affect\w*|still|others?|only (for|from) (me|my)
      permanent\w*|for good & deleted & get .{0,40}back|get back|still
      delete|remove|erase & (an?|any) (recording|video)|something|anything & (so )?that (nobody|no\s?one)|permanent\w*|for (good|ever)|back|recover\w*
      (is|are|will|would|does|do) (it|they|this|that|those) .* & gone (for|after|then|forever)|really gone|go(ne|es)? away|disappear\w*|vanish\w*|lost|(un)?(recover|revers|undo|restor)able|undone
      what|where (do|does|will|would) .* & happens?|goes?|go & it|them|they|those|then|recordings? & then|bin|${DELETED}|${RESTORED}|press|click|after|with (it|them)
      difference & delet\w*|bin|trash
      ${RESTORED} & shar\w*|links?|people|viewers? & as before|same|again|old|with|as well|still|too
      is|are|how|what|so & deleting|deletion|delete (stuff|something|things|it) & reversible|instant|immediate\w*|final|safe|back|undone
      ${DELETED} & shared|sent & do they|does \p{L}+|still|loses?|gone also
      bin|trash & access|see|watch|open|visible & any(one|body)|they|others?|people|who & do|does|can|once|if|when
      undo|back & after .*empt\w+|emptied
      what (happens|will happen) & people|those who|others|shared with|links?`,
    offers: () => [showBinButton, showListButton],
  },
  {
    name: 'chat of a meeting',
    says: asks`chats?( messages?| log)?|polls?|slides|whiteboards? & recording|session|video|meeting|downloads? & only|also|as well|possible|get|keep|too|includ\w*
      chat|slides|polls?|whiteboards? & part of|recorded|in it|there too`,
    tells: () => [words.about.beyond, words.about.noChat],
  },
  {
    name: 'files of a recording',
    tells: () => [words.about.files, words.about.filesAre],
    says: asks`format|file types?|types? of file|quality|resolution|hd & download\w*|gets?|files?|stored|saved|recordings? & what|which|how|in|do|are|is
      (only|just|without|not) .*|only & audio|sound & possible|version|can|have|get|picture|video
      subtitles?|captions?|chat & includ\w*|comes?|with (it|the)|downloads?|too|as well|get
      arf & what (is|are)|how|why|convert\w*|instead
      where|which folder & downloaded|saved?|saving|downloads go & files?|it|they|folder|download
      voices?|mp3 & just|only|have|get`,
  },
  {
    name: 'transcripts are made',
    tells: () => [words.about.transcripts, words.about.transcriptsMade],
    says: asks`transcri\w+|subtitles?|captions?|summar(y|ies) & languages?|automatic\w*|every (meeting|recording)|always|all (my )?(meetings|recordings)|how (are|is|do i get)
      transcripts? & edit\w*|correct\w*|mistakes?|wrong|fix\w*
      why|how come & no|not|n['’]t|never & transcripts?`,
  },
  {
    name: 'what I see',
    tells: () => [words.about.iSee, words.about.iSeeWhat],
    says: asks`see|read|access|hear|listen\w*|understand|include|know & what (is|was|they|people|we) .{0,12}(said|talk\w*|spoken)|(only )?(the )?titles|(mine|my own|own|my) or (also )?others?.*|others['’]? also|stuff other .*
      you|the bot & (content|everything|all) .*|meetings|recordings|account & analy[sz]\w*|listen\w*|access to (everything|all)
      you|the bot & see|access|read & (of|from) ((my|all) )?(colleagues?|others?|other people|every\w+)|(colleagues?|others?)['’]s? recordings?
      how do you (know|see) & recordings?|that|this|me`,
    offers: () => [showListButton, sayButton(words.about.kept, 'privacy')],
  },
  {
    name: 'emails',
    tells: () => [words.about.emails, words.about.emailsAre],
    says: asks`(turn|switch)(ing)? off|stop\w*|no more|unsubscribe|disable & e-?mails?|mails
      do i|will i|am i & e?-?mails?|notified|notification|told & (some(one|body)|any(one|body)|they|s?he|\p{L}+) shares?`,
    offers: () => [sayButton(words.notify.whatITell, 'stop')],
  },
  {
    name: 'who sees mine',
    tells: () => [words.about.whoSees, words.about.whoSeesWhat],
    says: asks`sees?|seeing|seen|visible|access\w*|watch|view|open|public|private|gets? & (my|our|the|a|these) (\p{L}+ )?(recordings?|videos?|meetings?|stuff)|(what|stuff) i (record|share|made?)\p{L}* & who( else)?|every(one|body)|any(one|body)|some(one|body)|manager|boss|admin\p{L}*|it department|team|department|company|colleagues?|others?|other people|public|just me|only me|visible|by default & who|do|does|is|are|can|could|if|has|have|may|will
      shared & any(one|body)|some(one|body)|outside|externally & have|has|been|is|are|was|did|i & (any|some|which)( of (my|the))?( recordings?| ones)?|(my|our) (\p{L}+ )?(recordings|videos)|(any|some)thing
      shared|gets?|access & automatic\w*|by default|invit\w+|participants|attendees & recordings?|access|videos?`,
  },
  {
    name: 'playing',
    tells: () => [words.about.playing, words.about.playingHow],
    says: asks`${MADE_OF} & (${NOT}) (\p{L}+ )?(play|open|load|work|hear|start)(ing|s)?|(${NOT}) see (the |any )?(image|picture|video)|no (sound|picture|image|audio)|black screen|out of sync|buffer\w*|spin\w*|freez\w*|stuck|lag(s|ging)|wrong with (it|this|that)|crash(es|ed|ing)
      (sound|audio|picture|image) (is|was|goes|gets|cuts?) (missing|gone|out|off|black|muted?|silent|bad|blurry)
      link|page|player|it|webex & says? & not found|error|expired|invalid
      every time|always|again & (wants?|asks?|ha(ve|s)|needs?) (me )?to (log|sign)\s?in
      ${MADE_OF}|download & (is|are|so|very|too|really) (\p{L}+ )?slow
      browsers? & work\w*|supported|watch\w*|need|use
      keeps? (buffer|freez|stopp|crash|hang)ing
      click\w*|press\w* & nothing happens|does nothing`,
    // “Can I watch it on my phone?”
    or: anyhow`
      on (my|an?|the) ((cell|smart|mobile|i).?)?(phone|tablet|pad|tv|television|laptop|mac) & watch\w*|view\w*|play\w*
      slow(er)?|speed|(turn|switch) on & down|up|speed|captions|subtitles & it|play\w*|watch\w*|video|captions|subtitles`,
  },
  {
    name: 'watched to the end',
    tells: () => [words.about.howFar, words.about.howFarUntold],
    says: asks`(any|which|all|some|who|how many) .* & (to|till|until) the (very )?end|all of it|entire(ly)?|the whole (thing|video|recording)|completely|how (far|much of) & watch\w*|view\w*|got|get|saw|seen|see`,
  },
  {
    name: 'who made me',
    tells: () => [words.about.whoRuns, words.about.whoRunsWhy],
    says: asks`who (made|built|created|wrote|runs|owns|maintains) & you|(this|the) bot`,
  },
  {
    name: 'new owner',
    says: asks`chang\w+|transfer\w*|make & owns?|owners?|ownership|hosts? & recordings?|videos?|it`,
    tells: () => [words.about.beyond, words.about.changeThere],
  },
  {
    line: 'privacy',
    says: asks`stor\w+|keep\w*|sav(e|es|ing)|log|logs|logging|record\w*|remember|collect\w*|reads?|see & what i (type|write|say|ask)\p{L}*|about me|(my|our) (messages|data|chats?)( with you)?
      chats?|conversations? & private|confidential|secret|reads?
      who & reads?|reading|sees? & messages|(this|our) chat|what i (type|write|say|ask)`,
  },
  {
    line: 'why is my recording missing',
    says: asks`recording|video|call|meeting|one & (${NOT}) (\p{L}+ )?(show\w* up|turn\w* up|(in|on) (the|my) list|listed|appear\w*|arriv\w*|there|find)|still proc\w+ing
      not able|unable & find|see|locate
      still|why|how come & proc\w+ing
      finished|ended|over|stopped & still nothing|nothing (here|yet)|no recording`,
  },
  {
    line: 'why is the delete button missing',
    says: asks`no|missing|without|where & (delete|share|restore|download|undo) (button|option)s?`,
  },
  {
    line: 'are you a bot',
    says: asks`chat\s?gpt|human|robot|real person|machine & are you|behind|is (this|it)|talking to|really|am i`,
  },
  {
    line: 'stop',
    says: asks`what|which|do|am i|are & notifications?|alerts?|reminders|notified & on|active|got|gets?|subscribed|enabled|being notified|set up
      these|those|your|so many & messages|notifications|alerts|pings|pinging & (switch|turn)(ed|ing)? .*off|stop\w*|no more|too many
      do you|will you|are you & send|message|write|notify & every|each|week\w*|regular\w*|on your own|yourself
      stop\w* & (writ|messag|ping|notify|bother)ing
      is|are & (everything|all( of (it|them))?) ((now|really|still) )*(off|on)$|now (everything|all( of (it|them))?) (off|on)$`,
  },
  {
    line: 'thanks',
    says: unsaid(source`
        ^(?!.*\b(please|can|could|recordings?|list|show|share|delete|restore|find|send|how|what|when|where|who)\b)
        (?=.*\b(thanks?|thank you|thx|cheers|ta|did the trick|that (worked|helped))\b)
        (?=.*\b(for (today|now|your|the|all|sorting|help\w*)|all (for )?(today|now)|useful|helpful|brilliant|awesome|great|wonderful|lovely|super|trick|worked|helped|so much|very much|everything)\b)
      `),
  },
];

const commandOf = (fact: Fact): Command => {
  if ('tells' in fact) {
    const { tells, says, or, ...rest } = fact;
    return beyond({
      ...rest,
      says: present([says, or]),
      title: () => tells()[0],
      advice: () => tells()[1],
    });
  }
  const { line, says } = fact;
  const leads = beyond({ name: `${line}?`, says: [], advice: () => '' });
  // What says the same more exactly comes first.
  return { ...leads, questions: [says], run: (ctx) => ctx.dispatch(line, ctx) };
};

/** Questions about how things are; they stand before all that takes a line by its first word. */
export const facts = (): Feature => {
  const commands = FACTS.map(commandOf);
  return {
    commands,
    unknown: async (ctx, meant) => {
      const name = meant?.isTitle === true ? undefined : factAskedAbout(ctx.line ?? '');
      const nearest = commands.find((one) => one.name === name);
      await nearest?.run(ctx, '');
      return nearest !== undefined;
    },
  };
};
