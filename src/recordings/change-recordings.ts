import { batchRetry, waitAfter } from '../util/retry-policy.js';
import { SECOND } from '../util/time.js';
import { type WebexError, WebexRefused, withEarlierAttempt, hasStatus } from '../webex/errors.js';
import type { Answer, Requested, Change, ChangeDeps, ItemOutcome, PendingCall } from './change.js';
import { NOT_IN_BIN, look, lookOn, outcomeBefore, verify } from './change.js';
import type { RecordingRef, Why } from './requests.js';
import {
  deleteForGood,
  moveToRecycleBin,
  purgeFromRecycleBin,
  restoreFromRecycleBin,
} from './requests.js';
import { type Seen, fetchEach, prefetchStates, tried } from './states.js';

export interface ChangeOrder {
  /** `delete` is for good: out of the recycle bin when in the background. */
  readonly what: Change;
  /** All of one site, at most a hundred. */
  readonly members: readonly RecordingRef[];
  /** For a compliance officer's deletion of one recording; the comment goes to Webex alone. */
  readonly why?: Why | undefined;
  /** Ids that a crashed attempt may have requested already. */
  readonly maybeAsked?: ReadonlySet<string> | undefined;
  /**
   * Ids that an earlier request may have changed the same way; looked at first, as in the background always.
   */
  readonly changedBefore?: ReadonlySet<string> | undefined;
  /**
   * Starts what need not wait for the look; called again before each later look, since Webex may have shown
   * the old state. Not called when nothing is requested.
   */
  readonly onRequested?: (() => void) | undefined;
}

/** Called as soon as outcomes are known. */
export type OnEnded = (ended: readonly ItemOutcome[]) => Promise<void>;

const FROM = { trash: 'kept', restore: 'in-bin', delete: 'in-bin' } as const;

const post = {
  trash: moveToRecycleBin,
  restore: restoreFromRecycleBin,
  delete: purgeFromRecycleBin,
} as const;

/**
 * Reports only outcomes that it saw afterwards. A recording that is already as wanted is not requested,
 * since Webex would say yes to that too. In the background a refused call is halved until the refused
 * recordings are found, and after a lost answer the recordings are looked at before the call is repeated.
 *
 * Returns when all are reported, or when the work must stop: the others stay open. Rejects when the
 * authority is not valid, or with the WebexError that did not go away.
 */
export async function changeRecordings(
  deps: ChangeDeps,
  order: ChangeOrder,
  onEnded: OnEnded,
): Promise<void> {
  const { background } = deps;
  const { what } = order;
  const { due, ours } = await leaveOut(deps, order, onEnded);
  const watch = { deps, what, ours, report: onEnded };
  /** If Webex refuses these, an earlier request may have been the one that acted. */
  const asked = new Set([...(order.maybeAsked ?? []), ...(order.changedBefore ?? [])]);
  const unclear: Requested[] = [];
  let failure: WebexError | undefined;
  const calls = background === undefined ? due.map((one) => [one]) : [due];
  const queue: PendingCall[] = calls.map((members) => ({ members, tries: 0 }));
  for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
    const { members } = call;
    if (members.length === 0) continue;
    if (background !== undefined && !(await background.shouldContinue())) break;
    const answer = await request(deps, order, members);
    order.onRequested?.();
    const error = 'error' in answer ? answer.error : undefined;
    if (
      background === undefined ||
      error === undefined ||
      (isRefused(error) && members.length < 2)
    ) {
      const isAgain = members.some(({ id }) => asked.has(id));
      const counted =
        isAgain && error instanceof WebexRefused ? withEarlierAttempt(error) : undefined;
      unclear.push(...(await verify(watch, call, counted ? { error: counted } : answer)));
    } else if (isRefused(error)) {
      queue.unshift(...halvesOf(call));
    } else {
      const tries = call.tries + 1;
      const waitMs = pauseBeforeRetry(error, tries);
      if (waitMs === undefined) {
        failure = error;
        break;
      }
      await background.wait(waitMs);
      if (!(await background.shouldContinue())) break;
      // A 429 means that this attempt did nothing; after anything else it may have acted.
      const isLost = !hasStatus(error, 429) || error.earlierMayHaveActed;
      if (isLost) for (const { id } of members) asked.add(id);
      const left = isLost ? await leaveOutDone(deps, what, members, onEnded) : members;
      queue.unshift({ ...call, members: left, tries });
    }
  }
  await lookOn(watch, unclear, order.onRequested);
  if (failure !== undefined) throw failure;
}

/**
 * Reports recordings that are as wanted or gone. Returns the others, and the ids whose change will be ours
 * if they are as wanted afterwards: seen not to be, or requested by an earlier attempt.
 */
async function leaveOut(
  deps: ChangeDeps,
  { what, members, maybeAsked = new Set(), changedBefore = new Set() }: ChangeOrder,
  onEnded: OnEnded,
): Promise<{ readonly due: readonly RecordingRef[]; readonly ours: ReadonlySet<string> }> {
  const { background } = deps;
  const again = members.filter(({ id }) => maybeAsked.has(id));
  const undone = await leaveOutDone(deps, what, again, onEnded);
  const fresh = members.filter(({ id }) => !maybeAsked.has(id));
  const doubtful = fresh.filter(({ id }) => changedBefore.has(id));
  const seen =
    background === undefined
      ? await fetchEach(deps, doubtful)
      : await prefetchStates(deps, fresh, FROM[what]);
  const due = await reportEnded(deps, what, fresh, seen, 'already', onEnded);
  const known = background === undefined ? [] : seen.filter(({ sight }) => !('error' in sight));
  const ours = new Set([...maybeAsked, ...known.map(({ ref }) => ref.id)]);
  return { due: [...undone, ...due], ours };
}

/** Reports recordings that an earlier attempt of ours changed; returns the others. */
async function leaveOutDone(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
  onEnded: OnEnded,
): Promise<readonly RecordingRef[]> {
  return await reportEnded(deps, what, members, await look(deps, what, members), 'done', onEnded);
}

async function reportEnded(
  { background }: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
  seen: readonly Seen[],
  kind: 'done' | 'already',
  onEnded: OnEnded,
): Promise<readonly RecordingRef[]> {
  const ended = seen.flatMap(({ ref: { id }, sight }): ItemOutcome[] => {
    const ended = outcomeBefore(what, sight, kind);
    // Back from the recycle bin: Webex may not mind a deletion, and whoever restored it would.
    const found = 'error' in sight ? undefined : sight.recording;
    const isBack = background !== undefined && what === 'delete' && found?.status === 'available';
    const outcome = isBack
      ? ({ kind: 'unchanged', recording: found, error: NOT_IN_BIN } as const)
      : ended;
    return outcome === undefined ? [] : [{ id, outcome }];
  });
  if (ended.length === 0) return members;
  await onEnded(ended);
  const over = new Set(ended.map(({ id }) => id));
  return members.filter(({ id }) => !over.has(id));
}

async function request(
  { webex, withToken, background }: ChangeDeps,
  { what, why }: ChangeOrder,
  members: readonly RecordingRef[],
): Promise<Answer> {
  const [one] = members;
  const recordingIds = members.map(({ id }) => id);
  const answer = await tried(() =>
    withToken((authority) =>
      what === 'delete' && background === undefined && one !== undefined
        ? deleteForGood(webex, authority, one.id, why)
        : post[what](webex, authority, { recordingIds, siteUrl: one?.siteUrl }),
    ),
  );
  return 'error' in answer ? answer : { trackingId: answer.value };
}

function halvesOf({ members }: PendingCall): PendingCall[] {
  const half = Math.ceil(members.length / 2);
  return [members.slice(0, half), members.slice(half)].map((some) => ({
    members: some,
    tries: 0,
    halved: true,
  }));
}

/** True when Webex refuses at least one recording of the call. */
function isRefused(error: WebexError): boolean {
  if (!(error instanceof WebexRefused) || error.earlierMayHaveActed) return false;
  return error.status < 500 && error.status !== 429;
}

/** Milliseconds before the next attempt; undefined after the last. @param tries made so far */
function pauseBeforeRetry(error: WebexError, tries: number): number | undefined {
  const asked = error instanceof WebexRefused ? error.retryAfterSeconds : undefined;
  const ours = waitAfter(batchRetry, tries);
  if (ours === undefined || asked === undefined) return ours;
  return Math.max(asked * SECOND, batchRetry.firstWaitMs);
}
