import { type Action, nothing } from '../../bot/action.js';
import { accessDetail } from '../../recordings/access-report.js';
import { stateOf } from '../../recordings/change.js';
import type { Authority } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { isWebexError } from '../../webex/errors.js';
import { binDates } from '../list/page.js';
import {
  type RecordingAction,
  type RecordingDeps,
  onRecording,
  readRecording,
  showListAgain,
} from '../recording/about.js';
import { type Usage, usageOf } from '../recording/watched.js';
import { askWhy } from './ask-why.js';
import { type Deletion, askDeleteCard, confirmDeleteCard } from './cards.js';
import { askOrphaned } from './orphaned.js';

/** Asks before a deletion, with the recording as Webex has it now, and what it would cost. */
export const askDelete = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-delete',
    extra: nothing,
    run: askWithUsage(async ({ ctx }, deletion) => {
      const binned = stateOf(deletion.recording) === 'in-bin';
      await ctx.update(binned ? confirmDeleteCard(deletion) : askDeleteCard(deletion));
    }),
    orphaned: askOrphaned,
  });

/** Asks whether a recording is to go to the recycle bin; nothing, where it is there already. */
export const askTrash = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-trash',
    extra: nothing,
    run: askWithUsage(async (about, deletion) => {
      if (stateOf(deletion.recording) === 'in-bin') {
        const text = 'That recording is in the recycle bin already.';
        await showListAgain(about, { style: 'accent', text });
        return;
      }
      await about.ctx.update(askDeleteCard(deletion));
    }),
  });

/** Asks once more before a permanent deletion. */
export const askPurge = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-purge',
    extra: nothing,
    run: askWithUsage(async ({ ctx }, deletion) => {
      await ctx.update(confirmDeleteCard(deletion));
    }),
  });

/** Asks with what a deletion would cost, unless the recording is gone; an officer is asked why. */
function askWithUsage(
  ask: (about: RecordingAction, deletion: Deletion) => Promise<void>,
): (about: RecordingAction) => Promise<void> {
  return async (about) => {
    if (about.actor.scope === 'organization') {
      await askWhy(about);
      return;
    }
    const deletion = await withUsage(about);
    if (deletion !== undefined) await ask(about, deletion);
  };
}

/** Nobody waits longer than this for what a deletion would cost. */
const PATIENCE_MS = 1_000;

async function withUsage(about: RecordingAction): Promise<Deletion | undefined> {
  const { deps, target, state } = about;
  const use = async (authority: Authority, signal: AbortSignal): Promise<Usage> =>
    usageOf(await accessDetail(deps.webex, authority, target.id, signal), deps.now());
  const read = await readRecording(about, (authority) =>
    withTimeout(PATIENCE_MS, (signal) => use(authority, signal).catch(unknown)),
  );
  if (read === undefined) return undefined;
  const { recording, besides } = read;
  const binned = await binDates(deps, [recording]);
  return { recording, state, use: besides, binnedAt: binned.get(recording.id) };
}

/** A report that is not allowed, or not to be had, is no reason not to ask. */
function unknown(error: unknown): undefined {
  if (!isWebexError(error)) throw error;
  return undefined;
}
