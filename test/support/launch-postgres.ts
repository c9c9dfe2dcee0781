import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { embeddedPostgres } from './embedded-postgres.js';
import { freePort } from './free-port.js';

/** A real PostgreSQL that runs on this machine, for as long as it is wanted. */
export interface LaunchedPostgres {
  /** The DATABASE_URL of a database of that name; `postgres` is always there. */
  readonly urlOf: (database: string) => string;
  /** After {@link LaunchedPostgres.pause}, on the same port. */
  readonly resume: () => Promise<void>;
  readonly pause: () => Promise<void>;
  /** Stops it and forgets what it held. */
  readonly stop: () => Promise<void>;
}

const USER = 'postgres';
const PASSWORD = 'correct-horse';
/** How often another port is tried, should somebody take the free one first. */
const TRIES = 3;

/**
 * Starts a PostgreSQL with nothing in it. Rejects with what it said when it does not start.
 *
 * @param settings as in postgresql.conf, e.g. `fsync=off`; what is not named is as PostgreSQL comes
 * @param newFolder makes a folder whose name begins so: the one that it keeps everything in
 */
export async function launchPostgres(
  settings: readonly string[],
  newFolder = onDisk,
  tries = TRIES,
): Promise<LaunchedPostgres> {
  try {
    return await launch(settings, newFolder('bot-postgres-'), await freePort());
  } catch (error) {
    if (tries > 1) return await launchPostgres(settings, newFolder, tries - 1);
    throw error;
  }
}

function onDisk(prefix: string): string {
  return mkdtempSync(join(tmpdir(), prefix));
}

async function launch(
  settings: readonly string[],
  folder: string,
  port: number,
): Promise<LaunchedPostgres> {
  const said: string[] = [];
  const note = (words: unknown): void => void said.push(String(words));
  const EmbeddedPostgres = await embeddedPostgres();
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    // PostgreSQL refuses to run as root; a machine whose tests do gets a user for it.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings].flatMap(
      (setting) => ['-c', setting],
    ),
    onLog: note,
    onError: note,
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL does not start: ${said.join('')}`, { cause: error });
  }
  return {
    urlOf: (database) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`,
    resume: () => postgres.start(),
    pause: () => postgres.stop(),
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
