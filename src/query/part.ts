import type { Filter } from '../recordings/types.js';
import type { Line } from './line.js';
import type { Sort } from './list-state.js';

/** A part of a query, and what has to be said about it. */
export interface Part {
  readonly filter?: Filter;
  readonly sort?: Sort;
  readonly limit?: number;
  /** What cannot be done, and what can instead: ours or defused. */
  readonly problem?: string;
  /** What is left aside. */
  readonly note?: string;
}

/** Takes its phrase out of a line; undefined where there is none. */
export type Reader = (line: Line) => Part | undefined;
