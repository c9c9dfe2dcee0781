import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { embeddedPostgres } from './embedded-postgres.js';

/** A real PostgreSQL, of this mocha process alone. */
export interface PostgresServer {
  /** An empty database. @returns its DATABASE_URL */
  readonly create: () => Promise<string>;
  readonly drop: (url: string) => Promise<void>;
  /** Runs SQL as the server's owner, in a connection of its own. */
  readonly sql: (url: string, text: string) => Promise<Record<string, unknown>[]>;
  /** The server is gone while the work is done, and is back on its port afterwards. */
  readonly outage: (work: () => Promise<void>) => Promise<void>;
}

const USER = 'postgres';
const PASSWORD = 'correct-horse';
/** How often another port is tried, should somebody take the free one first. */
const TRIES = 3;

/** It holds nothing that has to outlive the tests: nothing is flushed to the disk. */
const FLAGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
].flatMap((setting) => ['-c', setting]);

let started: Promise<{ server: PostgresServer; stop: () => Promise<void> }> | undefined;

/** The server, started when it is first asked for and stopped after the last test. */
export async function postgresServer(): Promise<PostgresServer> {
  started ??= start();
  return (await started).server;
}

after('PostgreSQL stops', async function () {
  this.timeout(60_000);
  if (started !== undefined) await (await started).stop();
});

async function start(tries = TRIES): ReturnType<typeof launch> {
  try {
    return await launch(await freePort());
  } catch (error) {
    if (tries > 1) return await start(tries - 1);
    throw error;
  }
}

async function launch(
  port: number,
): Promise<{ server: PostgresServer; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'bot-postgres-'));
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
    postgresFlags: FLAGS,
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

  const urlOf = (name: string): string =>
    `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
  let count = 0;
  const server: PostgresServer = {
    create: async () => {
      const name = `test_${++count}`;
      await sql(urlOf('postgres'), `create database ${name}`);
      return urlOf(name);
    },
    drop: async (url) => {
      const name = new URL(url).pathname.slice(1);
      await sql(urlOf('postgres'), `drop database if exists ${name} with (force)`);
    },
    sql,
    outage: async (work) => {
      await postgres.stop();
      try {
        await work();
      } finally {
        await postgres.start();
      }
    },
  };
  return {
    server,
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
