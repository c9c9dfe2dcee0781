import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { words } from '../../util/words.js';
import { pickRecording } from '../list/index.js';
import type { RecordingDeps } from './about.js';
import { download, more } from './details.js';
import { summary } from './summary.js';
import { sendTranscript, transcript } from './transcript.js';
import { watched } from './watched.js';

/** What people do with one recording, in their words. */
const verbs = () => [
  {
    said: [
      ...['watch', 'open', 'play', 'view', 'show me the recording of', 'details', 'details of'],
      ...['link to', 'link of', 'the link to', 'copy the link of', 'get the link of'],
      ...['how long was', 'how long is', 'how big is', 'how big was', 'how old is'],
      ...['stream', 'password of', 'password for', 'the password of'],
      ...['what is the password of', 'what’s the password of', "what's the password of"],
      ...['what is the password for', 'what’s the password for', "what's the password for"],
      ...[
        'get me the link to',
        'give me the link to',
        'send me the link to',
        'show me the link to',
      ],
    ],
    says: [
      /^where(?:['’]s|\s+is|\s+can\s+i\s+find|\s+do\s+i\s+find)\s+(?!.*\bdeleted\b)(?:the\s+recordings?\s+(?:of|from)\s+)?(?<what>.+)$/i,
    ],
    help: words.recording.watchHelp,
    button: words.recording.open,
    action: more,
  },
  {
    said: ['download', 'save', 'get me the file of'],
    says: [
      /^(?:get|give|send|i\s+need)\s+(?:me\s+)?(?:the\s+)?(?:(?:video|audio|mp4)\s+)?(?:file|video|audio|mp4)\s+(?:of|for|from)\s+(?<what>.+)$/i,
      /^(?:the\s+)?(?:file|video|audio)\s+(?:of|for)\s+(?<what>.+)$/i,
    ],
    help: words.recording.downloadHelp,
    button: words.recording.download,
    action: download,
  },
  {
    said: [
      ...['transcript', 'transcript of', 'the transcript of', 'get the transcript of'],
      ...['get me the transcript of', 'get me the transcript', 'get the transcript'],
      ...['transcribe', 'what was said in', 'get transcript', 'give me the transcript of'],
      ...['give me the transcript', 'show me the transcript of', 'send me the transcript of'],
    ],
    help: words.recording.transcriptHelp,
    button: words.recording.transcript,
    action: transcript,
  },
  {
    said: [
      ...['summary', 'summary of', 'the summary of', 'summarize', 'summarise'],
      ...[
        'tl;dr',
        'tldr',
        'what happened in',
        'sum up',
        'recap',
        'recap of',
        'give me a summary of',
      ],
      ...['get me a summary of', 'give me the summary of'],
    ],
    says: [
      /^(?:the\s+)?(?:action\s+items|key\s+points|takeaways|minutes|notes|meeting\s+notes)\s+(?:of|from|for)\s+(?<what>.+)$/i,
      /^what\s+(?:was|were|did\s+we|have\s+we)\s+(?:decided?|discuss(?:ed)?|agreed?)\s+(?:on\s+)?(?:in|at)\s+(?<what>.+)$/i,
    ],
    help: words.recording.summaryHelp,
    button: words.recording.summary,
    action: summary,
  },
  {
    said: [
      ...['who watched', 'who viewed', 'who saw', 'who has watched', 'who has seen', 'who opened'],
      ...['who downloaded', 'has anyone watched', 'has anybody watched', 'did anyone watch'],
      ...['views of', 'how many people watched', 'stats of', 'stats for', 'statistics of'],
    ],
    says: [
      /^(?:did|has|have)\s+(?!(?:i|you|we)\b)\S+(?:\s+\S+)?\s+(?:watch(?:ed)?|seen?|view(?:ed)?|open(?:ed)?|download(?:ed)?)\s+(?<what>.+)$/i,
      /^how\s+(?:often|many\s+times)\s+(?:was|has|were|have|did)\s+(?<what>.+?)\s+(?:been\s+)?(?:watched|viewed|opened|downloaded|seen)$/i,
    ],
    help: words.recording.watchedHelp,
    button: words.recording.whoWatched,
    action: watched,
  },
];

/** Everything about one recording: details, downloads, who watched it, what was said. */
export const recording = (deps: RecordingDeps): Feature => ({
  commands: verbs().map(({ said, says = [], help, button, action }) => {
    const [verb = ''] = said;
    const only = action(deps);
    return command({
      ...{ name: verb, words: said, says, help, group: 'find', forOthers: true },
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

export {
  onRecording,
  type RecordingAction,
  type RecordingDeps,
  readRecording,
  replyGone,
  showListAgain,
  showListWithout,
} from './about.js';
export { more } from './details.js';
export { dataOf, toTheList, waysBack } from './details.js';
export { type Usage, usageInWords, usageOf } from './watched.js';
