import { type Action, type Command, type Feature, command, phrases } from '../../bot/feature.js';
import { COUNTS, MANY_BYTES } from '../../query/amounts.js';
import { words } from '../../util/words.js';
import { COMPARED_ONE, pickRecording } from '../list/index.js';
import type { RecordingDeps } from './about.js';
import { download, more } from './details.js';
import { sendTranscript, summary, transcript } from './meeting-text.js';
import { watched } from './watched.js';
import { pattern } from '../../util/pattern.js';

/** “acme demo transcript”: the noun stands behind the description. */
const itsOwn = (noun: string): RegExp =>
  pattern('iu')`
    ^(?:what(?:['’]?s|\s+is)\s+|(?:get|give|show|send)\s+me\s+)?(?:the\s+)?(?!
      (?:
        what|which|who|where|how|why|when|is|are|was|has|can|do|does|did|its|an?|the|my|new|copy|get|public|share|forward|resend|email|list|show|translate
        |and|also|find|search|delete|remove|download|send|export|give|recordings?|videos?|all|any|weekly|daily
        |monthly|ai
      )\b
    )(?!.*(?:\b(?:with(?:out)?|has|have|no)\b|(?:\d|\b(?:${COUNTS}))\s*minutes$))(?<what>[\p{L}\d'’-]+(?:\s+[\p{L}\d'’-]+){0,3})\s+(?:${noun})$
  `;

/** “as a text file”, “send it”: the whole of the transcript that is shown. */
const AS_FILE =
  /^(?!.*\bwith\s+\S+@)(?:.*\b(?:as|in)\s+(?:an?\s+)?(?:(?:plain|whole)\s+)?(?:text|txt|file|word|docx?|pdf|document)\b.*|(?:send|download|save|export)(?:\s+(?:me|it|that|this|the\s+(?:whole|rest|file)|all(?:\s+of\s+it)?))+)$/i;
const OF_REPORT =
  /^(?:(?:and|but|ok)\s+)*(?:(?:only|just|how\s+many|who|when|how\s+often|any(?:one|body)|nobody|is\s+that)\s.*)?\b(?:downloads?|downloaded|views?|viewers?|times|once|twice)(?:\s+(?:it|them|only))?$|^who\s+(?:watched|downloaded|opened|saw)\s+(?:it|this|that)\s+\S.*$/i;

interface Verb extends Pick<Command, 'says' | 'help' | 'isHidden' | 'follows'> {
  readonly said: readonly string[];
  readonly button: string;
  readonly action: (deps: RecordingDeps) => Action;
}

const verbs = (): readonly Verb[] => [
  {
    said: phrases(
      'watch, open, play back, playback, play, view, expand, more info, show me the recording of, details, link to, link of',
      'the link to, copy the link of, get the link of, how long was, how long is, how big is',
      'how big was, how old is, stream, listen to',
    ),
    says: [
      pattern('i')`
        ^(?:(?:show|list|see|get|give)\s+(?:me\s+)?)?(?<what>
          (?:the\s+)?(?:first(?:\s+(?:one|result))?|1st|(?:second|third|fourth|fifth|2nd|3rd|4th|5th)(?:\s+(?:one|recording|result))?)
          |(?:#|no\.?\s*|(?:number|recording|video|row)\s+)\d{1,2}|${COMPARED_ONE.source.slice(1, -1)}
        )$
      `,
      /^(?:show\s+(?:me\s+)?|give\s+me\s+)?(?:the\s+)?(?:(?:more\s+)?(?:info|information|details)|more|url)\s+(?:about|on|of|for)\s+(?<what>.+)$/i,
      pattern('i')`
        ^(?:
          (?:can|could|may)\s+(?:i|we)\s+(?:have|get)|have|(?:give|(?:re)?send|show|get|text)\s+me|(?:copy|get|show)
          |public|i\s+need|i\s+forgot|what(?:['’]?s|\s+is)
        )?\s*(?:the\s+)?(?:(?:playback|play|recording)\s+)?(?:link|url|pass(?:word|code)|pw|pin|access\s+code)(?:
          \s+(?:(?:to|of|for)\s+)?(?<what>(?!(?:to|of|for)$|(?:protected|is|was|wo|do(?:es)?|did|ca)(?:n?['’]?t)?\b).+)
        )?$
      `,
      /^(?:what(?:['’]?s|\s+(?:is|was))\s+)?(?:the\s+)?(?:duration|length|size|date|host|name|title|topic|(?:meeting|recording)\s+(?:id|number))\s+(?:of|for)\s+(?!.*\bstorage$)(?<what>.+)$/i,
      /^(?:how\s+(?:large|long|heavy)\s+(?:is|was)(?!.*\b(?:kept|stored|available|retained|saved)$)|what\s+(?:day|time)\s+(?:was|did)|who(?:['’]?s|\s+(?:is|was))\s+the\s+host\s+of)\s+(?<what>.+?)(?:\s+(?:start|begin|end|finish|over|held|on))?$/i,
      itsOwn('link|url|password|passcode'),
      /^how\s+(?:big|long|large|old)(?:\s+(?:is|was))?$|^how\s+(?:big|long|large|old)\s+(?:the\s+(?:file|video|recording|meeting)|it|this|that)\s+(?:is|was)$|^(?:re)?send\s+(?:the|its|that|a)\s+(?:link|url)$/i,
      /^when\s+(?:exactly\s+)?(?:was|did)\s+(?<what>it|this|that|(?:the|my|our)\s.+?)(?:\s+one)?\s+(?:take\s+place|happen|start|begin|end|finish)$/i,
      /^who\s+(?:else\s+)?(?:was|is|were)\s+(?:presenting|speaking|the\s+(?:speaker|presenter|host|organi[sz]er|owner)s?|there|in\s+(?:it|there|that))$|^who\s+(?:else\s+)?(?:presented|attended|took\s+part|participated|spoke)(?:\s+(?:in|at)\s+(?:it|that|there))?$/i,
      /^(?:is|was)\s+(?<what>it|this|that(?:\s+one)?)\s+(?:(?:very\s+|too\s+|that\s+|really\s+)?(?:long|short|big|large|small|old|new|recent)|\w+er\s+than\s+(?:\d|an?\s|one\s|half\s|last\s).*|an?\s+(?:mp4|arf|webinar|training|video)(?:\s+file)?)$/i,
      /^is\s+(?<what>.+?)\s+(?:password[\s-]protected|locked)$|^its\s+(?:password|passcode|link|url)$/i,
      /^is\s+there\s+(?:an?|any)\s+(?:password|passcode|pin)(?:\s+(?:on|for|to)\s+(?<what>.+))?$/i,
      /^how\s+(?:many|much)\s+(?:minutes?|hours?|mins|time|mb|gb|megabytes)\s+(?:(?:is|has|does|did|was)\s+)?(?<what>it|this|that(?:\s+one)?|the\s+\S.*?)(?:\s+(?:has|have|is|takes?|lasts?|long))?$/i,
      /^(?:which|what)\s+(?:site|format|file\s+type)\s+(?:is|was|does)\s+(?<what>.+?)(?:\s+(?:on|in|have))?$/i,
      /^(?:i\s+)?(?:missed|(?:could|was|did|can)\s*(?:n['’]?t|not)\s+(?:able\s+to\s+)?(?:attend|join|make|be\s+(?:in|at)))\s+(?!you$)(?<what>.+?)(?:[,.]+\s*(?:so\s+)?(?:can|could|please|may|where|is|do|(?:the\s+)?(?:link|recording))\b.*)?$/i,
      pattern(
        'i',
      )`^how\s+(?:much\s+(?:space|storage|room)|many\s+${MANY_BYTES})\s+(?:does|did)\s+(?<what>(?!(?:i|we|it)\b).+?)\s+(?:take|need|occupy)(?:\s+up)?$`,
      /^whose(?:\s+(?:recording|video|meeting))?\s+(?:is|was)\s+(?<what>.+)$/i,
      /^who(?:['’]?s|\s+(?:is|was))\s+(?:(?:the|its)\s+)?(?:host|owner|organi[sz]er)$/i,
      /^(?:is|was)\s+(?!(?:any|some|every|there|what|all)\p{L}*(?!\p{L}))(?<what>.+?)\s+(?:shared\s+(?:with|to)\s+(?:me|us)|mine)$/iu,
      /^who\s+(?:recorded|hosted|made|shared)\s+(?!you\b)(?<what>.+?)(?:\s+with\s+(?:me|us))?$/i,
      /^when\s+(?:was|did\s+(?:we|i)\s+(?:last\s+)?(?:record|have|meet(?:\s+with)?|(?:talk|speak)\s+(?:to|with)))\s+(?!.*\bwatched\b|the\s+last\s+time\b)(?<what>.+?)(?:\s+(?:recorded|held|made))?$/i,
      /^how\s+long\s+(?:does|did)\s+(?<what>(?:the|my|our)\s.+?|(?<=did\s)(?:it|this|that))\s+(?:take|last|run|go(?:\s+on)?)$/i,
      /^(?:i\s+)?(?:can['’]?t|can\s?not|don['’]?t|do\s+not)\s+(?:find|see)\s+(?!(?:any|the)\s+(?:buttons?|cards?)$)(?<what>.+)$/i,
      /^(?:where|how)\s+(?:can|do|could|will|should)\s+(?:my|our|the)\s+\p{L}+\s+(?:find|watch|see|view|get)\s+(?<what>.+)$/iu,
      /^(?:show|see|get)\s+(?:me\s+)?(?:(?:the|its|all)\s+)?details(?:\s+(?:of|for|about)\s+(?<what>.+))?$/i,
      /^(?:start|begin)\s+(?:(?:playing|watching|to\s+(?:play|watch))\s+|(?=(?:the|my)\s)(?!\S+\s(?:recording|meeting)$))(?<what>.+)$/i,
      /^where(?:['’]?s|\s+is|\s+(?:can|do|could)\s+(?:i|we)\s+(?:f(?:i|ou)nd|watch|see|view|play|open))\s+(?!.*\bdeleted\b|the\s+(?:rest|others?)$)(?:the\s+recordings?\s+(?:of|from)\s+)?(?<what>.+?)(?:\s+(?:stored|saved|kept|located))?$/i,
    ],
    help: words.recording.watchHelp,
    button: words.recording.open,
    action: more,
  },
  {
    said: ['download', 'dl', 'save', 'get me the file of', 'export'],
    says: [
      /^(?:(?:get|give|send|download|save|i\s+need)\s+(?:me\s+)?(?:(?:only|just)\s+)?|(?!mp4)(?=.*\s(?:of|for)\s))(?:the\s+)?(?:(?:video|audio|mp4)\s+)?(?:file|video|audio|mp[34])(?:\s+only)?(?:\s+(?:of|for|from)\s+(?<what>.+))?$/i,
      /^(?:get(?:\s+me)?|(?:give|send)\s+me)\s+(?<what>.+?)\s+as\s+(?:an?\s+)?(?:mp[34]|video|file|audio)(?:\s+(?:file|video|only))?$/i,
      /^(?:download|save|export)\s+(?:(?<what>.+?)\s+)?to\s+(?:my\s+)?(?:computer|disk|desktop|laptop|phone|sharepoint|onedrive|drive)$/i,
    ],
    help: words.recording.downloadHelp,
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
      pattern('i')`
        ^(?:(?:get|give|show|send|email|read)\s+me\s+|(?:get|show|read|download|save)\s+)?(?:the\s+|an?\s+)?(?:
          transcripts?|transcription|captions|subtitles|vtt|text(?:\s+version)?
        )\s+(?:of|for|from)\s+(?<what>.+?)(?:
          \s+(?:as|in)\s+(?:an?\s+)?(?:txt|vtt|text|pdf|word|docx?|file|document)(?:\s+(?:file|document))?
        )?$
      `,
      /^(?:(?:get|give|show|send)\s+me\s+)?(?:please\s+)?(?:the\s+)?text(?:\s+|-)file$|^(?:(?:get|give|show|send)\s+me\s+)?(?:please\s+)?(?:the\s+)?text\s+of\s+what\s+(?:was|were|has\s+been|we|they|people)\s+(?:said|spoken|talked|say)(?:\s+(?:there|in\s+(?<what>.+)))?$|^what\s+(?:was\s+(?:said|spoken)|did\s+(?:we|they)\s+say)(?:\s+there)?$/i,
      /^what\s+(?:was\s+said|did\s+\p{L}+\s+say)\s+(?:about\s+.+?\s+)?(?:in|at|during)\s+(?<what>.+?)(?:\s+about\s+.+)?$/iu,
      /^(?:have|get|is\s+there|download|export|save|i\s+need)\s+(?:the\s+|an?\s+)?transcript(?:\s+(?:of|for|from)\s+(?<what>.+?))?(?:\s+as\s+(?:an?\s+)?(?:txt|vtt|text|pdf|word|docx?|file))?$/i,
      /^(?:get|give|send|show)\s+(?:me\s+)?(?:the\s+text\s+(?:of|from)|what\s+was\s+said\s+in)\s+(?<what>.+)$/i,
      itsOwn('transcript'),
      /^(?:(?:is|are)\s+there\s+)?(?:the|an?|any)\s+transcripts?(?:\s+(?:of|for)\s+(?<what>it|this|that))?$/i,
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
      /^(?:(?:get|give|show|send|read)\s+me\s+|(?:is|are)\s+there\s+)?(?:(?:the|an?|any|its|only|just)\s+)*(?:minutes|notes|summary|recap|to[\s-]?dos?|action\s+(?:items|points)|next\s+steps|decisions|key\s+points)(?:\s+only|\s+(?:of|for)\s+(?<what>it|this|that))?$/i,
      itsOwn('summary|recap|minutes'),
      /^(?:(?:give|show|send|get|read)\s+me\s+)?(?:its\s+summary|(?:the\s+|an?\s+)?short(?:er)?\s+version(?:\s+of\s+(?<what>.+))?)$/i,
      pattern('i')`
        ^(?:what\s+(?:are|were)\s+|(?:get|give|send|show|read|make|do|write|i\s+(?:need|want))\s+(?:me\s+)?)?(?:an?\s+|the\s+)?
        (?:short\s+|brief\s+|quick\s+|ai\s+|meeting\s+)?(?:
          summar(?:y|ies)|recap|action\s+(?:items|points)|key\s+points|bullet\s+points|highlights
          |(?:key\s+)?takeaways|minutes|protocol|notes|mom|gist|tl;?dr|to-?dos|next\s+steps|decisions
        )\s+(?:of|from|for)\s+(?<what>.+)$
      `,
      /^what(?:['’]s|\s+(?:is|was))\s+(?<what>.+?)\s+about$/i,
      /^what\s+(?:did|have)\s+(?:we|they|you|people)\s+(?:decided?|agreed?|discuss(?:ed)?|conclude|talk(?:ed)?\s+about)(?:\s+(?:on|there|then))?$/i,
      /^what\s+did\s+(?:i|we)\s+miss\s+(?:in|at)\s+(?<what>.+)$/i,
      pattern('i')`
        ^what\s+(?:was|were|did\s+we|have\s+we)\s+(?:
          decided?|discuss(?:ed)?|agreed?|talk(?:ed)?\s+about|cover(?:ed)?|gone?\s+over
        )\s+(?:(?:on\s+)?(?:in|at|with)\s+|(?=(?:yesterday|today|last|this|on)\b))(?<what>.+)$
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
      /^who(?:\s+(?:else|has|have))*\s+(?:watched|seen|viewed|opened|downloaded)\s+(?<what>(?:it|this|that)(?=\s+(?:this|last|today|yesterday|since|on|so)\b)|.+?(?=\s+(?:in|during|over|within)\s+(?:the\s+)?(?:last|past)\b)).+$/i,
      /^who(?:\s+(?:else|all))?(?:['’]?s|\s+(?:has|have|had|did)(?:\s*n['’]?t|\s+not)?|(?<=else|all))\s+(?:already\s+)?(?:watch(?:ed)?|seen?|view(?:ed)?|open(?:ed)?|looked\s+at|download(?:ed)?)\s+(?<what>.+)$/i,
      /^(?:how\s+many|which)\s+(?:\p{L}+\s+)?(?:have\s+|has\s+)?(?:watched|viewed|seen|saw|opened|downloaded)\s+(?!(?:the\s+)?(?:most|least|more|less)$)(?<what>.+)$/iu,
      pattern('i')`
        ^(?:
          (?:how\s+many|any)\s+(?:views|downloads)\s+(?:does|do|did|has|have|for|of|on)
          |(?:(?:show|list|export|get)\s+(?:me\s+)?)?(?:(?:the|a)\s+)?(?:list\s+of\s+(?:the\s+)?)?(?:views|viewers|downloads|stats|statistics|view(?:er|ing)?\s+(?:statistics|stats|numbers|counts?)|access\s+(?:log|report)|usage)
          \s+(?:of|for|on)
        )\s+(?<what>.+?)(?:\s+(?:have|get|got))?$
      `,
      /^(?:(?:when|how\s+(?:often|many\s+times))\s+)?(?:was|has|were|have|did)\s+(?!(?:any|some)(?:one|body)\b)(?<what>.+?)\s+(?:ever\s+|been\s+|already\s+|last\s+)*(?:watched|viewed|opened|downloaded|(?<=\bhow\b.*)seen)(?:\s+(?:already|yet|last|by\s+any(?:one|body)))?$/i,
      /^(?:who|when\s+(?:was\s+the\s+last\s+time|did)\s+(?!i\b|we\b|you\b)\p{L}+)\s+(?:last\s+)?(?:access|watch|view|open|see|saw)(?:ed)?\s+(?<what>.+?)(?:\s+last)?$/iu,
      /^(?:(?:did|has|have)\s+(?!(?:i|you|we)\b)\S+(?:\s+\S+){0,4}?|any(?:one|body)|some(?:one|body))\s+(?:watch(?:ed)?|seen?|view(?:ed)?|open(?:ed)?|download(?:ed)?)\s+(?<what>.+)$/i,
    ],
    help: words.recording.watchedHelp,
    // “only downloads”, “has carol seen it”: the same report has it.
    follows: (line) => (OF_REPORT.test(line) ? 'who watched it' : undefined),
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
      run: (ctx, rest) => pickRecording(deps, ctx, rest, { verb, button, action: only.name, only }),
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
