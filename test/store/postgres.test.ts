import { sql } from 'drizzle-orm';
import assert from 'node:assert/strict';
import { openPostgres } from '../../src/store/postgres.js';
import type { StoreConfig } from '../../src/store/store.js';
import { startChild } from '../support/child.js';
import { describePostgres } from '../support/databases.js';
import { postgresServer } from '../support/postgres-server.js';
import { until } from '../support/until.js';
import { startOldServer } from './old-server.js';
import { startSilencer } from './silencer.js';

const HOLD = new URL('hold.ts', import.meta.url);

describePostgres('PostgreSQL', ({ fresh, open }) => {
  async function freshUrl(): Promise<URL> {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    return new URL(wish.url);
  }
  const at = (url: URL | string): StoreConfig => ({ kind: 'postgres', url: String(url) });
  /** With a store that waits for an answer so shortly that a busy machine is late now and then. */
  const inTheEnd = (work: () => Promise<unknown>): Promise<void> =>
    until(
      () =>
        work()
          .then((done) => done !== false)
          .catch(() => false),
      String(work),
    );

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
      await inTheEnd(ping);
      await inTheEnd(() => locks.tryTake('a'));
      silencer.silence();
      await assert.rejects(ping(), { name: 'StoreError', message: /cannot be reached/ });
      // pg itself gives this no code.
      await assert.rejects(locks.tryTake('b'), { name: 'StoreError', message: /be reached/ });
      await inTheEnd(ping);
      await inTheEnd(() => db.execute(sql`select 1`));
      await inTheEnd(() => locks.tryTake('b'));
    } finally {
      await close();
      await silencer.stop();
    }
  });

  it('ends a transaction that was given up, so that nothing later is lost in it', async () => {
    const url = String(await freshUrl());
    const other = await open(at(url));
    const { db, close } = await openPostgres(url, 200, 1);
    const keep = (personId: string) =>
      sql`insert into settings values (${personId}, '{}') on conflict do nothing`;
    try {
      await inTheEnd(() => db.execute(keep('first')));
      await other.db.transaction(async (all) => {
        await all.execute(sql`lock table settings`);
        await assert.rejects(db.transaction((tx) => tx.execute(keep('given up'))));
      });
      await inTheEnd(() => db.execute(keep('later')));
      const { rows } = await other.executeSql('select person_id as id from settings order by 1');
      assert.deepEqual(rows, [{ id: 'first' }, { id: 'later' }]);
    } finally {
      await close();
    }
  });

  it('loses no connection to a transaction that could not begin', async () => {
    const url = await freshUrl();
    const silencer = await startSilencer(Number(url.port));
    url.port = String(silencer.port);
    const { db, ping, close } = await openPostgres(String(url), 200, 1);
    try {
      await inTheEnd(ping);
      silencer.silence();
      await assert.rejects(db.transaction((tx) => tx.execute(sql`select 1`)));
      await inTheEnd(ping);
    } finally {
      await close();
      await silencer.stop();
    }
  });

  it('leaves a server that has become a replica, for its locks and its queries', async () => {
    const { db, session } = await open();
    const pid = { name: 'pid', text: 'select pg_backend_pid() as pid' };
    const [before] = await session.ask(pid, []);
    const write = { name: 'write', text: `insert into settings values ('x', '{}')` };
    await session.ask({ name: 'ro', text: 'set default_transaction_read_only = on' }, []);
    await assert.rejects(session.ask(write, []), /read-only/);
    await session.ask(write, []);
    const [after] = await session.ask(pid, []);
    assert.notEqual(after?.pid, before?.pid);
    await db.execute(sql`select 1`);
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
