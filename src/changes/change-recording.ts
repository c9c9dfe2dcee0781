import { type TokenProvider, holdToken } from '../accounts/token-provider.js';
import type { Actor } from '../accounts/types.js';
import {
  type Change,
  type ReportedOutcome,
  type Sight,
  outcomeBefore,
} from '../recordings/change.js';
import type { RecordingRef } from '../recordings/get.js';
import { fetchEach } from '../recordings/states.js';
import { type AuditedChangeDeps, type AuditedOrder, applyChanges } from './apply.js';

/** A confirmed change of one recording. */
export interface Confirmed extends Omit<AuditedOrder, 'targets'> {
  readonly actor: Actor;
  readonly target: RecordingRef;
}

export interface ChangeRecordingDeps extends Omit<AuditedChangeDeps, 'withToken' | 'background'> {
  readonly tokens: TokenProvider;
}

/**
 * Changes one recording while a person waits. A settled click that is delivered again changes nothing:
 * the recording is only looked at.
 *
 * Rejects with NotConnected or NotServed, or when the database does not answer.
 */
export async function changeRecording(
  { webex, tokens, audit, now }: ChangeRecordingDeps,
  { actor, target, ...order }: Confirmed,
): Promise<ReportedOutcome> {
  // Before anything is written: without a token there is no attempt.
  const withToken = await holdToken(tokens, actor);
  const deps = { webex, withToken, audit, now };
  const outcomes: ReportedOutcome[] = [];
  await applyChanges(
    deps,
    { ...order, targets: [target] },
    {
      replayed: async (entries) => {
        const [seen] = await fetchEach(deps, [target]);
        const settled = entries[0]?.outcome;
        if (seen !== undefined) outcomes.push(replayOutcome(order.what, seen.sight, settled));
      },
      ended: (items) => {
        outcomes.push(...items.map(({ outcome }) => outcome));
        return Promise.resolve();
      },
    },
  );
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('a change has no outcome');
  return outcome;
}

/**
 * The outcome of a replayed click, by the present state: the recording may have been changed on purpose
 * since.
 *
 * @param settled the outcome in the audit
 */
function replayOutcome(what: Change, sight: Sight, settled: string | undefined): ReportedOutcome {
  if ('error' in sight) return { kind: 'unsure', error: sight.error };
  const ours = settled === 'done' || settled === 'not-seen' || settled === 'unsure';
  const { recording } = sight;
  const outcome = outcomeBefore(what, sight, ours ? 'done' : 'already');
  if (outcome !== undefined) return outcome;
  return recording === undefined ? { kind: 'gone' } : { kind: 'not-again', recording };
}
