import type { Action, Command, Feature } from '../../../src/bot/feature.js';
import type { Deps } from '../../../src/features/deps.js';
import { createFeatures } from '../../../src/features/index.js';

/** All features as they are declared: nothing of them runs, so there is nothing that they stand on. */
export const declaredFeatures: readonly Feature[] = createFeatures({
  store: {},
} as unknown as Deps).all;

/** Everything that can be written. */
export const declaredCommands: readonly Command[] = declaredFeatures.flatMap(
  ({ commands = [] }) => commands,
);

/** Everything that a button can ask for, by its name. */
export const declaredActions: ReadonlyMap<string, Action> = new Map(
  declaredFeatures.flatMap(({ actions = [] }) => actions).map((action) => [action.name, action]),
);
