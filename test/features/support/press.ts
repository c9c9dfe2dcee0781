import type { Actor } from '../../../src/accounts/types.js';
import type { Features } from '../../../src/features/index.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import type { SandboxDeps } from '../../bot/support/deps.js';

/** Presses a button by the name of its action. @returns the click, with what it was answered */
export type Presser = (
  name: string,
  inputs?: Readonly<Record<string, unknown>>,
  actor?: Actor,
  features?: Features,
) => Promise<ScriptedClick>;

/** Presses in a direct space, as Alice and on all features unless told otherwise. */
export function presser(on: () => SandboxDeps): Presser {
  return async (name, inputs = {}, actor = on().alice, features = on().features) => {
    const click = scriptedClick(actor);
    await press(features.all, click, { ...inputs, action: name });
    return click;
  };
}
