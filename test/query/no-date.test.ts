import assert from 'node:assert/strict';
import { noDateAt, noDayIn, slipAmong, slipIn, vagueAt } from '../../src/query/no-date.js';
import { BERLIN } from './reading-of.js';

describe('a date that is none', () => {
  const NONE: Readonly<Record<string, readonly [said: string, ...readings: string[]]>> = {
    '31 april': ['31 april', '30 April', '1 May'],
    'since the 31st of june 2025 about x': ['31st of june 2025', '30 June 2025', '1 July 2025'],
    'february 30': ['february 30', '28 February', '1 March'],
    '29 february 2025': ['29 february 2025', '28 February 2025', '1 March 2025'],
    '2025-13-01': ['2025-13-01', '13 January 2025', '2025'],
    'before 31/11/2025': ['31/11/2025', '30 November 2025', '1 December 2025'],
    '31/11/2026': ['31/11/2026', '30 November 2025', 'in November 2026'],
    '45 march': ['45 march', '31 March', 'in March'],
    '0 march': ['0 march', '1 March', 'in March'],
    '45.14.2025': ['45.14.2025', '2025', '2024'],
    'week 60': ['week 60', 'week 52', 'week 6'],
  };
  for (const [text, [said, ...readings]] of Object.entries(NONE)) {
    it(`is told, with those that may be meant: ${text}`, () => {
      const none = noDateAt(text, BERLIN);
      assert.deepEqual([none?.said, ...(none?.readings ?? [])], [said, ...readings]);
      assert.ok(text.slice(0, none?.length).endsWith(said), 'it ends where the date does');
    });
  }

  for (const text of ['30 april', '29 february', '2025-02-28', '11/12/2025', '24/12/2025', 'x']) {
    it(`is none of what is a date, or does not look like one: ${text}`, () => {
      assert.equal(noDateAt(text, BERLIN), undefined);
    });
  }

  it('may be two numbers that are no day, whichever of them is the month', () => {
    assert.deepEqual(noDayIn('11/31')?.readings, ['30 November', '1 December']);
    assert.deepEqual(noDayIn('31/11')?.readings, ['30 November', '1 December']);
    assert.deepEqual(noDayIn('24/31')?.readings, ['24 December']);
    for (const said of ['11/30', '24/7', '1/1/1']) {
      assert.equal(noDayIn(said), undefined, said);
    }
  });
});

describe('a day in words', () => {
  it('is not meant alike by everybody', () => {
    for (const text of [
      'black friday',
      'every monday',
      'fridays',
      'over christmas',
      'last summer',
    ]) {
      assert.equal(vagueAt(text, BERLIN)?.said, text);
    }
    assert.equal(vagueAt('black friday campaign', BERLIN), undefined);
    assert.equal(vagueAt('summer', BERLIN), undefined);
  });
});

describe('a slip in the words of a date', () => {
  for (const [typed, meant] of [
    ['yesteday', 'yesterday'],
    ['lsat week', 'last week'],
    ['last moth', 'last month'],
    ['5. ocotber', '5. october'],
    ['yesterday', undefined],
    ['standup', undefined],
    ['12', undefined],
  ] as const) {
    it(`is ${meant === undefined ? 'none' : `meant as “${meant}”`}: “${typed}”`, () => {
      assert.equal(slipIn(typed), meant);
    });
  }

  it('is found among other words, unless it is as near to a shorter one of a topic', () => {
    const slip = { typed: 'novembr', meant: 'november' };
    const all = (): boolean => true;
    assert.deepEqual(slipAmong('standup in novembr', all), slip);
    assert.equal(slipAmong('standup in november', all), undefined);
    assert.equal(slipAmong('sundae with augusta', all), undefined);
  });

  it('is a word of a filter only where that is understood', () => {
    const slip = { typed: 'lognest', meant: 'longest' };
    assert.deepEqual(
      slipAmong('lognest first', () => true),
      slip,
    );
    assert.equal(
      slipAmong('lognest first', () => false),
      undefined,
    );
  });
});
