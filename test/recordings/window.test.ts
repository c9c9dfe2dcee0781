import assert from 'node:assert/strict';
import { instant, lastDays, windowsOf } from '../../src/recordings/window.js';

const now = Date.parse('2026-11-20T12:00:00.500Z');
const spelled = ({ from, to }: { from: number; to: number }) => `${instant(from)}/${instant(to)}`;

describe('recordings/window', () => {
  it('ends with the next whole second, so that what was made just now is in', () => {
    assert.equal(spelled(lastDays(7, now)), '2026-11-13T12:00:01Z/2026-11-20T12:00:01Z');
    assert.equal(lastDays(1, now - 500).to, now + 500);
  });

  it('is as long as asked for, over a change of summer time too', () => {
    const { from, to } = lastDays(30, now);
    assert.equal(to - from, 30 * 86_400_000);
  });

  it('writes instants without milliseconds', () => {
    assert.equal(instant(now), '2026-11-20T12:00:00Z');
  });

  it('leaves a span of 30 days as one window', () => {
    assert.deepEqual(windowsOf(lastDays(30, now)), [lastDays(30, now)]);
  });

  it('cuts a longer one, the newest first, with nothing between', () => {
    assert.deepEqual(windowsOf(lastDays(70, now)).map(spelled), [
      '2026-10-21T12:00:01Z/2026-11-20T12:00:01Z',
      '2026-09-21T12:00:01Z/2026-10-21T12:00:01Z',
      '2026-09-11T12:00:01Z/2026-09-21T12:00:01Z',
    ]);
  });

  it('makes nothing of an empty span', () => {
    assert.deepEqual(windowsOf({ from: now, to: now }), []);
  });
});
