import type { AccessGuard } from '../../../src/bot/access/access-guard.js';
import type { Roles } from '../../../src/bot/access/impersonation.js';

/** Lets everybody in, however often. */
export const openGate: AccessGuard = {
  allow: () => Promise.resolve(true),
  admits: () => Promise.resolve(true),
};

/** Nobody is anything. */
export const NO_ROLES: Roles = { has: () => Promise.resolve(false) };
