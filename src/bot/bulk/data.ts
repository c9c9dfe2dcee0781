import { z } from 'zod';
import { STATUSES } from '../../recordings/filter.js';
import { narrowing } from '../list-state-text.js';
import type { Job } from '../jobs/job.js';
import { rule } from './rule.js';

/** What can be done to many at once. */
export const CHANGES = ['trash', 'restore', 'delete'] as const;
/** One of {@link CHANGES}. */
export type BulkChange = (typeof CHANGES)[number];

const search = z.object({
  /** Milliseconds since the epoch. */
  from: z.number(),
  to: z.number(),
  filter: narrowing.extend({ status: z.enum(STATUSES).optional() }),
  /** What recordings have to fall under, where it is a clean-up. */
  rule: rule.optional(),
});

/**
 * What is known of work on many recordings: they are looked for, the person chooses among them, and
 * then it is done to those.
 */
export const bulkData = z.object({
  phase: z.enum(['find', 'choose', 'act']),
  /** Undefined while the person has still to say. */
  what: z.enum(CHANGES).optional(),
  /** Undefined where the recordings were known from the beginning, and once it is being done. */
  search: search.optional(),
  /** Recordings that were looked at. */
  seen: z.number(),
  /** Recordings found. */
  found: z.number(),
  /** What could not be known of who watched them. */
  views: z.enum(['known', 'not-told']).optional(),
  /** Left out, since Webex does not tell who watched what is that old. */
  tooOld: z.number().optional(),
  /** The job that this one undoes. */
  undoes: z.string().optional(),
  /** The job that undoes this one. */
  undoneBy: z.string().optional(),
});
/** What such a job keeps. */
export type BulkData = z.infer<typeof bulkData>;

/** A job on many recordings. */
export type BulkJob = Job<BulkData>;

/** The kinds of such jobs, as they are kept. */
export const CLEAN_UP = 'clean-up';
/** All of one's recycle bin, to choose among. */
export const BIN = 'bin';
/** Restores what another job has moved to the recycle bin. */
export const UNDO = 'undo';
