import { cpSync, rmSync } from 'node:fs';
import { type Store, type StoreConfig, openStore } from '../../src/store/store.js';
import { empty, shapeOf } from './emptying.js';
import { beforePostgresStops, postgresServer } from './postgres-server.js';
import { scratchFolder } from './scratch.js';

/** Databases of one kind, for the tests of one suite. */
export interface Databases {
  readonly kind: Store['kind'];
  /** A database of its own, with nothing in its tables; gone after the test. */
  readonly fresh: () => Promise<StoreConfig>;
  /**
   * Opens a database; closed after the test, if it still is open. Unless told which, one with empty
   * tables, which stays open and is emptied for the next test: to make one and to open it takes
   * longer than most tests. A test that closes and opens again names a `fresh` one.
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
  describeKind('pglite', title, suite, bareFolder);
}

/** Runs a suite on a real PostgreSQL alone. */
export function describePostgres(title: string, suite: (databases: Databases) => void): void {
  describeKind('postgres', title, suite, () => freshPostgres());
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

    before('what databases are copied from', async function () {
      // The very first time in a process this takes seconds: a server is started, too.
      this.timeout(120_000);
      await (kind === 'pglite' ? madeFolder() : madeDatabase());
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
        const opened = await (wish === undefined ? lentStore(kind) : openStore(wish));
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

let bare: Promise<string> | undefined;

/** To make an embedded database takes seconds; to copy one does not. */
async function bareFolder(): Promise<FreshFolder> {
  bare ??= makeFolder();
  return copyOfFolder(await bare);
}

async function makeFolder(): Promise<string> {
  const folder = newFolder();
  await (await openStore({ kind: 'pglite', folder })).close();
  return folder;
}

type FreshFolder = Fresh & { readonly wish: { readonly kind: 'pglite'; readonly folder: string } };

function copyOfFolder(template: string): FreshFolder {
  const folder = newFolder();
  cpSync(template, folder, { recursive: true });
  return {
    wish: { kind: 'pglite', folder },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

function newFolder(): string {
  return scratchFolder('bot-pglite-');
}

/** A database with everything that the bot makes there, and what tells that it still is so. */
interface Made<T> {
  readonly original: T;
  readonly shape: string;
}

let folder: Promise<Made<string>> | undefined;
let database: Promise<Made<string>> | undefined;

function madeFolder(): Promise<Made<string>> {
  folder ??= bareFolder().then(({ wish }) => makeAll(wish.folder, wish));
  return folder;
}

function madeDatabase(): Promise<Made<string>> {
  database ??= freshPostgres().then(({ url, wish }) => makeAll(url, wish));
  return database;
}

async function makeAll<T>(original: T, wish: StoreConfig): Promise<Made<T>> {
  const store = await openStore(wish);
  await empty(store.executeSql);
  const shape = await shapeOf(store.executeSql);
  await store.close();
  return { original, shape };
}

/** An embedded database with everything that the bot makes there, and empty tables. */
export async function freshFolder(): Promise<FreshFolder> {
  return copyOfFolder((await madeFolder()).original);
}

/** PostgreSQL databases that nobody uses just then, with everything made and empty tables. */
const unused: string[] = [];

/** A PostgreSQL with everything that the bot makes there, and empty tables. */
export async function freshMade(): Promise<Fresh & { readonly url: string }> {
  const url = unused.pop() ?? (await freshPostgres((await madeDatabase()).original)).url;
  return { url, wish: { kind: 'postgres', url }, remove: () => putBack(url) };
}

/** For the next one who wants one; what cannot be made as it was is dropped. */
async function putBack(url: string): Promise<void> {
  const server = await postgresServer();
  const { shape } = await madeDatabase();
  const same = await server
    .alone(url, async (sql) => {
      const executeSql = async (text: string) => ({ rows: await sql(text) });
      await empty(executeSql);
      return (await shapeOf(executeSql)) === shape;
    })
    .catch(() => false);
  if (same) unused.push(url);
  else await server.drop(url);
}

interface OpenStore {
  readonly store: Store;
  /** For good. */
  readonly end: () => Promise<void>;
}

/** Open databases with empty tables that no test has just then. */
const idle: Record<Store['kind'], OpenStore[]> = { pglite: [], postgres: [] };

/** An open database, which whoever closes it gives back. */
async function lentStore(kind: Store['kind']): Promise<Store> {
  const lent = idle[kind].pop() ?? (await openedStore(kind));
  const { store } = lent;
  const { shape } = await (kind === 'pglite' ? madeFolder() : madeDatabase());
  const taken = new Set<string>();
  return {
    ...store,
    locks: {
      tryTake: (name) => {
        taken.add(name);
        return store.locks.tryTake(name);
      },
      release: store.locks.release,
      untaken: store.locks.untaken,
    },
    close: async () => {
      try {
        await Promise.all([...taken].map((name) => store.locks.release(name)));
        await empty(store.executeSql);
        if ((await shapeOf(store.executeSql)) === shape) return void idle[kind].push(lent);
      } catch {
        // Whatever a test has done to it, the next one has another.
      }
      await lent.end();
    },
  };
}

async function openedStore(kind: Store['kind']): Promise<OpenStore> {
  const { wish, remove } = await (kind === 'pglite' ? freshFolder() : freshMade());
  const store = await openStore(wish);
  return {
    store,
    end: async () => {
      await store.close();
      await remove();
    },
  };
}

beforePostgresStops(async () => {
  for (const { store } of idle.postgres.splice(0)) await store.close();
});

after('databases close', async function () {
  this.timeout(120_000);
  for (const { store } of idle.pglite.splice(0)) await store.close();
});
