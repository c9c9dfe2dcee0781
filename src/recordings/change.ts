import { type WebexError, WebexRefused } from '../webex/errors.js';
import type { Recording } from './types.js';

/** What can be done to a recording. */
export type Change = 'trash' | 'restore' | 'delete';

/** How a change ended, as seen by reading the recording afterwards. */
export type Outcome =
  /** It is as wanted, and we made it so. */
  | { readonly kind: 'done'; readonly recording?: Recording }
  /** It was as wanted before we asked. */
  | { readonly kind: 'already'; readonly recording?: Recording }
  /** It is not there any more, so there is nothing to do or to bring back. */
  | { readonly kind: 'gone' }
  /** Webex said no, or did not answer, and the recording is as it was. */
  | { readonly kind: 'unchanged'; readonly recording?: Recording; readonly error: WebexError }
  /** Webex said yes, and yet the recording is as it was. */
  | {
      readonly kind: 'not-seen';
      readonly recording: Recording;
      readonly trackingId?: string | undefined;
    }
  /** Something was asked for, and whether it happened could not be seen. */
  | { readonly kind: 'unsure'; readonly error: WebexError };

/** What is told of a click: it may be one that had come to its end before. */
export type ReportedOutcome =
  | Outcome
  /** It was asked for before, and is otherwise now: it was not asked for again. */
  | { readonly kind: 'not-again'; readonly recording: Recording };

/** Where a recording is. */
export type State = 'kept' | 'in-bin' | 'gone';

const wanted: Record<Change, State> = { trash: 'in-bin', restore: 'kept', delete: 'gone' };

/** Where a recording is after a change. */
export function wantedState(what: Change): State {
  return wanted[what];
}

/** Where a recording is, by what Webex says of it. */
export function stateOf(recording: Recording | undefined): State {
  if (recording === undefined || recording.status === 'purged') return 'gone';
  return recording.status === 'deleted' ? 'in-bin' : 'kept';
}

/** A recording as it was seen: undefined when it is nowhere; or why it could not be seen. */
export type Sight = { readonly recording: Recording | undefined } | { readonly error: WebexError };

/** What Webex answered to the call that asked for a change. */
export type Answer = { readonly trackingId: string | undefined } | { readonly error: WebexError };

/** How a change ended, whatever Webex answered: only what was seen afterwards is told. */
export function outcomeOf(what: Change, answer: Answer, sight: Sight): Outcome {
  const error = 'error' in answer ? answer.error : undefined;
  if ('error' in sight) return { kind: 'unsure', error: error ?? sight.error };
  const { recording } = sight;
  const state = stateOf(recording);
  if (state === wanted[what]) {
    return { kind: wasSoBefore(error) ? 'already' : 'done', ...known(recording) };
  }
  if (recording === undefined || state === 'gone') return { kind: 'gone' };
  if ('error' in answer) return { kind: 'unchanged', recording, error: answer.error };
  return { kind: 'not-seen', recording, trackingId: answer.trackingId };
}

/** How a change ended that need not be asked for; undefined when it is still to be asked for. */
export function outcomeBefore(
  what: Change,
  sight: Sight,
  kind: 'done' | 'already',
): Outcome | undefined {
  if ('error' in sight) return undefined;
  const state = stateOf(sight.recording);
  if (state === wanted[what]) return { kind, ...known(sight.recording) };
  return state === 'gone' ? { kind: 'gone' } : undefined;
}

/** Webex did nothing before or after these, so there is nothing to look for. */
export function isRefusedOutright(error: WebexError): boolean {
  if (!(error instanceof WebexRefused) || error.repeated) return false;
  return error.status < 500 && !missing(error) && error.status !== 409;
}

/** Webex's id of the call, to ask its support about. */
export function trackingOf(answer: Answer): string | undefined {
  if (!('error' in answer)) return answer.trackingId;
  return 'trackingId' in answer.error ? answer.error.trackingId : undefined;
}

/** A 404 to a second try may be the work of the first one, whose answer was lost. */
function wasSoBefore(error: WebexError | undefined): boolean {
  return error instanceof WebexRefused && missing(error) && !error.repeated;
}

function missing(error: WebexRefused): boolean {
  return error.status === 404 || error.status === 410;
}

function known(recording: Recording | undefined) {
  return recording === undefined ? {} : { recording };
}
