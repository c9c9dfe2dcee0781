import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app.js';
import { type Sandbox, startSandbox } from '../sandbox.js';
import { freePort } from './port.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The sandbox and the bot, running together. */
export interface Demo {
  /** The chat page. */
  url: string;
  /** Where to click, what to write, how to stop. */
  lines: readonly [string, string, string];
  /** Resolves when the bot has answered all that was said to it. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox (SANDBOX_PORT, 4000) and the bot (PORT, 3000) in this process, with nothing to
 * configure; the bot hears by webhooks unless WEBEX_TRANSPORT says otherwise. Rejects with one line fit to be
 * shown, and then nothing is left running.
 * @param folder of its own, where the bot keeps what it keeps; gone when it stops
 */
export async function startDemo(
  env: Environment,
  folder = mkdtempSync(join(tmpdir(), 'recordings-demo-')),
): Promise<Demo> {
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return await startIn(env, folder, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function startIn(env: Environment, folder: string, remove: () => void): Promise<Demo> {
  // Both ports are looked at before anything starts, so that nothing is half started.
  const [sandboxPort, port] = [
    await freePort(env, 'SANDBOX_PORT', 4000),
    await freePort(env, 'PORT', 3000),
  ];
  if (sandboxPort === port) {
    throw new Error(`Port ${port} is wanted twice: set PORT or SANDBOX_PORT to another.`);
  }
  const sandbox = await startSandbox({ port: sandboxPort });
  try {
    const app = await startApp({
      env: {
        ...botEnvironment(sandbox.apiUrl, port, folder, env.LOG_LEVEL),
        WEBEX_TRANSPORT: env.WEBEX_TRANSPORT,
        WEBEX_U2C_URL: sandbox.u2cUrl,
      },
      welcomePatienceMs: 0,
    });
    const settled = async (): Promise<void> => {
      await sandbox.settled();
      await app.idle();
      await sandbox.settled();
    };
    greet(sandbox.world);
    await settled();
    return {
      url: sandbox.url,
      lines: [
        `Open   ${sandbox.url}/ and be Alice in her space with Recordings.`,
        'Press  List my recordings, connect the account, and try More…, Delete… and Undo.',
        'Stop   with Ctrl-C.',
      ],
      settled,
      stop: async () => {
        await app.stop();
        await sandbox.stop();
        remove();
      },
    };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** Opens everybody's space with the bot, which says hello there as it does in Webex. */
function greet(world: Sandbox['world']): void {
  const all = world.people.all();
  for (const bot of all.filter(({ type }) => type === 'bot')) {
    for (const person of all.filter(({ type }) => type === 'person')) {
      world.spaces.meet(person, bot);
    }
  }
}

/** All that the bot needs to know. Nothing of the caller's own set-up is let in, lest it reach the real Webex. */
function botEnvironment(
  apiUrl: string,
  port: number,
  folder: string,
  logLevel: string | undefined,
): Environment {
  return {
    WEBEX_BOT_TOKEN: 'sandbox-bot',
    WEBEX_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    WEBEX_CLIENT_ID: 'sandbox-client',
    WEBEX_CLIENT_SECRET: 'sandbox-secret',
    WEBEX_API_BASE_URL: apiUrl,
    // Those of the sandbox that can: they are on the page with everybody else.
    ADMINISTRATORS: 'admin@example.com,siteadmin@example.com',
    COMPLIANCE_OFFICERS: 'officer@example.com',
    PORT: String(port),
    DATA_DIR: folder,
    LOG_LEVEL: logLevel === undefined || logLevel === '' ? 'warn' : logLevel,
  };
}
