import { batchRetry, waitAfter } from '../util/retry-policy.js';
import { SECOND } from '../util/time.js';
import { type WebexError, WebexRefused } from '../webex/errors.js';
import {
  type Answer,
  type Change,
  type ChangeDeps,
  type ItemOutcome,
  type Part,
  look,
  outcomeBefore,
  verify,
} from './change.js';
import type { RecordingRef } from './get.js';
import {
  type Why,
  deleteForGood,
  moveToRecycleBin,
  purgeFromRecycleBin,
  restoreFromRecycleBin,
} from './requests.js';
import { type Seen, fetchEach, prefetchStates, tried } from './states.js';

/** A change of recordings; one recording is a batch of one. */
export interface ChangeOrder {
  /** `delete` is for good: in the background, out of the recycle bin. */
  readonly what: Change;
  /** All of one site, at most a hundred. */
  readonly members: readonly RecordingRef[];
  /** For a compliance officer's deletion of one recording. */
  readonly why?: Why | undefined;
  /** Ids that a crashed attempt may have requested already. */
  readonly maybeAsked?: ReadonlySet<string> | undefined;
  /** Whether to look at the others first; in the background that is always done. */
  readonly lookFirst?: boolean | undefined;
  /** Begins what need not wait for the look; not called when nothing is requested. */
  readonly onRequested?: (() => void) | undefined;
}

/** Receives outcomes as soon as they are known. */
export type OnEnded = (ended: readonly ItemOutcome[]) => Promise<void>;

/** The state from which a batch is requested. */
const FROM = { trash: 'kept', restore: 'in-bin', delete: 'in-bin' } as const;

const post = {
  trash: moveToRecycleBin,
  restore: restoreFromRecycleBin,
  delete: purgeFromRecycleBin,
} as const;

/**
 * Changes recordings, and looks at them afterwards: only what was seen is reported. A recording that
 * is as wanted already is not requested, since Webex would say yes to it too. In the background a
 * refused call is halved until the refused recordings are found; transient errors are waited for; and
 * after a lost answer, the recordings are looked at before the call is repeated.
 *
 * Rejects when the authority is not valid, or with the WebexError that did not go away.
 *
 * @returns when all have ended or the work must not go on: what was not reported is still open
 */
export async function changeRecordings(
  deps: ChangeDeps,
  order: ChangeOrder,
  onEnded: OnEnded,
): Promise<void> {
  const { background } = deps;
  const { what } = order;
  const { due, ours } = await leaveOut(deps, order, onEnded);
  const queue: Part[] =
    background === undefined
      ? due.map((one) => ({ members: [one], tries: 0 }))
      : [{ members: due, tries: 0 }];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const { members } = part;
    if (members.length === 0) continue;
    if (background !== undefined && !(await background.shouldContinue())) return;
    const answer = await request(deps, order, members);
    order.onRequested?.();
    const error = 'error' in answer ? answer.error : undefined;
    if (background === undefined || error === undefined) {
      await onEnded(await verify(deps, what, part, answer, ours));
    } else if (isRefused(error)) {
      const halves = halvesOf(part);
      if (halves.length === 0) await onEnded(await verify(deps, what, part, answer, ours));
      queue.unshift(...halves);
    } else {
      const tries = part.tries + 1;
      const waitMs = retryDelay(error, tries);
      if (waitMs === undefined) throw error;
      await background.wait(waitMs);
      if (!(await background.shouldContinue())) return;
      // A 429 means that nothing was done; after anything else it may have been.
      const left = isTooMuch(error) ? members : await leaveOutDone(deps, what, members, onEnded);
      queue.unshift({ ...part, members: left, tries });
    }
  }
}

/**
 * Reports recordings that are as wanted or gone. Returns the others, and the ids whose change is ours
 * if they are as wanted afterwards: they were seen not to be, or an earlier attempt requested them.
 */
async function leaveOut(
  deps: ChangeDeps,
  { what, members, maybeAsked = new Set(), lookFirst = false }: ChangeOrder,
  onEnded: OnEnded,
): Promise<{ readonly due: readonly RecordingRef[]; readonly ours: ReadonlySet<string> }> {
  const again = members.filter(({ id }) => maybeAsked.has(id));
  const undone = await leaveOutDone(deps, what, again, onEnded);
  const fresh = members.filter(({ id }) => !maybeAsked.has(id));
  if (deps.background === undefined) {
    const seen = lookFirst ? await fetchEach(deps, fresh) : [];
    const due = await reportEnded(what, fresh, seen, 'already', onEnded);
    return { due: [...undone, ...due], ours: maybeAsked };
  }
  const seen = await prefetchStates(deps, fresh, FROM[what]);
  const due = await reportEnded(what, fresh, seen, 'already', onEnded);
  const known = seen.flatMap(({ ref, sight }) => ('error' in sight ? [] : [ref.id]));
  return { due: [...undone, ...due], ours: new Set([...maybeAsked, ...known]) };
}

/** Reports recordings that an earlier attempt of ours changed; returns the others. */
async function leaveOutDone(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
  onEnded: OnEnded,
): Promise<readonly RecordingRef[]> {
  return await reportEnded(what, members, await look(deps, what, members), 'done', onEnded);
}

/** Reports recordings that were seen as wanted, or gone; returns the others. */
async function reportEnded(
  what: Change,
  members: readonly RecordingRef[],
  seen: readonly Seen[],
  kind: 'done' | 'already',
  onEnded: OnEnded,
): Promise<readonly RecordingRef[]> {
  const ended = seen.flatMap(({ ref: { id }, sight }): ItemOutcome[] => {
    const outcome = outcomeBefore(what, sight, kind);
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

/** The two halves of a refused call; none for a single recording. */
function halvesOf({ members }: Part): Part[] {
  if (members.length < 2) return [];
  const half = Math.ceil(members.length / 2);
  return [members.slice(0, half), members.slice(half)].map((some) => ({
    members: some,
    tries: 0,
    halved: true,
  }));
}

/** Whether Webex refuses the recordings: of a batch, some. */
function isRefused(error: WebexError): boolean {
  if (!(error instanceof WebexRefused) || error.repeated) return false;
  return error.status < 500 && !isTooMuch(error);
}

function isTooMuch(error: WebexError): boolean {
  return error instanceof WebexRefused && error.status === 429;
}

/** Milliseconds before the next try; undefined after the last. @param tries made so far */
function retryDelay(error: WebexError, tries: number): number | undefined {
  const asked = error instanceof WebexRefused ? error.retryAfterSeconds : undefined;
  const ours = waitAfter(batchRetry, tries);
  if (ours === undefined || asked === undefined) return ours;
  return Math.max(asked * SECOND, batchRetry.firstWaitMs);
}
