import { sql } from 'drizzle-orm';
import assert from 'node:assert/strict';
import pg from 'pg';
import sinon from 'sinon';
import { openPostgres, sessionLocks } from '../../src/store/postgres.js';
import { noticeLoss, openSession } from '../../src/store/session.js';
import type { StoreConfig } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { describePostgres } from '../support/databases.js';
import { postgresServer } from '../support/postgres-server.js';
import { until } from '../support/until.js';
import { startOldServer } from './old-server.js';
import { startSilencer } from './silencer.js';
import { CA_FILE, startTlsFront } from './tls-front.js';

const WANTED = {
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '30000',
};

describePostgres('what a lost connection is noticed by', ({ fresh }) => {
  let url: string;
  beforeEach(async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    ({ url } = wish);
  });
  afterEach(() => sinon.restore());

  async function settingsOf(client: pg.Client): Promise<unknown> {
    const names = Object.keys(WANTED);
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [names],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  }

  it('is asked for by the session that holds the locks', async () => {
    const connects = sinon.spy(pg.Client.prototype, 'connect');
    const session = openSession({ connectionString: url, ssl: false }, 5_000, 5_000);
    assert.equal(await sessionLocks(session).tryTake('a line'), true);
    const [client] = connects.thisValues as pg.Client[];
    assert.ok(client);
    assert.deepEqual(await settingsOf(client), WANTED);
    await session.close();
  });

  it('is asked for before the lock of the migrations', async () => {
    const queries = sinon.spy(pg.Client.prototype, 'query');
    const store = await openPostgres(url);
    const texts = queries.args.map(([text]: unknown[]) => String(text));
    const lock = texts.findIndex((text) => text.includes('pg_advisory_lock'));
    const set = texts.findIndex((text) => text.includes('set tcp_keepalives_idle'));
    assert.ok(set >= 0 && set < lock, texts.slice(0, 5).join('\n'));
    assert.equal(queries.thisValues[set], queries.thisValues[lock]);
    await store.close();
  });

  it('is done without where the server refuses it', async () => {
    const failing = (error: Error) => ({ query: () => Promise.reject(error) });
    await noticeLoss(failing(new pg.DatabaseError('no', 2, 'error')));
    const broken = new Error('Connection terminated');
    await assert.rejects(noticeLoss(failing(broken)), (error) => error === broken);
  });
});

const HOLD = new URL('hold.ts', import.meta.url);

describePostgres('PostgreSQL', ({ fresh, open }) => {
  async function freshUrl(): Promise<URL> {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    return new URL(wish.url);
  }
  const at = (url: URL | string): StoreConfig => ({ kind: 'postgres', url: String(url) });

  it('lets a single one of many that start at once make the tables', async () => {
    const wish = at(await freshUrl());
    const stores = await Promise.all([open(wish), open(wish), open(wish), open(wish)]);
    await Promise.all(stores.map(({ ping }) => ping()));
    const { rows } = await stores[0].executeSql(
      `select count(*)::int as made, count(distinct hash)::int as different
       from drizzle.__drizzle_migrations`,
    );
    assert.ok(Number(rows[0]?.made) > 0);
    assert.equal(rows[0]?.made, rows[0]?.different);
  });

  it('parts locks between stores', async () => {
    const wish = at(await freshUrl());
    const [one, other] = await Promise.all([open(wish), open(wish)]);
    assert.equal(await one.locks.tryTake('a'), true);
    assert.equal(await other.locks.tryTake('a'), false);
    await other.locks.release('a');
    assert.equal(await other.locks.tryTake('a'), false, 'nobody releases what is not theirs');
    await one.locks.release('a');
    assert.equal(await other.locks.tryTake('a'), true);
    await other.close();
    assert.equal(await one.locks.tryTake('a'), true, 'a store that closes lets go');
  });

  it('lets go of the locks of a process that is killed', async () => {
    const wish = at(await freshUrl());
    const { locks } = await open(wish);
    const child = startChild(HOLD, [JSON.stringify(wish), 'a line']);
    assert.equal(await child.line(), 'ready');
    assert.equal(await locks.tryTake('a line'), false);
    await child.kill();
    await until(() => locks.tryTake('a line'));
  });

  it('takes its locks again when their connection is lost', async () => {
    const wish = at(await freshUrl());
    const [{ locks, session }, other] = [await open(wish), await open(wish)];
    for (const name of ['kept', 'let go']) assert.equal(await locks.tryTake(name), true);
    const pid = { name: 'pid', text: 'select pg_backend_pid() as pid' };
    const [row] = await session.ask(pid, []);
    await locks.release('let go');
    await other.executeSql('select pg_terminate_backend($1::int, 10000)', [row?.pid]);
    await until(async () => {
      const left = await session.ask(pid, []).catch(() => [row]);
      return left[0]?.pid !== row?.pid;
    });
    assert.deepEqual(await other.locks.untaken(['kept', 'let go']), ['let go']);
  });

  it('survives that its database goes away and comes back', async () => {
    const server = await postgresServer();
    const { db, locks, ping } = await open(at(await freshUrl()));
    await ping();
    assert.equal(await locks.tryTake('held'), true);
    await server.outage(async () => {
      await assert.rejects(ping(), { name: 'StoreError', message: /cannot be reached/ });
      await assert.rejects(locks.tryTake('other'));
      await locks.release('held');
    });
    await ping();
    await db.execute(sql`select 1`);
    assert.equal(await locks.tryTake('held'), true);
    assert.equal(await locks.tryTake('other'), true, 'what failed is not taken for held');
  });

  it('survives that a connection breaks while it is lent out', async () => {
    const { db, executeSql, ping } = await open();
    await assert.rejects(
      db.transaction(async (tx) => {
        const [row] = await tx
          .select({ pid: sql<number>`pg_backend_pid()` })
          .from(sql`(values (1)) as one`);
        await executeSql('select pg_terminate_backend($1::int)', [row?.pid]);
        // Nothing is asked of it while it breaks: only the connection itself can tell.
        await until(async () => {
          const left = await executeSql('select from pg_stat_activity where pid = $1', [row?.pid]);
          return left.rows.length === 0;
        });
        await tx.execute(sql`select 1`);
      }),
    );
    await ping();
  });

  it('waits for no connection that has fallen silent without closing', async () => {
    const url = await freshUrl();
    const silencer = await startSilencer(Number(url.port));
    url.port = String(silencer.port);
    const { db, locks, ping, close } = await openPostgres(String(url), 500);
    try {
      await ping();
      assert.equal(await locks.tryTake('a'), true);
      silencer.silence();
      await assert.rejects(ping(), { name: 'StoreError', message: /cannot be reached/ });
      // pg itself gives this no code.
      await assert.rejects(locks.tryTake('b'), { name: 'StoreError', message: /be reached/ });
      await ping();
      await db.execute(sql`select 1`);
      assert.equal(await locks.tryTake('b'), true);
    } finally {
      await close();
      await silencer.stop();
    }
  });

  describe('behind TLS, as hosts give it', () => {
    let front: Awaited<ReturnType<typeof startTlsFront>>;
    let url: URL;
    beforeEach(async () => {
      url = await freshUrl();
      front = await startTlsFront(Number(url.port));
      url.port = String(front.port);
    });
    afterEach(() => front.stop());
    const by = (params: Record<string, string>, host = '127.0.0.1'): StoreConfig => {
      const address = new URL(url);
      address.hostname = host;
      for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value);
      return at(address);
    };

    for (const [what, params, host] of [
      ['without a word about it', {}, '127.0.0.1'],
      ['with sslmode=prefer', { sslmode: 'prefer' }, '127.0.0.1'],
      ['with sslmode=require', { sslmode: 'require' }, '127.0.0.1'],
      ['with ssl=true', { ssl: 'true' }, '127.0.0.1'],
      ['with sslmode=no-verify', { sslmode: 'no-verify' }, '127.0.0.1'],
      ['with the CA file', { sslmode: 'verify-ca', sslrootcert: CA_FILE }, '127.0.0.1'],
      [
        'with sslmode=require and the CA file',
        { sslmode: 'require', sslrootcert: CA_FILE },
        '127.0.0.1',
      ],
      [
        'with the CA file and its name',
        { sslmode: 'verify-full', sslrootcert: CA_FILE },
        'localhost',
      ],
    ] as const) {
      it(`works ${what}`, async () => {
        const store = await open(by(params, host));
        await store.ping();
        assert.equal(await store.locks.tryTake('a line'), true);
        assert.ok(front.encrypted() >= 3, 'the start, the pool and the locks');
        await store.close();
      });
    }

    for (const [what, params, message] of [
      ['the CA is not known', { sslmode: 'verify-full' }, /not known here: add sslrootcert=/],
      [
        'the name is another',
        { sslmode: 'verify-full', sslrootcert: CA_FILE },
        /for another name than the host/,
      ],
      ['TLS is off', { sslmode: 'disable' }, /without TLS: set sslmode=require/],
      [
        'the CA file is not there',
        { sslrootcert: '/nowhere/ca.pem' },
        /sslrootcert.+cannot be read/,
      ],
      ['the CA file is none', { sslrootcert: import.meta.filename }, /not in PEM format/],
      ['the mode is none', { sslmode: 'always' }, /set one of disable, prefer, require/],
    ] as const) {
      it(`says what to set when ${what}`, async () => {
        await assert.rejects(open(by(params)), (error: Error) => {
          assert.equal(error.name, 'StoreError');
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /BEGIN|127\.0\.0\.1|nowhere/);
          return true;
        });
      });
    }

    it('says what to set when there is none', async () => {
      const plain = await freshUrl();
      plain.searchParams.set('sslmode', 'require');
      await assert.rejects(open(at(plain)), { message: /does not speak TLS: take sslmode out/ });
    });
  });

  describe('says what to mend when', () => {
    const refuses = async (url: URL | string, message: RegExp): Promise<void> => {
      await assert.rejects(open(at(url)), (error: Error) => {
        assert.equal(error.name, 'StoreError');
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /correct-horse|wrong-horse|127\.0\.0\.1/);
        return true;
      });
    };

    it('nobody listens there', async () => {
      await refuses(
        'postgres://bot:correct-horse@127.0.0.1:1/bot',
        /cannot be reached.*DATABASE_URL/,
      );
    });

    it('the password is wrong', async () => {
      const url = await freshUrl();
      url.password = 'wrong-horse';
      await refuses(url, /refused the user or the password/);
    });

    it('there is no such database', async () => {
      const url = await freshUrl();
      url.pathname = '/nowhere';
      await refuses(url, /does not exist: create it/);
    });

    it('it is read-only', async () => {
      const url = await freshUrl();
      url.searchParams.set('options', '-c default_transaction_read_only=on');
      await refuses(url, /read-only.*primary/);
    });

    it('it became read-only', async () => {
      const url = await freshUrl();
      const { executeSql, ping } = await open(at(url));
      await ping();
      await executeSql(
        `alter database ${url.pathname.slice(1)} set default_transaction_read_only = on`,
      );
      await refuses(url, /read-only.*primary/);
    });

    it('the user may make no tables', async () => {
      const server = await postgresServer();
      const url = await freshUrl();
      const name = url.pathname.slice(1);
      await server.sql(String(url), `create role ${name}_guest login password 'guest'`);
      url.username = `${name}_guest`;
      url.password = 'guest';
      await refuses(url, /may not create tables/);
    });

    it('it is too old', async () => {
      const server = await startOldServer('120017');
      try {
        await refuses(server.url, /too old.*PostgreSQL 13/);
      } finally {
        await server.stop();
      }
    });
  });
});
