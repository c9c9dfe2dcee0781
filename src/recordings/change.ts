import type { WebexClient } from '../webex/client.js';
import { type WebexError, WebexRefused, isWebexError } from '../webex/errors.js';
import { type RecordingRef, findRecording } from './get.js';
import { type Why, deleteForGood, moveToRecycleBin, restoreFromRecycleBin } from './requests.js';
import type { Authority, Recording } from './types.js';

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

/** A change that was asked for, and what Webex answered; whether it happened is seen by {@link verify}. */
export interface RequestedChange {
  readonly what: Change;
  readonly target: RecordingRef;
  readonly trackingId?: string | undefined;
  readonly error?: WebexError;
  /** An earlier call may have done it, whatever this one was answered. */
  readonly mayBeDone?: true | undefined;
}

/**
 * Asks Webex for a change; a compliance officer says why. Rejects only when the authority is not
 * valid (401): nothing was done.
 */
export async function request(
  webex: WebexClient,
  authority: Authority,
  what: Change,
  target: RecordingRef,
  why?: Why,
): Promise<RequestedChange> {
  try {
    return { what, target, trackingId: await send(webex, authority, what, target, why) };
  } catch (error) {
    return { what, target, error: told(error) };
  }
}

/**
 * Reads the recording again and says how the change ended, whatever Webex answered: only what was
 * seen is told. Rejects only when the authority is not valid (401).
 */
export async function verify(
  webex: WebexClient,
  authority: Authority,
  asked: RequestedChange,
): Promise<Outcome> {
  if (asked.error !== undefined && asked.mayBeDone !== true && refusedOutright(asked.error)) {
    return { kind: 'unchanged', error: asked.error };
  }
  let recording: Recording | undefined;
  try {
    recording = await findRecording(webex, authority, asked.target);
  } catch (error) {
    const unseen = told(error);
    return { kind: 'unsure', error: asked.error ?? unseen };
  }
  const known = recording === undefined ? {} : { recording };
  if (stateOf(recording) === wanted[asked.what]) {
    return { kind: wasSoBefore(asked.error) ? 'already' : 'done', ...known };
  }
  if (recording === undefined) return { kind: 'gone' };
  if (asked.error !== undefined) return { kind: 'unchanged', recording, error: asked.error };
  return { kind: 'not-seen', recording, trackingId: asked.trackingId };
}

function send(
  webex: WebexClient,
  authority: Authority,
  what: Change,
  { id, siteUrl }: RecordingRef,
  why: Why | undefined,
): Promise<string | undefined> {
  if (what === 'delete') return deleteForGood(webex, authority, id, why);
  const move = what === 'trash' ? moveToRecycleBin : restoreFromRecycleBin;
  return move(webex, authority, { recordingIds: [id], siteUrl });
}

/** Where a recording is, by what Webex says of it. */
export function stateOf(recording: Recording | undefined): State {
  if (recording === undefined || recording.status === 'purged') return 'gone';
  return recording.status === 'deleted' ? 'in-bin' : 'kept';
}

/** Webex did nothing before or after these, so there is nothing to look for. */
function refusedOutright(error: WebexError): boolean {
  if (!(error instanceof WebexRefused) || error.repeated) return false;
  return error.status < 500 && !missing(error) && error.status !== 409;
}

function missing(error: WebexRefused): boolean {
  return error.status === 404 || error.status === 410;
}

/** A 404 to a second try may be the work of the first one, whose answer was lost. */
function wasSoBefore(error: WebexError | undefined): boolean {
  return error instanceof WebexRefused && missing(error) && !error.repeated;
}

function told(error: unknown): WebexError {
  if (!isWebexError(error) || (error instanceof WebexRefused && error.status === 401)) throw error;
  return error;
}
