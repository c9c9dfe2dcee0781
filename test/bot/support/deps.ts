import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { passingKeys } from '../../../src/accounts/keys.js';
import type { TokenProvider } from '../../../src/accounts/token-provider.js';
import { type Actor, NotConnected } from '../../../src/accounts/types.js';
import { createVault } from '../../../src/accounts/vault.js';
import { auditLog } from '../../../src/audit/audit.js';
import { webexHosts } from '../../../src/bot/access/impersonation.js';
import { NO_ROLES } from './gate.js';
import type { Deps } from '../../../src/features/deps.js';
import { type Features, createFeatures } from '../../../src/features/index.js';
import { type Jobs, openJobs } from '../../../src/jobs/jobs.js';
import { inZoneOf } from '../../../src/bot/ui/text-of-card.js';
import { settingsStore } from '../../../src/settings/settings.js';
import type { Store } from '../../../src/store/store.js';
import { tasks } from '../../../src/util/async.js';
import { type WebexClient, createWebexClient } from '../../../src/webex/client.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { createMessaging } from '../../../src/webex/messaging.js';
import { type ReadableLog, readableLog } from './log.js';

/** Never tries again, so that a fault shows at once. */
export const IMPATIENT = { retries: 0, longestWaitMs: 0, giveUpAfterMs: 0, firstWaitMs: 0 };

/** The services on a sandbox, where everybody acts with their standing token. */
export interface SandboxDeps {
  readonly sandbox: Sandbox;
  readonly webex: WebexClient;
  readonly deps: Deps;
  /** All features, on these. */
  readonly features: Features;
  readonly jobs: Jobs;
  readonly log: ReadableLog;
  readonly alice: Actor;
  readonly bob: Actor;
  readonly stop: () => Promise<void>;
}

/** @param roles who may act for others; nobody by default */
export async function sandboxDeps(store: Store, roles = NO_ROLES): Promise<SandboxDeps> {
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
  const standing = new Map([
    [uuidOf(alice.personId), 'sandbox-alice'],
    [uuidOf(bob.personId), 'sandbox-bob'],
  ]);
  const tokens: TokenProvider = {
    get: ({ personId }) => {
      const token = standing.get(uuidOf(personId));
      if (token === undefined) return Promise.reject(new NotConnected('never'));
      return Promise.resolve({ token });
    },
    refresh: () => Promise.reject(new NotConnected('over')),
  };
  const settings = settingsStore(db);
  const messaging = createMessaging(webex, 'sandbox-bot', Date.now, log.log, (id, content) =>
    inZoneOf(id, settings, content),
  );
  const jobs = openJobs({ store, messaging, log: log.log, now: Date.now });
  const background = tasks(log.log);
  const deps: Deps = {
    ...{ jobs, webex, messaging, tokens, store, background },
    revokingTokens: tokens,
    accounts: undefined,
    authorityName: 'own',
    roles,
    hosts: webexHosts(webex, 'sandbox-bot'),
    audit: auditLog(db),
    settings,
    vault: createVault(passingKeys()),
    webhook: { targetUrl: 'https://bot.example.com/webhook', secret: 'secret' },
    isPending: () => Promise.resolve(false),
    allowPurge: false,
    lookAgain: { at: [1, 2, 3, 4], wait: () => Promise.resolve() },
    now: Date.now,
    log: log.log,
    resume: () => () => Promise.resolve(),
  };
  const features = createFeatures(deps);
  await jobs.start(features.all.flatMap((feature) => feature.jobs ?? []));
  const stop = async (): Promise<void> => {
    await jobs.stop();
    await webex.close();
    await sandbox.stop();
  };
  return { sandbox, webex, deps: deps, features, jobs, log, alice, bob, stop };
}
