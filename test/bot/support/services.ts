import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { webexHosts } from '../../../src/accounts/hosts.js';
import { passingKeys } from '../../../src/accounts/keys.js';
import type { TokenProvider } from '../../../src/accounts/token-provider.js';
import { NotConnected, type Actor } from '../../../src/accounts/types.js';
import { createVault } from '../../../src/accounts/vault.js';
import { auditLog } from '../../../src/audit/audit.js';
import { NO_ROLES } from '../../../src/bot/access/roles.js';
import type { Deps } from '../../../src/features/deps.js';
import { jobKinds } from '../../../src/features/index.js';
import { createSearchCache } from '../../../src/features/list/search/cache.js';
import { encryptedNotices } from '../../../src/features/list/search/sealed-notices.js';
import { searchCardLock } from '../../../src/features/list/search/store.js';
import { openJobs } from '../../../src/jobs/jobs.js';
import { settingsStore } from '../../../src/settings/settings.js';
import type { Store } from '../../../src/store/store.js';
import { type WebexClient, createWebexClient } from '../../../src/webex/client.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { createMessaging } from '../../../src/webex/messaging.js';
import { type ReadableLog, readableLog } from './log.js';

/** Never tries again, so that a fault shows at once. */
export const IMPATIENT = { retries: 0, longestWaitMs: 0, totalMs: 0, firstWaitMs: 0 };

/** The services on a sandbox, where everybody acts with their standing token. */
export interface SandboxServices {
  readonly sandbox: Sandbox;
  readonly webex: WebexClient;
  readonly services: Deps;
  readonly log: ReadableLog;
  readonly alice: Actor;
  readonly bob: Actor;
  readonly stop: () => Promise<void>;
}

export async function sandboxServices(store: Store): Promise<SandboxServices> {
  const { db } = store;
  const sandbox = await startSandbox({ port: 0 });
  const webex = createWebexClient({ baseUrl: sandbox.apiUrl, retry: IMPATIENT });
  const log = readableLog();
  const someone = (email: string): Actor => {
    const personId = sandbox.world.people.byEmail(email)?.id;
    if (personId === undefined) throw new Error(`no ${email} in the sandbox`);
    return { personId, email };
  };
  const alice = someone('alice@example.com');
  const bob = someone('bob@example.com');
  const tokens = new Map([
    [uuidOf(alice.personId), 'sandbox-alice'],
    [uuidOf(bob.personId), 'sandbox-bob'],
  ]);
  const authorities: TokenProvider = {
    get: ({ personId }) => {
      const token = tokens.get(uuidOf(personId));
      if (token === undefined) return Promise.reject(new NotConnected('never'));
      return Promise.resolve({ token });
    },
    refresh: () => Promise.reject(new NotConnected('over')),
  };
  const messaging = createMessaging(webex, 'sandbox-bot');
  const jobs = openJobs({ store, messaging, kinds: jobKinds, log: log.log, now: Date.now });
  const deps: Deps = {
    jobs,
    searches: createSearchCache({
      cards: searchCardLock(db, Date.now),
      notices: encryptedNotices(createVault(passingKeys())),
    }),
    webex,
    tokens: authorities,
    authorityName: 'own',
    allowPurge: false,
    roles: NO_ROLES,
    hosts: webexHosts(webex, 'sandbox-bot'),
    messaging,
    audit: auditLog(db),
    settings: settingsStore(db),
    now: Date.now,
    log: log.log,
  };
  await jobs.start(deps);
  const stop = async (): Promise<void> => {
    await jobs.stop();
    await webex.close();
    await sandbox.stop();
  };
  return { sandbox, webex, services: deps, log, alice, bob, stop };
}
