import type { JobKind } from '../jobs/job.js';
import type { MessageAt } from '../webex/messaging.js';
import type { Action } from './action.js';
import type { Command } from './command.js';
import type { BaseContext } from './context.js';
import type { Meant } from './match-command.js';

export interface BackgroundWork {
  readonly start: () => Promise<void> | void;
  /** Settles when no work is active. */
  readonly stop: () => Promise<void>;
}

export interface Feature {
  readonly commands?: readonly Command[];
  readonly actions?: readonly Action[];
  /** Work that outlives its click and its process. */
  readonly jobs?: readonly JobKind[];
  readonly background?: readonly BackgroundWork[];
  /** Called before a card is replaced. */
  readonly beforeUpdate?: (at: MessageAt) => Promise<unknown>;
  /** Answers what no command understands. @param meant the nearest line that one would */
  readonly unknown?: (ctx: BaseContext, meant: Meant | undefined) => Promise<unknown>;
  /** Greets whoever has added the bot to a space. */
  readonly welcome?: (ctx: BaseContext) => Promise<unknown>;
}
