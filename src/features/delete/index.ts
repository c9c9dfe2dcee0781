import { actorFromAudit } from '../../bot/access/impersonation.js';
import { type Action, nothing } from '../../bot/action.js';
import type { Feature } from '../../bot/feature.js';
import { auditReconciler } from '../../changes/reconcile.js';
import { accessDetail } from '../../recordings/access-report.js';
import { stateOf } from '../../recordings/change.js';
import type { Authority } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { isWebexError } from '../../webex/errors.js';
import type { Deps } from '../deps.js';
import { binDates } from '../list/index.js';
import {
  type RecordingAction,
  type RecordingDeps,
  type Usage,
  more,
  onRecording,
  readRecording,
  showListAgain,
  usageOf,
} from '../recording/index.js';
import { askOrphaned, changeRecording, deleteAsOfficer, deleteOrphaned } from './actions.js';
import { type Deletion, askDeleteCard, confirmDeleteCard } from './cards.js';
import { askWhy } from './officer.js';

interface DeleteDeps extends RecordingDeps, Pick<Deps, 'isPending'> {}

/**
 * Delete… and restore: the recycle bin first, with Undo; for good only after a question of its own.
 * Audit entries that a crash left open are reconciled.
 */
export const deletion = (deps: DeleteDeps): Feature => {
  const asks = askDelete(deps);
  const asksTrash = askTrash(deps);
  const asksPurge = askPurge(deps);
  return {
    actions: [
      asks,
      asksTrash,
      asksPurge,
      changeRecording(deps, 'trash', 'trash', asksTrash),
      // Restoring has no question of its own: the details show the button.
      changeRecording(deps, 'restore', 'restore', more(deps)),
      changeRecording(deps, 'delete', 'delete', asksPurge),
      deleteAsOfficer(deps, asks),
      deleteOrphaned(deps, asks),
    ],
    background: [
      auditReconciler({
        ...deps,
        isWaiting: deps.isPending,
        actorOf: (entry) => actorFromAudit(deps.hosts, entry),
      }),
    ],
  };
};

/** Asks before a deletion, with the recording as Webex has it now, and its usage. */
const askDelete = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-delete',
    extra: nothing,
    run: askWithUsage(async ({ ctx }, deletion) => {
      const binned = stateOf(deletion.recording) === 'in-bin';
      await ctx.update(binned ? confirmDeleteCard(deletion) : askDeleteCard(deletion));
    }),
    orphaned: askOrphaned,
  });

/** Asks before moving to the recycle bin, unless the recording is there already. */
const askTrash = (deps: RecordingDeps): Action =>
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
const askPurge = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-purge',
    extra: nothing,
    run: askWithUsage(async ({ ctx }, deletion) => {
      await ctx.update(confirmDeleteCard(deletion));
    }),
  });

/** Asks unless the recording is gone; an officer is asked for a reason instead. */
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

/** The longest wait for the usage report, which is optional. */
const USAGE_TIMEOUT_MS = 1_000;

async function withUsage(about: RecordingAction): Promise<Deletion | undefined> {
  const { deps, target, state } = about;
  const usage = async (authority: Authority, signal: AbortSignal): Promise<Usage | undefined> => {
    try {
      return usageOf(await accessDetail(deps.webex, authority, target.id, signal), deps.now());
    } catch (error) {
      if (!isWebexError(error)) throw error;
      return undefined;
    }
  };
  const read = await readRecording(about, (authority) =>
    withTimeout(USAGE_TIMEOUT_MS, (signal) => usage(authority, signal)),
  );
  if (read === undefined) return undefined;
  const { recording, besides } = read;
  const binned = await binDates(deps, [recording]);
  return { recording, state, use: besides, binnedAt: binned.get(recording.id) };
}
