import type { Someone } from '../accounts/someone.js';
import type { Content } from '../webex/messages.js';
import { hostsShown } from './hosts-shown.js';
import type { Services } from './services.js';
import { onBehalf } from './views/behalf.js';
import { recordingsContent, type RecordingsView } from './views/recordings.js';

/**
 * The list card as this person gets it: with the hosts of a list of everyone, and on top, where they
 * act for somebody else, for whom. Rejects with nothing of its own.
 */
export async function listCard(
  services: Pick<Services, 'hosts'>,
  acting: Someone,
  view: Omit<RecordingsView, 'hosts'>,
): Promise<Content> {
  const hosts = await hostsShown(services, view.state, view.listing);
  return onBehalf(recordingsContent({ ...view, hosts }), acting);
}
