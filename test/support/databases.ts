import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionSignal } from '../../src/events/queue.js';
import { type StoreConfig, openStore } from '../../src/store/open.js';
import type { Store } from '../../src/store/store.js';
import { createLog } from '../../src/util/log.js';
import { postgresServer } from './postgres-server.js';

/** Databases of one kind, for the tests of one suite. */
export interface Databases {
  readonly kind: Store['kind'];
  /** A database of its own, with nothing in its tables; gone after the test. */
  readonly fresh: () => Promise<StoreConfig>;
  /**
   * Opens a database; closed after the test, if it still is open. Unless told which, one with empty
   * tables: embedded, it is one that all tests of the process share one after the other, since to
   * open it takes a second. A test that closes and opens again names a `fresh` one.
   */
  readonly open: (wish?: StoreConfig) => Promise<Store>;
}

/**
 * Runs a suite twice: on the embedded database, and on a real PostgreSQL.
 *
 *   describeDatabases('accounts', ({ open }) => {
 *     it('keeps', async () => { const { db } = await open(); … });
 *   });
 */
export function describeDatabases(title: string, suite: (databases: Databases) => void): void {
  describePglite(title, suite);
  describePostgres(title, suite);
}

/** Runs a suite on the embedded database alone. */
export function describePglite(title: string, suite: (databases: Databases) => void): void {
  describeKind('pglite', title, suite, freshFolder);
}

/** Runs a suite on a real PostgreSQL alone. */
export function describePostgres(title: string, suite: (databases: Databases) => void): void {
  describeKind('postgres', title, suite, async () => await freshPostgres());
}

interface Fresh {
  readonly wish: StoreConfig;
  readonly remove: () => Promise<void>;
}

function describeKind(
  kind: Store['kind'],
  title: string,
  suite: (databases: Databases) => void,
  make: () => Promise<Fresh>,
): void {
  describe(`${title} (${kind})`, function () {
    this.timeout(120_000);
    const open = new Set<Store>();
    const made: Fresh[] = [];

    before('a first database', async function () {
      // The very first one of a process takes seconds: a server is started, a template is made.
      this.timeout(120_000);
      await (await make()).remove();
    });
    const keep = async (fresh: Promise<Fresh>): Promise<StoreConfig> => {
      const one = await fresh;
      made.push(one);
      return one.wish;
    };
    suite({
      kind,
      fresh: () => keep(make()),
      open: async (wish) => {
        const opened =
          wish === undefined && kind === 'pglite'
            ? await sharedStore()
            : await openStore(wish ?? (await keep(freshMade())));
        const store: Store = {
          ...opened,
          close: async () => {
            if (open.delete(store)) await opened.close();
          },
        };
        open.add(store);
        return store;
      },
    });

    // Last of all: what the suite itself has running on a database stops before.
    afterEach('databases go', async function () {
      this.timeout(120_000);
      await Promise.all([...open].map((store) => store.close()));
      await Promise.all(made.splice(0).map(({ remove }) => remove()));
    });
  });
}

async function freshPostgres(like?: string): Promise<Fresh & { readonly url: string }> {
  const server = await postgresServer();
  const url = await server.create(like);
  return { url, wish: { kind: 'postgres', url }, remove: () => server.drop(url) };
}

let madeBefore: Promise<string> | undefined;

/** A PostgreSQL with everything that the bot makes there, which takes longer than to copy it. */
export async function freshMade(): Promise<Fresh & { readonly url: string }> {
  madeBefore ??= makeOnce();
  return await freshPostgres(await madeBefore);
}

async function makeOnce(): Promise<string> {
  const { url, wish } = await freshPostgres();
  const store = await openStore(wish);
  const wakeUps = await partitionSignal(store, createLog('silent'));
  await wakeUps.stop();
  await store.close();
  return url;
}

const leftovers: string[] = [];
let shared: Promise<Store> | undefined;
let template: Promise<string> | undefined;

after('folders go', async function () {
  this.timeout(120_000);
  if (shared !== undefined) await (await shared).close();
  for (const folder of leftovers) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bot-pglite-'));
  leftovers.push(folder);
  return folder;
}

/** To make an embedded database takes seconds; to copy one does not. */
export async function freshFolder(): Promise<
  Fresh & { readonly wish: { readonly kind: 'pglite'; readonly folder: string } }
> {
  template ??= makeTemplate();
  const folder = newFolder();
  cpSync(await template, folder, { recursive: true });
  return {
    wish: { kind: 'pglite', folder },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** The one embedded database that stays open; emptied when it is closed. */
async function sharedStore(): Promise<Store> {
  shared ??= freshFolder().then(({ wish }) => openStore(wish));
  const store = await shared;
  const taken = new Set<string>();
  return {
    ...store,
    locks: {
      tryTake: (name) => {
        taken.add(name);
        return store.locks.tryTake(name);
      },
      release: store.locks.release,
    },
    close: async () => {
      await Promise.all([...taken].map((name) => store.locks.release(name)));
      await store.executeSql(`
        drop schema if exists pgboss cascade;
        do $$ begin execute (
          select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity'
          from pg_tables where schemaname = 'public'
        ); end $$;`);
    },
  };
}

async function makeTemplate(): Promise<string> {
  const folder = newFolder();
  const store = await openStore({ kind: 'pglite', folder });
  await store.close();
  return folder;
}
