import type { Locks } from '../store/store.js';

/** How processes take turns. */
export interface Turns {
  readonly locks: Locks;
  readonly wait: (ms: number) => Promise<void>;
}

/** Another process has been renewing these tokens for longer than a request can wait. */
export class RenewalBusy extends Error {
  override readonly name = 'RenewalBusy';

  constructor() {
    super('Another process is still renewing these tokens');
  }
}

const POLL_MS = 100;
/** Half a minute: time for the other one's tries and their time-outs. */
const POLLS = 300;

/** Does something that one of all processes does at a time. Rejects with RenewalBusy, or as the work does. */
export async function inTurn<T>(
  { locks, wait }: Turns,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  for (let polls = 0; !(await locks.tryTake(name)); polls++) {
    if (polls === POLLS) throw new RenewalBusy();
    await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await locks.release(name);
  }
}
