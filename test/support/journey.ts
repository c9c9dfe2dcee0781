import { Writable } from 'node:stream';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.js';
import { type App, type AppOptions, startApp } from '../../src/app.js';
import { createLog } from '../../src/util/log.js';
import { webexRetry } from '../../src/util/retry-policy.js';
import { assertNoCardProblems } from './cards.js';
import { freshFolder, freshMade } from './databases.js';
import { freePort } from './free-port.js';
import { contractRecorder } from './openapi/index.js';
import { Client } from './people.js';

/** Secrets that every journey's bot is configured with. */
export const WEBHOOK_SECRET = 'a-secret-for-journeys';

/** Webex as it is on a bad day, for every journey that does not ask for another. */
const STRICT: SandboxOptions['settings'] = {
  changeLagMs: 300,
  oddForms: true,
  // Of the real time, as the waits below are: 100 a minute.
  limit: { calls: 100, seconds: 0.6, retryAfterSeconds: 30, tokens: '^(oauth:|sandbox-bot$)' },
};

/** For journeys that count what the bot asks of Webex, or change recordings behind its back. */
export const CHANGES_AT_ONCE: SandboxOptions = { settings: { changeLagMs: 0 } };

/** A bot with its usual habits and short waits: nothing in a journey is worth waiting for. */
const HURRIED = {
  welcomePatienceMs: 100,
  eventWaits: [5, 10, 20],
  // The sandbox's lag is as long as Webex's: looks come after it.
  lookAgainMs: [32_000, 40_000, 60_000, 100_000],
  retry: { ...webexRetry, firstWaitMs: 4 },
  wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms / 100)),
  socket: { reconnect: { firstWaitMs: 20 }, standbyMs: 50 },
};

/** How the bot hears: a journey that is about no way in particular goes by webhooks. */
export const TRANSPORTS = ['webhook', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export interface JourneyOptions {
  readonly sandbox?: SandboxOptions;
  readonly env?: Record<string, string | undefined>;
  readonly app?: Partial<AppOptions>;
  readonly transport?: Transport;
  /** `postgres` (the default) is a database of its own on a real server; `pglite` a folder. */
  readonly store?: 'postgres' | 'pglite';
  /** A database that is there already, instead of a new one. */
  readonly database?: JourneyDatabase;
  /** What comes about on Webex before the bot starts. */
  readonly before?: (sandbox: Sandbox, publicUrl: string) => void;
  /** For journeys that send wrong requests on purpose. */
  readonly forgiveRefused?: boolean;
}

/** A bot and a Webex to talk to it in. */
export interface Journey {
  readonly sandbox: Sandbox;
  readonly app: App;
  readonly env: Record<string, string | undefined>;
  /** What the bot has logged, as text. */
  readonly log: () => string;
  readonly as: (token: string) => Client;
  /** The id of the group space with Alice, Bob and the bot. */
  readonly group: () => Promise<string>;
  /** Calls to Webex since `sandbox.calls.clear()`, e.g. `GET /recordings`, in the order of their ends. */
  readonly calls: (token?: string) => string[];
  /**
   * Starts another bot on the same database, on any port unless `env` names one. From then on it is
   * the one that everybody waits for; the first goes on until it is stopped.
   */
  readonly next: (env?: Record<string, string | undefined>) => Promise<App>;
  /** Settles when everything that was set going has come to rest. */
  readonly rest: () => Promise<void>;
  /** Ends all of it, and fails when a card or an exchange was not as Webex has it. */
  readonly end: () => Promise<void>;
}

/** Starts both over real HTTP, each on a port of its own. */
export async function journey(options: JourneyOptions = {}): Promise<Journey> {
  const settings = { ...STRICT, ...options.sandbox?.settings };
  const sandbox = await startSandbox({ port: 0, ...options.sandbox, settings });
  const recorder = contractRecorder(
    sandbox,
    options.forgiveRefused === true ? { forgiveRefused: true } : {},
  );
  const port = await freePort();
  const database = options.database ?? (await journeyDatabase(options.store ?? 'postgres'));
  const env = {
    ...database.env,
    WEBEX_BOT_TOKEN: 'sandbox-bot',
    WEBEX_WEBHOOK_SECRET: WEBHOOK_SECRET,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    WEBEX_CLIENT_ID: 'sandbox-client',
    WEBEX_CLIENT_SECRET: 'sandbox-secret',
    WEBEX_API_BASE_URL: sandbox.apiUrl,
    WEBEX_U2C_URL: sandbox.u2cUrl,
    ...(options.transport === undefined ? {} : { WEBEX_TRANSPORT: options.transport }),
    // People in journeys are quicker than people.
    RATE_LIMIT_PER_MINUTE: '10000',
    ...options.env,
  };
  options.before?.(sandbox, env.PUBLIC_URL);
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = createLog('debug', destination);
  const usual = { env, log, ...HURRIED, ...options.app };
  const app = await startApp(usual).catch(async (error: unknown) => {
    await sandbox.stop();
    await database.remove();
    throw error;
  });
  const apps = [app];
  const as = (token: string): Client => new Client(sandbox.apiUrl, token, rest);
  const rest = async (): Promise<void> => {
    await sandbox.settled();
    await apps.at(-1)?.idle();
    await sandbox.settled();
  };
  return {
    sandbox,
    app,
    env,
    log: () => lines.join(''),
    as,
    group: () => as('sandbox-alice').groupId(),
    calls: (token) =>
      sandbox.calls
        .list()
        .filter((call) => token === undefined || call.token === token)
        .map(({ method, path }) => `${method} ${path.replace(/^\/v1/, '')}`),
    next: async (changes = {}) => {
      const next = await startApp({ ...usual, env: { ...env, PORT: '0', ...changes } });
      apps.push(next);
      return next;
    },
    rest,
    end: async () => {
      for (const one of apps) await one.stop();
      await sandbox.stop();
      await database.remove();
      assertNoCardProblems(sandbox);
      recorder.assertNoViolations();
    },
  };
}

/** A database for a bot. */
export interface JourneyDatabase {
  /** What tells the bot where it is. */
  readonly env: Record<string, string>;
  readonly remove: () => Promise<void>;
}

/** A database that need not be made first, which takes seconds; to be removed when the bot has stopped. */
export async function journeyDatabase(kind: 'postgres' | 'pglite'): Promise<JourneyDatabase> {
  if (kind === 'pglite') {
    const { wish, remove } = await freshFolder();
    return { env: { DATA_DIR: wish.folder }, remove };
  }
  const { url, remove } = await freshMade();
  const TOKEN_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;
  return { env: { DATABASE_URL: url, TOKEN_KEYS }, remove };
}
