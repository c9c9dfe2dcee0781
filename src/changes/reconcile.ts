import type { Logger } from 'pino';
import { type TokenProvider, holdToken, targetOf } from '../accounts/token-provider.js';
import { type Actor, isOutOfReach } from '../accounts/types.js';
import type { Audit, AuditEntry, SettledEntry } from '../audit/audit.js';
import { batchesOf } from '../recordings/requests.js';
import { type Change, type Sight, WANTED, outcomeBefore } from '../recordings/change.js';
import { fetchStates } from '../recordings/states.js';
import { isHostless } from '../recordings/types.js';
import { type Repeating, every } from '../util/async.js';
import { DAY, MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { hasStatus, isWebexError } from '../webex/errors.js';

interface ReconcileDeps {
  readonly audit: Audit;
  readonly tokens: TokenProvider;
  readonly webex: WebexClient;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface OpenEntries {
  readonly entries: readonly AuditEntry[];
  /** The actor of an entry; undefined when the person lost access. */
  readonly actorOf: (entry: AuditEntry) => Promise<Actor | undefined>;
  /** Creation times by recording id, if known: then one list shows many recordings. */
  readonly createdAt?: ReadonlyMap<string, number>;
  /** When the wait for Webex's answer began; by default the time of the request. */
  readonly since?: number;
}

/** The longest wait for an answer of Webex. */
const UNANSWERED_MS = DAY;
/** Changes requested in the last moments of a process may not show yet. */
const SHOWN_LATE_MS = 2 * MINUTE;

/**
 * Settles entries that a crash or a cancelled job left open, by looking at the recordings, those of one person
 * and site together. An entry stays open for up to a day while Webex does not answer, and for two minutes while
 * Webex shows the recording unchanged.
 *
 * Rejects when the database does not answer.
 * @returns how many were settled
 */
export async function reconcileEntries(deps: ReconcileDeps, left: OpenEntries): Promise<number> {
  const { audit, log, now } = deps;
  const { entries } = left;
  const alike = ({ personId, authority, hostId, change, siteUrl }: AuditEntry): string =>
    JSON.stringify([personId, authority, hostId, change, siteUrl]);
  // The present state tells something only about the last attempt on a recording.
  const superseded = await audit.superseded(entries.map(({ id }) => id));
  const last = entries.filter(({ id }) => !superseded.has(id));
  let count = await audit.settleOpen([...superseded].map(unsure), now());
  for (const batch of batchesOf(last, alike)) {
    const settled = await outcomesOf(deps, batch, left);
    // Unless the attempt itself has settled it meanwhile.
    count += await audit.settleOpen(settled, now());
  }
  if (count > 0) log.info({ count, of: entries.length }, 'audit entries reconciled');
  return count;
}

const unsure = (id: number): SettledEntry => ({ id, outcome: 'unsure' });

async function outcomesOf(
  deps: ReconcileDeps,
  batch: readonly AuditEntry[],
  left: OpenEntries,
): Promise<SettledEntry[]> {
  const [first] = batch;
  // Webex does not say who can see a recording.
  if (first === undefined || first.change === 'share') return batch.map(({ id }) => unsure(id));
  const { change } = first;
  const sightOf = await sightsOf(deps, change, [first, ...batch.slice(1)], left);
  return batch.flatMap((entry): SettledEntry[] => {
    const { id, recordingId, askedAt } = entry;
    const sight = sightOf(recordingId);
    if (sight === undefined) return [unsure(id)];
    const ageMs = deps.now() - (left.since ?? askedAt);
    if (!('error' in sight)) {
      const outcome = outcomeBefore(change, sight, 'done')?.kind;
      if (outcome === undefined && ageMs < SHOWN_LATE_MS) return [];
      return [{ id, outcome: outcome ?? 'unchanged' }];
    }
    const { error } = sight;
    const isForGood = hasStatus(error, 403);
    if (isForGood || ageMs > UNANSWERED_MS) return [unsure(id)];
    deps.log.warn({ err: error, entry: id }, 'audit entry left open: Webex did not answer');
    return [];
  });
}

/** The sights of recordings of one person and site; undefined when nobody may look at them. */
async function sightsOf(
  { webex, tokens }: ReconcileDeps,
  change: Change,
  batch: readonly [AuditEntry, ...AuditEntry[]],
  { actorOf, createdAt }: OpenEntries,
): Promise<(recordingId: string) => Sight | undefined> {
  try {
    const actor = await actorOf(batch[0]);
    // An orphaned recording is found by its time only, which the audit does not store.
    if (actor === undefined || isHostless(targetOf(actor))) return () => undefined;
    const refs = batch.map(({ recordingId: id, siteUrl }) => {
      return { id, siteUrl, createdAt: createdAt?.get(id) };
    });
    const withToken = await holdToken(tokens, actor);
    const seen = await fetchStates({ webex, withToken }, refs, WANTED[change]);
    const sights = new Map(seen.map(({ ref, sight }) => [ref.id, sight]));
    return (id) => sights.get(id);
  } catch (error) {
    if (isOutOfReach(error)) return () => undefined;
    if (!isWebexError(error)) throw error;
    return () => ({ error });
  }
}

interface AuditReconcilerDeps extends ReconcileDeps {
  /** True while an event or a job will come back to the entry, and settle it. */
  readonly isWaiting: (eventKey: string) => Promise<boolean>;
  readonly actorOf: OpenEntries['actorOf'];
}

/** Younger entries may still be in progress. */
const AT_WORK_MS = 5 * MINUTE;
const EVERY_MS = 10 * MINUTE;

/** Settles entries open for five minutes that no event or job will come back to; returns their number. */
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

/** Reconciles at once and every ten minutes. */
export function auditReconciler(deps: AuditReconcilerDeps): Repeating {
  const round = async (): Promise<void> => {
    await reconcileOpenEntries(deps);
  };
  return every(EVERY_MS, round, {
    immediately: true,
    onError: (error) => deps.log.warn({ err: error }, 'audit reconciliation: round failed'),
  });
}
