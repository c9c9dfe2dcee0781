import type { Deps } from '../features/deps.js';
import type { ActionContext } from './context.js';

/** Something that a button asks for. */
export interface Action {
  /** As it stands in the button's data under `action`. */
  readonly name: string;
  /** Does it. What it rejects with is explained to the person. */
  readonly run: (ctx: ActionContext, deps: Deps) => Promise<void>;
}
