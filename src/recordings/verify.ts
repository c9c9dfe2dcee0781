import { SECOND } from '../util/time.js';
import type { Part } from './change-batch.js';
import {
  type Answer,
  type Change,
  type Outcome,
  isRefusedOutright,
  outcomeOf,
  stateOf,
  trackingOf,
  wantedState,
} from './change.js';
import type { RecordingRef } from './get.js';
import { type LookDeps, type Seen, fetchEach, fetchStates } from './states.js';

/** How one of a batch ended. */
export interface ItemOutcome {
  readonly id: string;
  readonly outcome: Outcome;
  /** Webex's id of the call that changed it, or refused to. */
  readonly trackingId?: string | undefined;
}

/** How work goes on that nobody waits for. */
export interface Background {
  /** Waits; less, when it is not to go on. @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
  readonly shouldContinue: () => Promise<boolean>;
}

/** What changing recordings takes. */
export interface ChangeDeps extends LookDeps {
  /**
   * Many go together, by calls of the recycle bin and lists, as long as it takes. Without it a
   * person waits: each recording is asked for once, and looked at once, by itself.
   */
  readonly background?: Background | undefined;
}

/** Webex may show the old state for a moment. */
const LAG_MS = SECOND;

/** How those of one call ended, by looking at them, unless Webex cannot have done anything. */
export async function verify(
  deps: ChangeDeps,
  what: Change,
  { members, halved }: Part,
  answer: Answer,
  ours: ReadonlySet<string>,
): Promise<ItemOutcome[]> {
  const trackingId = trackingOf(answer);
  // One of a batch that was refused may have been done with it.
  if ('error' in answer && halved !== true && isRefusedOutright(answer.error)) {
    const outcome = { kind: 'unchanged', error: answer.error } as const;
    return members.map(({ id }) => ({ id, outcome, trackingId }));
  }
  const { background } = deps;
  const seen =
    background === undefined || 'error' in answer
      ? await fetchEach(deps, members)
      : await lookTwice(deps, background, what, members);
  return seen.map(({ ref: { id }, sight }) => {
    const outcome = outcomeOf(what, answer, sight);
    const isOurs = outcome.kind === 'already' && ours.has(id);
    return { id, outcome: isOurs ? { ...outcome, kind: 'done' } : outcome, trackingId };
  });
}

/** Looks once more at what does not show the change yet. */
async function lookTwice(
  deps: ChangeDeps,
  { wait }: Background,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  const first = await look(deps, what, members);
  const isClear = ({ sight }: Seen): boolean =>
    !('error' in sight) && ['gone', wantedState(what)].includes(stateOf(sight.recording));
  const unclear = first.filter((one) => !isClear(one)).map(({ ref }) => ref);
  if (unclear.length === 0) return first;
  await wait(LAG_MS);
  const seen = new Map(first.map((one) => [one.ref.id, one]));
  for (const one of await look(deps, what, unclear)) {
    if (!('error' in one.sight)) seen.set(one.ref.id, one);
  }
  return [...seen.values()];
}

/** Of many a list tells in one call; of one, its details. */
export function look(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  if (deps.background === undefined) return fetchEach(deps, members);
  return fetchStates(deps, members, wantedState(what));
}
