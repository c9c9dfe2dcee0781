import pg from 'pg';
import { launchPostgres, type LaunchedPostgres } from './launch-postgres.js';

/** A real PostgreSQL, of this mocha process alone. */
export interface PostgresServer {
  /**
   * A database: empty, or a copy of another one that nobody uses just then.
   *
   * @param url of the one to copy
   * @returns its DATABASE_URL
   */
  readonly create: (url?: string) => Promise<string>;
  readonly drop: (url: string) => Promise<void>;
  /** Runs SQL as the server's owner, in a connection of its own. */
  readonly sql: (url: string, text: string) => Promise<Record<string, unknown>[]>;
  /** The server is gone while the work is done, and is back on its port afterwards. */
  readonly outage: (work: () => Promise<void>) => Promise<void>;
}

/** It holds nothing that has to outlive the tests: nothing is flushed to the disk. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
];

let started: Promise<LaunchedPostgres> | undefined;
let server: Promise<PostgresServer> | undefined;

/** The server, started when it is first asked for and stopped after the last test. */
export async function postgresServer(): Promise<PostgresServer> {
  started ??= launchPostgres(SETTINGS);
  server ??= started.then(serverOn);
  return await server;
}

after('PostgreSQL stops', async function () {
  this.timeout(120_000);
  if (started !== undefined) await (await started).stop();
});

function serverOn({ urlOf, pause, resume }: LaunchedPostgres): PostgresServer {
  let count = 0;
  return {
    create: async (url) => {
      const name = `test_${++count}`;
      const like = url === undefined ? '' : ` template ${nameOf(url)}`;
      await sql(urlOf('postgres'), `create database ${name}${like}`);
      return urlOf(name);
    },
    drop: async (url) => {
      await sql(urlOf('postgres'), `drop database if exists ${nameOf(url)} with (force)`);
    },
    sql,
    outage: async (work) => {
      await pause();
      try {
        await work();
      } finally {
        await resume();
      }
    },
  };
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
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
