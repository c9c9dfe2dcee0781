import type { Recording } from '../../recordings/recording.js';
import { performShare } from '../perform-share.js';
import {
  confirmShareContent,
  notYoursToShareContent,
  sharedContent,
  shareFormContent,
} from '../views/share.js';
import { onRecording, readRecording, type About } from './about.js';
import { sharingOf } from './sharing-inputs.js';

/** The form for whom to share a recording with; with what was written, when it comes back. */
export const askShare = onRecording('ask-share', async (about) => {
  const recording = await ownRecording(about);
  if (recording === undefined) return;
  const { wanted, problem } = sharingOf(about.click.inputs);
  const form =
    problem?.kind === 'none'
      ? shareFormContent(recording, about.state)
      : shareFormContent(recording, about.state, wanted);
  await about.click.replace(form);
});

/** The question, naming who; or the form once more, saying what is wrong with it. */
export const confirmShare = onRecording('confirm-share', async (about) => {
  const recording = await ownRecording(about);
  if (recording === undefined) return;
  const { click, state } = about;
  const { wanted, problem } = sharingOf(click.inputs);
  await click.replace(
    (problem === undefined ? confirmShareContent(recording, state, wanted) : undefined) ??
      shareFormContent(recording, state, wanted, problem ?? { kind: 'no-room' }),
  );
});

/** Shares it, as confirmed. */
export const share = onRecording('share', async (about) => {
  const { click, services, target, state, person } = about;
  const { eventKey } = click;
  const { wanted, problem } = sharingOf(click.inputs);
  const recording = await ownRecording(about);
  if (recording === undefined) return;
  if (problem !== undefined) {
    await click.replace(shareFormContent(recording, state, wanted, problem));
    return;
  }
  const outcome = await performShare(services, { person, target, wanted, eventKey });
  if ('error' in outcome) {
    const about = { outcome: outcome.kind, recording: target.id, event: eventKey };
    services.log.warn({ ...about, err: outcome.error }, 'a recording was not shared');
  }
  await click.replace(sharedContent(recording, state, wanted, outcome));
});

/** The recording, when it is the person's to share; else they have been told. */
async function ownRecording(about: About): Promise<Recording | undefined> {
  const read = await readRecording(about);
  if (read === undefined) return undefined;
  if (!read.recording.shareToMe) return read.recording;
  await about.click.replace(notYoursToShareContent(read.recording, about.state));
  return undefined;
}
