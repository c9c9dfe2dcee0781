import assert from 'node:assert/strict';
import { hourRangeAt, hoursAt } from '../../src/query/times.js';
import { readDates } from '../../src/query/dates.js';
import { NOW, dateTold } from './told.js';

describe('hours of a day', () => {
  const read: readonly (readonly [string, string | undefined])[] = [
    ['yesterday night', 'from 21 November 2026 18:00 to 22 November 2026 06:00'],
    ['10:30 meeting', undefined],
    ['24/7 operations', undefined],
  ];
  for (const [text, expected] of read) {
    it(`“${text}” is ${expected ?? 'no date'}`, () => {
      assert.equal(dateTold(text), expected);
    });
  }

  const H = 60;
  for (const [text, from, to] of [
    ['from 9am to 5pm', 9 * H, 17 * H],
    ['between 9 and 11:30', 9 * H, 11 * H + 30],
    ['9-11am', 9 * H, 11 * H],
    ['from 11am to 2pm', 11 * H, 14 * H],
  ] as const) {
    it(`“${text}”`, () => {
      const hours = { from, to, length: text.length };
      assert.deepEqual(hourRangeAt(text), hours);
      assert.deepEqual(hoursAt(text, false), hours);
    });
  }

  it('are none where something else is counted', () => {
    for (const text of ['from 1 to 5 October', 'between 3 and 5 recordings', '9am and 5pm']) {
      assert.equal(hourRangeAt(text), undefined, text);
    }
  });

  it('are those of a day alone where a part of it is said beside one', () => {
    assert.equal(hoursAt('morning', false), undefined);
    assert.equal(hoursAt('morning', true)?.length, 'morning'.length);
  });

  it('are of the person’s own zone, where that is one of those with the name', () => {
    for (const [zone, from] of [
      ['Europe/Dublin', '2026-11-21T10:00'],
      ['Asia/Kolkata', '2026-11-21T04:30'],
      ['UTC', '2026-11-21T04:30'],
    ] as const) {
      const { when } = readDates('yesterday 10am IST', { now: Date.parse(NOW), zone });
      const begins = when !== undefined && 'from' in when ? new Date(when.from).toISOString() : '';
      assert.equal(begins.slice(0, 16), from, zone);
    }
  });
});
