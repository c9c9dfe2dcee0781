import { type Part, halvesOf, isRefused, isTooMuch, retryDelay } from './change-batch.js';
import { type Answer, type Change, outcomeBefore } from './change.js';
import type { RecordingRef } from './get.js';
import {
  type Why,
  deleteForGood,
  moveToRecycleBin,
  purgeFromRecycleBin,
  restoreFromRecycleBin,
} from './requests.js';
import { type Seen, fetchEach, prefetchStates, tried } from './states.js';
import { type ChangeDeps, type ItemOutcome, look, verify } from './verify.js';

/** What is to be changed; one recording is a batch of one. */
export interface ChangeOrder {
  /** `delete` is for good: in the background, out of the recycle bin. */
  readonly what: Change;
  /** All of one site, at most a hundred. */
  readonly members: readonly RecordingRef[];
  /** Why, where a compliance officer deletes one. */
  readonly why?: Why | undefined;
  /** Of these it is not known whether they were asked for already: a crash came between. */
  readonly maybeAsked?: ReadonlySet<string> | undefined;
  /** Whether the others may be as wanted already; in the background they are always looked at first. */
  readonly lookFirst?: boolean | undefined;
  /** Begins what need not wait for the look; not called when nothing is asked for. */
  readonly onRequested?: (() => void) | undefined;
}

/** Is given what has ended, as soon as it is known. */
export type Tell = (ended: readonly ItemOutcome[]) => Promise<void>;

/** Where a recording has to be for a batch to be asked for. */
const FROM = { trash: 'kept', restore: 'in-bin', delete: 'in-bin' } as const;

const post = {
  trash: moveToRecycleBin,
  restore: restoreFromRecycleBin,
  delete: purgeFromRecycleBin,
} as const;

/**
 * Changes recordings, and looks at them afterwards: only what was seen is told. What is seen to be
 * as wanted before it is asked for is left out: Webex says yes to it too. In the background a refused
 * call is made again in halves until those are found that Webex refuses; what it cannot do just now
 * is waited for; a lost answer is looked at before it is asked again.
 *
 * Rejects when the authority is not valid, or with the WebexError that did not go away.
 *
 * @returns when all have ended, or it is not to go on: what was not told then is still open
 */
export async function changeRecordings(
  deps: ChangeDeps,
  order: ChangeOrder,
  tell: Tell,
): Promise<void> {
  const { background } = deps;
  const { what } = order;
  const { due, ours } = await leaveOut(deps, order, tell);
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
      await tell(await verify(deps, what, part, answer, ours));
    } else if (isRefused(error)) {
      const halves = halvesOf(part);
      if (halves.length === 0) await tell(await verify(deps, what, part, answer, ours));
      queue.unshift(...halves);
    } else {
      const tries = part.tries + 1;
      const waitMs = retryDelay(error, tries);
      if (waitMs === undefined) throw error;
      await background.wait(waitMs);
      if (!(await background.shouldContinue())) return;
      // Too much at once means that nothing was done; after anything else it may have been.
      const left = isTooMuch(error) ? members : await leaveOutDone(deps, what, members, tell);
      queue.unshift({ ...part, members: left, tries });
    }
  }
}

/**
 * Tells of those that need not be asked for, since they are as wanted or gone. Gives the others, and
 * of which of all it is known that they were not as wanted, or were asked for by us: if they are as
 * wanted afterwards, it was us.
 */
async function leaveOut(
  deps: ChangeDeps,
  { what, members, maybeAsked = new Set(), lookFirst = false }: ChangeOrder,
  tell: Tell,
): Promise<{ readonly due: readonly RecordingRef[]; readonly ours: ReadonlySet<string> }> {
  const again = members.filter(({ id }) => maybeAsked.has(id));
  const undone = await leaveOutDone(deps, what, again, tell);
  const fresh = members.filter(({ id }) => !maybeAsked.has(id));
  if (deps.background === undefined) {
    const seen = lookFirst ? await fetchEach(deps, fresh) : [];
    const due = await tellEnded(what, fresh, seen, 'already', tell);
    return { due: [...undone, ...due], ours: maybeAsked };
  }
  const seen = await prefetchStates(deps, fresh, FROM[what]);
  const due = await tellEnded(what, fresh, seen, 'already', tell);
  const known = seen.flatMap(({ ref, sight }) => ('error' in sight ? [] : [ref.id]));
  return { due: [...undone, ...due], ours: new Set([...maybeAsked, ...known]) };
}

/** Tells of those that an earlier try of ours has ended; gives the others. */
async function leaveOutDone(
  deps: ChangeDeps,
  what: Change,
  members: readonly RecordingRef[],
  tell: Tell,
): Promise<readonly RecordingRef[]> {
  return await tellEnded(what, members, await look(deps, what, members), 'done', tell);
}

/** Tells of those that were seen to be as wanted, or gone; gives the others. */
async function tellEnded(
  what: Change,
  members: readonly RecordingRef[],
  seen: readonly Seen[],
  kind: 'done' | 'already',
  tell: Tell,
): Promise<readonly RecordingRef[]> {
  const ended = seen.flatMap(({ ref: { id }, sight }): ItemOutcome[] => {
    const outcome = outcomeBefore(what, sight, kind);
    return outcome === undefined ? [] : [{ id, outcome }];
  });
  if (ended.length === 0) return members;
  await tell(ended);
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
