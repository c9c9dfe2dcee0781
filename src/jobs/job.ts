import type { z } from 'zod';
import { Permit } from '../util/permit.js';
import type { Content } from '../webex/messages.js';
import type { MessageAt } from '../webex/messaging.js';

/**
 * Where a piece of work is: it waits for its person's answer, goes on, rests until they say so, was
 * given up by them, or has ended.
 */
export type JobState = 'asking' | 'running' | 'paused' | 'cancelled' | 'done';

/** Work that goes on after its click is answered, and that a crash does not end. */
export interface Job<D = unknown> {
  readonly id: string;
  /** What is to be done; the name of a JobKind. */
  readonly kind: string;
  /** UUID of whose job it is: nobody else can do anything with it. */
  readonly personId: string;
  /** UUID of the host, where somebody acts for them. */
  readonly hostId: string | undefined;
  /** Where its card stands. */
  readonly at: MessageAt;
  readonly state: JobState;
  /** What this kind of work needs to know. No topics, no links, no passwords. */
  readonly data: D;
  /** When its card is shown again, unless it shows the state by then; undefined when it does. */
  readonly showAt?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A job that is to be. */
export type NewJob = Pick<Job, 'kind' | 'personId' | 'hostId' | 'at' | 'data'> & {
  readonly state: 'asking' | 'running';
};

/** A recording that a job is about. */
export interface JobItem {
  /** From 0, in the order in which a person sees them. */
  readonly position: number;
  readonly recordingId: string;
  readonly siteUrl: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly durationSeconds: number | undefined;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  /** Whether the person wants it to be in. */
  readonly selected: boolean;
  /** How it ended; undefined until that is known. */
  readonly outcome: string | undefined;
  readonly trackingId: string | undefined;
}

/** A recording, before anything is known of how it goes. */
export type NewItem = Omit<JobItem, 'selected' | 'outcome' | 'trackingId'>;

/** How an item ended. */
export interface Settled {
  readonly recordingId: string;
  readonly outcome: string;
  readonly trackingId?: string | undefined;
}

/** Some items of a job, counted. */
export interface Tally {
  readonly siteUrl: string | undefined;
  readonly selected: boolean;
  readonly outcome: string | undefined;
  readonly count: number;
  /** Of those whose size is known. */
  readonly bytes: number;
}

/** As the audit names what asked for a change: the job, where it was not a click. */
export function jobIdempotencyKey(id: string): string {
  return Permit.ofJob(id).key;
}

/** What a run of a job can ask and tell while it goes on. */
export interface JobControl<D> {
  /**
   * Whether to go on, asked between two steps: no when its person has paused or cancelled it, or
   * this process is about to stop. Then the run leaves things so that another one can go on.
   */
  readonly shouldContinue: () => Promise<boolean>;
  /** Aborted when the person has cancelled or this process is about to stop: for calls under way. */
  readonly signal: AbortSignal;
  /** Keeps what is known by now; its card shows it, at most every two seconds. */
  readonly progress: (data: D) => Promise<void>;
  /** Waits, for as long as it goes on; less when it does not. @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
}

/** How a run ended by itself. */
export interface JobEnd<D> {
  /** `asking`: the person is to decide how it goes on. */
  readonly state: 'done' | 'asking';
  readonly data: D;
}

/** One kind of work. */
export interface JobKindSpec<D> {
  readonly name: string;
  /** The shape of its data; what another version wrote and does not fit ends the job. */
  readonly data: z.ZodType<D>;
  /**
   * Does it, or goes on with it: after a crash it is called again with what was last kept. Rejects
   * with anything: then the job rests, and its card says why.
   *
   * @returns undefined when it was told not to go on
   */
  readonly run: (job: Job<D>, control: JobControl<D>) => Promise<JobEnd<D> | undefined>;
  /**
   * Looks after what is left in the middle, once its person has cancelled it; called again for as
   * long as the book says that it is not settled.
   *
   * @returns whether its card has something new to show
   */
  readonly onCancelled?: (job: Job<D>) => Promise<boolean>;
  /**
   * What its card shows, in any state.
   *
   * @param problem what the last run ended with, where that was an error
   */
  readonly card: (job: Job<D>, problem?: unknown) => Promise<Content> | Content;
}

/** A kind whose data is nobody else's business. */
export interface JobKind {
  readonly name: string;
  readonly run: (job: Job, control: JobControl<unknown>) => Promise<JobEnd<unknown> | undefined>;
  readonly onCancelled: (job: Job) => Promise<boolean>;
  readonly card: (job: Job, problem?: unknown) => Promise<Content>;
}

/** Declares a kind of work. Its methods reject with a ZodError on data of another shape. */
export function jobKind<D>({ name, data, run, onCancelled, card }: JobKindSpec<D>): JobKind {
  const typed = (job: Job): Job<D> => ({ ...job, data: data.parse(job.data) });
  return {
    name,
    run: async (job, control) => await run(typed(job), control),
    onCancelled: async (job) => (await onCancelled?.(typed(job))) ?? false,
    card: async (job, problem) => await card(typed(job), problem),
  };
}
