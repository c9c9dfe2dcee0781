import { batchRetry, waitAfter } from '../util/retry-policy.js';
import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { type WebexError, WebexRefused, isWebexError } from '../webex/errors.js';
import { type Change, type Outcome, verify, wantedState } from './change.js';
import { moveToRecycleBin, purgeFromRecycleBin, restoreFromRecycleBin } from './requests.js';
import { type BatchItem, type WithToken, fetchStates, prefetchStates } from './states.js';

/** The most that one call of the recycle bin takes. */
export const LARGEST_BATCH = 100;

/**
 * Cuts into batches as the recycle bin's calls take them: all of one site, at most a hundred, each
 * recording in one of them, in their order.
 */
export function batchesOf<T extends { readonly siteUrl?: string | undefined }>(
  targets: readonly T[],
): T[][] {
  const bySite = new Map<string | undefined, T[]>();
  for (const target of targets) {
    const site = bySite.get(target.siteUrl);
    if (site === undefined) bySite.set(target.siteUrl, [target]);
    else site.push(target);
  }
  return [...bySite.values()].flatMap((site) => {
    const batches: T[][] = [];
    for (let at = 0; at < site.length; at += LARGEST_BATCH) {
      batches.push(site.slice(at, at + LARGEST_BATCH));
    }
    return batches;
  });
}

/** How one of many ended; the kinds of Outcome. */
export interface ItemOutcome {
  readonly id: string;
  readonly kind: Outcome['kind'];
  readonly trackingId?: string | undefined;
  /** Webex's status, where it refused this one. */
  readonly status?: number | undefined;
}

/** What a batch is worked off with. */
export interface BatchDeps {
  readonly webex: WebexClient;
  readonly withToken: WithToken;
  /** Waits; less, when it is not to go on. @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
  readonly shouldContinue: () => Promise<boolean>;
}

/** A batch, all of one site. */
export interface BatchOrder {
  /** `delete` is out of the recycle bin, for good. */
  readonly what: Change;
  readonly members: readonly BatchItem[];
  /** Of these it is not known whether they were asked for already: a crash came between. */
  readonly maybeAsked?: ReadonlySet<string>;
}

const send = {
  trash: moveToRecycleBin,
  restore: restoreFromRecycleBin,
  delete: purgeFromRecycleBin,
} as const;

/** Where a recording has to be for a change to be asked for. */
const FROM: Readonly<Record<Change, 'kept' | 'in-bin'>> = {
  trash: 'kept',
  restore: 'in-bin',
  delete: 'in-bin',
};

/** Webex may show the old state for a moment. */
const LAG_MS = SECOND;

/** A part of a batch that goes in one call. */
interface Part {
  readonly members: readonly BatchItem[];
  readonly tries: number;
  /** These were asked for before, with others, in a call that was refused. */
  readonly halved?: true;
}

/**
 * Changes the recordings of a batch, and looks at all before and afterwards: only what was seen is
 * told. What is as wanted before it is asked for was so already, and is left out: Webex says yes to
 * it too. A
 * refused call is made again in halves until those are found that Webex refuses; what it cannot do
 * just now is waited for; a lost answer is looked at before it is asked again.
 *
 * Rejects when the authority is not valid, or with the WebexError that did not go away.
 *
 * @param tell is given what has ended, as soon as it is known
 * @returns when all have ended, or it is not to go on: what was not told then is still open
 */
export async function changeBatch(
  parts: BatchDeps,
  { what, members, maybeAsked }: BatchOrder,
  tell: (ended: readonly ItemOutcome[]) => Promise<void>,
): Promise<void> {
  const { shouldContinue: goesOn, wait } = parts;
  const seen = maybeAsked === undefined ? [] : members.filter(({ id }) => maybeAsked.has(id));
  const undone = await recordAlreadyApplied(parts, what, seen, tell);
  const fresh = members.filter(({ id }) => maybeAsked?.has(id) !== true);
  const { due, known } = await partition(parts, what, fresh, tell);
  // Of these it is known that they were not as wanted: if they are afterwards, it was us.
  const ours: ReadonlySet<string> = new Set([...undone.map(({ id }) => id), ...known]);
  const queue: Part[] = [{ members: [...undone, ...due], tries: 0 }];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if (part.members.length === 0) continue;
    if (!(await goesOn())) return;
    const answer = await askFor(parts, what, part.members);
    if (!('error' in answer)) {
      await recordOutcomes(parts, what, part.members, answer.trackingId, tell);
      continue;
    }
    const { error } = answer;
    if (refused(error)) {
      const [one, ...others] = part.members;
      if (one !== undefined && others.length === 0) {
        await tell([await endOfRefused(parts, { what, one, error, ours, halved: part.halved })]);
        continue;
      }
      const half = Math.ceil(part.members.length / 2);
      queue.unshift(
        { members: part.members.slice(0, half), tries: 0, halved: true },
        { members: part.members.slice(half), tries: 0, halved: true },
      );
      continue;
    }
    const tries = part.tries + 1;
    const waitMs = waitFor(error, tries);
    if (waitMs === undefined) throw error;
    await wait(waitMs);
    if (!(await goesOn())) return;
    // Too much at once means that nothing was done; after anything else it may have been.
    const left = tooMuch(error)
      ? part.members
      : await recordAlreadyApplied(parts, what, part.members, tell);
    queue.unshift({ ...part, members: left, tries });
  }
}

type Answer = { readonly trackingId: string | undefined } | { readonly error: WebexError };

async function askFor(
  { webex, withToken: under }: BatchDeps,
  what: Change,
  members: readonly BatchItem[],
): Promise<Answer> {
  const recordingIds = members.map(({ id }) => id);
  const siteUrl = members[0]?.siteUrl;
  try {
    const trackingId = await under((authority) =>
      send[what](webex, authority, { recordingIds, siteUrl }),
    );
    return { trackingId };
  } catch (error) {
    const over = error instanceof WebexRefused && error.status === 401;
    if (over || !isWebexError(error)) throw error;
    return { error };
  }
}

/**
 * Tells of those that are as wanted, or gone, before they were asked for; gives the others, and of
 * which of them it was seen. Where Webex has no list to give just now, nothing is known.
 */
async function partition(
  { webex, withToken: under }: BatchDeps,
  what: Change,
  members: readonly BatchItem[],
  tell: (ended: readonly ItemOutcome[]) => Promise<void>,
): Promise<{ readonly due: readonly BatchItem[]; readonly known: readonly string[] }> {
  if (members.length === 0) return { due: members, known: [] };
  const states = await prefetchStates(webex, under, members, FROM[what]);
  const ended = members.flatMap(({ id }): ItemOutcome[] => {
    const state = states.get(id);
    if (state === wantedState(what)) return [{ id, kind: 'already' }];
    return state === 'gone' ? [{ id, kind: 'gone' }] : [];
  });
  if (ended.length > 0) await tell(ended);
  const over = new Set(ended.map(({ id }) => id));
  const due = members.filter(({ id }) => !over.has(id));
  return { due, known: due.flatMap(({ id }) => (states.has(id) ? [id] : [])) };
}

/** Tells of those that are as wanted already, by an earlier try of ours; gives the others. */
async function recordAlreadyApplied(
  { webex, withToken: under }: BatchDeps,
  what: Change,
  members: readonly BatchItem[],
  tell: (ended: readonly ItemOutcome[]) => Promise<void>,
): Promise<readonly BatchItem[]> {
  if (members.length === 0) return members;
  const states = await fetchStates(webex, under, members, wantedState(what));
  const ended = members.flatMap(({ id }): ItemOutcome[] => {
    const state = states.get(id);
    if (state === wantedState(what)) return [{ id, kind: 'done' }];
    return state === 'gone' ? [{ id, kind: 'gone' }] : [];
  });
  await tell(ended);
  const over = new Set(ended.map(({ id }) => id));
  return members.filter(({ id }) => !over.has(id));
}

/** Webex said yes: how each of them stands, with a second look at what does not show it yet. */
async function recordOutcomes(
  parts: BatchDeps,
  what: Change,
  members: readonly BatchItem[],
  trackingId: string | undefined,
  tell: (ended: readonly ItemOutcome[]) => Promise<void>,
): Promise<void> {
  const wanted = wantedState(what);
  const states = await fetchStates(parts.webex, parts.withToken, members, wanted);
  const unclear = members.filter(({ id }) => !ends(states.get(id), wanted));
  if (unclear.length > 0) {
    await parts.wait(LAG_MS);
    const later = await fetchStates(parts.webex, parts.withToken, unclear, wanted);
    for (const [id, state] of later) states.set(id, state);
  }
  const kindOf = (id: string): ItemOutcome['kind'] => {
    const state = states.get(id);
    if (state === undefined) return 'unsure';
    if (state === wanted) return 'done';
    return state === 'gone' ? 'gone' : 'not-seen';
  };
  await tell(members.map(({ id }) => ({ id, kind: kindOf(id), trackingId })));
}

function ends(state: string | undefined, wanted: string): boolean {
  return state === wanted || state === 'gone';
}

/** One that Webex refused; as wanted all the same, it may have been done with a whole batch that was refused. */
async function endOfRefused(
  { webex, withToken: under }: BatchDeps,
  { what, one, error, ours, halved }: Refusal,
): Promise<ItemOutcome> {
  const { id, siteUrl } = one;
  const asked = { what, target: { id, siteUrl }, error, mayBeDone: halved };
  const { kind } = await under((authority) => verify(webex, authority, asked));
  const { trackingId, status } = error;
  if (kind === 'already' && ours.has(id)) return { id, kind: 'done', trackingId };
  return { id, kind, trackingId, ...(kind === 'unchanged' ? { status } : {}) };
}

interface Refusal {
  readonly what: Change;
  readonly one: BatchItem;
  readonly error: WebexRefused;
  readonly ours: ReadonlySet<string>;
  readonly halved: true | undefined;
}

/** Whether it is the recordings that Webex minds: of a batch, some. */
function refused(error: WebexError): error is WebexRefused {
  if (!(error instanceof WebexRefused) || error.repeated) return false;
  return error.status < 500 && !tooMuch(error);
}

function tooMuch(error: WebexError): boolean {
  return error instanceof WebexRefused && error.status === 429;
}

/** @returns undefined when it is not to be asked for again */
function waitFor(error: WebexError, tries: number): number | undefined {
  const asked = error instanceof WebexRefused ? error.retryAfterSeconds : undefined;
  const ours = waitAfter(batchRetry, tries);
  if (ours === undefined || asked === undefined) return ours;
  return Math.max(asked * SECOND, batchRetry.firstWaitMs);
}
