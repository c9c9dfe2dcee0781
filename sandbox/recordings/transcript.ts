import { createHash } from 'node:crypto';
import type { Recording } from './recording.js';

interface Line {
  /** Seconds from the start of the meeting. */
  readonly at: number;
  readonly who: string;
  readonly words: string;
}

const sentences = [
  'Welcome, everybody. Shall we begin?',
  'The numbers of last week are in the shared folder.',
  'I would rather ship the small change first & measure it.',
  'Who takes this one?',
  'Let us write <that> down, and look at it again on Thursday.',
  'Das klären wir im Anschluss, danke.',
  'Nothing from my side.',
] as const;
const speakers = ['Alice Anders', 'Bob Brandt', 'Carol Castro'] as const;

/** What was said, made up from the recording's id: the same at every call. */
function linesOf(recording: Recording): Line[] {
  const bytes = createHash('sha256').update(`said/${recording.id}`).digest();
  const count = 6 + ((bytes[0] ?? 0) % 9);
  const step = Math.max(3, Math.floor(recording.durationSeconds / (count + 1)));
  return Array.from({ length: count }, (_, n) => ({
    at: n * step,
    who: speakers[(bytes[n + 1] ?? 0) % speakers.length] ?? speakers[0],
    words: sentences[n === 0 ? 0 : (bytes[n + 9] ?? 0) % sentences.length] ?? sentences[0],
  }));
}

/** The transcript as WebVTT. */
export function vttOf(recording: Recording): string {
  const cues = linesOf(recording).map(
    ({ at, who, words }, n) =>
      `${n + 1} "${who}"\n${clock(at)}.000 --> ${clock(at + 2)}.500\n${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}\n`,
  );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** The transcript as plain text. */
export function txtOf(recording: Recording): string {
  return linesOf(recording)
    .map(({ at, who, words }) => `${clock(at)} ${who}: ${words}\n`)
    .join('');
}

/** Whether Webex wrote a summary; where nobody says so, of every other meeting with a transcript. */
export function hasSummary(recording: Recording): boolean {
  const even = Number.parseInt(recording.id.slice(-1), 16) % 2 === 0;
  return recording.hasSummary ?? (recording.hasTranscript === true && even);
}

/** The summary as the API answers it: notes in HTML, action items in plain text. */
export function summaryOf(recording: Recording): { notes: string; actionItems: string[] } {
  const topic = recording.topic.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    notes:
      `<p><b>${topic}</b></p><ul><li>The team went through last week&#39;s numbers &amp; agreed on ` +
      'the next step.</li><li>One question stays open until Thursday.</li></ul>',
    actionItems: ['Bob sends the numbers round.', 'Alice asks the vendor about <dates> & prices.'],
  };
}

function clock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
