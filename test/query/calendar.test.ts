import { DateTime } from 'luxon';
import assert from 'node:assert/strict';
import { AMOUNT, amountOf, daysOf } from '../../src/query/amounts.js';
import { before, isMonthFirst, zoneNamed, zonesCalled } from '../../src/query/calendar.js';

describe('a length of time', () => {
  const read = (text: string) => {
    const [, digits, word, unit] = new RegExp(AMOUNT, 'i').exec(text) ?? [];
    return amountOf(digits, word, unit);
  };
  for (const [text, many, unit] of [
    ['3 weeks', 3, 'week'],
    ['24h', 24, 'hour'],
    ['90 mins', 90, 'minute'],
    ['a couple of days', 2, 'day'],
    ['a few months', 3, 'month'],
    ['an hour', 1, 'hour'],
    ['twelve mos', 12, 'month'],
    ['2 yrs', 2, 'year'],
    ['one Quarter', 1, 'quarter'],
  ] as const) {
    it(`is read from “${text}”`, () => {
      assert.deepEqual(read(text), { many, unit });
    });
  }

  it('is so many days, begun ones too, where each is of the same length', () => {
    assert.equal(daysOf({ many: 25, unit: 'hour' }), 2);
    assert.equal(daysOf({ many: 2, unit: 'week' }), 14);
    assert.equal(daysOf({ many: 1, unit: 'month' }), undefined);
  });

  it('ago begins with its day', () => {
    const noon = DateTime.fromISO('2026-03-31T12:00', { zone: 'Europe/Berlin' });
    assert.equal(before(noon, { many: 1, unit: 'month' }).toISODate(), '2026-02-28');
    assert.equal(before(noon, { many: 3, unit: 'day' }).hour, 0);
  });
});

describe('whether the month is written first', () => {
  it('is so in the United States, and nowhere else', () => {
    for (const zone of ['America/New_York', 'US/Pacific', 'America/Indiana/Knox']) {
      assert.equal(isMonthFirst(zone), true, zone);
    }
    for (const zone of ['America/Toronto', 'America/Sao_Paulo', 'Europe/London', 'UTC']) {
      assert.equal(isMonthFirst(zone), false, zone);
    }
  });
});

describe('a zone that is named', () => {
  it('has a short name, in either half of the year, which several can share', () => {
    for (const [name, zone] of [
      ['PT', 'America/Los_Angeles'],
      ['pdt', 'America/Los_Angeles'],
      ['m', 'America/Denver'],
      ['MST', 'America/Denver'],
      ['CET', 'Europe/Berlin'],
      ['cest', 'Europe/Berlin'],
      ['wet', 'Europe/Lisbon'],
      ['west', 'Europe/Lisbon'],
      ['eet', 'Europe/Helsinki'],
      ['eest', 'Europe/Helsinki'],
      ['bst', 'Europe/London'],
      ['z', 'UTC'],
      ['gmt', 'UTC'],
      ['jst', 'Asia/Tokyo'],
      ['sgt', 'Asia/Singapore'],
      ['hkt', 'Asia/Hong_Kong'],
      ['msk', 'Europe/Moscow'],
      ['aedt', 'Australia/Sydney'],
      ['aet', 'Australia/Sydney'],
      ['nzst', 'Pacific/Auckland'],
      ['ist', 'Asia/Kolkata Europe/Dublin Asia/Jerusalem'],
    ] as const) {
      assert.equal(zonesCalled(name).join(' '), zone, name);
    }
    assert.deepEqual([zonesCalled('est').length, zonesCalled('cst').length], [3, 4]);
    assert.deepEqual(zonesCalled('est')[0], 'America/New_York');
    assert.deepEqual([zonesCalled('x'), zonesCalled('')], [[], []]);
  });

  it('is that of a place, as people call it', () => {
    for (const [name, zone] of [
      ['munich', 'Europe/Berlin'],
      ['Köln', 'Europe/Berlin'],
      ['Zürich', 'Europe/Zurich'],
      ['Munich, Germany', 'Europe/Berlin'],
      ['Berlin, Germany', 'Europe/Berlin'],
      ['San Francisco', 'America/Los_Angeles'],
      ['Washington D.C.', 'America/New_York'],
      ['bangalore', 'Asia/Kolkata'],
      ['sao paulo', 'America/Sao_Paulo'],
      ['India', 'Asia/Kolkata'],
      ['springfield', undefined],
      // Of several zones.
      ['australia', undefined],
    ] as const) {
      assert.equal(zoneNamed(name), zone, name);
    }
  });

  it('is one with summer time, where the database has one without', () => {
    assert.equal(zoneNamed(' EST '), 'America/New_York');
    assert.equal(zoneNamed('mst'), 'America/Denver');
  });
});
