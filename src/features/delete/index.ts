import { actorFromAudit } from '../../bot/access/impersonation.js';
import type { Feature } from '../../bot/feature.js';
import { auditReconciler } from '../../changes/audit-reconciler.js';
import type { Deps } from '../deps.js';
import type { RecordingDeps } from '../recording/about.js';
import { more } from '../recording/details.js';
import { changeRecording, deleteAsOfficer } from './actions.js';
import { askDelete, askPurge, askTrash } from './ask.js';
import { deleteOrphaned } from './orphaned.js';

/** What deleting takes: beside what showing a recording takes, what tells an entry left open. */
export interface DeleteDeps extends RecordingDeps, Pick<Deps, 'isPending'> {}

/**
 * Delete…, and back: the recycle bin first, with Undo; for good only after a question of its own. What
 * a crash left open in the audit is looked up and settled.
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
      // It has no question of its own: what is known of the recording, with the button.
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
