import type { Services } from '../features/deps.js';
import type { Click } from './context.js';

/** Something that a button asks for. */
export interface Action {
  /** As it stands in the button's data under `action`. */
  readonly name: string;
  /** Does it. What it rejects with is explained to the person. */
  readonly run: (click: Click, services: Services) => Promise<void>;
}
