import pg from 'pg';
import { launchPostgres, type LaunchedPostgres } from './launch-postgres.js';
import { scratchFolder } from './scratch.js';

type Sql = (text: string) => Promise<Record<string, unknown>[]>;

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
  /** Runs SQL in a database that everybody else is put out of, in a connection of its own. */
  readonly alone: <T>(url: string, work: (sql: Sql) => Promise<T>) => Promise<T>;
  /** The server is gone while the work is done, and is back on its port afterwards. */
  readonly outage: (work: () => Promise<void>) => Promise<void>;
}

/**
 * It holds nothing that has to outlive the tests: nothing is flushed to the disk, little is written
 * down twice, and nobody tidies up in tables that live for a second.
 */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'min_wal_size=32MB',
  'max_wal_size=256MB',
  'checkpoint_timeout=1h',
  'autovacuum=off',
  'max_connections=300',
  'shared_buffers=32MB',
  'jit=off',
];

let started: Promise<LaunchedPostgres> | undefined;
let server: Promise<PostgresServer> | undefined;

/** The server, started when it is first asked for and stopped after the last test. */
export async function postgresServer(): Promise<PostgresServer> {
  started ??= launchPostgres(SETTINGS, scratchFolder);
  server ??= started.then(serverOn);
  return await server;
}

const lastWork: (() => Promise<void>)[] = [];

/** After the last test, while the server still is there. */
export function beforePostgresStops(work: () => Promise<void>): void {
  lastWork.push(work);
}

after('PostgreSQL stops', async function () {
  this.timeout(120_000);
  for (const work of lastWork) await work();
  if (started !== undefined) await (await started).stop();
});

function serverOn({ urlOf, pause, resume }: LaunchedPostgres): PostgresServer {
  let count = 0;
  return {
    create: async (url) => {
      const name = `test_${++count}`;
      const like = url === undefined ? '' : ` template ${nameOf(url)} strategy file_copy`;
      await sql(urlOf('postgres'), `create database ${name}${like}`);
      return urlOf(name);
    },
    drop: async (url) => {
      await sql(urlOf('postgres'), `drop database if exists ${nameOf(url)} with (force)`);
    },
    sql,
    alone: (url, work) =>
      connected(url, async (sql) => {
        await sql(OTHERS_GO);
        return await work(sql);
      }),
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

/** Waits for each of them, so that nothing of theirs is still under way. */
const OTHERS_GO = `
  select pg_terminate_backend(pid, 10000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  return connected(url, (run) => run(text));
}

async function connected<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (text) => (await client.query<Record<string, unknown>>(text)).rows);
  } finally {
    await client.end();
  }
}
