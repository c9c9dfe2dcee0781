import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { pickRecording } from '../list/index.js';
import type { RecordingDeps } from './about.js';
import { download, more } from './details.js';
import { summary } from './summary.js';
import { sendTranscript, transcript } from './transcript.js';
import { watched } from './watched.js';

/** What people do with one recording, in their words. */
const VERBS = [
  {
    words: ['watch', 'open', 'play', 'view', 'show me the recording of', 'details', 'details of'],
    help: '**watch standup from yesterday** – that recording, with everything about it',
    button: 'Open',
    action: more,
  },
  {
    words: ['download', 'save', 'get me the file of'],
    help: '**download the last recording** – its links, which work for some hours',
    button: 'Download…',
    action: download,
  },
  {
    words: ['transcript', 'transcript of', 'the transcript of', 'get the transcript of'],
    help: '**transcript of standup from yesterday** – what was said',
    button: 'Transcript',
    action: transcript,
  },
  {
    words: ['summary', 'summary of', 'the summary of', 'summarize', 'summarise'],
    help: '**summary of standup from yesterday** – Webex’s summary of the meeting',
    button: 'Summary',
    action: summary,
  },
  {
    words: [
      ...['who watched', 'who viewed', 'who saw', 'who has watched', 'who has seen', 'who opened'],
      ...['who downloaded', 'has anyone watched', 'has anybody watched', 'did anyone watch'],
      ...['views of', 'how many people watched'],
    ],
    help: '**who watched my last recording** – names, as far as Webex reports them',
    button: 'Who watched…',
    action: watched,
  },
] as const;

/** Everything about one recording: details, downloads, who watched it, what was said. */
export const recording = (deps: RecordingDeps): Feature => ({
  commands: VERBS.map(({ words, help, button, action }) => {
    const [verb = ''] = words;
    const only = action(deps);
    return command({
      ...{ name: verb, words, help, group: 'find', forOthers: true },
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
