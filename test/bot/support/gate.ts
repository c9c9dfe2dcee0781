import type { AccessGuard } from '../../../src/bot/access/access-guard.js';

/** Lets everybody in, however often. */
export const openGate: AccessGuard = {
  allow: () => Promise.resolve(true),
  admits: () => Promise.resolve(true),
};
