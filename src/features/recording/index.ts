import type { Feature } from '../../bot/feature.js';
import type { RecordingDeps } from './about.js';
import { download, more } from './details.js';
import { summary } from './summary.js';
import { sendTranscript, transcript } from './transcript.js';
import { watched } from './watched.js';

/** Everything about one recording: details, downloads, who watched it, what was said. */
export const recording = (deps: RecordingDeps): Feature => ({
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
