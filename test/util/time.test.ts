import assert from 'node:assert/strict';
import { IANAZone } from 'luxon';
import { DAY, HOUR, MINUTE, zoneCalled } from '../../src/util/time.js';

describe('a zone that remembers its offsets', () => {
  it('tells what Intl tells, in every zone, before and after each change of the clocks', () => {
    const from = Date.parse('2010-01-01T00:00:00Z');
    const to = Date.parse('2028-01-01T00:00:00Z');
    for (const name of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia']) {
      const zone = zoneCalled(name);
      const real = IANAZone.create(name);
      const told = (ms: number) => assert.equal(zone.offset(ms), real.offset(ms), `${name} ${ms}`);
      for (let day = from; day < to; day += DAY) {
        if (real.offset(day) === real.offset(day + DAY)) continue;
        for (let ms = day; ms <= day + DAY; ms += 5 * MINUTE) {
          told(ms - 1);
          told(ms);
          told(ms);
        }
      }
    }
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = zoneCalled(name);
      const real = IANAZone.create(name);
      for (let ms = from; ms < to; ms += 200 * DAY + 7 * HOUR) {
        assert.equal(zone.offset(ms), real.offset(ms), `${name} ${ms}`);
      }
    }
  });

  it('is told from others by its name, and may be none', () => {
    assert.equal(zoneCalled('Europe/Berlin'), zoneCalled('Europe/Berlin'));
    assert.ok(zoneCalled('Europe/Berlin').equals(IANAZone.create('Europe/Berlin')));
    assert.equal(zoneCalled('utc').name, 'UTC');
    assert.equal(zoneCalled('Nowhere/At_All').isValid, false);
    assert.ok(Number.isNaN(zoneCalled('Europe/Berlin').offset(NaN)));
  });
});
