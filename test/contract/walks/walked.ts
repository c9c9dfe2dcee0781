import type { Context } from 'mocha';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/sandbox.js';
import type { Contract } from '../../support/openapi/contract.js';
import { LEFT_OUT, officialContract } from '../../support/openapi/directory.js';
import { type ContractRecorder, recordContract } from '../../support/openapi/recorder.js';
import { type Caller, callerWith } from './caller.js';

/** A sandbox whose every exchange is held against the official documents. */
export interface Walked {
  readonly sandbox: Sandbox;
  readonly contract: Contract;
  readonly recorder: ContractRecorder;
  readonly as: (token?: string) => Caller;
}

/** The contract, or the test is skipped and says what it leaves out; an error in CI. */
export function contractOrSkip(test: Context): Contract {
  const contract = officialContract();
  if (contract === undefined) {
    console.info(`    ${LEFT_OUT}`);
    test.skip();
  }
  return contract;
}

/** Starts a sandbox for a walk; wrong requests are allowed when they are refused. */
export async function walkSandbox(contract: Contract, options?: SandboxOptions): Promise<Walked> {
  const sandbox = await startSandbox({ port: 0, ...options });
  const recorder = recordContract(sandbox, contract, { forgiveRefused: true });
  return { sandbox, contract, recorder, as: (token) => callerWith(sandbox, token) };
}

/**
 * Tests of a walk: each ends by holding what it did against the documents. In the test itself and
 * not in a hook, since mocha leaves out the rest of a suite whose hook has failed.
 */
export function stepsOf(walked: () => Walked): (name: string, walk: () => Promise<void>) => void {
  return (name, walk) => {
    it(name, async () => {
      try {
        await walk();
      } finally {
        walked().recorder.assertNoViolations();
      }
    });
  };
}
