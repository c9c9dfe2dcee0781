import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatTime, parseTime, resolveWindow } from '../../../sandbox/recordings/window.js';

const week = 7 * 86_400_000;
const now = Date.parse('2026-11-20T12:00:00Z');
const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);

describe('the window of a recordings list', () => {
  it('is the last seven days when nothing is given', () => {
    assert.deepEqual(resolveWindow({}, now), { from: now - week, to: now });
  });

  it('is the seven days before to, or after from, or what both say', () => {
    fc.assert(
      fc.property(instant, instant, instant, (from, to, present) => {
        assert.deepEqual(resolveWindow({ to }, present), { from: to - week, to });
        assert.deepEqual(resolveWindow({ from }, present), { from, to: from + week });
        assert.deepEqual(resolveWindow({ from, to }, present), { from, to });
      }),
    );
  });

  it('reads back every time that it writes', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        assert.match(formatTime(ms), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        assert.equal(parseTime(formatTime(ms)), ms);
      }),
    );
  });

  it('takes ISO 8601 in its forms, in the zone asked for', () => {
    assert.equal(parseTime('2026-11-20T13:00:00+01:00'), now);
    assert.equal(parseTime('2026-11-20T12:00:00.000Z'), now);
    assert.equal(parseTime('2026-11-20T13:00:00', 'europe/berlin'), now);
    assert.equal(parseTime('2026-11-20'), now - 12 * 3_600_000);
  });

  it('refuses what is none', () => {
    for (const text of ['', 'yesterday', '2026-13-01', '20.11.2026', '2026-11-20T13:00:00 01:00']) {
      assert.equal(parseTime(text), undefined, text);
    }
    assert.equal(parseTime('2026-11-20', 'mars/olympus'), undefined);
  });
});
