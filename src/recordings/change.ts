import { defined } from '../util/present.js';
import { SECOND } from '../util/time.js';
import { type WebexError, WebexRefused, hasStatus, knownReason } from '../webex/errors.js';
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

/** Decided by the look afterwards, whatever Webex answered. */
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

/** Webex shows some changes late: a later look can say more. */
export function isUnclear(outcome: ReportedOutcome): boolean {
  const { kind } = outcome;
  if (kind === 'not-seen' || kind === 'unsure') return true;
  if (kind !== 'unchanged') return false;
  const { error } = outcome;
  return !(error instanceof WebexRefused) || error.repeated || error.status >= 500;
}

/** Webex's answer to the change of an unclear outcome. */
export function answerOf(outcome: ReportedOutcome): Answer {
  if (outcome.kind === 'not-seen') return { trackingId: outcome.trackingId };
  if (outcome.kind === 'unsure' && outcome.accepted !== undefined) return outcome.accepted;
  return 'error' in outcome ? { error: outcome.error } : { trackingId: undefined };
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
  if (knownReason(error) !== undefined) return true;
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

/** The looks after the first one, while the effect of a change does not show. */
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
  /** For many together, as long as it takes. Else a person waits: one request each. */
  readonly background?: Background | undefined;
}

export interface PendingCall {
  readonly members: readonly RecordingRef[];
  readonly tries: number;
  /** Requested before, with others, in a call that was refused. */
  readonly halved?: true;
}

/**
 * Looks at the recordings of a call, unless Webex cannot have done anything, and reports each as soon as its
 * outcome is clear.
 * @param onLookAgain what was read since the call may be of before it
 */
export async function verify(
  deps: ChangeDeps,
  what: Change,
  { members, halved }: PendingCall,
  answer: Answer,
  ours: ReadonlySet<string>,
  report: (items: readonly ItemOutcome[]) => Promise<void>,
  onLookAgain?: () => void,
): Promise<void> {
  const trackingId = trackingOf(answer);
  // A recording of a refused batch may have been changed with that batch.
  if ('error' in answer && halved !== true && isRefusedOutright(answer.error)) {
    const outcome = { kind: 'unchanged', error: answer.error } as const;
    await report(members.map(({ id }) => ({ id, outcome, trackingId })));
    return;
  }
  const judged = ({ ref: { id }, sight }: Seen): ItemOutcome => {
    const outcome = outcomeOf(what, answer, sight);
    const isOurs = outcome.kind === 'already' && ours.has(id);
    return { id, outcome: isOurs ? { ...outcome, kind: 'done' } : outcome, trackingId };
  };
  const { background, lookAgain = LOOK_AGAIN } = deps;
  const first =
    'error' in answer ? await fetchEach(deps, members) : await look(deps, what, members);
  const items = new Map(first.map((seen) => [seen.ref.id, judged(seen)]));
  const wait = background?.wait ?? lookAgain.wait;
  let waited = 0;
  const reported = new Set<string>();
  const reportNext = async (which: (item: ItemOutcome) => boolean): Promise<void> => {
    const next = [...items.values()].filter((item) => !reported.has(item.id) && which(item));
    for (const { id } of next) reported.add(id);
    if (next.length > 0) await report(next);
  };
  const isClear = ({ outcome }: ItemOutcome): boolean => !isUnclear(outcome);
  for (const at of background === undefined ? lookAgain.at.slice(0, 1) : lookAgain.at) {
    await reportNext(isClear);
    const unclear = members.filter(({ id }) => items.has(id) && !reported.has(id));
    if (unclear.length === 0) break;
    await wait(at - waited);
    waited = at;
    onLookAgain?.();
    for (const seen of await look(deps, what, unclear)) {
      if (!('error' in seen.sight)) items.set(seen.ref.id, judged(seen));
    }
    if (background !== undefined && !(await background.shouldContinue())) break;
  }
  await reportNext(() => true);
}

export function look(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
): Promise<Seen[]> {
  if (deps.background === undefined) return fetchEach(deps, members);
  return fetchStates(deps, members, WANTED[what]);
}
