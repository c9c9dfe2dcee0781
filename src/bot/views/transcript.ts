import type { Recording } from '../../recordings/recording.js';
import type { TranscriptFormat } from '../../recordings/transcripts.js';
import type { Content, FileToSend } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { dataOf, waysBack } from './about-buttons.js';
import { messageContent } from './message.js';
import { excerptOf } from './plain-lines.js';
import { topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;
const SHOWN = { lines: 15, characters: 2_000 };

/** A transcript as it was read. */
export interface ReadTranscript {
  /** As Webex's txt: lines of others' words. */
  readonly text: string;
  /** How many transcripts the meeting has. */
  readonly of: number;
}

/** The beginning of a transcript, with the whole of it as a file. */
export function transcriptContent(
  recording: Recording,
  { text, of }: ReadTranscript,
  state: ListState,
): Content {
  const { lines, total } = excerptOf(text, SHOWN);
  const data = dataOf(recording, state);
  return messageContent({
    title: titleOf(recording),
    paragraphs: [
      ...(of > 1
        ? [`The meeting has ${of} transcripts; this one began nearest to the recording.`]
        : []),
      ...(lines.length === 0 ? ['It is empty.'] : lines),
      ...(lines.length < total ? [`These are the first ${lines.length} of ${total} lines.`] : []),
    ],
    buttons: [
      { title: 'Send as text', data: { action: 'transcript-txt', ...data } },
      { title: 'Send with times (.vtt)', data: { action: 'transcript-vtt', ...data } },
      ...waysBack(recording, state),
    ],
  });
}

/** When the meeting has no transcript. */
export function noTranscriptContent(recording: Recording, state: ListState): Content {
  return messageContent({
    title: titleOf(recording),
    paragraphs: [
      'Webex has no transcript of this meeting for you.',
      'There is one only where captions or the assistant were on while it was recorded, and it can take a while to be ready.',
    ],
    buttons: waysBack(recording, state),
  });
}

/** A transcript as a file. */
export function transcriptFile(
  recording: Recording,
  text: string,
  format: TranscriptFormat,
): FileToSend {
  const day = (recording.timeRecorded ?? recording.createTime).slice(0, 10);
  return {
    name: `transcript-${day}.${format}`,
    type: format === 'vtt' ? 'text/vtt' : 'text/plain',
    bytes: new TextEncoder().encode(text),
    markdown: `The transcript of “${topicOf(recording, SHORT_TOPIC)}”.`,
  };
}

function titleOf(recording: Recording): string {
  return `Transcript of “${topicOf(recording, SHORT_TOPIC)}”`;
}
