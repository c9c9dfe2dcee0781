import assert from 'node:assert/strict';
import { zoneIn as chosenZone, zoneInputs } from '../../../src/features/settings/time-zone.js';
import { zoneNamed } from '../../../src/query/calendar.js';

const zoneIn = (inputs: object) => chosenZone(zoneInputs.parse(inputs));

describe('a time zone that somebody chose or typed', () => {
  for (const [text, zone] of [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    [' kathmandu ', 'Asia/Kathmandu'],
    ['new york', 'America/New_York'],
    ['america/argentina/buenos aires', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
    ['utc+2', 'Etc/GMT-2'],
    ['GMT -03:00', 'Etc/GMT+3'],
    ['utc+15', undefined],
    ['nowhere', undefined],
    ['', undefined],
    ['x'.repeat(50), undefined],
    ['${x}', undefined],
  ] as const) {
    it(`“${text}” is ${zone ?? 'none'}`, () => {
      assert.equal(zoneNamed(text), zone);
    });
  }

  it('is what was typed before what was chosen', () => {
    assert.equal(zoneIn({ zone: 'UTC', other: ' ' }), 'UTC');
    assert.equal(zoneIn({ zone: 'UTC', other: 'Asia/Tokyo' }), 'Asia/Tokyo');
    assert.equal(zoneIn({ zone: 7, other: ['x'] }), undefined);
  });
});
