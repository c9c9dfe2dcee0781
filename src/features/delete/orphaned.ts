import { withToken } from '../../accounts/token-provider.js';
import { type Action, nothing } from '../../bot/action.js';
import { expiredCard } from '../../bot/ui/message.js';
import { stateOf } from '../../recordings/change.js';
import { findRecording } from '../../recordings/get.js';
import type { Recording } from '../../recordings/types.js';
import {
  type RecordingAction,
  showListAgain,
  replyGone,
  changesRecording,
  type RecordingDeps,
} from '../recording/index.js';
import { applyChange } from './actions.js';
import { administratorDeleteCard } from './cards.js';

/** Asks an administrator before the deletion of an orphaned recording. */
export async function askOrphaned(about: RecordingAction): Promise<void> {
  const recording = await readOrphaned(about);
  if (recording === undefined) {
    await replyGone(about);
  } else if (!(await redirectToHost(about, recording))) {
    await about.ctx.update(administratorDeleteCard(recording, about.state));
  }
}

/** Deletes an orphaned recording for good; one with a host is deleted in the host's name only. */
export const deleteOrphaned = (deps: RecordingDeps, asks: Action): Action =>
  changesRecording(deps, {
    name: 'delete-of-nobody',
    extra: nothing,
    ifStale: asks,
    run: async ({ ctx }) => {
      await ctx.update(expiredCard());
    },
    orphaned: async (about) => {
      const recording = await readOrphaned(about);
      // A recording may be gone by this very click, delivered again: the audit knows.
      if (recording !== undefined && (await redirectToHost(about, recording))) return;
      await applyChange(about, { name: 'delete-of-nobody', what: 'delete' });
    },
  });

async function readOrphaned(about: RecordingAction): Promise<Recording | undefined> {
  const { deps, actor, target } = about;
  const found = await withToken(deps.tokens, actor, (authority) =>
    findRecording(deps.webex, authority, target),
  );
  return stateOf(found) === 'gone' ? undefined : found;
}

/** Does nothing when Webex knows the host after all. */
async function redirectToHost(
  about: RecordingAction,
  { hostEmail = '' }: Recording,
): Promise<boolean> {
  const host = hostEmail === '' ? undefined : await about.deps.hosts.byEmail(hostEmail);
  if (host === undefined) return false;
  const text = 'Webex knows the host of that recording, so I act in their name. Nothing was done.';
  await showListAgain(about, { style: 'accent', text });
  return true;
}
