import { defined } from '../util/present.js';
import { SECOND } from '../util/time.js';
import { type WebexError, WebexRefused, hasStatus, knownReason } from '../webex/errors.js';
import type { RecordingRef } from './requests.js';
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
  | {
      readonly kind: 'unsure';
      readonly error: WebexError;
      /** Webex said yes. */
      readonly accepted?: { readonly trackingId: string | undefined };
    };

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

/** Decided by what was seen afterwards, whatever Webex answered. */
export function outcomeOf(what: Change, answer: Answer, sight: Sight): Outcome {
  const error = 'error' in answer ? answer.error : undefined;
  if ('error' in sight) {
    if (error !== undefined) return { kind: 'unsure', error };
    return { kind: 'unsure', error: sight.error, accepted: { trackingId: trackingOf(answer) } };
  }
  const { recording } = sight;
  const state = stateOf(recording);
  if (state === WANTED[what]) {
    return { kind: wasSoBefore(error) ? 'already' : 'done', ...defined({ recording }) };
  }
  if (recording === undefined || state === 'gone') return { kind: 'gone' };
  if (error !== undefined) return { kind: 'unchanged', recording, error };
  return { kind: 'not-seen', recording, trackingId: trackingOf(answer) };
}

/** Webex shows some changes late, so a later look can say more. */
export function isUnclear(outcome: ReportedOutcome): boolean {
  const { kind } = outcome;
  if (kind === 'not-seen' || kind === 'unsure') return true;
  if (kind !== 'unchanged') return false;
  const { error } = outcome;
  return !(error instanceof WebexRefused) || error.earlierMayHaveActed || error.status >= 500;
}

/** Webex's answer to the change, from an unclear outcome. */
export function answerOf(outcome: ReportedOutcome): Answer {
  if (outcome.kind === 'not-seen') return { trackingId: outcome.trackingId };
  if (outcome.kind === 'unsure' && outcome.accepted !== undefined) return outcome.accepted;
  return 'error' in outcome ? { error: outcome.error } : { trackingId: undefined };
}

const PURGE = { method: 'POST', path: '/recordings/purge' };
/** Stands for Webex's answer where no deletion is requested: the recording is back from the recycle bin. */
export const NOT_IN_BIN = new WebexRefused(PURGE, 404);

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
  if (!(error instanceof WebexRefused) || error.earlierMayHaveActed) return false;
  if (knownReason(error) !== undefined) return true;
  return error.status < 500 && !hasStatus(error, 404, 409, 410);
}

/** Webex's id of the call, for its support. */
export function trackingOf(answer: Answer): string | undefined {
  if (!('error' in answer)) return answer.trackingId;
  return 'trackingId' in answer.error ? answer.error.trackingId : undefined;
}

/** A 404 to a second attempt may be the work of the first, whose answer was lost. */
function wasSoBefore(error: WebexError | undefined): boolean {
  return hasStatus(error, 404, 410) && !error.earlierMayHaveActed;
}

export interface ItemOutcome {
  readonly id: string;
  readonly outcome: Outcome;
  /** Of the call that changed it, or refused to. */
  readonly trackingId?: string | undefined;
}

/** Control of work that nobody waits for. */
export interface CheckControl {
  /** Ends sooner when the work must stop. @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
  readonly shouldContinue: () => Promise<boolean>;
  /** Waits to see what was done, even if the work must stop. False once the process stops. */
  readonly waitOn: (ms: number) => Promise<boolean>;
}

/** Further looks while the effect of a change does not show. */
export interface LookAgain {
  /** Milliseconds after the first look, ascending. */
  readonly at: readonly number[];
  readonly wait: (ms: number) => Promise<void>;
}

export const LOOK_AGAIN: LookAgain = {
  at: [SECOND / 2, 2 * SECOND, 8 * SECOND, 30 * SECOND],
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};

export interface ChangeDeps extends LookDeps {
  /** While a person waits, only the first of these looks is made. */
  readonly lookAgain?: LookAgain | undefined;
  /** For many recordings, however long it takes. Left out, a person waits: one request each. */
  readonly background?: CheckControl | undefined;
}

export interface PendingCall {
  readonly members: readonly RecordingRef[];
  readonly tries: number;
  /** Requested before, with others, in a call that was refused. */
  readonly halved?: true;
}

/** A change, and who is told how it ended. */
interface Watch {
  readonly deps: ChangeDeps;
  readonly what: Change;
  /** Ids whose change is ours if they are as wanted. */
  readonly ours: ReadonlySet<string>;
  readonly report: (items: readonly ItemOutcome[]) => Promise<void>;
}

/** A recording after its call. */
export interface Requested {
  readonly ref: RecordingRef;
  readonly answer: Answer;
  /** As last seen. */
  readonly outcome: Outcome;
  /** Refused, possibly because the refused batch before has changed it already. */
  readonly afterBatch: boolean;
}

/**
 * Looks at the recordings of a call, unless Webex cannot have done anything, and reports those whose
 * outcome is clear.
 * @returns the others
 */
export async function verify(
  watch: Watch,
  { members, halved }: PendingCall,
  answer: Answer,
): Promise<readonly Requested[]> {
  const { deps, what } = watch;
  const error = 'error' in answer ? answer.error : undefined;
  const afterBatch = halved === true && hasStatus(error, 404, 409, 410);
  // A recording of a refused batch may have been changed with that batch.
  if (error !== undefined && halved !== true && isRefusedOutright(error)) {
    const outcome = { kind: 'unchanged', error } as const;
    return await reportClear(
      watch,
      members.map((ref) => ({ ref, answer, outcome, afterBatch })),
    );
  }
  const seen =
    error === undefined ? await look(deps, what, members) : await fetchEach(deps, members);
  return await reportClear(
    watch,
    seen.map(({ ref, sight }) => withSight(watch, { ref, answer, afterBatch }, sight)),
  );
}

/**
 * Looks again at unclear recordings, and reports each once it is clear, or after the last look. When the
 * process stops, the rest is left to the next one.
 * @param onLookAgain what was read since the call may be of before it
 */
export async function lookOn(
  watch: Watch,
  unclear: readonly Requested[],
  onLookAgain?: () => void,
): Promise<void> {
  const { background, lookAgain = LOOK_AGAIN } = watch.deps;
  let left = unclear;
  let waited = 0;
  for (const at of background === undefined ? lookAgain.at.slice(0, 1) : lookAgain.at) {
    if (left.length === 0) return;
    if (background === undefined) await lookAgain.wait(at - waited);
    else if (!(await background.waitOn(at - waited))) return;
    waited = at;
    onLookAgain?.();
    const refs = left.map(({ ref }) => ref);
    const seen = await look(watch.deps, watch.what, refs);
    const sights = new Map(seen.map(({ ref, sight }) => [ref.id, sight]));
    const again = left.map((one) => {
      const sight = sights.get(one.ref.id);
      return sight === undefined || 'error' in sight ? one : withSight(watch, one, sight);
    });
    left = await reportClear(watch, again);
  }
  await reportAll(watch, left);
}

function withSight(
  { what, ours }: Watch,
  one: Omit<Requested, 'outcome'>,
  sight: Sight,
): Requested {
  const outcome = outcomeOf(what, one.answer, sight);
  const isOurs = outcome.kind === 'already' && ours.has(one.ref.id);
  return { ...one, outcome: isOurs ? { ...outcome, kind: 'done' } : outcome };
}

/** @returns the others */
async function reportClear(watch: Watch, all: readonly Requested[]): Promise<readonly Requested[]> {
  const isOpen = ({ outcome, afterBatch }: Requested): boolean =>
    isUnclear(outcome) || (afterBatch && outcome.kind === 'unchanged');
  await reportAll(
    watch,
    all.filter((one) => !isOpen(one)),
  );
  return all.filter(isOpen);
}

async function reportAll({ report }: Watch, all: readonly Requested[]): Promise<void> {
  const items = all.map(({ ref: { id }, answer, outcome }) => {
    return { id, outcome, trackingId: trackingOf(answer) };
  });
  if (items.length > 0) await report(items);
}

export function look(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  if (deps.background === undefined) return fetchEach(deps, members);
  return fetchStates(deps, members, WANTED[what]);
}
