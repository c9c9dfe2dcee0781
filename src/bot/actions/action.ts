import type { Services } from '../services.js';
import type { Click } from '../turn.js';

/** Something that a button asks for. */
export interface Action {
  /** As it stands in the button's data under `action`. */
  readonly name: string;
  /** Does it. What it rejects with is explained to the person. */
  readonly run: (click: Click, services: Services) => Promise<void>;
}
