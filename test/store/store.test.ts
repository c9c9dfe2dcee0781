import assert from 'node:assert/strict';
import { eq } from 'drizzle-orm';
import { accounts, settingsTable } from '../../src/store/schema.js';
import { personReader, sharedClock } from '../../src/store/store.js';
import { describeDatabases } from '../support/databases.js';
import { startChild } from '../support/child.js';

const HOLD = new URL('hold.ts', import.meta.url);

describeDatabases('a store', ({ kind, fresh, open }) => {
  it('keeps what it is given, and brings its tables up to date once', async () => {
    const wish = await fresh();
    const first = await open(wish);
    assert.equal(first.kind, kind);
    await first.db.insert(settingsTable).values({ personId: 'a', values: { zone: 'Asia/Tokyo' } });
    await first.close();

    const { db } = await open(wish);
    assert.deepEqual(await db.select().from(settingsTable), [
      { personId: 'a', values: { zone: 'Asia/Tokyo' } },
    ]);
  });

  it('runs plain SQL, several statements at once too', async () => {
    const { executeSql } = await open();
    assert.deepEqual(await executeSql('select $1::int + 1 as sum', [41]), { rows: [{ sum: 42 }] });
    assert.deepEqual(await executeSql('begin; select 1 as one; select 2 as two; commit;'), {
      rows: [{ one: 1 }, { two: 2 }],
    });
  });

  it('takes the values of a named statement as they are, whatever stands in them', async () => {
    const { session } = await open();
    const same = {
      name: 'same',
      text: 'select $1::text as text, $2::int as nr, $3::boolean as is',
    };
    for (const text of [
      "O'Brien",
      "'); drop table inbox; --",
      'C:\\new',
      "\\'",
      '$1 ${2}',
      '“ü”\n🎥',
    ]) {
      assert.deepEqual(await session.ask(same, [text, 7, true]), [{ text, nr: 7, is: true }]);
    }
    const empty = { text: null, nr: null, is: null };
    assert.deepEqual(await session.ask(same, [null, null, null]), [empty]);
  });

  it('asks a named statement again that could not be prepared', async () => {
    const { session, executeSql } = await open();
    const late = { name: 'late', text: 'select nr from late' };
    await assert.rejects(session.ask(late, []));
    await executeSql('create table late (nr int); insert into late values (1)');
    assert.deepEqual(await session.ask(late, []), [{ nr: 1 }]);
    await executeSql('drop table late');
  });

  it('reads the accounts and settings of several people at once, also of those who have neither or one', async () => {
    const { db } = await open();
    const at = new Date('2026-10-01T10:00:00Z');
    const account = {
      ...{ personId: 'a', email: 'a@example.com', sealedTokens: 'sealed', version: 1 },
      ...{ accessExpiresAt: at, refreshExpiresAt: at, connectedAt: at },
    };
    const settings = (personId: string) => ({ personId, values: { zone: `of ${personId}` } });
    await db.insert(accounts).values(account);
    await db.insert(settingsTable).values([settings('a'), settings('b')]);
    const read = personReader(db);
    assert.deepEqual(await Promise.all(['a', 'b', 'c', 'a'].map(read)), [
      { account, settings: settings('a') },
      { account: null, settings: settings('b') },
      { account: null, settings: null },
      { account, settings: settings('a') },
    ]);
    // What is asked elsewhere at the same moment belongs to the same statement.
    assert.equal(personReader(db), read);

    await db.delete(accounts);
    assert.deepEqual(await read('a'), { account: null, settings: settings('a') });
  });

  it('leaves no transaction open when plain SQL fails midway', async () => {
    const { executeSql, db, ping } = await open();
    await assert.rejects(executeSql('begin; select 1 / 0; commit;'), /division by zero/);
    await ping();
    await db.insert(settingsTable).values({ personId: 'after', values: {} });
    assert.deepEqual(await executeSql('select person_id from settings'), {
      rows: [{ person_id: 'after' }],
    });
  });

  it('undoes a transaction that fails', async () => {
    const { db } = await open();
    await assert.rejects(
      db.transaction(async (tx) => {
        await tx.insert(settingsTable).values({ personId: 'b', values: {} });
        throw new Error('no');
      }),
      /^Error: no$/,
    );
    assert.deepEqual(await db.select().from(settingsTable), []);
  });

  it('answers a ping while it is open', async () => {
    const store = await open(await fresh());
    await store.ping();
    await store.close();
    await assert.rejects(store.ping());
  });

  it('lets one at a time take a lock', async () => {
    const { locks } = await open();
    assert.equal(await locks.tryTake('a'), true);
    assert.equal(await locks.tryTake('a'), false);
    assert.equal(await locks.tryTake('b'), true, 'another name is another lock');
    await locks.release('a');
    assert.equal(await locks.tryTake('a'), true);
    assert.equal(await locks.tryTake('b'), false);
  });

  it('tells which locks nobody has', async () => {
    const { locks } = await open();
    assert.equal(await locks.tryTake('b'), true);
    assert.deepEqual(await locks.untaken(['a', 'b', 'c']), ['a', 'c']);
    assert.deepEqual(await locks.untaken([]), []);
    await locks.release('b');
    assert.deepEqual(await locks.untaken(['b']), ['b']);
  });

  it('releases a lock that nobody has', async () => {
    const { locks } = await open();
    await locks.release('a');
    assert.equal(await locks.tryTake('a'), true);
  });

  it('has, after a process was killed, what that process wrote', async () => {
    const wish = await fresh();
    const child = startChild(HOLD, [JSON.stringify(wish), 'a line']);
    assert.equal(await child.line(), 'ready');
    await child.kill();

    const { db, locks } = await open(wish);
    const rows = await db
      .select()
      .from(settingsTable)
      .where(eq(settingsTable.personId, 'a person'));
    assert.deepEqual(rows, [{ personId: 'a person', values: { kept: true } }]);
    assert.equal(await locks.tryTake('a line'), true, 'its locks went with it');
  });
});

describeDatabases('the clock of a store', ({ open }) => {
  it('gives the time to all its processes, however wrong the clock of one is or becomes', async () => {
    const store = await open();
    let wrongBy = 3_600_000;
    const clock = sharedClock(() => Date.now() + wrongBy);
    assert.ok(clock.now() > Date.now() + 3_000_000, 'there is no other yet');
    await clock.follow(store);
    for (const wrong of [3_600_000, -3_600_000]) {
      wrongBy = wrong;
      const { rows } = await store.executeSql(
        `select abs(extract(epoch from now())::float8 * 1000 - ${clock.now()}) as off`,
      );
      assert.ok(Number(rows[0]?.off) < 60_000);
    }
  });
});

describe('the shared clock', () => {
  it('counts the time on by a timer, and does not believe an answer that took long', async () => {
    let ms = 500;
    let takes = 100;
    const executeSql = () => {
      ms += takes;
      return Promise.resolve({ rows: [{ now: 1_000_000 }] });
    };
    const clock = sharedClock(
      () => 7,
      () => ms,
    );
    assert.equal(clock.now(), 7);
    await clock.follow({ executeSql });
    assert.equal(clock.now(), 1_000_050, 'half of the way to the database and back ago');
    ms += 2_000;
    assert.equal(clock.now(), 1_002_050);
    takes = 1_500;
    await clock.follow({ executeSql });
    assert.equal(clock.now(), 1_003_550);
  });

  it('goes by Webex’s clock where two answers in a row say that it is another', () => {
    const HOUR = 3_600_000;
    let ms = 1_000_000;
    const clock = sharedClock(() => ms);
    /** @param off milliseconds that Webex's clock is ahead of the system's */
    const answered = (off: number, took = 100): number | undefined =>
      clock.compare(new Date(ms + off - took / 2).toUTCString(), took);
    assert.equal(answered(2_000), undefined, 'a little off is nothing');
    assert.equal(answered(-1_000), undefined);
    assert.equal(answered(HOUR), undefined, 'one machine of Webex may be wrong');
    assert.equal(answered(0), undefined);
    assert.equal(answered(HOUR), undefined);
    assert.equal(answered(-HOUR), undefined, 'these two do not agree');
    const by = answered(-HOUR) ?? 0;
    assert.ok(Math.abs(by + HOUR) < 1_000, String(by));
    assert.equal(clock.now(), ms + by);
    assert.equal(answered(-HOUR), undefined, 'it is right now');
    assert.equal(answered(-HOUR - 20_000, 60_000), undefined, 'a slow answer proves nothing');
    ms -= HOUR;
    answered(0);
    answered(0);
    assert.ok(Math.abs(clock.now() - ms) < 1_000, 'right again where the system’s clock was set');
    assert.equal(clock.compare('yesterday', 10), undefined);
    assert.equal(clock.compare('yesterday', 10), undefined);
    assert.ok(Math.abs(clock.now() - ms) < 1_000);
  });

  it('is right after the machine has slept, whoever says so first', async () => {
    const HOUR = 3_600_000;
    for (const off of [0, HOUR]) {
      let real = 10 * HOUR;
      const executeSql = () => Promise.resolve({ rows: [{ now: real }] });
      const clock = sharedClock(
        () => real,
        () => 0,
      );
      const answeredTwice = (): void => {
        for (let times = 0; times < 2; times += 1)
          clock.compare(new Date(real + off).toUTCString(), 100);
      };
      const isRight = () => assert.ok(Math.abs(clock.now() - real - off) < 2_000, String(off));
      await clock.follow({ executeSql });
      answeredTwice();
      isRight();
      // Timers stand still meanwhile.
      real += 8 * HOUR;
      answeredTwice();
      isRight();
      await clock.follow({ executeSql });
      isRight();
      real += 8 * HOUR;
      await clock.follow({ executeSql });
      isRight();
    }
  });
});
