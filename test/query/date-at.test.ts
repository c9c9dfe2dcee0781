import assert from 'node:assert/strict';
import { at } from '../../src/query/calendar.js';
import { dateAt, monthOf, yearsOn } from '../../src/query/date-at.js';

/** A Sunday, in Berlin and in New York. */
const now = Date.parse('2026-11-22T12:00:00Z');
const zone = 'Europe/Berlin';

describe('the date that a text begins with', () => {
  for (const [text, from, to, length] of [
    ['2026-02-03 and more', '2026-02-03', '2026-02-04', 10],
    ['last month, please', '2026-10-01', '2026-11-01', 10],
    ['last weekend', '2026-11-14', '2026-11-16', 12],
    ['q3 of 2025', '2025-07-01', '2025-10-01', 10],
    ['2025', '2025-01-01', '2026-01-01', 4],
    ['29 feb', '2024-02-29', '2024-03-01', 6],
    ['3 days ago', '2026-11-19', '2026-11-20', 10],
    ['friday', '2026-11-20', '2026-11-21', 6],
    ['wednesday', '2026-11-18', '2026-11-19', 9],
    ['25 dec', '2025-12-25', '2025-12-26', 6],
    ['March 2025 budget', '2025-03-01', '2025-04-01', 10],
  ] as const) {
    it(`is read from “${text}”, to its end and no further`, () => {
      const date = dateAt(text, { now, zone });
      assert.ok(date);
      const days = [date.span.from, date.span.to].map((ms) => at(ms, zone).toISODate());
      assert.deepEqual([...days, date.length], [from, to, length]);
    });
  }

  it('is none elsewhere in the text, or of a day that does not exist', () => {
    for (const text of ['budget of last month', '2026-02-31', '20 recordings', 'marching', '']) {
      assert.equal(dateAt(text, { now, zone }), undefined, text);
    }
  });

  it('is day or month first by the zone', () => {
    const day = (where: string) =>
      at(dateAt('10/1/2026', { now, zone: where })?.span.from ?? 0, where).toISODate();
    assert.equal(day('America/New_York'), '2026-10-01');
    assert.equal(day('Europe/London'), '2026-01-10');
  });

  it('is sure where the year is given, and plain where it reads as a date by itself', () => {
    const marks = (text: string) => {
      const { sure, plain } = dateAt(text, { now, zone }) ?? {};
      return [sure, plain];
    };
    assert.deepEqual(marks('1 October 2025'), [true, true]);
    assert.deepEqual(marks('1 October'), [false, true]);
    assert.deepEqual(marks('2025'), [true, false]);
    assert.deepEqual(marks('may'), [false, false]);
    assert.deepEqual(marks('sun'), [true, false]);
  });
});

describe('months and years of dates', () => {
  it('count from January, in any case and length', () => {
    assert.deepEqual([monthOf('JAN'), monthOf('sept'), monthOf('December')], [1, 9, 12]);
  });

  it('move by whole years, at midnight of the zone', () => {
    const march = { from: '2026-03-01T00:00+01:00', to: '2026-04-01T00:00+02:00' };
    const span = { from: Date.parse(march.from), to: Date.parse(march.to) };
    const moved = yearsOn(span, -1, zone);
    assert.equal(moved.from, Date.parse('2025-03-01T00:00+01:00'));
    assert.equal(moved.to, Date.parse('2025-04-01T00:00+02:00'));
  });
});
