import type { Feature } from '../../bot/feature.js';
import { compliance } from './compliance.js';
import { forSomeone } from './for.js';
import type { ForOthersDeps } from './run-for.js';

/** `for …` and `compliance …`: what administrators and compliance officers do for others. */
export const forOthers = (deps: ForOthersDeps): Feature => ({
  commands: [forSomeone(deps), compliance(deps)],
});
