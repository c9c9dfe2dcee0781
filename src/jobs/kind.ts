import type { z } from 'zod';
import type { Content } from '../webex/messages.js';
import type { Job } from './job.js';

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
