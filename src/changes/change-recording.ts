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

/** A change of one recording that a person has confirmed. */
export interface Confirmed extends Omit<AuditedOrder, 'targets'> {
  readonly actor: Actor;
  readonly target: RecordingRef;
}

/** What changing one recording takes. */
export interface ChangeRecordingDeps extends Omit<AuditedChangeDeps, 'withToken' | 'background'> {
  readonly tokens: TokenProvider;
}

/**
 * Changes one recording, whose person waits for the answer. A click that has come to its end and is
 * delivered again is only looked at.
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
  if (outcome === undefined) throw new Error('a change came to no end');
  return outcome;
}

/**
 * How things are now is told, and nothing is asked for, since they may have been changed on purpose
 * meanwhile.
 *
 * @param settled how it had ended
 */
function replayOutcome(what: Change, sight: Sight, settled: string | undefined): ReportedOutcome {
  if ('error' in sight) return { kind: 'unsure', error: sight.error };
  const ours = settled === 'done' || settled === 'not-seen' || settled === 'unsure';
  const { recording } = sight;
  const outcome = outcomeBefore(what, sight, ours ? 'done' : 'already');
  if (outcome !== undefined) return outcome;
  return recording === undefined ? { kind: 'gone' } : { kind: 'not-again', recording };
}
