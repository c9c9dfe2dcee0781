import { seen } from '../../bot/support/card.js';
import type { ScriptedClick } from '../../bot/support/context.js';
import type { SandboxDeps } from '../../bot/support/deps.js';
import { presser } from '../support/press.js';

/** Set-up of suites that delete one of Alice's recordings. */
export function deleting(on: () => SandboxDeps) {
  const press = presser(on);
  return {
    press,
    /** The button data of her newest own recording. */
    target: async (): Promise<Record<string, string>> =>
      seen((await press('refresh')).only('update')).trashData(),
    statusOf: (data: Record<string, string>): string | undefined =>
      on().sandbox.recordings.get(data.recording ?? '')?.status,
    told: (click: ScriptedClick): string => seen(click.only('update')).text(),
  };
}
