import { sql } from 'drizzle-orm';
import assert from 'node:assert/strict';
import { type ClaimStore, claimStore } from '../../src/events/claims.js';
import type { WebexEvent } from '../../src/events/event.js';
import { inbox as table } from '../../src/store/schema.js';
import type { Session } from '../../src/store/session.js';
import type { Store } from '../../src/store/store.js';
import { describePostgres } from '../support/databases.js';
import { deferred, until } from '../support/until.js';
import { message } from './inbox-on.js';

const PID = { name: 'pid', text: 'select pg_backend_pid() as pid' };

describePostgres('who has an event in hand', ({ fresh, open }) => {
  const left: ClaimStore[] = [];
  afterEach(() => Promise.all(left.splice(0).map((claims) => claims.leave())));

  /** Registered, as a process does it. */
  let elapsed = 0;
  async function claimsOn(session: Session, onRegained = (): void => undefined) {
    const claims = claimStore(session, undefined, () => elapsed);
    await session.watch('test', {
      heard: () => undefined,
      first: claims.register,
      onRegained,
    });
    left.push(claims);
    return claims;
  }
  const keep = (claims: ClaimStore, id: string, partition = 'space') =>
    claims.keep({ event: message(id), partition, holdMs: 0, claims: true });
  const owners = async ({ db }: Store): Promise<boolean[]> =>
    (await db.select().from(table).orderBy(table.seq)).map(({ owner }) => owner !== null);

  it('is told as it is written down, many in one statement', async () => {
    const { session } = await open();
    const asked: string[] = [];
    const claims = await claimsOn({
      ...session,
      ask: (statement, values) => {
        asked.push(statement.name);
        return session.ask(statement, values);
      },
    });
    const kept = await Promise.all(
      Array.from({ length: 20 }, (_, n) => keep(claims, String(n), `space ${n % 10}`)),
    );
    assert.deepEqual(asked, ['inbox_keep']);
    const heads = kept.map(({ head }) => (typeof head === 'object' ? 'in hand' : head));
    // Nobody asks for a partition twice who has it: what comes behind is asked for later.
    assert.deepEqual(heads.slice(0, 10), Array(10).fill('in hand'));
    assert.deepEqual(heads.slice(10), Array(10).fill('again'));
    const seqs = kept.slice(0, 10).map(({ head }) => (head as { seq: number }).seq);
    const next = await Promise.all(seqs.map((seq, n) => claims.next(`space ${n}`, seq)));
    assert.deepEqual(
      next.map((one) => (one as { event: WebexEvent }).event.data.id),
      Array.from({ length: 10 }, (_, n) => String(n + 10)),
    );
    assert.deepEqual(asked, ['inbox_keep', 'inbox_next']);
  });

  it('harms nobody else where the database refuses one of a batch', async () => {
    const { db, session } = await open();
    const claims = await claimsOn(session);
    await db.execute(sql`alter table inbox add constraint marked check (line <> 'refused')`);
    const kept = await Promise.allSettled([
      keep(claims, '1', 'a'),
      keep(claims, '2', 'refused'),
      keep(claims, '3', 'b'),
    ]);
    assert.deepEqual(
      kept.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });

  it('is one process, and another one after that is gone', async () => {
    const wish = await fresh();
    const [here, there] = [await open(wish), await open(wish)];
    const [mine, theirs] = [await claimsOn(here.session), claimStore(there.session)];
    await there.session.watch('test', {
      ...{ heard: () => undefined, first: theirs.register, onRegained: () => undefined },
    });
    const { head } = await keep(theirs, '1');
    assert.ok(typeof head === 'object');
    assert.equal((await keep(mine, '2')).head, 'elsewhere');
    assert.deepEqual(await mine.sweep([]), [], 'it is there');
    await there.close();
    await until(async () => {
      elapsed += 1_000;
      return (await mine.sweep([])).join() === 'space';
    });
    const first = await mine.next('space');
    assert.ok(typeof first === 'object' && 'seq' in first);
    assert.deepEqual([first.event.data.id, first.attempts], ['1', 2]);
  });

  it('stays so when it loses its session and comes back', async () => {
    const wish = await fresh();
    const [here, there] = [await open(wish), await open(wish)];
    const regained = deferred();
    const [mine, theirs] = [
      await claimsOn(here.session, regained.resolve),
      await claimsOn(there.session),
    ];
    assert.ok(typeof (await keep(mine, '1')).head === 'object');
    const [row] = await here.session.ask(PID, []);
    await there.executeSql('select pg_terminate_backend($1::int)', [row?.pid]);
    await regained.promise;
    assert.deepEqual(await theirs.sweep([]), []);
    assert.equal((await keep(theirs, '2')).head, 'elsewhere', 'not by the locks alone');
    assert.deepEqual(await owners(here), [true, false]);
  });

  it('is not another one before a lost connection can have been opened again', async () => {
    const wish = await fresh();
    const [here, there] = [await open(wish), await open(wish)];
    const [mine, theirs] = [await claimsOn(here.session), await claimsOn(there.session)];
    assert.deepEqual(await theirs.sweep([]), []);
    await keep(mine, '1');
    await here.close();
    left.splice(left.indexOf(mine), 1);
    const alive = `select count(*)::int as n from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`;
    await until(async () => (await there.executeSql(alive)).rows[0]?.n === 1);
    assert.deepEqual(await theirs.sweep([]), []);
    // The longest wait for a connection.
    elapsed += 5_000;
    assert.deepEqual(await theirs.sweep([]), []);
    assert.deepEqual(await owners(there), [true]);
    elapsed += 1_001;
    assert.deepEqual(await theirs.sweep([]), ['space']);
    assert.deepEqual(await owners(there), [false]);
  });

  it('is one of two that take a partition at the same time', async () => {
    const wish = await fresh();
    const stores = [await open(wish), await open(wish)];
    const both = await Promise.all(stores.map(({ session }) => claimsOn(session)));
    for (let n = 0; n < 10; n += 1) {
      const kept = await Promise.all(both.map((claims, k) => keep(claims, `${n} ${k}`, `${n}`)));
      const inHand = kept.filter(({ head }) => typeof head === 'object');
      assert.ok(inHand.length <= 1);
    }
  });

  it('lets the next in when it counts as its own what it no longer knows of', async () => {
    const { session } = await open();
    const claims = await claimsOn(session);
    await keep(claims, '1');
    assert.deepEqual(await claims.sweep(['space']), []);
    assert.deepEqual(await claims.sweep([]), ['space']);
  });
});

describe('the locks that the version before takes', () => {
  /** A session that gives a partition's lock and its first event, and says what it was asked. */
  const scripted = () => {
    const asked: [name: string, values: readonly unknown[]][] = [];
    let refuses = false;
    const ask: Session['ask'] = ({ name }, values) => {
      asked.push([name, values]);
      if (refuses && name === 'inbox_keep') return Promise.reject(new Error('refused'));
      const row = { nth: 0, is_new: true, ours: true, taken: true, seq: 1 };
      return Promise.resolve(name === 'inbox_keep' ? [row] : []);
    };
    const claims = claimStore({ ask } as Session);
    const of = (name: string) => asked.flatMap(([one, values]) => (one === name ? [values] : []));
    const keep = (id: string, partition: string) =>
      claims.keep({ event: message(id), partition, holdMs: 0, claims: true });
    return { claims, ask, of, keep, refuse: () => (refuses = true) };
  };

  it('are taken again in a new session, but for those that nothing is in hand of', async () => {
    const on = scripted();
    await on.keep('1', 'kept');
    await on.keep('2', 'left');
    on.claims.release('left');
    await on.claims.register(on.ask);
    assert.deepEqual(on.of('inbox_retake'), [['["kept"]']]);
    // It is no longer ours: what comes next there asks for it.
    await on.keep('3', 'left');
    assert.match(String(on.of('inbox_keep').at(-1)?.[0]), /"locks":true/);
    await on.keep('4', 'kept');
    assert.match(String(on.of('inbox_keep').at(-1)?.[0]), /"locks":false/);
    await on.claims.leave();
  });

  it('are released where the statement that asked for them failed', async () => {
    const on = scripted();
    on.refuse();
    await assert.rejects(on.keep('1', 'a'), /refused/);
    assert.deepEqual(on.of('inbox_let_go'), [['["a"]']]);
    await on.claims.leave();
  });
});
