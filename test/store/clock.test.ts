import assert from 'node:assert/strict';
import { sharedClock } from '../../src/store/clock.js';
import { describeDatabases } from '../support/databases.js';

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
