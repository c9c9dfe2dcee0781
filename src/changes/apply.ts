import type { Audit } from '../audit/audit.js';
import type { Attempt, AuditEntry } from '../audit/types.js';
import { type OnEnded, changeRecordings } from '../recordings/change-recordings.js';
import type { Change, ChangeDeps } from '../recordings/change.js';
import type { RecordingRef } from '../recordings/get.js';
import type { Why } from '../recordings/requests.js';
import { defined } from '../util/present.js';

export interface AuditedChangeDeps extends ChangeDeps {
  readonly audit: Audit;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A change that a person has confirmed. */
export interface AuditedOrder {
  /** The actor, the host and the authority, as the audit names them. */
  readonly as: Pick<Attempt, 'personId' | 'authority' | 'hostId'>;
  readonly what: Change;
  /** All of one site, at most a hundred, each once. */
  readonly targets: readonly RecordingRef[];
  /** The idempotency key of the click or the job. */
  readonly eventKey: string;
  /** For a compliance officer's deletion. The comment goes to Webex alone. */
  readonly why?: Why | undefined;
  /** Begins what need not wait for the look; not called when nothing is requested. */
  readonly onRequested?: (() => void) | undefined;
}

/** Callbacks for the outcomes. */
export interface Reports {
  /** Entries that the same click or job settled before: they are not requested again. */
  readonly replayed: (entries: readonly AuditEntry[]) => Promise<void>;
  /** Outcomes of now, already settled in the audit. */
  readonly ended: OnEnded;
}

/**
 * Makes confirmed changes: written to the audit, requested, looked at, settled in the audit. Called
 * again after a crash or a repeated delivery, it changes nothing twice: settled entries are replayed,
 * and recordings of open entries are looked at before they are requested again.
 *
 * Rejects as `changeRecordings`, or when the database does not answer; the rest stays open.
 */
export async function applyChanges(
  deps: AuditedChangeDeps,
  { as, what, targets, eventKey, why, onRequested }: AuditedOrder,
  { replayed, ended }: Reports,
): Promise<void> {
  const { audit, background, now } = deps;
  const reason = defined({ reason: why?.reason });
  const attempts = targets.map(({ id: recordingId, siteUrl }) => {
    return { ...as, recordingId, siteUrl, change: what, eventKey, ...reason };
  });
  // In the background every recording is looked at first, whatever was done last.
  const clicked = background === undefined ? targets : [];
  const [opened, last] = await Promise.all([
    audit.openMany(attempts, now()),
    Promise.all(clicked.map(({ id }) => audit.lastDone(as.personId, id))),
  ]);
  const entries = new Map(opened.map(({ entry }) => [entry.recordingId, entry]));
  const over = [...entries.values()].filter(({ outcome }) => outcome !== undefined);
  if (over.length > 0) await replayed(over);
  const members = targets.filter(({ id }) => {
    const entry = entries.get(id);
    if (entry === undefined) throw new Error('an audit entry was not written');
    return entry.outcome === undefined;
  });
  const before = opened.filter(({ fresh }) => !fresh);
  const maybeAsked = new Set(before.map(({ entry }) => entry.recordingId));
  const order = { what, members, why, maybeAsked, lookFirst: last.includes(what), onRequested };
  await changeRecordings(deps, order, async (items) => {
    // The audit first: after a crash in between, the outcome is found there.
    await audit.settleMany(
      items.flatMap(({ id, outcome, trackingId }) => {
        const entry = entries.get(id);
        return entry === undefined ? [] : [{ id: entry.id, outcome: outcome.kind, trackingId }];
      }),
      now(),
    );
    await ended(items);
  });
}
