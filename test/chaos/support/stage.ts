import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { postgresServer } from '../../support/postgres-server.js';
import { type Store, type StoreConfig, openStore } from '../../../src/store/store.js';
import { type BotProcess, startBot } from './bot-process.js';
import { type HoldingFront, startHoldingFront } from './holding-front.js';

/** A Webex, a public address, and any number of bots behind it on one database. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly front: HoldingFront;
  /** Everything that any bot complained of. */
  readonly complaints: () => string[];
  /** Starts one more bot, and leads the front there once it is ready. */
  readonly start: () => Promise<BotProcess>;
  /** SIGKILL. */
  readonly kill: (bot: BotProcess) => Promise<void>;
  /** SIGTERM. @returns the exit code */
  readonly terminate: (bot: BotProcess) => Promise<number | null>;
  /**
   * A database that takes nothing for a while, as after a failover, and is itself again afterwards; each
   * time all its connections are cut. The embedded one is its process's alone: nothing befalls it.
   */
  readonly readOnlyWhile?: (work: () => Promise<void>) => Promise<void>;
  /** Opens the database, once no process has it, for a look. */
  readonly look: <T>(at: (store: Store) => Promise<T>) => Promise<T>;
  readonly end: () => Promise<void>;
}

/** `npm test` has small storms each time; `npm run test:chaos` the large ones, which take minutes each. */
export const IS_LARGE = process.env.CHAOS_SIZE === 'large';

/**
 * Changes are seen late: by the first look, or by the second. And nobody may ask for everything at once. What
 * takes minutes at Webex takes seconds here.
 */
const BUSY_AND_LATE = {
  changeLagMs: 700,
  limit: { calls: 60, seconds: 5, retryAfterSeconds: 1, tokens: '^(oauth:|sandbox-bot$)' },
};

/** Sets it up, with no bot yet. @param random for ids and for the faults' probabilities */
export async function setStage(wish: StoreConfig, random: () => number): Promise<Stage> {
  // A single process waits twice as long for the limit: in its large storm alone.
  const settings = IS_LARGE || wish.kind === 'postgres' ? BUSY_AND_LATE : {};
  const sandbox = await startSandbox({ port: 0, seed: 'empty', random, settings });
  const front = await startHoldingFront();
  const env = {
    ...(wish.kind === 'pglite' ? { DATA_DIR: wish.folder } : { DATABASE_URL: wish.url }),
    TOKEN_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    WEBEX_BOT_TOKEN: 'sandbox-bot',
    WEBEX_WEBHOOK_SECRET: 'a-secret-for-the-storm',
    PUBLIC_URL: front.url,
    WEBEX_CLIENT_ID: 'sandbox-client',
    WEBEX_CLIENT_SECRET: 'sandbox-secret',
    WEBEX_API_BASE_URL: sandbox.apiUrl,
    RATE_LIMIT_PER_MINUTE: '10000',
  };
  const all: BotProcess[] = [];
  const running = new Set<BotProcess>();
  const ending = async <T>(bot: BotProcess, how: () => Promise<T>): Promise<T> => {
    const result = await how();
    running.delete(bot);
    front.remove(bot.url);
    return result;
  };
  return {
    sandbox,
    front,
    complaints: () => all.flatMap(({ complaints }) => complaints),
    start: async () => {
      const bot = await startBot(env);
      all.push(bot);
      running.add(bot);
      front.add(bot.url);
      return bot;
    },
    kill: (bot) => ending(bot, bot.kill),
    terminate: (bot) => ending(bot, bot.terminate),
    ...(wish.kind === 'postgres' && { readOnlyWhile: (work) => readOnlyWhile(wish.url, work) }),
    look: async (at) => {
      const store = await openStore(wish);
      try {
        return await at(store);
      } finally {
        await store.close();
      }
    },
    end: async () => {
      await Promise.all([...running].map((bot) => bot.kill()));
      await front.stop();
      await sandbox.stop();
    },
  };
}

async function readOnlyWhile(url: string, work: () => Promise<void>): Promise<void> {
  const server = await postgresServer();
  const database = `"${new URL(url).pathname.slice(1)}"`;
  const cut = async (how: string): Promise<void> => {
    await server.sql(url, `begin read write; alter database ${database} ${how}; commit`);
    await server.alone(url, () => Promise.resolve());
  };
  await cut('set default_transaction_read_only = on');
  try {
    await work();
  } finally {
    await cut('reset default_transaction_read_only');
  }
}
