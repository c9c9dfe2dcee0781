/** How much is measured; every figure of the table stands on these. */
export interface Counts {
  /** Every bot is measured this many times at most, in turn. */
  readonly rounds: number;
  /** No round begins later than this after the first one, in milliseconds: a busy machine gets fewer. */
  readonly budgetMs: number;
  /** Answers in each bot's first, unmeasured round: compilers and caches are warm after it. */
  readonly warmUp: number;
  /** A `list` and a delete click on its card, one at a time, in each round: by injected latency. */
  readonly pairs: Readonly<Record<Latency, number>>;
  /** `list` messages in each round with {@link IN_FLIGHT} under way: by injected latency. */
  readonly messages: Readonly<Record<Latency, number>>;
  /** Lists of each size of `measure/long-lists`, after the warm-up and one more. */
  readonly longLists: number;
  /** Messages of `measure/endurance`, and recordings of one person there. */
  readonly endurance: number;
  readonly recordings: number;
  /** Events in the database of `measure/scale`, and how often each statement is asked there. */
  readonly kept: number;
  readonly asks: number;
  /** Of `measure/start`, for each database. */
  readonly starts: number;
  /** Of `measure/two-processes`. */
  readonly twoRounds: number;
}

/** Milliseconds that the sandbox waits before it does what an API call asks. */
export type Latency = 50 | 0;
export const LATENCIES: readonly Latency[] = [50, 0];

/** People who each write again as soon as they are answered. */
export const IN_FLIGHT = 32;

/** What each of them has, in the 30 days that `list` shows. */
export const RECORDINGS_EACH = 40;

/** Three minutes or less. */
export const FULL: Counts = {
  rounds: 8,
  budgetMs: 120_000,
  warmUp: 400,
  pairs: { 50: 6, 0: 15 },
  messages: { 50: 320, 0: 800 },
  longLists: 7,
  endurance: 3_000,
  recordings: 50_000,
  kept: 1_000_000,
  asks: 200,
  starts: 7,
  twoRounds: 7,
};

/** Half a minute: shows that all is in order, not how fast it is. */
export const QUICK: Counts = {
  rounds: 1,
  budgetMs: 0,
  warmUp: 100,
  pairs: { 50: 5, 0: 10 },
  messages: { 50: 96, 0: 200 },
  longLists: 2,
  endurance: 500,
  recordings: 5_000,
  kept: 20_000,
  asks: 20,
  starts: 3,
  twoRounds: 1,
};
