import type { Logger } from 'pino';
import { type TokenProvider, holdToken, targetOf } from '../accounts/token-provider.js';
import { type Actor, NotConnected, NotServed } from '../accounts/types.js';
import type { Audit } from '../audit/audit.js';
import type { AuditEntry, SettledEntry } from '../audit/types.js';
import { batchesOf } from '../recordings/change-batch.js';
import { type Change, type Sight, outcomeBefore, wantedState } from '../recordings/change.js';
import { fetchStates } from '../recordings/states.js';
import { inNobodysName } from '../recordings/types.js';
import { DAY } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused, isWebexError } from '../webex/errors.js';

/** What reconciling takes. */
export interface ReconcileDeps {
  readonly audit: Audit;
  readonly tokens: TokenProvider;
  readonly webex: WebexClient;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Attempts of which nobody knows how they ended. */
export interface Unsettled {
  readonly entries: readonly AuditEntry[];
  /** In whose name an attempt is looked after; undefined when nobody may any more. */
  readonly actorOf: (entry: AuditEntry) => Promise<Actor | undefined>;
  /** When recordings were made, by id, where that is known: then a list tells of many at once. */
  readonly createdAt?: ReadonlyMap<string, number>;
  /** Since when an answer of Webex is waited for; since it was asked for, where not given. */
  readonly since?: number;
}

/** After this a Webex that does not answer is no reason to wait any longer. */
const UNANSWERED_MS = DAY;

/**
 * Settles attempts that a crash or a cancelled job left open, by looking at the recordings: those of
 * one person and site together. What Webex cannot tell just now stays open, for a day.
 *
 * Rejects when the database does not answer.
 *
 * @returns how many were settled
 */
export async function reconcileEntries(deps: ReconcileDeps, unsettled: Unsettled): Promise<number> {
  const { audit, log, now } = deps;
  const { entries } = unsettled;
  // What is seen now tells of the last attempt on a recording alone.
  const superseded = await audit.superseded(entries.map(({ id }) => id));
  const last = entries.filter(({ id }) => !superseded.has(id));
  let count = await audit.settleOpen([...superseded].map(unsure), now());
  for (const batch of batchesOf(last, whoAndWhere)) {
    const settled = await outcomesOf(deps, batch, unsettled);
    // Whoever made the attempt may have come to its end while this looked.
    count += await audit.settleOpen(settled, now());
  }
  if (count > 0) log.info({ count, of: entries.length }, 'settled what was left open');
  return count;
}

function whoAndWhere({ personId, authority, hostId, change, siteUrl }: AuditEntry): string {
  return JSON.stringify([personId, authority, hostId, change, siteUrl]);
}

function unsure(id: number): SettledEntry {
  return { id, outcome: 'unsure' };
}

/** How attempts ended, as far as Webex tells now. */
async function outcomesOf(
  deps: ReconcileDeps,
  batch: readonly AuditEntry[],
  unsettled: Unsettled,
): Promise<SettledEntry[]> {
  const [first] = batch;
  // Webex does not tell who can see a recording.
  if (first === undefined || first.change === 'share') return batch.map(({ id }) => unsure(id));
  const { change } = first;
  const sightOf = await look(deps, change, [first, ...batch.slice(1)], unsettled);
  return batch.flatMap((entry): SettledEntry[] => {
    const { id, recordingId, askedAt } = entry;
    const sight = sightOf(recordingId);
    if (sight === undefined) return [unsure(id)];
    if (!('error' in sight)) {
      return [{ id, outcome: outcomeBefore(change, sight, 'done')?.kind ?? 'unchanged' }];
    }
    const { error } = sight;
    const isForGood = error instanceof WebexRefused && error.status === 403;
    if (isForGood || deps.now() - (unsettled.since ?? askedAt) > UNANSWERED_MS) return [unsure(id)];
    deps.log.warn({ err: error, entry: id }, 'an entry stays open: Webex cannot tell just now');
    return [];
  });
}

/** Sees recordings of one person and site; undefined of those that nobody can look at any more. */
async function look(
  { webex, tokens }: ReconcileDeps,
  change: Change,
  batch: readonly [AuditEntry, ...AuditEntry[]],
  { actorOf, createdAt }: Unsettled,
): Promise<(recordingId: string) => Sight | undefined> {
  try {
    const actor = await actorOf(batch[0]);
    // What was nobody's is found by its time alone, which the audit does not keep.
    if (actor === undefined || inNobodysName(targetOf(actor))) return () => undefined;
    const refs = batch.map(({ recordingId: id, siteUrl }) => {
      return { id, siteUrl, createdAt: createdAt?.get(id) };
    });
    const withToken = await holdToken(tokens, actor);
    const seen = await fetchStates({ webex, withToken }, refs, wantedState(change));
    const sights = new Map(seen.map(({ ref, sight }) => [ref.id, sight]));
    return (id) => sights.get(id);
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NotServed) return () => undefined;
    if (!isWebexError(error)) throw error;
    return () => ({ error });
  }
}
