import type { Feature } from '../bot/feature.js';
import { account } from './account/index.js';
import { bin } from './bin/index.js';
import { bulk, foundLately, isUnderWay } from './bulk/index.js';
import { cleanUp } from './clean-up/index.js';
import { deletion } from './delete/index.js';
import type { Deps } from './deps.js';
import { find, ofSiteMeant, prepareFindForm } from './find/index.js';
import { forOthers } from './for-others/index.js';
import { facts, help } from './help/index.js';
import { history } from './history/index.js';
import type { ListDeps } from './list/index.js';
import {
  createSearchCache,
  encryptedNotices,
  list,
  searchCardLock,
  listLeadsOn,
} from './list/index.js';
import { notify } from './notify/index.js';
import { recording } from './recording/index.js';
import { settings } from './settings/index.js';
import { share } from './share/index.js';
import { storage, storageSnapshotStore } from './storage/index.js';

/** The list of features: the only place that knows them all. A new one is a line here. */
export function createFeatures(deps: Deps) {
  const searches = createSearchCache({
    cards: searchCardLock(deps.store.db, deps.now),
    notices: encryptedNotices(deps.vault),
    patienceMs: deps.timing?.searchPatienceMs,
  });
  const lists: ListDeps = {
    ...deps,
    searches,
    findForm: (actor, start) => prepareFindForm(deps, actor, start),
    ofSiteMeant: (actor, read, written) => ofSiteMeant(deps, actor, read, written),
  };
  const storing = { ...deps, snapshots: storageSnapshotStore(deps.store.db) };
  const many = { ...lists, allowPurge: deps.allowPurge, lately: foundLately() };
  const cleaningUp = cleanUp(many);
  const notifications = notify({
    ...storing,
    ...{ askMonthly: cleaningUp.askMonthly, isUnderWay: isUnderWay(deps) },
  });
  const { onConnected, onDisconnect, beforeSettings, onSettings, isOffered } = notifications;
  const accounts = account({ ...deps, ...lists, onConnected, onDisconnect });
  const features: readonly Feature[] = [
    list(lists),
    find(lists),
    cleaningUp,
    bin(many),
    storage({ ...storing, searches }),
    notifications,
    forOthers(lists),
    history(deps),
    settings({
      ...{ ...deps, offersNotifications: isOffered },
      ...{ beforeChange: beforeSettings, onChanged: onSettings },
    }),
    accounts,
    recording(lists),
    deletion({ ...lists, isPending: deps.isPending }),
    share(many),
    bulk(many),
  ];
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const { recordingReady } = notifications;
  // What a question is about stands first; by one word of it, it is answered where no name in it tells more.
  const { unknown: byAWord = () => Promise.resolve(false), ...first } = facts();
  const last = [{ unknown: byAWord }, listLeadsOn(lists), help(deps, commands)];
  const all: readonly Feature[] = [first, ...features, ...last];
  return { all, connected: accounts.connected, recordingReady };
}

export type Features = ReturnType<typeof createFeatures>;
