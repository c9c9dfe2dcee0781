import assert from 'node:assert/strict';
import {
  cardDate,
  cardDateTime,
  duration,
  placeOfZone,
  size,
  unbroken,
  withoutTokens,
  zoneChoices,
} from '../../../src/bot/ui/format.js';

const at = Date.parse('2026-08-07T22:05:09.700Z');

describe('dates', () => {
  it('leave zone and language to the client that shows the card', () => {
    assert.equal(
      cardDateTime(at),
      '{{DATE(2026-08-07T22:05:09Z,SHORT)}} {{TIME(2026-08-07T22:05:09Z)}}',
    );
    assert.equal(cardDate(at), '{{DATE(2026-08-07T22:05:09Z,SHORT)}}');
  });

  it('are in UTC, and say so, where nobody translates them', () => {
    assert.equal(withoutTokens(cardDateTime(at)), '7 Aug 2026, 22:05 UTC');
    assert.equal(withoutTokens(`until ${cardDate(at)}.`), 'until 7 Aug 2026.');
    assert.equal(
      withoutTokens(`${cardDate(at)}, ${cardDateTime(at)}`),
      '7 Aug 2026, 7 Aug 2026, 22:05 UTC',
    );
    assert.equal(withoutTokens(cardDateTime(at), 'Europe/Berlin'), '8 Aug 2026, 00:05 CEST');
    assert.equal(withoutTokens(cardDate(at), 'Asia/Tokyo'), '8 Aug 2026');
    assert.equal(withoutTokens('no date {{here}}'), 'no date {{here}}');
  });
});

describe('duration', () => {
  for (const [seconds, expected] of [
    [0, '0 s'],
    [59, '59 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [89, '1 min'],
    [90, '2 min'],
    [2_700, '45 min'],
    [3_599, '1 h'],
    [3_600, '1 h'],
    [3_900, '1 h 5 min'],
    [86_400, '24 h'],
  ] as const) {
    it(`writes ${seconds} seconds as ${expected}`, () => {
      assert.equal(duration(seconds), expected);
    });
  }
});

describe('size', () => {
  for (const [bytes, expected] of [
    [0, '0 kB'],
    [1, '1 kB'],
    [1_499, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_000_000, '1 MB'],
    [145_400_000, '145 MB'],
    [999_499_999, '999 MB'],
    [999_500_000, '1.0 GB'],
    [1_440_000_000, '1.4 GB'],
  ] as const) {
    it(`writes ${bytes} bytes as ${expected}`, () => {
      assert.equal(size(bytes), expected);
    });
  }
});

describe('words without a break inside an amount', () => {
  it('keep what belongs together on a line', () => {
    const told = (text: string) => unbroken(text).replaceAll('\u00A0', '_');
    assert.equal(told('Moving: 75 of 214 recordings'), 'Moving: 75_of_214_recordings');
    assert.equal(told('2.4 GB of all, 3 days'), '2.4_GB of all, 3_days');
    assert.equal(told('21 recordings (6.1 GB)'), '21_recordings_(6.1_GB)');
  });

  it('leave no short word alone on the last line', () => {
    const told = (text: string) => unbroken(text).replaceAll('\u00A0', '_');
    assert.equal(
      told('This brings them back to where they were.'),
      'This brings them back to where they_were.',
    );
    assert.equal(told('Short enough for a line.'), 'Short enough for a line.');
    const long = 'Ask whoever runs the bot about misunderstandings.';
    assert.equal(told(long), long);
  });
});

describe('a time zone', () => {
  it('is told by its place, or by its hours, of which the database turns the sign', () => {
    const titleOf = (zone: string) => zoneChoices(zone).find(({ value }) => value === zone)?.title;
    assert.equal(placeOfZone('America/Argentina/Buenos_Aires'), 'Buenos Aires');
    assert.equal(titleOf('Europe/Berlin'), 'Berlin (Europe)');
    for (const [zone, name] of [
      ['Etc/GMT-2', 'UTC+2'],
      ['Etc/GMT+11', 'UTC-11'],
      ['UTC', 'UTC'],
    ] as const) {
      assert.deepEqual([placeOfZone(zone), titleOf(zone)], [name, name]);
    }
  });
});
