import type { Deps } from '../deps.js';
import type { StorageDeps } from '../storage/index.js';
import type { NotificationStore, SubscriptionStore, WeeklyReportStore } from './store.js';

/** What telling people takes. */
export interface NotifyDeps
  extends
    StorageDeps,
    Pick<
      Deps,
      | 'accounts'
      | 'authorityName'
      | 'revokingTokens'
      | 'webhook'
      | 'store'
      | 'background'
      | 'timing'
    > {}

/** The same, with what is kept of whom to tell what. */
export interface NotifierDeps extends Omit<NotifyDeps, 'store' | 'background' | 'timing'> {
  readonly subscriptions: SubscriptionStore;
  readonly notifications: NotificationStore;
  readonly weeks: WeeklyReportStore;
  /** Milliseconds between two looks for a recording that Webex does not show yet, at the least. */
  readonly shortestMs: number;
}
