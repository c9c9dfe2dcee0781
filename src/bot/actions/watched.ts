import { accessDetail, type Accesses } from '../../recordings/report.js';
import { WebexRefused } from '../../webex/errors.js';
import { notReportedContent, watchedContent } from '../views/watched.js';
import { onRecording, readRecording } from './about.js';

/** Who watched and downloaded a recording. */
export const watched = onRecording('watched', async (about) => {
  const { click, services, target, state } = about;
  const read = await readRecording(about, (authority) =>
    accessDetail(services.webex, authority, target.id).catch(notAllowed),
  );
  if (read === undefined) return;
  const { recording, besides } = read;
  await click.replace(
    besides === undefined
      ? notReportedContent(recording, state)
      : watchedContent(recording, besides, state, services.now()),
  );
});

/** A recording that is gone has no report; the recording itself says so. */
function notAllowed(error: unknown): Accesses | undefined {
  const unknown = error instanceof WebexRefused && [403, 404, 405].includes(error.status);
  if (!unknown) throw error;
  return undefined;
}
