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
      'where is the recording of',
    ],
    help: words.recording.watchHelp,
    button: words.recording.open,
    action: more,
  },
  {
    said: ['download', 'save', 'get me the file of'],
    help: words.recording.downloadHelp,
    button: words.recording.download,
    action: download,
  },
  {
    said: [
      ...['transcript', 'transcript of', 'the transcript of', 'get the transcript of'],
      ...['get me the transcript of', 'get me the transcript', 'get the transcript'],
      ...['transcribe', 'what was said in'],
    ],
    help: words.recording.transcriptHelp,
    button: words.recording.transcript,
    action: transcript,
  },
  {
    said: [
      ...['summary', 'summary of', 'the summary of', 'summarize', 'summarise'],
      ...['tl;dr', 'tldr', 'what happened in', 'sum up'],
    ],
    help: words.recording.summaryHelp,
    button: words.recording.summary,
    action: summary,
  },
  {
    said: [
      ...['who watched', 'who viewed', 'who saw', 'who has watched', 'who has seen', 'who opened'],
      ...['who downloaded', 'has anyone watched', 'has anybody watched', 'did anyone watch'],
      ...['views of', 'how many people watched'],
    ],
    help: words.recording.watchedHelp,
    button: words.recording.whoWatched,
    action: watched,
  },
];

/** Everything about one recording: details, downloads, who watched it, what was said. */
export const recording = (deps: RecordingDeps): Feature => ({
  commands: verbs().map(({ said, help, button, action }) => {
    const [verb = ''] = said;
    const only = action(deps);
    return command({
      ...{ name: verb, words: said, help, group: 'find', forOthers: true },
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
