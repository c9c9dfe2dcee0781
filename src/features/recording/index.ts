import { type Action, type Command, type Feature, command, phrases } from '../../bot/feature.js';
import { COUNTS, MANY_BYTES } from '../../query/amounts.js';
import { words } from '../../util/words.js';
import { COMPARED_ONE, andAnother, pickRecording } from '../list/index.js';
import type { RecordingDeps } from './about.js';
import { download, more } from './details.js';
import { sendTranscript, summary, transcript } from './meeting-text.js';
import { reportMeant, watched } from './watched.js';
import { pattern } from '../../util/pattern.js';

/** “acme demo transcript”: the noun stands behind the description. */
const itsOwn = (noun: string): RegExp =>
  pattern`
    ^(what(['’]?s| is) |(get|give|show|send) me )?(the )?(?!
      (
        what|which|who|where|how|why|when|is|are|was|has|can|do|does|did|its|an?|the|my|new|copy|get|public|share|forward|resend|email|list|show|translate
        |and|also|find|search|delete|remove|download|send|export|give|recordings?|videos?|all|any|weekly|daily
        |monthly|ai
      )\b
    )(?!.*(\b(with(out)?|has|have|no)\b|(\d|\b(${COUNTS}))\s*minutes$))(?<what>[\p{L}\d'’-]+( [\p{L}\d'’-]+){0,3}) (${noun})$
  `;

/** “as a text file”, “send it”: the whole of the transcript that is shown. */
const AS_FILE = pattern`
  ^(?!.*\bwith \S+@)(
    .*\b(as|in) (an? )?((plain|whole) )?(text|txt|file|word|docx?|pdf|document)\b.*
    |(send|download|save|export)( (me|it|that|this|the (whole|rest|file)|all( of it)?))+
  )$
`;
/** “only the audio”, “how long is the link valid”: the card of downloads has both. */
const OF_DOWNLOADS = pattern`^((only|just|and|also|in|as) )+((the|its|an?) )?(audio|sound|video|mp[34])( (file|track|only|too))*$|^(until when|how long|when) .*\b(links?|urls?|valid|expires?|work)\b.*$`;
/** “the link to watch the retro”, “the details of the retro” */
const TO_WATCH =
  /^(?:(?:the\s+)?(?:details|info|information)\s+(?:of|about|on)|watch|view|see|play|open)\s+(?=(?:the|my|our|this|that|it)\b)/i;

interface Verb extends Pick<Command, 'says' | 'help' | 'isHidden' | 'follows'> {
  readonly said: readonly string[];
  readonly button: string;
  readonly action: (deps: RecordingDeps) => Action;
}

const verbs = (): readonly Verb[] => [
  {
    said: phrases(
      'watch, open, open up, play back, playback, play, view, expand, more info, show me the recording of, details, link to, link of',
      'the link to, copy the link of, get the link of, how long was, how long is, how big is',
      'how big was, how old is, stream, listen to',
    ),
    says: [
      pattern`
        ^((show|list|see|get|give) (me )?)?(?<what>
          (the )?(first( (one|result))?|1st|(second|third|fourth|fifth|2nd|3rd|4th|5th)( (one|recording|result))?)
          |(?:#|no\.?\s*|(number|recording|video|row) )\d{1,2}|${COMPARED_ONE.source.slice(1, -1)}
        )$
      `,
      pattern`^(show (me )?|give me )?(the )?((more )?(info|information|details)|more|url) (about|on|of|for) (?<what>.+)$`,
      pattern`
        ^(
          (can|could|may) (i|we) (have|get)|have|(give|(re)?send|show|get|text) me|gimme|(copy|get|show)
          |public|i need|i forgot|what(['’]?s| is)
        )?\s*((the|an?|its|just|only) )*((playback|play|recording) )?(link|url|pass(word|code)|pw|pin|access code)( again)?(
          \s+((to|of|for) )?(?<what>(?!(to|of|for)$|(protected|is|was|wo|do(es)?|did|ca)(n?['’]?t)?\b).+)
        )?$
      `,
      pattern`^(what(['’]?s| (is|was)) )?(the )?(duration|length|size|date|host|name|title|topic|(meeting|recording) (id|number)) (of|for) (?!.*\bstorage$)(?<what>.+)$`,
      pattern`
        ^(
          how (large|long|heavy) (is|was)(?!.*\b(kept|stored|available|retained|saved)$)|what (day|time) (was|did)
          |who(['’]?s| (is|was)) (the host of|hosting)
        ) (?<what>.+?)( (start|begin|end|finish|over|held|on))?$
      `,
      itsOwn('link|url|password|passcode'),
      pattern`^how (big|long|large|old)( (is|was))?$|^how (big|long|large|old) (the (file|video|recording|meeting)|it|this|that) (is|was)$|^(re)?send (the|its|that|a) (link|url)$|^(size|duration|length|date|host)$`,
      pattern`^when (exactly )?(was|did) (?<what>it|this|that|(the|my|our)\s.+?)( one)? (take place|happen|start|begin|end|finish)$`,
      pattern`
        ^who (else )?(was|is|were) (
          presenting|speaking|the (speaker|presenter|host|organi[sz]er|owner)s?|there|in (it|there|that)
        )$
        |^who (else )?(presented|attended|took part|participated|spoke)( (in|at) (it|that|there))?$
      `,
      pattern`
        ^(is|was) (?<what>it|this|that( one)?) (
          (very |too |that |really )?(long|short|big|large|small|old|new|recent)
          |\w+er than (\d|an?\s|one\s|half\s|last\s).*|an? (mp4|arf|webinar|training|video)( file)?
        )$
      `,
      pattern`^is (?<what>.+?) (password[\s-]protected|protected (by|with) (an? )?password|locked)$|^its (password|passcode|link|url)$`,
      pattern`^is there (an?|any) (password|passcode|pin)( (on|for|to) (?<what>.+))?$`,
      pattern`^how (many|much) (minutes?|hours?|mins|time|mb|gb|megabytes) ((is|has|does|did|was) )?(?<what>it|this|that( one)?|the \S.*?)( (has|have|is|takes?|lasts?|long))?$`,
      pattern`^(play|watch|start|open) ((?<what>it) )?(from|at) (minute )?\d[\d:.]*\s*(min|minutes?|sec|seconds?|h|hours?)?( in)?$`,
      pattern`^(which|what) (site|format|file type) (is|was|does) (?<what>.+?)( (on|in|have))?$`,
      pattern`
        ^(i )?(missed|(could|was|did|can)\s*(n['’]?t|not) (able to )?(attend|join|make|be (in|at))) (?!you$)
        (?<what>.+?)([,.]+\s*(so )?(can|could|please|may|where|is|do|(the )?(link|recording))\b.*)?$
      `,
      pattern`^how (much (space|storage|room)|many ${MANY_BYTES}) (does|did) (?<what>(?!(i|we|it)\b).+?) (take|need|occupy)( up)?$`,
      pattern`^whose( (recording|video|meeting))? (is|was) (?<what>.+)$`,
      pattern`^who(['’]?s| (is|was)) ((the|its) )?(host|owner|organi[sz]er)$|^who host(s|ed)$`,
      pattern`^(is|was) (?!(any|some|every|there|what|all)\p{L}*(?!\p{L}))(?<what>.+?) (shared (with|to) (me|us)|mine)$`,
      pattern`^who (recorded|hosts|hosted|made|shared|organi[sz]ed) (?!(you|what)\b)(?<what>.+?)( with (me|us)| all)?$`,
      pattern`^when (was|did (we|i) (last )?(record|have|meet( with)?|(talk|speak) (to|with))) (?!.*\bwatched\b|the last time\b)(?<what>.+?)( (recorded|held|made))?$`,
      pattern`^how long (does|did) (?<what>(the|my|our)\s.+?|(?<=did\s)(it|this|that)) (take|last|run|go( on)?)$`,
      pattern`^(i )?(can['’]?t|can\s?not|don['’]?t|do not) (find|see) (?!it (in|on|any)|(any|the) (buttons?|cards?)$)(?<what>.+)$`,
      pattern`^(where|how) (can|do|could|will|should) (my|our|the) \p{L}+ (find|watch|see|view|get) (?<what>.+)$`,
      pattern`^(show|see|get) (me )?((the|its|all) )?details( (of|for|about) (?<what>.+))?$`,
      pattern`^(start|begin) ((playing|watching|to (play|watch)) |(?=(the|my)\s)(?!\S+\s(recording|meeting)$))(?<what>.+)$`,
      pattern`
        ^where(['’]?s| is| (can|do|could) (i|we) (f(i|ou)nd|watch|see|view|play|open))\s+
        (?!.*\bdeleted\b|the (rest|others?)$)(the recordings? (of|from) )?(?<what>.+?)
        ( (stored|saved|kept|located))?$
      `,
    ],
    help: words.recording.watchHelp,
    button: words.recording.open,
    action: more,
  },
  {
    said: ['download', 'dl', 'save', 'get me the file of', 'export'],
    says: [
      pattern`
        ^((get|give|send|download|save|i need) (me )?((only|just) )?|(?!mp4)(?=.*\s(of|for)\s))(the )?
        ((video|audio|mp4) )?(file|video|audio|sound|mp[34])( only| track)?( (of|for|from) (?<what>.+))?$
      `,
      pattern`^((get|have|need|want|i (need|want))( me)?|(give|send) me) (?!.*\btranscript\b)(?<what>.+?) as (an? )?(mp[34]|video|file|audio)( (file|video|only))?( (on|for) (my|the) \p{L}+)?$`,
      pattern`^(.*\s)?((i|we)(['’]d| would)? (like|want|need) )?(?<what>(the|my|our)\s.+?) saved (to|on) (my|our|the) \p{L}+$`,
      pattern`^(download|save|export) ((?<what>.+?) )?to (my )?(computer|disk|desktop|laptop|phone|sharepoint|onedrive|drive)$`,
    ],
    help: words.recording.downloadHelp,
    follows: (line) => (OF_DOWNLOADS.test(line) ? 'download it' : undefined),
    button: words.recording.download,
    action: download,
  },
  {
    said: phrases(
      'transcript, the transcript of',
      'get me the transcript, get the transcript, transcribe',
      'what was said in, get transcript, give me the transcript, show transcript',
      'show the transcript, show me the transcript, send me the transcript',
    ),
    says: [
      pattern`
        ^((get|give|show|send|email|read) me |(get|show|read|download|save) )?((the|an?|only|just|chat (or|and)) )*(
          transcripts?|transcription|captions|subtitles|vtt|text( version)?
        )( (of|for|from) (?<what>(?!what\b).+?)| alone| only)?(
          \s+(as|in) (an? )?(txt|vtt|text|pdf|word|docx?|file|document)( (file|document))?
        )?$
      `,
      pattern`
        ^((get|give|show|send) me )?(please )?(the )?text( |-)file$
        |^((get|give|show|send) me )?(please )?(the )?text of what (was|were|has been|we|they|people)\s+
        (said|spoken|talked|say)( (there|in (?<what>.+)))?$
        |^what (was (said|spoken)|did (we|they) say)( there)?$
      `,
      pattern`^what (was said|did \p{L}+ say) (about .+? )?(in|at|during) (?<what>.+?)( about .+)?$`,
      pattern`^(have|get|is there|download|export|save|i need) (the |an? |any )?transcript( (of|for|from) (?<what>.+?))?( as (an? )?(txt|vtt|text|pdf|word|docx?|file))?$`,
      pattern`^(get|give|send|show) (me )?(the text (of|from) (?!what\b)|what was said in )(?<what>.+)$`,
      itsOwn('transcript'),
      pattern`^((is|are) there )?(the|an?|any) transcripts?( (of|for) (?<what>it|this|that))?$|^(is|are) ((the|a) )?transcripts? (there|available|ready)$`,
      /^(?<what>it)s\s+transcript$/i,
    ],
    help: words.recording.transcriptHelp,
    follows: (line) =>
      /\b(?:vtt|(?:with|including)\s+(?:the\s+)?time(?:s|stamps)?)\b/i.test(line)
        ? 'transcript with times of it'
        : AS_FILE.test(line)
          ? 'transcript file of it'
          : undefined,
    button: words.recording.transcript,
    action: transcript,
  },
  {
    said: phrases('transcript file of, send the transcript of'),
    help: words.recording.transcriptHelp,
    isHidden: true,
    button: words.recording.sendText,
    action: (deps) => sendTranscript(deps, 'txt'),
  },
  {
    said: phrases('transcript with times of'),
    help: words.recording.transcriptHelp,
    isHidden: true,
    button: words.recording.sendTimes,
    action: (deps) => sendTranscript(deps, 'vtt'),
  },
  {
    said: phrases(
      'summary, ai summary, the summary of, summarize, summarise, tl;dr, tldr, what happened in',
      'sum up, recap, give me a summary of, get me a summary of, give me the summary of',
    ),
    says: [
      pattern`
        ^((get|give|show|send|read) me |(is|are) there )?((the|an?|any|its|only|just) )*(
          minutes|notes|summary|recap|to[\s-]?dos?|action (items|points)|next steps|decisions|key points
        )( only| (of|for) (?<what>it|this|that))?$
      `,
      itsOwn('summary|recap|minutes'),
      pattern`^((give|show|send|get|read) me )?(its summary|(the |an? )?short(er)? version( of (?<what>.+))?)$`,
      pattern`
        ^(what (are|were) |(get|give|send|show|read|make|do|write|i (need|want)) (me )?)?(an? |the )?
        (short |brief |quick |ai |meeting )?(
          summar(y|ies)|recap|action (items|points)|key points|bullet points|highlights
          |(key )?takeaways|minutes|protocol|notes|mom|gist|tl;?dr|to-?dos|next steps|decisions
        )( or (the )?(summary|notes|minutes|recap))? (of|from|for) (?<what>.+)$
      `,
      pattern`^what(['’]s| (is|was)) (?<what>.+?) about$`,
      pattern`^what (did|have) (we|they|you|people) (decided?|agreed?|discuss(ed)?|conclude|talk(ed)? about)( (on|there|then))?$`,
      pattern`^what did ((i|we) miss|(we|they|you|people) (talk about|discuss|decide|agree( on)?|cover)) (in|at|during) (?<what>.+)$`,
      pattern`^(is|are) there (an? |any )?summar(y|ies) (for|of|from) (?<what>.+)$`,
      pattern`
        ^what (was|were|did we|have we) (
          decided?|discuss(ed)?|agreed?|talk(ed)? about|cover(ed)?|gone? over
        ) ((on )?(in|at|with) |(?=(yesterday|today|last|this|on)\b))(?<what>.+)$
      `,
    ],
    help: words.recording.summaryHelp,
    button: words.recording.summary,
    action: summary,
  },
  {
    said: phrases(
      'who watched, who viewed, who saw, who has watched, who has seen, who opened, who looked at',
      'who downloaded, viewers of, has anyone watched, has anybody watched, did anyone watch, views of',
      'how many people watched, stats of, stats for, statistics of, access report, export access report',
    ),
    says: [
      // Its report says when, so it answers a question of any time.
      pattern`
        ^who( (else|has|have))* (watched|seen|viewed|opened|downloaded) (?<what>
          (it|this|that)(?= (this|last|today|yesterday|since|on|so)\b)
          |.+?(?= (in|during|over|within) (the )?(last|past)\b)
        ).+$
      `,
      pattern`
        ^who( (else|all))?(['’]?s| (has|have|had|did)(\s*n['’]?t| not)?|(?<=else|all)) ((already|been|ever|all) )*(
          watch(ed|ing)?|seen?|view(ed|ing)?|open(ed)?|look(ed|ing)? at|download(ed|ing)?
        ) (?<what>.+)$
      `,
      pattern`^(views|viewers|downloads) (?!(of|for|on|per|by|and|in)\b)(?<what>\S.+)$`,
      pattern`^(how many|which) (\p{L}+ )?(have |has )?(watched|viewed|seen|saw|opened|downloaded) (?!(the )?(most|least|more|less)$)(?<what>.+)$`,
      pattern`
        ^(
          (how many|any) (views|downloads) (does|do|did|has|have|for|of|on)
          |((show|list|export|get) (me )?)?((the|a) )?(list of (the )?)?(
            views|viewers|downloads|stats|statistics|view(er|ing)? (statistics|stats|numbers|counts?|figures|data)
            |access (log|report)|usage
          )\s+(of|for|on)
        ) (?<what>.+?)( (have|get|got)| as (an? )?(spreadsheet|csv|excel|table|file)( file)?)?$
      `,
      pattern`
        ^((when|how (often|many times)) )?(was|has|were|have|did) (?!(any|some)(one|body)\b)(?<what>.+?)\s+
        (ever |been |already |last )*(watched|viewed|opened|downloaded|looked at|(?<=\bhow\b.*|^(has|was)\s.*)seen)
        ( (already|yet|last|by (?!(mistake|accident)\b)\p{L}+))?$
      `,
      pattern`^(who|when (was the last time|did) (?!i\b|we\b|you\b)\p{L}+) (last )?(access|watch|view|open|see|saw)(ed)? (?<what>.+?)( last)?$`,
      pattern`^(is|does) any(one|body) (else )?(still |ever |really )*(us|watch|need|view)(es?|ing|s)? (?<what>.+)$`,
      pattern`^((did|has|have) (?!(i|you|we)\b)\S+( \S+){0,4}?|any(one|body)|some(one|body)) (watch(ed|ing)?|seen?|view(ed|ing)?|look(ed)? at|open(ed)?|download(ed)?) (?<what>.+?)( yet| already)?$`,
    ],
    help: words.recording.watchedHelp,
    // “only downloads”, “has carol seen it”: the same report has it.
    follows: (line) => {
      const what = reportMeant(line) ?? andAnother(line);
      return what && `who watched ${what}`;
    },
    button: words.recording.whoWatched,
    action: watched,
  },
];

/** Everything about one recording: details, downloads, who watched it, what was said. */
export const recording = (deps: RecordingDeps): Feature => ({
  commands: verbs().map(({ said, button, action, ...spec }) => {
    const [verb = ''] = said;
    const only = action(deps);
    return command({
      ...{ ...spec, name: verb, words: said, group: 'find', forOthers: true },
      seeksTopic: action === more,
      run: (ctx, rest) =>
        pickRecording(deps, ctx, rest.replace(TO_WATCH, ''), {
          verb,
          button,
          action: only.name,
          only,
        }),
    });
  }),
  actions: [
    more(deps),
    download(deps),
    watched(deps),
    transcript(deps),
    sendTranscript(deps, 'txt'),
    sendTranscript(deps, 'vtt'),
    summary(deps),
  ],
});

export * from './about.js';
export { cardAbout, more, showDetails, toTheList, toTheRecording } from './details.js';
export { type Usage, usageInWords, usageOf } from './watched.js';
