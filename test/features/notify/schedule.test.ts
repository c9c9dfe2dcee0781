import fc from 'fast-check';
import assert from 'node:assert/strict';
import { zoneOrUtc } from '../../../src/settings/settings.js';
import {
  binnedFor,
  isNews,
  quietUntil,
  reminderOf,
  weekOf,
} from '../../../src/features/notify/schedule.js';

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
const until = (time: string, from: string, to: string, timeZone?: string) =>
  iso(quietUntil({ quiet: { from, to }, timeZone }, Date.parse(time)));

describe('quiet hours', () => {
  it('hold in the person’s own zone, over midnight too', () => {
    assert.equal(
      until('2026-08-06T20:30:00Z', '22:00', '07:00', 'Europe/Berlin'),
      '2026-08-07T05:00:00.000Z',
    );
    assert.equal(
      until('2026-08-07T04:59:59Z', '22:00', '07:00', 'Europe/Berlin'),
      '2026-08-07T05:00:00.000Z',
    );
    assert.equal(until('2026-08-07T05:00:00Z', '22:00', '07:00', 'Europe/Berlin'), undefined);
    assert.equal(until('2026-08-06T19:59:00Z', '22:00', '07:00', 'Europe/Berlin'), undefined);
    assert.equal(until('2026-08-06T12:00:00Z', '12:00', '13:00'), '2026-08-06T13:00:00.000Z');
    assert.equal(until('2026-08-06T12:30:00Z', '12:00', '13:00'), '2026-08-06T13:00:00.000Z');
    assert.equal(until('2026-08-06T13:30:00Z', '12:00', '13:00'), undefined);
  });

  it('are none when none are chosen, or when they are no time at all', () => {
    assert.equal(quietUntil({}, 0), undefined);
    assert.equal(until('2026-08-06T12:00:00Z', '12:00', '12:00'), undefined);
    assert.equal(zoneOrUtc({}), 'UTC');
  });

  it('end by the clock on the wall when clocks change', () => {
    // In the night to 25 October 2026 Berlin has an hour twice, in that to 29 March it lacks one.
    assert.equal(
      until('2026-10-24T22:00:00Z', '22:00', '07:00', 'Europe/Berlin'),
      '2026-10-25T06:00:00.000Z',
    );
    assert.equal(
      until('2026-03-28T22:00:00Z', '22:00', '07:00', 'Europe/Berlin'),
      '2026-03-29T05:00:00.000Z',
    );
    // They end within the hour that is left out: at its end.
    assert.equal(
      until('2026-03-29T00:30:00Z', '00:00', '02:30', 'Europe/Berlin'),
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('always end after now, within a day and an hour', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) =>
        [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'),
      );
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'Pacific/Apia',
      'America/St_Johns',
      'Australia/Lord_Howe',
    );
    const now = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });
    fc.assert(
      fc.property(time, time, zone, now, (from, to, timeZone, ms) => {
        const end = quietUntil({ quiet: { from, to }, timeZone }, ms);
        if (end !== undefined) {
          assert.ok(end > ms && end <= ms + 25 * 3_600_000);
          assert.equal(quietUntil({ quiet: { from, to }, timeZone }, end), undefined);
        }
      }),
    );
  });
});

describe('the week of a card', () => {
  const week = (time: string, timeZone?: string, quiet?: { from: string; to: string }) => {
    const { week, dueAt } = weekOf({ timeZone, quiet }, Date.parse(time));
    return [week, iso(dueAt)];
  };

  it('begins on Monday at eight in the person’s zone', () => {
    assert.deepEqual(week('2026-11-22T12:00:00Z'), ['2026-11-16', '2026-11-16T08:00:00.000Z']);
    assert.deepEqual(week('2026-11-23T07:59:59Z'), ['2026-11-16', '2026-11-16T08:00:00.000Z']);
    assert.deepEqual(week('2026-11-23T08:00:00Z'), ['2026-11-23', '2026-11-23T08:00:00.000Z']);
    assert.deepEqual(week('2026-11-23T08:00:00Z', 'America/New_York'), [
      '2026-11-16',
      '2026-11-16T13:00:00.000Z',
    ]);
  });

  it('is eight on the wall, before and after clocks change', () => {
    assert.deepEqual(week('2026-10-20T12:00:00Z', 'Europe/Berlin'), [
      '2026-10-19',
      '2026-10-19T06:00:00.000Z',
    ]);
    assert.deepEqual(week('2026-10-26T12:00:00Z', 'Europe/Berlin'), [
      '2026-10-26',
      '2026-10-26T07:00:00.000Z',
    ]);
    assert.deepEqual(week('2026-03-30T12:00:00Z', 'Europe/Berlin'), [
      '2026-03-30',
      '2026-03-30T06:00:00.000Z',
    ]);
  });

  it('waits for the end of quiet hours', () => {
    const quiet = { from: '22:00', to: '09:00' };
    assert.deepEqual(week('2026-11-23T08:30:00Z', 'UTC', quiet), [
      '2026-11-16',
      '2026-11-16T09:00:00.000Z',
    ]);
    assert.deepEqual(week('2026-11-23T09:00:00Z', 'UTC', quiet), [
      '2026-11-23',
      '2026-11-23T09:00:00.000Z',
    ]);
  });

  it('is news for a day', () => {
    assert.equal(isNews({}, '2026-11-23', Date.parse('2026-11-24T07:59:59Z')), true);
    assert.equal(isNews({}, '2026-11-23', Date.parse('2026-11-24T08:00:00Z')), false);
  });
});

describe('a reminder about the recycle bin', () => {
  const berlin = { timeZone: 'Europe/Berlin' };

  it('is due each morning at eight, for what leaves it in three days', () => {
    const { week, dueAt } = reminderOf(berlin, Date.parse('2026-10-28T06:59:59Z'));
    assert.deepEqual([week, iso(dueAt)], ['bin 2026-10-27', '2026-10-27T07:00:00.000Z']);
    const next = reminderOf(berlin, Date.parse('2026-10-28T07:00:00Z'));
    assert.equal(next.week, 'bin 2026-10-28');
    // Moved on 1 October: removed on the 31st.
    const { from, to } = binnedFor(berlin, next.week) ?? {};
    assert.deepEqual(
      [iso(from), iso(to)],
      ['2026-09-30T22:00:00.000Z', '2026-10-01T22:00:00.000Z'],
    );
    assert.equal(binnedFor(berlin, '2026-10-26'), undefined, 'a weekly report');
  });

  it('is no news a day later', () => {
    const at = Date.parse('2026-10-28T07:00:00Z');
    assert.equal(isNews(berlin, 'bin 2026-10-28', at + 86_399_999), true);
    assert.equal(isNews(berlin, 'bin 2026-10-28', at + 86_400_000), false);
  });
});
