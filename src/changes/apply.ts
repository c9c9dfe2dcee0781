import type { Audit } from '../audit/audit.js';
import type { Attempt, AuditEntry } from '../audit/types.js';
import { type Tell, changeRecordings } from '../recordings/change-recordings.js';
import type { Change } from '../recordings/change.js';
import type { RecordingRef } from '../recordings/get.js';
import type { Why } from '../recordings/requests.js';
import type { ChangeDeps } from '../recordings/verify.js';

/** What audited changes take. */
export interface AuditedChangeDeps extends ChangeDeps {
  readonly audit: Audit;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Changes that a person has confirmed. */
export interface AuditedOrder {
  /** Who acts, for whom, and on whose authority, as the audit calls it. */
  readonly as: Pick<Attempt, 'personId' | 'authority' | 'hostId'>;
  readonly what: Change;
  /** All of one site, at most a hundred, each once. */
  readonly targets: readonly RecordingRef[];
  /** The click or the job that asks for it. */
  readonly eventKey: string;
  /** Why, where a compliance officer deletes. The comment goes to Webex alone. */
  readonly why?: Why | undefined;
  /** Begins what need not wait for the look; not called when nothing is asked for. */
  readonly onRequested?: (() => void) | undefined;
}

/** Is given what comes of it. */
export interface Reports {
  /** Those that the same click or job has brought to an end before: they are not asked for again. */
  readonly replayed: (entries: readonly AuditEntry[]) => Promise<void>;
  /** Those that have ended now, and are settled in the audit. */
  readonly ended: Tell;
}

/**
 * Makes confirmed changes: written to the audit, asked for, looked at, settled in the audit. Called
 * again after a crash, or when Webex delivers a click twice, it changes nothing twice: the audit
 * knows what came to its end, and what was left open is looked at before it is asked for again.
 *
 * Rejects as `changeRecordings`, or when the database does not answer; the rest stays open.
 */
export async function applyChanges(
  deps: AuditedChangeDeps,
  { as, what, targets, eventKey, why, onRequested }: AuditedOrder,
  { replayed, ended }: Reports,
): Promise<void> {
  const { audit, background, now } = deps;
  const reason = why === undefined ? {} : { reason: why.reason };
  const attempts = targets.map(({ id: recordingId, siteUrl }) => {
    return { ...as, recordingId, siteUrl, change: what, eventKey, ...reason };
  });
  // What is done in the background is looked at first, whatever was done last.
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
    // First the audit: after a crash in between it is found there.
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
