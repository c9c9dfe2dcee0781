import { defined } from '../util/present.js';
import { SECOND } from '../util/time.js';
import { type WebexError, WebexRefused, hasStatus } from '../webex/errors.js';
import type { RecordingRef } from './get.js';
import { type LookDeps, type Seen, fetchEach, fetchStates } from './states.js';
import type { Recording } from './types.js';

export type Change = 'trash' | 'restore' | 'delete';

/** Seen by reading the recording afterwards. */
export type Outcome =
  /** As wanted, by us. */
  | { readonly kind: 'done'; readonly recording?: Recording }
  /** As wanted before the request. */
  | { readonly kind: 'already'; readonly recording?: Recording }
  /** Gone for good: nothing to do or to restore. */
  | { readonly kind: 'gone' }
  /** Webex refused or did not answer, and the recording is unchanged. */
  | { readonly kind: 'unchanged'; readonly recording?: Recording; readonly error: WebexError }
  /** Webex said yes, and yet the recording is unchanged. */
  | {
      readonly kind: 'not-seen';
      readonly recording: Recording;
      readonly trackingId?: string | undefined;
    }
  /** Requested, and the recording could not be read afterwards. */
  | { readonly kind: 'unsure'; readonly error: WebexError };

export type ReportedOutcome =
  | Outcome
  /** Requested before, changed since, and not requested again. */
  | { readonly kind: 'not-again'; readonly recording: Recording };

export type State = 'kept' | 'in-bin' | 'gone';

export const WANTED: Readonly<Record<Change, State>> = {
  trash: 'in-bin',
  restore: 'kept',
  delete: 'gone',
};

export function stateOf(recording: Recording | undefined): State {
  if (recording === undefined || recording.status === 'purged') return 'gone';
  return recording.status === 'deleted' ? 'in-bin' : 'kept';
}

/** A recording, undefined when it is gone; or why it could not be read. */
export type Sight = { readonly recording: Recording | undefined } | { readonly error: WebexError };

export type Answer = { readonly trackingId: string | undefined } | { readonly error: WebexError };

/** Decided by the look afterwards, whatever Webex answered. */
export function outcomeOf(what: Change, answer: Answer, sight: Sight): Outcome {
  const error = 'error' in answer ? answer.error : undefined;
  if ('error' in sight) return { kind: 'unsure', error: error ?? sight.error };
  const { recording } = sight;
  const state = stateOf(recording);
  if (state === WANTED[what]) {
    return { kind: wasSoBefore(error) ? 'already' : 'done', ...defined({ recording }) };
  }
  if (recording === undefined || state === 'gone') return { kind: 'gone' };
  if (error !== undefined) return { kind: 'unchanged', recording, error };
  return { kind: 'not-seen', recording, trackingId: trackingOf(answer) };
}

/** Undefined when the change must be requested. */
export function outcomeBefore(
  what: Change,
  sight: Sight,
  kind: 'done' | 'already',
): Outcome | undefined {
  if ('error' in sight) return undefined;
  const { recording } = sight;
  const state = stateOf(recording);
  if (state === WANTED[what]) return { kind, ...defined({ recording }) };
  return state === 'gone' ? { kind: 'gone' } : undefined;
}

/** True when Webex certainly did nothing, so that no look is needed. */
function isRefusedOutright(error: WebexError): boolean {
  if (!(error instanceof WebexRefused) || error.repeated) return false;
  return error.status < 500 && !hasStatus(error, 404, 409, 410);
}

/** Webex's id of the call, for its support. */
export function trackingOf(answer: Answer): string | undefined {
  if (!('error' in answer)) return answer.trackingId;
  return 'trackingId' in answer.error ? answer.error.trackingId : undefined;
}

/** A 404 to a second try may be the work of the first one, whose answer was lost. */
function wasSoBefore(error: WebexError | undefined): boolean {
  return hasStatus(error, 404, 410) && !error.repeated;
}

export interface ItemOutcome {
  readonly id: string;
  readonly outcome: Outcome;
  /** Of the call that changed it, or refused to. */
  readonly trackingId?: string | undefined;
}

/** Control of work that nobody waits for. */
export interface Background {
  /** Ends sooner when the work must not go on. @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
  readonly shouldContinue: () => Promise<boolean>;
}

export interface ChangeDeps extends LookDeps {
  /** For many together, as long as it takes. Else a person waits: one request, one look each. */
  readonly background?: Background | undefined;
}

export interface PendingCall {
  readonly members: readonly RecordingRef[];
  readonly tries: number;
  /** Requested before, with others, in a call that was refused. */
  readonly halved?: true;
}

/** Webex may show the old state for a moment. */
const LAG_MS = SECOND;

/** Looks at the recordings of a call, unless Webex cannot have done anything. */
export async function verify(
  deps: ChangeDeps,
  what: Change,
  { members, halved }: PendingCall,
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

export function look(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  if (deps.background === undefined) return fetchEach(deps, members);
  return fetchStates(deps, members, WANTED[what]);
}
