import type { Contract } from './contract.js';
import { officialContract } from './directory.js';
import {
  recordContract,
  type ContractRecorder,
  type Observable,
  type RecorderOptions,
} from './recorder.js';

export { LEFT_OUT, officialContract, officialDirectory } from './directory.js';
export type { ContractRecorder } from './recorder.js';

let shared: { contract: Contract | undefined } | undefined;

/**
 * Holds everything that goes through a sandbox against the official documents, for journeys:
 * `const recorder = contractRecorder(sandbox)` once it runs, `recorder.assertNoViolations()` after
 * each test. Without WEBEX_OPENAPI_DIR it records nothing; in CI that is an error.
 */
export function contractRecorder(
  sandbox: Observable,
  options: RecorderOptions = {},
): ContractRecorder {
  shared ??= { contract: officialContract() };
  const { contract } = shared;
  return contract === undefined ? SILENT : recordContract(sandbox, contract, options);
}

const SILENT: ContractRecorder = {
  violations: () => [],
  seen: () => 0,
  assertNoViolations: () => undefined,
  stop: () => undefined,
};
