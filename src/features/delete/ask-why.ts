import { type About, readRecording } from '../recording/about.js';
import { officerDeleteContent } from './officer-card.js';
import type { Typed } from './reason.js';

/** Asks a compliance officer for what a deletion needs, with the recording as Webex has it now. */
export async function askWhy(about: About, typed?: Typed, problem?: string): Promise<void> {
  const read = await readRecording(about);
  if (read === undefined) return;
  const { state } = about;
  await about.click.replace(
    officerDeleteContent({ recording: read.recording, state, typed, problem }),
  );
}
