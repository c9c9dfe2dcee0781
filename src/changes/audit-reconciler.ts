import { type Repeating, every } from '../util/every.js';
import { MINUTE } from '../util/time.js';
import { type ReconcileDeps, type Unsettled, reconcileEntries } from './reconcile.js';

/** What looking after the audit takes. */
export interface AuditReconcilerDeps extends ReconcileDeps {
  /** Whether an event or a job is still to be worked off: then its own try settles the entry. */
  readonly isWaiting: (eventKey: string) => Promise<boolean>;
  readonly actorOf: Unsettled['actorOf'];
}

/** Younger entries are somebody's work at this moment. */
const AT_WORK_MS = 5 * MINUTE;
const EVERY_MS = 10 * MINUTE;

/**
 * Settles each entry that has been open for five minutes, and that nobody will come back to, by
 * looking at the recording in the person's own name. Rejects when the database does not answer.
 *
 * @returns how many were settled
 */
export async function reconcileOpenEntries(deps: AuditReconcilerDeps): Promise<number> {
  const { audit, isWaiting, actorOf, now } = deps;
  const open = await audit.leftOpen(now() - AT_WORK_MS);
  const waiting = new Set<string>();
  for (const key of new Set(open.map(({ eventKey }) => eventKey))) {
    if (await isWaiting(key)) waiting.add(key);
  }
  const entries = open.filter(({ eventKey }) => !waiting.has(eventKey));
  return entries.length === 0 ? 0 : await reconcileEntries(deps, { entries, actorOf });
}

/** Settles at once and every ten minutes. */
export function auditReconciler(deps: AuditReconcilerDeps, everyMs = EVERY_MS): Repeating {
  const round = async (): Promise<void> => {
    await reconcileOpenEntries(deps);
  };
  return every(everyMs, round, {
    immediately: true,
    onError: (error) => deps.log.warn({ err: error }, 'audit reconciliation: round failed'),
  });
}
