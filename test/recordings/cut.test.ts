import assert from 'node:assert/strict';
import { restOf } from '../../src/recordings/cut.js';
import { recording, type Recording } from '../../src/recordings/recording.js';

const S = 1_000;
const TO = Date.parse('2026-11-20T12:00:00Z');
const window = { from: TO - 1_000 * S, to: TO };
/** A page of recordings made so many seconds before the end. */
const page = (...before: number[]): Recording[] =>
  before.map((seconds, nth) =>
    recording.parse({
      id: `r${nth}`,
      topic: '',
      createTime: new Date(TO - seconds * S).toISOString(),
    }),
  );

describe('recordings/cut', () => {
  it('cuts what is left by the density of the page, without gap or overlap', () => {
    const rest = restOf(window, page(1, 50, 100));
    assert.ok(rest.how === 'cut');
    let end = TO - 99 * S;
    for (const { from, to } of rest.windows) {
      assert.equal(to, end);
      assert.ok(from < to && from % S === 0);
      end = from;
    }
    assert.equal(end, window.from);
    // 901 seconds, of which 75 are expected to fill a page to three quarters.
    assert.equal(rest.windows.length, 13);
  });

  it('makes no more than 16 pieces after a burst', () => {
    const rest = restOf(window, page(1, 1, 2));
    assert.equal(rest.how === 'cut' && rest.windows.length, 16);
  });

  it('makes none shorter than a second', () => {
    const short = { from: TO - 5 * S, to: TO };
    const rest = restOf(short, page(0.5, 0.7, 1.2));
    assert.equal(rest.how === 'cut' && rest.windows.length, 3);
  });

  it('follows the Link where about a page is left, or nothing is known', () => {
    const end = TO - 700 * S + S;
    assert.deepEqual(restOf(window, page(1, 700)), {
      how: 'follow',
      window: { from: window.from, to: end },
    });
    assert.deepEqual(restOf(window, []), { how: 'follow', window });
  });

  it('follows the Link where the page is all of one second', () => {
    assert.deepEqual(restOf(window, page(0.1, 0.5, 0.9)), { how: 'follow', window });
  });

  it('trusts no times that are not in order, or not of the window', () => {
    assert.deepEqual(restOf(window, page(100, 1, 50)), { how: 'links only' });
    assert.deepEqual(restOf(window, page(0, 100)), { how: 'links only' });
    assert.deepEqual(restOf(window, page(100, 1_001)), { how: 'links only' });
  });
});
