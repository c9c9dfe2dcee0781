import { withAuthority } from '../../accounts/token-provider.js';
import { expiredContent } from '../../bot/ui/message.js';
import { stateOf } from '../../recordings/change.js';
import { findTarget } from '../../recordings/get.js';
import type { Recording } from '../../recordings/types.js';
import { type About, onRecording, showList, tellGone } from '../recording/about.js';
import { carryOut } from './actions.js';
import { administratorDeleteContent } from './cards.js';

/** Asks an administrator before a deletion of what nobody hosts any more. */
export async function askOfNobody(about: About): Promise<void> {
  const recording = await readOfNobody(about);
  if (recording === undefined) {
    await tellGone(about);
  } else if (!(await tellOfHost(about, recording))) {
    await about.click.replace(administratorDeleteContent(recording, about.state));
  }
}

/** Deletes for good what nobody hosts any more; what has a host is deleted in their name alone. */
export const deleteOfNobody = onRecording(
  'delete-of-nobody',
  (about) => about.click.replace(expiredContent()).then(() => undefined),
  async (about) => {
    const recording = await readOfNobody(about);
    // What is gone may be gone by this very click, delivered again: the audit knows.
    if (recording !== undefined && (await tellOfHost(about, recording))) return;
    await carryOut(about, { name: 'delete-of-nobody', what: 'delete' });
  },
);

async function readOfNobody({ services, person, target }: About): Promise<Recording | undefined> {
  const found = await withAuthority(services.authorities, person, (authority) =>
    findTarget(services.webex, authority, target),
  );
  return stateOf(found) === 'gone' ? undefined : found;
}

/** Where Webex knows the host after all, nothing is done without their name. */
async function tellOfHost(about: About, { hostEmail = '' }: Recording): Promise<boolean> {
  const host = hostEmail === '' ? undefined : await about.services.hosts.byEmail(hostEmail);
  if (host === undefined) return false;
  const text = 'Webex knows the host of that recording, so I act in their name. Nothing was done.';
  await showList(about, { style: 'accent', text, plain: text });
  return true;
}
