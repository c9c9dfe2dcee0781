import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { SECOND } from '../util/time.js';
import { explainStoreError } from './errors.js';
import { lockFolder } from './folder-lock.js';
import { canRunOn, migrationsIn } from './migrations.js';
import { holdsData, notOpened, openData } from './pglite-data.js';
import type { StoreConfig } from './store.js';
import { type Address, atAddressOf } from './tls.js';

export interface StoreFacts {
  /** e.g. `16.4`. */
  readonly version: string;
  readonly readOnly: boolean;
  /** The user may make the tables, or change existing ones. */
  readonly mayMigrate: boolean;
  /** `fits`: this version can run on what a newer one may have applied. */
  readonly migrations: { readonly applied: number; readonly known: number; readonly fits: boolean };
  /** A sample of the sealed tokens. */
  readonly sealed: readonly { readonly personId: string; readonly sealed: string }[];
  /** Undefined for the embedded database. */
  readonly server: ServerFacts | undefined;
}

export interface ServerFacts {
  readonly encrypted: boolean;
  /** On this machine, with nobody in between. */
  readonly local: boolean;
  /** The connection checks the certificate. */
  readonly checked: boolean;
  /** The smallest limit of the server, this database and its user. */
  readonly connections: { readonly limit: number; readonly free: number };
}

type RunSql = (text: string) => Promise<{ readonly rows: readonly unknown[] }>;

const ANSWER_MS = 10 * SECOND;

/**
 * Looks at the database without making or migrating it. Rejects with a StoreError that says what to do.
 * @returns undefined where the embedded database has not been made yet
 */
export async function inspectStore(config: StoreConfig): Promise<StoreFacts | undefined> {
  try {
    return config.kind === 'postgres'
      ? await atAddressOf(config.url, inspectAt)
      : await inspectPglite(config.folder);
  } catch (error) {
    throw explainStoreError(error);
  }
}

async function inspectPglite(folder: string): Promise<StoreFacts | undefined> {
  if (!holdsData(folder)) return undefined;
  const lock = await lockFolder(folder, () => undefined);
  try {
    const client = await openData(join(folder, 'db')).catch((error: unknown) => {
      throw notOpened(folder, error);
    });
    try {
      return { ...(await factsBy((text) => client.query(text))), server: undefined };
    } finally {
      await client.close();
    }
  } finally {
    lock.release();
  }
}

async function inspectAt(address: Address): Promise<StoreFacts> {
  const limits = { connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS };
  const client = new pg.Client({ ...address, ...limits });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const query: RunSql = (text) => client.query<Record<string, unknown>>(text);
    const encrypted = address.ssl !== false;
    // By the address, not the server: a pooler may lead to another machine.
    const local = /^(\/|127\.|localhost$|\[?::1)/.test(client.host);
    const checked = address.ssl !== false && address.ssl.rejectUnauthorized !== false;
    const server = { encrypted, local, checked, connections: await connectionsBy(query) };
    return { ...(await factsBy(query)), server };
  } finally {
    await client.end();
  }
}

const base = z.object({
  version: z.string(),
  readonly: z.string(),
  schema: z.string().nullable(),
  mine: z.boolean(),
  tables: z.boolean(),
});

async function factsBy(query: RunSql): Promise<Omit<StoreFacts, 'server'>> {
  const one = async <T>(type: z.ZodType<T>, text: string): Promise<T> =>
    type.parse((await query(text)).rows[0]);
  const { version, readonly, schema, mine, tables } = await one(
    base,
    `select current_setting('server_version') as version, current_schema() as schema,
       current_setting('transaction_read_only') as readonly,
       to_regnamespace('drizzle') is not null and to_regclass('accounts') is not null as tables,
       has_database_privilege(current_database(), 'CREATE')
         and coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as mine`,
  );
  const may = z.object({ may: z.boolean() });
  const mayWrite = tables
    ? (await one(may, `select has_table_privilege('accounts', 'INSERT, UPDATE') as may`)).may
    : mine;
  const { known } = migrationsIn();
  const count = 'select count(*)::int as applied from drizzle.__drizzle_migrations';
  const { applied } = tables ? await one(z.object({ applied: z.number() }), count) : { applied: 0 };
  const tokens = 'select person_id as "personId", sealed_tokens as sealed from accounts limit 500';
  const sealed = tables ? (await query(tokens)).rows : [];
  return {
    version: version.split(' ')[0] ?? version,
    readOnly: readonly === 'on',
    mayMigrate: schema !== null && mayWrite && (applied >= known || mine),
    migrations: { applied, known, fits: !tables || (await canRunOn(query)) },
    sealed: z.array(z.object({ personId: z.string(), sealed: z.string() })).parse(sealed),
  };
}

/** Uses only the columns of pg_stat_activity that ordinary users see for other users' sessions. */
async function connectionsBy(query: RunSql): Promise<ServerFacts['connections']> {
  const { rows } = await query(
    `with sessions as (
       select usesysid, datid from pg_stat_activity
       where coalesce(backend_type, 'client backend') = 'client backend'
         and datid is not null and pid <> pg_backend_pid()
     ), limits (most, used) as (
       select current_setting('max_connections')::int
         - current_setting('superuser_reserved_connections')::int, (select count(*)::int from sessions)
       union all select rolconnlimit, (select count(*)::int from sessions where usesysid = r.oid)
         from pg_roles r where rolname = current_user and not rolsuper
       union all select datconnlimit, (select count(*)::int from sessions where datid = d.oid)
         from pg_database d where datname = current_database()
     )
     select min(most) as "limit", min(most - used) as free from limits where most >= 0`,
  );
  return z.object({ limit: z.number(), free: z.number() }).parse(rows[0]);
}
