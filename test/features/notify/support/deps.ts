import type { Deps } from '../../../../src/features/deps.js';
import type { NotifierDeps } from '../../../../src/features/notify/subscription.js';
import {
  notificationStore,
  subscriptionStore,
  weeklyReportStore,
} from '../../../../src/features/notify/store.js';
import { storageSnapshotStore } from '../../../../src/features/storage/index.js';

/** What telling people takes, on these, but for what is given. */
export function notifierOn(deps: Deps, changes: Partial<Deps> = {}): NotifierDeps {
  const { db } = deps.store;
  return {
    ...deps,
    ...changes,
    snapshots: storageSnapshotStore(db),
    isUnderWay: () => Promise.resolve(false),
    askMonthly: () => Promise.resolve(),
    subscriptions: subscriptionStore(db),
    notifications: notificationStore(db),
    weeks: weeklyReportStore(db),
    shortestMs: 15_000,
  };
}
