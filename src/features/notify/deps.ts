import type { Actor } from '../../accounts/types.js';
import type { Permit } from '../../util/permit.js';
import type { Deps } from '../deps.js';
import type { StorageDeps } from '../storage/index.js';
import type { notificationStore, subscriptionStore, weeklyReportStore } from './store.js';

export interface NotifyDeps
  extends
    StorageDeps,
    Pick<
      Deps,
      | 'accounts'
      | 'audit'
      | 'authorityName'
      | 'revokingTokens'
      | 'webhook'
      | 'store'
      | 'background'
      | 'timing'
    > {
  /** Runs the search that a person wants to be asked about each month, and asks. */
  readonly askMonthly: (permit: Permit, actor: Actor, search: unknown) => Promise<void>;
}

export interface NotifierDeps extends Omit<NotifyDeps, 'store' | 'background' | 'timing'> {
  readonly subscriptions: ReturnType<typeof subscriptionStore>;
  readonly notifications: ReturnType<typeof notificationStore>;
  readonly weeks: ReturnType<typeof weeklyReportStore>;
  /** The shortest wait between two attempts to read a new recording, in milliseconds. */
  readonly shortestMs: number;
}
