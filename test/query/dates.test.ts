import { DateTime } from 'luxon';
import assert from 'node:assert/strict';
import { readDates } from '../../src/query/dates.js';
import { whenWords } from '../../src/query/query.js';
import { NOW, dateTold as told } from './told.js';

function span(text: string, zone: string, now = NOW): (string | null)[] {
  const { when } = readDates(text, { now: Date.parse(now), zone });
  assert.ok(when !== undefined && 'from' in when, text);
  return [when.from, when.to].map((ms) => DateTime.fromMillis(ms, { zone: 'utc' }).toISO());
}

describe('dates in people’s words', () => {
  const read: readonly (readonly [string, string | undefined])[] = [
    ['yesterday', 'on 21 November 2026'],
    ['today', 'on 22 November 2026'],
    ['the day before yesterday', 'on 20 November 2026'],
    ['day before yesterday', 'on 20 November 2026'],
    ['since the day before yesterday', 'since 20 November 2026'],
    ['last month', 'in October 2026'],
    ['last week', '9–15 November 2026'],
    ['this week', 'since 16 November 2026'],
    ['last quarter', '1 July – 30 September 2026'],
    ['last year', 'in 2025'],
    ['in March', 'in March 2026'],
    ['in december', 'in December 2025'],
    ['in march 2025', 'in March 2025'],
    ['in 2025', 'in 2025'],
    ['q3', '1 July – 30 September 2026'],
    ['q4 of 2025', '1 October – 31 December 2025'],
    ['since 1 Oct', 'since 1 October 2026'],
    ['since the 1st of october', 'since 1 October 2026'],
    ['since oct', 'since 1 October 2026'],
    ['since 25 dec', 'since 25 December 2025'],
    ['since last monday', 'since 16 November 2026'],
    ['from 1 Oct', 'since 1 October 2026'],
    ['from yesterday', 'on 21 November 2026'],
    ['on 3 Nov', 'on 3 November 2026'],
    ['on sun', 'on 22 November 2026'],
    ['friday', 'on 20 November 2026'],
    ['before 2026-10-01', 'before 1 October 2026'],
    ['until 5 Oct', 'before 6 October 2026'],
    ['after 1 Oct before 10 Oct', '2–9 October 2026'],
    ['older than 90 days', 'before 24 August 2026'],
    ['newer than 2 months', 'since 22 September 2026'],
    ['3 days ago', 'on 19 November 2026'],
    ['last 90 days', 'from the last 90 days'],
    ['last 24 hours', 'from the last 24 hours'],
    ['the past two weeks', 'from the last 14 days'],
    ['last twelve months', 'from the last 12 months'],
    ['last year and a half', 'in 2025'],
    ['last one year', 'from the last 12 months'],
    ['last 3 months', 'since 22 August 2026'],
    ['last 500 days', 'since 10 July 2025'],
    ['since 1999-01-01', 'of all time'],
    ['last 24h', 'from the last 24 hours'],
    ['last 24 hrs', 'from the last 24 hours'],
    ['in the last hour', 'since 22 November 2026 10:00'],
    ['last 90 mins', 'since 22 November 2026 09:30'],
    ['last 7d', 'from the last 7 days'],
    ['last 30d', 'from the last 30 days'],
    ['last 2 wks', 'from the last 14 days'],
    ['last few days', 'from the last 3 days'],
    ['last couple of weeks', 'from the last 14 days'],
    ['last a couple of weeks', 'from the last 14 days'],
    ['last 3 mths', 'since 22 August 2026'],
    ['last 4 quarters', 'from the last 12 months'],
    ['older than 90d', 'before 24 August 2026'],
    ['last weekend', '14–15 November 2026'],
    ['this weekend', 'since 21 November 2026'],
    ['next weekend', 'future'],
    ['last friday', 'on 20 November 2026'],
    ['since Jan 5, 2025', 'since 5 January 2025'],
    ['before March 1, 2025', 'before 1 March 2025'],
    ['on Friday, November 13', 'on 13 November 2026'],
    ['Friday, 13 November', 'on 13 November 2026'],
    ['Fri., Nov 13, 2026', 'on 13 November 2026'],
    ['29 February', 'on 29 February 2024'],
    ['feb 29', 'on 29 February 2024'],
    ['5 days from now', undefined],
    ['last call', undefined],
    ['tomorrow', 'future'],
    ['since tomorrow', 'future'],
    ['in 2003', 'too-old'],
    ['after 3 Oct before 2 Oct', 'backwards'],
    ['may', undefined],
    ['sat', undefined],
    ['march madness', undefined],
    ['roadmap 2025', undefined],
    ['marketing', undefined],
    ['2026-02-30', undefined],
    ['in q5', undefined],
  ];
  for (const [text, expected] of read) {
    it(`“${text}” is ${expected ?? 'no date'}`, () => {
      assert.equal(told(text), expected);
    });
  }

  it('are days where the person lives', () => {
    const sunday = ['2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'];
    assert.deepEqual(span('today', 'utc'), sunday);
    assert.deepEqual(span('today', 'Asia/Tokyo'), [
      '2026-11-21T15:00:00.000Z',
      '2026-11-22T15:00:00.000Z',
    ]);
    // There it is Monday already.
    assert.deepEqual(span('today', 'Pacific/Auckland', '2026-11-22T12:00:00Z'), [
      '2026-11-22T11:00:00.000Z',
      '2026-11-23T11:00:00.000Z',
    ]);
  });

  it('are the same days wherever the process runs', () => {
    const here = process.env.TZ;
    try {
      for (const runs of ['UTC', 'America/Los_Angeles', 'Asia/Tokyo']) {
        process.env.TZ = runs;
        for (const zone of ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia']) {
          for (const hour of [0, 5, 12, 17, 23]) {
            const now = DateTime.fromObject({ year: 2026, month: 11, day: 18, hour }, { zone });
            const reads = (text: string) => told(text, zone, now.toISO() ?? '');
            const where = `${runs}, ${zone}, ${hour}`;
            assert.equal(reads('the day before yesterday'), 'on 16 November 2026', where);
            assert.equal(reads('yesterday'), 'on 17 November 2026', where);
            assert.equal(reads('3 days ago'), 'on 15 November 2026', where);
            assert.equal(reads('on friday'), 'on 13 November 2026', where);
          }
        }
      }
    } finally {
      if (here === undefined) delete process.env.TZ;
      else process.env.TZ = here;
    }
  });

  it('last as long as the day does when the clocks change', () => {
    const hours = (text: string): number => {
      const [from, to] = span(text, 'Europe/Berlin').map((iso) => Date.parse(iso ?? ''));
      return ((to ?? 0) - (from ?? 0)) / 3_600_000;
    };
    assert.equal(hours('on 2026-10-25'), 25);
    assert.equal(hours('on 2026-03-29'), 23);
    assert.equal(hours('in October 2026'), 31 * 24 + 1);
    // A day that begins at one o’clock: there is no midnight.
    assert.deepEqual(span('on 2026-09-06', 'America/Santiago'), [
      '2026-09-06T04:00:00.000Z',
      '2026-09-07T03:00:00.000Z',
    ]);
  });

  it('begin where the date does: at one o’clock, or at the first of two midnights', () => {
    const HOUR = 3_600_000;
    const dateAt = (ms: number, zone: string): string =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(ms);
    /** The first moment of a date, found by asking for the date of each quarter of an hour. */
    const begins = (date: string, zone: string): number => {
      let ms = Date.parse(`${date}T00:00:00Z`) - 30 * HOUR;
      while (dateAt(ms, zone) < date) ms += HOUR / 4;
      return ms;
    };
    const next = (date: string, days = 1): string =>
      new Date(Date.parse(date) + days * 24 * HOUR).toISOString().slice(0, 10);
    for (const [zone, ...changes] of [
      ['Europe/Berlin', '2026-03-29', '2026-10-25'],
      ['America/New_York', '2026-03-08', '2026-11-01'],
      ['Australia/Lord_Howe', '2026-04-05', '2026-10-04'],
      ['America/Santiago', '2026-04-04', '2026-09-06'],
      ['Africa/Cairo', '2026-04-24', '2026-10-29'],
      ['Asia/Beirut', '2026-03-29', '2026-10-24'],
      ['America/Havana', '2026-03-08', '2026-11-01'],
      ['Atlantic/Azores', '2026-03-29', '2026-10-25'],
      ['America/Nuuk', '2026-03-28', '2026-10-24'],
    ] as const)
      for (const date of changes.flatMap((change) => [-1, 0, 1].map((by) => next(change, by)))) {
        const [from, to] = [begins(date, zone), begins(next(date), zone)];
        for (const [text, now] of [
          [`on ${date}`, Date.parse('2026-11-27T12:00:00Z')],
          ['today', from + HOUR / 2],
          ['today', to - HOUR / 2],
          ['yesterday', to + HOUR / 4],
          ['yesterday', to + 20 * HOUR],
        ] as const)
          assert.deepEqual(
            span(text, zone, new Date(now).toISOString()),
            [from, to].map((ms) => new Date(ms).toISOString()),
            `${text}, ${date}, ${zone}`,
          );
      }
  });

  it('have the day first, but for the country that writes it second', () => {
    assert.equal(told('on 1/10'), 'on 1 October 2026');
    assert.equal(told('on 1/10', 'America/New_York'), 'on 10 January 2026');
    assert.equal(told('on 1/10', 'America/Indiana/Knox'), 'on 10 January 2026');
    assert.equal(told('on 1.10.2026', 'America/New_York'), 'on 1 October 2026');
    assert.equal(told('on 1/10', 'America/Toronto'), 'on 1 October 2026');
  });

  it('tell a span that nobody gave hours by the days that it touches', () => {
    const from = Date.parse('2026-10-01T09:30:00Z');
    const to = Date.parse('2026-10-03T09:30:00Z');
    const now = Date.parse(NOW);
    assert.equal(whenWords({ from, to, isRough: true }, 'utc', now), '1–3 October 2026');
    const timed = 'from 1 October 2026 09:30 to 3 October 2026 09:30';
    assert.equal(whenWords({ from, to }, 'utc', now), timed);
  });
});
