import type { Audit } from '../audit/audit.js';
import type { AuditEntry } from '../audit/entry.js';
import type { Authority } from '../recordings/authority.js';
import {
  ask,
  confirm,
  stateOf,
  wantedState,
  type Asked,
  type Change,
  type Outcome,
} from '../recordings/change.js';
import type { Why } from '../recordings/delete.js';
import type { Recording } from '../recordings/recording.js';
import { findTarget, type Target } from '../recordings/target.js';
import type { WebexClient } from '../webex/client.js';
import { isWebexError, WebexRefused } from '../webex/errors.js';
import type { AuditedAs } from './on-behalf.js';

/** A change that a person has confirmed. */
export interface Confirmed {
  /** Who acts, for whom, and on whose authority, as the audit calls it. */
  readonly as: AuditedAs;
  readonly authority: Authority;
  readonly what: Change;
  readonly target: Target;
  /** The click that confirmed it. */
  readonly eventKey: string;
  /** Why, where a compliance officer deletes. The comment goes to Webex alone. */
  readonly why?: Why | undefined;
}

/** What a change stands on. */
export interface ChangeParts {
  readonly webex: WebexClient;
  readonly audit: Audit;
  readonly now: () => number;
}

/**
 * Makes a confirmed change: written to the audit, asked for, looked at, settled in the audit. A
 * click that is delivered again, after a crash or by Webex, changes nothing twice: the audit knows
 * it, and the look comes first.
 *
 * Rejects when the authority is not valid (401), or the database does not answer.
 *
 * @param afterAsking begins what need not wait for the look; not called when nothing was asked
 */
export async function performChange(
  { webex, audit, now }: ChangeParts,
  { as, authority, what, target, eventKey, why }: Confirmed,
  afterAsking: () => void,
): Promise<Outcome> {
  const [{ entry, fresh }, last] = await Promise.all([
    audit.open(
      {
        ...as,
        recordingId: target.id,
        siteUrl: target.siteUrl,
        change: what,
        eventKey,
        ...(why === undefined ? {} : { reason: why.reason }),
      },
      now(),
    ),
    audit.lastDone(as.personId, target.id),
  ]);
  const settle = (outcome: Outcome, trackingId?: string): Promise<void> =>
    audit.settle(entry.id, outcome.kind, trackingId, now());

  if (!fresh || last === what) {
    const look = await lookFirst(webex, authority, target);
    if (look !== undefined && stateOf(look.recording) === wantedState(what)) {
      const outcome = seen(fresh ? 'already' : wasSettled(entry), look.recording);
      if (entry.outcome === undefined) await settle(outcome);
      return outcome;
    }
  }
  const asked = await ask(webex, authority, what, target, why);
  afterAsking();
  const confirmed = await confirm(webex, authority, asked);
  // What this very click had done before a crash, it has done.
  const outcome: Outcome =
    confirmed.kind === 'already' && !fresh ? { ...confirmed, kind: wasSettled(entry) } : confirmed;
  await settle(outcome, trackingOf(asked));
  return outcome;
}

/** Undefined when it could not be seen: to ask again does no harm, and is looked at afterwards. */
async function lookFirst(
  webex: WebexClient,
  authority: Authority,
  target: Target,
): Promise<{ readonly recording: Recording | undefined } | undefined> {
  try {
    return { recording: await findTarget(webex, authority, target) };
  } catch (error) {
    const ended = error instanceof WebexRefused && error.status === 401;
    if (ended || !isWebexError(error)) throw error;
    return undefined;
  }
}

/** An open entry of this very click means that it was us, before a crash. */
function wasSettled({ outcome }: AuditEntry): 'done' | 'already' {
  return outcome === 'already' ? 'already' : 'done';
}

function seen(kind: 'done' | 'already', recording: Recording | undefined): Outcome {
  return { kind, ...(recording === undefined ? {} : { recording }) };
}

function trackingOf({ trackingId, error }: Asked): string | undefined {
  if (trackingId !== undefined) return trackingId;
  return error !== undefined && 'trackingId' in error ? error.trackingId : undefined;
}
