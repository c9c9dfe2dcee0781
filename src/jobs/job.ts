import type { z } from 'zod';
import { type IdempotencyKey, Permit } from '../util/permit.js';
import { eventRetry, waitAfter } from '../util/retry-policy.js';
import { SECOND } from '../util/time.js';
import { isFinal, isWebexError } from '../webex/errors.js';
import type { Content } from '../webex/messages.js';
import type { MessageAt } from '../webex/messaging.js';

/** `asking`: waits for an answer of its person; `paused`: until they resume it. */
export type JobState = 'asking' | 'running' | 'paused' | 'cancelled' | 'done';

/** Work that continues after its click is answered, and survives a crash. */
export interface Job<D = unknown> {
  readonly id: string;
  /** The name of a JobKind. */
  readonly kind: string;
  /** UUID of the owner: nobody else can do anything with the job. */
  readonly personId: string;
  /** UUID of the host for whom the owner acts. */
  readonly hostId: string | undefined;
  readonly at: MessageAt;
  readonly state: JobState;
  /** Holds no topics, no links, no passwords. */
  readonly data: D;
  /** When its card is rendered again; undefined while the card is up to date. */
  readonly showAt?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type NewJob = Pick<Job, 'kind' | 'personId' | 'hostId' | 'at' | 'data'> & {
  readonly state: 'asking' | 'running';
};

export interface JobItem {
  /** From 0, in the order in which a person sees the items. */
  readonly position: number;
  readonly recordingId: string;
  readonly siteUrl: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly durationSeconds: number | undefined;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly selected: boolean;
  /** Undefined until it is known. */
  readonly outcome: string | undefined;
  readonly trackingId: string | undefined;
}

export type NewItem = Omit<JobItem, 'selected' | 'outcome' | 'trackingId'>;

export interface Settled {
  readonly recordingId: string;
  readonly outcome: string;
  readonly trackingId?: string | undefined;
}

/** Counts of items that are alike. */
export interface Tally extends Pick<JobItem, 'siteUrl' | 'selected' | 'outcome'> {
  readonly count: number;
  /** Of those whose size is known. */
  readonly bytes: number;
}

/** The key under which the audit stores a job's changes. */
export function jobIdempotencyKey(id: string): IdempotencyKey {
  return Permit.ofJob(id).key;
}

/** A run's handle on its own job. */
export interface JobControl<D> {
  /**
   * Asked between two steps. False once the job is paused or cancelled, or this process stops: then the run
   * returns undefined, and another run can resume.
   */
  readonly shouldContinue: () => Promise<boolean>;
  /** Aborted when the job is cancelled or this process stops: for calls under way. */
  readonly signal: AbortSignal;
  /** Saves the data; the card shows it, after two seconds first and then less often. */
  readonly progress: (data: D) => Promise<void>;
  /** Waits for some milliseconds, or until the job must not continue. */
  readonly wait: (ms: number) => Promise<void>;
  /** Waits within a step, even if the job was paused or cancelled. False as soon as this process stops. */
  readonly waitOn: (ms: number) => Promise<boolean>;
}

/** `asking`: its person decides how the job goes on. */
export interface JobEnd<D> {
  readonly state: 'done' | 'asking';
  readonly data: D;
}

interface JobKindSpec<D> {
  readonly name: string;
  /** A job whose data does not fit, e.g. of another version, is paused. */
  readonly data: z.ZodType<D>;
  /**
   * Does the work; called again after a crash, with the data last saved. If it rejects, the job pauses, and
   * its card says why.
   * @returns undefined when the job must not go on
   */
  readonly run: (job: Job<D>, control: JobControl<D>) => Promise<JobEnd<D> | undefined>;
  /**
   * Reconciles what a cancelled job left half done; called again while `needsReconciliation` lists it.
   * @returns whether the card has something new to show
   */
  readonly onCancelled?: (job: Job<D>) => Promise<boolean>;
  /** The card in any state. @param problem the error of the last run */
  readonly card: (job: Job<D>, problem?: unknown) => Promise<Content> | Content;
}

/** Declares a kind of job. Its methods reject with a ZodError on data of another shape. */
export function jobKind<D>({ name, data, run, onCancelled, card }: JobKindSpec<D>) {
  const typed = (job: Job): Job<D> => ({ ...job, data: data.parse(job.data) });
  return {
    name,
    /** False for data of another version. */
    fits: (job: Job): boolean => data.safeParse(job.data).success,
    run: async (job: Job, control: JobControl<unknown>): Promise<JobEnd<unknown> | undefined> =>
      await run(typed(job), control),
    onCancelled: async (job: Job): Promise<boolean> => (await onCancelled?.(typed(job))) ?? false,
    card: async (job: Job, problem?: unknown): Promise<Content> => await card(typed(job), problem),
  };
}

/** A kind of job, its data's type hidden. */
export type JobKind = ReturnType<typeof jobKind>;

export interface LongWork<T, P> {
  readonly whole: Promise<T>;
  readonly progress: () => P;
}

/** Between two checks of whether a run is still wanted. */
const POLL_MS = SECOND;
/** Until the first progress on a card; the wait doubles each time, so ten edits at most. */
const FIRST_PROGRESS_MS = 5 * SECOND;

/**
 * Waits for work of a job. Rejects as the work and `show` do.
 * @param show shows progress: seldom, and at once when Webex makes the work wait (`busyUntil`)
 * @returns undefined when the job has to stop
 */
export async function followed<T, P extends { readonly busyUntil?: number | undefined }>(
  work: LongWork<T, P>,
  control: Pick<JobControl<unknown>, 'wait' | 'shouldContinue'>,
  show: ((progress: P) => Promise<void>) | undefined,
): Promise<T | undefined> {
  const settled = work.whole.then(
    (found) => ({ found }),
    (error: unknown) => ({ error }),
  );
  let pause = FIRST_PROGRESS_MS;
  let waited = 0;
  let shownBusy: number | undefined;
  for (;;) {
    const result = await Promise.race([settled, control.wait(POLL_MS)]);
    if (!(await control.shouldContinue())) return undefined;
    if (result !== undefined) {
      if ('error' in result) throw result.error;
      return result.found;
    }
    waited += POLL_MS;
    const progress = work.progress();
    // A pause is shown as soon as it begins.
    const isNews = progress.busyUntil !== undefined && progress.busyUntil !== shownBusy;
    if (waited < pause && !isNews) continue;
    if (waited >= pause) pause *= 2;
    shownBusy = progress.busyUntil;
    await show?.(progress);
  }
}

/**
 * Shows the end of a job's work, retrying as often as an event while Webex fails or is busy: else the card
 * would say for ever that the work is under way. Rejects with Webex's last error, and as `show` does otherwise.
 * @returns false when the job has to stop before that
 */
export async function showsEnd(
  control: Pick<JobControl<unknown>, 'wait' | 'shouldContinue'>,
  show: () => Promise<void>,
): Promise<boolean> {
  for (let failed = 1; ; failed += 1) {
    try {
      await show();
      return true;
    } catch (error) {
      const waitMs = waitAfter(eventRetry, failed);
      if (waitMs === undefined || isFinal(error) || !isWebexError(error)) throw error;
      await control.wait(waitMs);
      if (!(await control.shouldContinue())) return false;
    }
  }
}
