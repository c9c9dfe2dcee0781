import type { Logger } from 'pino';
import type { Hosts } from '../../accounts/hosts.js';
import { type TokenProvider, withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed } from '../../accounts/types.js';
import type { Audit } from '../../audit/audit.js';
import type { AuditEntry } from '../../audit/types.js';
import { actorFromAudit, actsOnOrphaned } from '../../bot/access/impersonation.js';
import { stateOf, wantedState } from '../../recordings/change.js';
import { getRecording } from '../../recordings/get.js';
import { every } from '../../util/every.js';
import { DAY, MINUTE } from '../../util/time.js';
import type { WebexClient } from '../../webex/client.js';
import { WebexRefused, isWebexError } from '../../webex/errors.js';

/** What settling stands on. */
export interface ReconcilerDeps {
  readonly audit: Audit;
  /** Whether the inbox is still to work off an event: then its own try settles the entry. */
  readonly isWaiting: (eventKey: string) => Promise<boolean>;
  readonly tokens: TokenProvider;
  readonly hosts: Hosts;
  readonly webex: WebexClient;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Looks after entries that a crash left open. */
export interface Reconciler {
  /** Settles what is left open now, and from then on again and again; failures are logged. */
  start: () => void;
  /** Settles when none is under way. */
  stop: () => Promise<void>;
}

/** Younger entries are somebody's work at this moment. */
const AT_WORK_MS = 5 * MINUTE;
const EVERY_MS = 10 * MINUTE;
/** After this a Webex that does not answer is no reason to wait any longer. */
const UNANSWERED_MS = DAY;
/** Attempts of a person that are looked through for a later one on the same recording. */
const LATER_ONES = 200;

/**
 * Settles each entry that has been open for five minutes, and that nobody will come back to, by
 * reading the recording with the person's own token. What Webex cannot tell just now stays open.
 *
 * Rejects when the database does not answer.
 *
 * @returns how many were settled
 */
export async function reconcileOpenEntries(parts: ReconcilerDeps): Promise<number> {
  const { audit, isWaiting, log, now } = parts;
  let settled = 0;
  for (const entry of await audit.leftOpen(now() - AT_WORK_MS)) {
    if (await isWaiting(entry.eventKey)) continue;
    const outcome = await endOf(parts, entry);
    if (outcome === undefined) continue;
    // Its own click may have come to its end while this looked.
    if ((await audit.settleOpen([{ id: entry.id, outcome }], now())) === 0) continue;
    log.info({ entry: entry.id, outcome }, 'settled what was left open');
    settled += 1;
  }
  return settled;
}

/** Settles at once and every ten minutes. */
export function auditReconciler(parts: ReconcilerDeps, everyMs = EVERY_MS): Reconciler {
  const round = async (): Promise<void> => {
    await reconcileOpenEntries(parts);
  };
  return every(everyMs, round, {
    immediately: true,
    onError: (error) => parts.log.warn({ err: error }, 'audit reconciliation: round failed'),
  });
}

/** How an attempt ended; undefined while it may still be found out. */
async function endOf(
  { audit, tokens, hosts, webex, log, now }: ReconcilerDeps,
  entry: AuditEntry,
): Promise<'done' | 'gone' | 'unchanged' | 'unsure' | undefined> {
  const { id, personId, recordingId, change } = entry;
  // Webex does not tell who can see a recording.
  if (change === 'share') return 'unsure';
  // What is seen now tells of the last attempt alone.
  const later = (await audit.history(personId, LATER_ONES)).some(
    (other) => other.id > id && other.recordingId === recordingId && other.change !== 'share',
  );
  if (later) return 'unsure';
  try {
    const person = await actorFromAudit(hosts, entry);
    // Whose it was is not to be found any more; or it was nobody's, and found by its time.
    if (person === undefined || actsOnOrphaned(person)) return 'unsure';
    const state = await withToken(tokens, person, async (authority) =>
      stateOf(await getRecording(webex, authority, recordingId)),
    );
    if (state === wantedState(change)) return 'done';
    return state === 'gone' ? 'gone' : 'unchanged';
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NotServed) return 'unsure';
    if (!isWebexError(error)) throw error;
    const forGood = error instanceof WebexRefused && error.status === 403;
    if (forGood || now() - entry.askedAt > UNANSWERED_MS) return 'unsure';
    log.warn({ err: error, entry: id }, 'an entry stays open: Webex cannot tell just now');
    return undefined;
  }
}
