import { Permit } from '../util/permit.js';
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
