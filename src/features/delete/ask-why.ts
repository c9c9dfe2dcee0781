import { type RecordingAction, readRecording } from '../recording/about.js';
import { officerDeleteCard } from './officer-card.js';
import type { Typed } from './reason.js';

/** Asks a compliance officer for what a deletion needs, with the recording as Webex has it now. */
export async function askWhy(
  about: RecordingAction,
  typed?: Typed,
  problem?: string,
): Promise<void> {
  const read = await readRecording(about);
  if (read === undefined) return;
  const { state } = about;
  await about.ctx.update(officerDeleteCard({ recording: read.recording, state, typed, problem }));
}
