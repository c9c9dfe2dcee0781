import assert from 'node:assert/strict';
import {
  zoneIn as chosenZone,
  zoneInputs,
  quietHoursIn,
} from '../../../src/features/settings/time-zone.js';
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

describe('quiet hours in words', () => {
  const before = { from: '21:30', to: '06:30' };
  for (const [line, hours] of [
    ['quiet hours from 9pm to 8am', '21:00–08:00'],
    ['do not disturb from 22 to 7', '22:00–07:00'],
    ['dont message me between 10 and 7', '22:00–07:00'],
    ['only write to me between 9 and 5', '17:00–09:00'],
    ['only notify me between 8:30 and 17:15', '17:15–08:30'],
    ['no messages after 6pm', '18:00–06:30'],
    ['never write to me before 9', '21:30–09:00'],
    ['not at night please', '21:30–06:30'],
    ['no messages from midnight to noon', '00:00–12:00'],
    ['no quiet hours', 'none'],
    ['not on weekends', ''],
    ['timezone 5', ''],
    ['do not disturb from 9 to 9', ''],
  ] as const) {
    it(line, () => {
      const read = quietHoursIn(line, { quiet: before });
      const said = typeof read === 'object' ? `${read.from}–${read.to}` : (read ?? '');
      assert.equal(said, hours);
    });
  }

  it('have a usual night', () => {
    assert.deepEqual(quietHoursIn('not at night', { quiet: undefined }), {
      from: '22:00',
      to: '07:00',
    });
  });
});
