import { SECOND } from '../util/time.js';
import {
  type Answer,
  type Change,
  type Outcome,
  WANTED,
  isRefusedOutright,
  outcomeOf,
  stateOf,
  trackingOf,
} from './change.js';
import type { RecordingRef } from './get.js';
import { type LookDeps, type Seen, fetchEach, fetchStates } from './states.js';

/** How one recording of a batch ended. */
export interface ItemOutcome {
  readonly id: string;
  readonly outcome: Outcome;
  /** Webex's id of the call that changed it, or refused to. */
  readonly trackingId?: string | undefined;
}

/** Control of work that nobody waits for. */
export interface Background {
  /** Waits; less, when the work must not go on. @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
  readonly shouldContinue: () => Promise<boolean>;
}

export interface ChangeDeps extends LookDeps {
  /**
   * With it, many are changed together, by calls of the recycle bin and lists, as long as it takes.
   * Without it a person waits: each recording is requested once and looked at once, by itself.
   */
  readonly background?: Background | undefined;
}

/** The recordings of one call. */
export interface Part {
  readonly members: readonly RecordingRef[];
  readonly tries: number;
  /** Requested before, with others, in a call that was refused. */
  readonly halved?: true;
}

/** Webex may show the old state for a moment. */
const LAG_MS = SECOND;

/** The outcomes of one call, by a look, unless Webex cannot have done anything. */
export async function verify(
  deps: ChangeDeps,
  what: Change,
  { members, halved }: Part,
  answer: Answer,
  ours: ReadonlySet<string>,
): Promise<ItemOutcome[]> {
  const trackingId = trackingOf(answer);
  // A recording of a refused batch may have been changed with that batch.
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

/** Looks again at recordings that do not show the change yet. */
async function lookTwice(
  deps: ChangeDeps,
  { wait }: Background,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  const first = await look(deps, what, members);
  const isClear = ({ sight }: Seen): boolean =>
    !('error' in sight) && ['gone', WANTED[what]].includes(stateOf(sight.recording));
  const unclear = first.filter((one) => !isClear(one)).map(({ ref }) => ref);
  if (unclear.length === 0) return first;
  await wait(LAG_MS);
  const seen = new Map(first.map((one) => [one.ref.id, one]));
  for (const one of await look(deps, what, unclear)) {
    if (!('error' in one.sight)) seen.set(one.ref.id, one);
  }
  return [...seen.values()];
}

/** By lists in the background; else each by its own call. */
export function look(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  if (deps.background === undefined) return fetchEach(deps, members);
  return fetchStates(deps, members, WANTED[what]);
}
