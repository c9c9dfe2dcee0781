import type { MessageAt } from '../../webex/messaging.js';
import type { Job, JobItem, JobState, NewItem, NewJob, Settled, Tally } from './job.js';

/** Which items of a job. */
export interface ItemQuery {
  readonly ticked?: boolean;
  /** Only those whose end is not known yet. */
  readonly open?: boolean;
  /** Only those that ended so. */
  readonly outcomes?: readonly string[];
  /** By position; also the largest, the largest first. */
  readonly order?: 'position' | 'oldest' | 'largest';
  readonly offset?: number;
  readonly limit?: number;
}

/** Jobs and their items, in the database. Every method rejects with what the database says. */
export interface JobBook {
  /** @param now milliseconds since the epoch */
  create: (job: NewJob, now: number, items?: readonly NewItem[]) => Promise<Job>;
  get: (id: string) => Promise<Job | undefined>;
  /**
   * Takes a job from one of some states to another, and changes its data with it: one statement, so
   * that of two who try one succeeds. From then on its card is behind, until it is shown.
   *
   * @returns the job as it is then; undefined when it was in none of these states
   */
  change: (
    id: string,
    from: readonly JobState[],
    to: JobState,
    now: number,
    data?: unknown,
  ) => Promise<Job | undefined>;
  /** Changes what a job knows, and leaves its state. */
  saveData: (id: string, data: unknown, now: number) => Promise<void>;
  /** Something was shown to its person, and stands there now. */
  moveCard: (id: string, at: MessageAt) => Promise<void>;
  /** Its card stands there now, and shows it as it was then. */
  shown: (job: Job, at: MessageAt) => Promise<void>;
  /**
   * Ids of jobs whose card is behind and due to be shown again, each to one caller; from then on each
   * is due after a longer while, until it is given up after a day and a half. Not those that are `running`:
   * their run shows them.
   */
  behind: (now: number) => Promise<string[]>;
  /** Ids of all jobs in the state `running`. */
  running: () => Promise<string[]>;
  /**
   * Whether a job is to go on, or was cancelled and is looked after: whoever reads its open audit
   * entries leaves them to it.
   */
  settlesItself: (id: string) => Promise<boolean>;
  /** Ids of cancelled jobs of which the audit and the items do not say yet what came about. */
  unsettled: (now: number) => Promise<string[]>;
  /** Jobs that are not running and were last touched before this time go, with their items. */
  forget: (before: number) => Promise<void>;
  /** Erases jobs that ended before this time with nothing done, and what was searched for with them. */
  forgetUndone: (before: number) => Promise<void>;

  /** Puts recordings in; one that is in already stays as it is. */
  addItems: (id: string, items: readonly NewItem[]) => Promise<void>;
  clearItems: (id: string) => Promise<void>;
  items: (id: string, query?: ItemQuery) => Promise<JobItem[]>;
  /** Ticks or unticks these, or all where none are named. */
  tick: (id: string, ticked: boolean, recordingIds?: readonly string[]) => Promise<void>;
  settleItems: (id: string, settled: readonly Settled[]) => Promise<void>;
  /** All items, counted by site, tick and end. */
  tally: (id: string) => Promise<Tally[]>;
}
