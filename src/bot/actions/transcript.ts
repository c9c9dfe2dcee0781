import type { Authority } from '../../recordings/authority.js';
import type { Recording } from '../../recordings/recording.js';
import {
  downloadTranscript,
  listTranscripts,
  type Transcript,
  type TranscriptFormat,
} from '../../recordings/transcripts.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { WebexRefused } from '../../webex/errors.js';
import { notPermittedContent } from '../views/not-permitted.js';
import { noTranscriptContent, transcriptContent, transcriptFile } from '../views/transcript.js';
import { onRecording, readRecording, type About } from './about.js';
import type { Action } from './action.js';

const PERMISSION = { to: 'read transcripts', scope: 'meeting:transcripts_read' };

/** What was said in the recorded meeting: the beginning of it on the card. */
export const transcript = onRecording('transcript', (about) =>
  withTranscript(about, 'txt', async (recording, text, of) => {
    await about.click.replace(transcriptContent(recording, { text, of }, about.state));
  }),
);

/** The whole transcript as a file in the 1:1 space. Sent twice, it does no harm. */
export function sendTranscript(format: TranscriptFormat): Action {
  return onRecording(`transcript-${format}`, (about) =>
    withTranscript(about, format, async (recording, text) => {
      const { click, services, person } = about;
      const file = transcriptFile(recording, text, format);
      await services.messaging.postFile({ toPersonId: person.personId }, file);
      if (!click.direct) await click.tell({ markdown: `I sent it to our 1:1 space.` });
    }),
  );
}

async function withTranscript(
  about: About,
  format: TranscriptFormat,
  use: (recording: Recording, text: string, of: number) => Promise<void>,
): Promise<void> {
  const { click, services, person, state } = about;
  const read = await readRecording(about);
  if (read === undefined) return;
  const { recording } = read;
  const found = await withAuthority(services.authorities, person, (authority) =>
    fetchNearest(about, authority, recording, format).catch(refused),
  );
  if (found === 'not-permitted') {
    await click.replace(notPermittedContent(PERMISSION, recording, state));
  } else if (found === undefined) {
    await click.replace(noTranscriptContent(recording, state));
  } else {
    await use(recording, found.text, found.of);
  }
}

async function fetchNearest(
  { services: { webex } }: About,
  authority: Authority,
  recording: Recording,
  format: TranscriptFormat,
): Promise<{ readonly text: string; readonly of: number } | undefined> {
  const all = await listTranscripts(webex, authority, recording);
  const nearest = nearestTo(recording, all);
  if (nearest === undefined) return undefined;
  return { text: await downloadTranscript(webex, authority, nearest.id, format), of: all.length };
}

/** A meeting that was recorded twice has two transcripts: this recording's began when it did. */
function nearestTo(
  { timeRecorded, createTime }: Recording,
  transcripts: readonly Transcript[],
): Transcript | undefined {
  const began = Date.parse(timeRecorded ?? createTime);
  const distance = ({ startTime }: Transcript): number =>
    startTime === undefined ? Infinity : Math.abs(Date.parse(startTime) - began);
  return [...transcripts].sort((one, other) => distance(one) - distance(other))[0];
}

function refused(error: unknown): 'not-permitted' | undefined {
  if (!(error instanceof WebexRefused)) throw error;
  if (error.status === 403) return 'not-permitted';
  // A 400 is Webex's answer to meetings that cannot have one, as those of personal rooms.
  if ([400, 404, 410].includes(error.status)) return undefined;
  throw error;
}
