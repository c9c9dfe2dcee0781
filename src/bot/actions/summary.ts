import { withAuthority } from '../../accounts/with-authority.js';
import { getSummary } from '../../recordings/summary.js';
import { WebexRefused } from '../../webex/errors.js';
import { notPermittedContent } from '../views/not-permitted.js';
import { noSummaryContent, summaryContent } from '../views/summary.js';
import { onRecording, readRecording } from './about.js';

const PERMISSION = { to: 'read summaries', scope: 'meeting:summaries_read' };

/** Webex's summary of the recorded meeting. */
export const summary = onRecording('summary', async (about) => {
  const { click, services, person, state } = about;
  const read = await readRecording(about);
  if (read === undefined) return;
  const { recording } = read;
  const { meetingId } = recording;
  const forOther = person.host !== undefined || person.reach !== undefined;
  if (meetingId === undefined || forOther) {
    await click.replace(noSummaryContent(recording, state, forOther));
    return;
  }
  const found = await withAuthority(services.authorities, person, (authority) =>
    getSummary(services.webex, authority, meetingId).catch((error: unknown) => {
      if (error instanceof WebexRefused && error.status === 403) return 'not-permitted' as const;
      throw error;
    }),
  );
  await click.replace(
    found === 'not-permitted'
      ? notPermittedContent(PERMISSION, recording, state)
      : found === undefined
        ? noSummaryContent(recording, state, false)
        : summaryContent(recording, found, state),
  );
});
