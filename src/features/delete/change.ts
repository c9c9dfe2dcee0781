import type { Audit } from '../../audit/audit.js';
import type { AuditIdentity } from '../../bot/access/impersonation.js';
import {
  type RequestedChange,
  type Change,
  type ReportedOutcome,
  type Outcome,
  request,
  verify,
  stateOf,
  wantedState,
} from '../../recordings/change.js';
import { type RecordingRef, findRecording } from '../../recordings/get.js';
import type { Why } from '../../recordings/requests.js';
import type { Authority, Recording } from '../../recordings/types.js';
import type { WebexClient } from '../../webex/client.js';
import { type WebexError, WebexRefused, isWebexError } from '../../webex/errors.js';

/** A change that a person has confirmed. */
export interface Confirmed {
  /** Who acts, for whom, and on whose authority, as the audit calls it. */
  readonly as: AuditIdentity;
  readonly what: Change;
  readonly target: RecordingRef;
  /** The click that confirmed it. */
  readonly eventKey: string;
  /** Why, where a compliance officer deletes. The comment goes to Webex alone. */
  readonly why?: Why | undefined;
}

/** What a change stands on. */
export interface ChangeDeps {
  readonly webex: WebexClient;
  readonly audit: Audit;
  readonly now: () => number;
}

/**
 * A change under way: made with one authority, and gone on with under another where the first turns
 * out not to be valid.
 *
 * Rejects when the authority is not valid (401), or the database does not answer.
 *
 * @param afterAsking begins what need not wait for the look; not called when nothing was asked
 */
export type ChangeAttempt = (
  authority: Authority,
  afterAsking: () => void,
) => Promise<ReportedOutcome>;

/**
 * Makes a confirmed change: written to the audit, asked for, looked at, settled in the audit. A
 * click that is delivered again, after a crash or by Webex, changes nothing twice: the audit knows
 * it. One that has come to its end is only looked at; of one that was left open the look comes first.
 */
export function performChange(
  { webex, audit, now }: ChangeDeps,
  confirmed: Confirmed,
): ChangeAttempt {
  const { as, what, target, eventKey, why } = confirmed;
  const open = () =>
    Promise.all([
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
  // Under a renewed authority this is the same delivery: what it has opened, no crash has left.
  let opened: ReturnType<typeof open> | undefined;
  let asked: RequestedChange | undefined;

  return async (authority, afterAsking) => {
    const [{ entry, fresh }, last] = await (opened ??= open());
    const settle = (outcome: Outcome, trackingId?: string): Promise<void> =>
      audit.settle(entry.id, outcome.kind, trackingId, now());

    if (!fresh && entry.outcome !== undefined) {
      return replayOutcome(await look(webex, authority, target), what, entry.outcome);
    }
    if (asked === undefined && (!fresh || last === what)) {
      const seen = await look(webex, authority, target);
      if (!('error' in seen) && stateOf(seen.recording) === wantedState(what)) {
        // What this very click had done before a crash, it has done.
        const outcome: Outcome = { kind: fresh ? 'already' : 'done', ...known(seen) };
        await settle(outcome);
        return outcome;
      }
    }
    if (asked === undefined) {
      asked = await request(webex, authority, what, target, why);
      afterAsking();
    }
    const seen = await verify(webex, authority, asked);
    const outcome: Outcome = seen.kind === 'already' && !fresh ? { ...seen, kind: 'done' } : seen;
    await settle(outcome, trackingOf(asked));
    return outcome;
  };
}

type Seen = { readonly recording: Recording | undefined } | { readonly error: WebexError };

async function look(webex: WebexClient, authority: Authority, target: RecordingRef): Promise<Seen> {
  try {
    return { recording: await findRecording(webex, authority, target) };
  } catch (error) {
    const ended = error instanceof WebexRefused && error.status === 401;
    if (ended || !isWebexError(error)) throw error;
    return { error };
  }
}

/**
 * A click that has come to its end and is delivered again: how things are now is told, and nothing
 * is asked for, since they may have been changed on purpose meanwhile.
 *
 * @param settled how it had ended
 */
function replayOutcome(seen: Seen, what: Change, settled: string): ReportedOutcome {
  if ('error' in seen) return { kind: 'unsure', error: seen.error };
  const { recording } = seen;
  if (stateOf(recording) === wantedState(what)) {
    const ours = settled === 'done' || settled === 'not-seen' || settled === 'unsure';
    return { kind: ours ? 'done' : 'already', ...known(seen) };
  }
  if (recording === undefined || stateOf(recording) === 'gone') return { kind: 'gone' };
  return { kind: 'not-again', recording };
}

function known({ recording }: { readonly recording: Recording | undefined }) {
  return recording === undefined ? {} : { recording };
}

function trackingOf({ trackingId, error }: RequestedChange): string | undefined {
  if (trackingId !== undefined) return trackingId;
  return error !== undefined && 'trackingId' in error ? error.trackingId : undefined;
}
