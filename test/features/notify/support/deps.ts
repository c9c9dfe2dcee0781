import type { Deps } from '../../../../src/features/deps.js';
import type { NotifierDeps } from '../../../../src/features/notify/deps.js';
import { notificationStore } from '../../../../src/features/notify/notification-store.js';
import { subscriptionStore } from '../../../../src/features/notify/subscription-store.js';
import { weeklyReportStore } from '../../../../src/features/notify/weekly-store.js';
import { storageSnapshotStore } from '../../../../src/features/storage/snapshot-store.js';

/** What telling people takes, on these, but for what is given. */
export function notifierOn(deps: Deps, changes: Partial<Deps> = {}): NotifierDeps {
  const { db } = deps.store;
  return {
    ...deps,
    ...changes,
    snapshots: storageSnapshotStore(db),
    subscriptions: subscriptionStore(db),
    notifications: notificationStore(db),
    weeks: weeklyReportStore(db),
    shortestMs: 15_000,
  };
}
