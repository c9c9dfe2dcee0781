import assert from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/sandbox.js';

/** Fails when any card ever sent to this sandbox was not strictly right, whether taken or not. */
export function assertNoCardProblems(sandbox: Sandbox): void {
  const problems = sandbox.cards().flatMap((card) => card.problems);
  assert.deepEqual(problems, []);
}
