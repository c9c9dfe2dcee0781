import { actorFromAudit } from '../../bot/access/impersonation.js';
import type { Feature } from '../../bot/feature.js';
import { auditReconciler } from '../../changes/reconcile.js';
import type { Deps } from '../deps.js';
import { more, type RecordingDeps } from '../recording/index.js';
import { changeRecording, deleteAsOfficer } from './actions.js';
import { askDelete, askPurge, askTrash } from './ask.js';
import { deleteOrphaned } from './orphaned.js';

export interface DeleteDeps extends RecordingDeps, Pick<Deps, 'isPending'> {}

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
