import { AxiosError, AxiosHeaders, type InternalAxiosRequestConfig } from 'axios';
import assert from 'node:assert/strict';
import { webexRetry } from '../../src/util/retry-policy.js';
import { mayHaveActed, retryAfterSeconds, retryDelay, shouldRetry } from '../../src/webex/retry.js';

const now = Date.parse('1994-11-06T08:49:00Z');

describe('webex/retry-after', () => {
  const understood: [string, number][] = [
    ['0', 0],
    ['7', 7],
    [' 7 ', 7],
    ['0.5', 0.5],
    ['3600', 3600],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37],
    ['Sun Nov  6 08:49:37 1994', 37],
    ['Sun, 06 Nov 1994 08:48:00 GMT', 0],
    ['Sun, 06 Nov 2994 08:48:00 GMT', 86_400],
    ['99999999', 86_400],
    ['9'.repeat(400), 86_400],
  ];
  for (const [header, seconds] of understood) {
    it(`reads "${header}"`, () => assert.equal(retryAfterSeconds(header, now), seconds));
  }

  it('rounds up what is left of a second', () => {
    assert.equal(retryAfterSeconds('Sun, 06 Nov 1994 08:49:37 GMT', now + 36_500), 1);
  });

  for (const header of [
    undefined,
    '',
    '  ',
    'soon',
    'in 5',
    'try 10 seconds later',
    '-5',
    '1e3',
    'Infinity',
    '2026-11-20',
    'Sun, 99 Foo 1994 08:49:37 GMT',
    7,
    ['7'],
  ]) {
    it(`makes nothing of ${JSON.stringify(header)}`, () => {
      assert.equal(retryAfterSeconds(header, now), undefined);
    });
  }
});

const config: InternalAxiosRequestConfig = { headers: new AxiosHeaders() };

function answered(status: number, retryAfter?: string): AxiosError {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  const response = { status, headers, data: '', statusText: '', config };
  return new AxiosError('', 'ERR_BAD_RESPONSE', config, {}, response);
}
const broken = new AxiosError('', 'ECONNRESET', config);
const canceled = new AxiosError('', 'ERR_CANCELED', config);
const again = (error: AxiosError, repeatable = true, now = 0): boolean =>
  shouldRetry({ error, repeatable, startedAt: 0 }, webexRetry, now);

describe('webex/retry', () => {
  it('repeats after a temporary failure only what may be repeated', () => {
    for (const error of [broken, ...[500, 502, 503, 504].map((status) => answered(status))]) {
      assert.equal(again(error), true);
      assert.equal(again(error, false), false);
    }
  });
  it('repeats anything when nothing was done', () => {
    for (const status of [423, 429]) assert.equal(again(answered(status), false), true);
  });
  it('takes other answers as they are', () => {
    for (const status of [400, 401, 403, 404, 409, 501, 505]) {
      assert.equal(again(answered(status)), false);
    }
  });
  it('does not repeat what was called off', () => assert.equal(again(canceled), false));

  it('waits in line as long as people do, and not longer', () => {
    assert.equal(again(answered(429, '5')), true);
    assert.equal(again(answered(429, '5.1')), false);
    assert.equal(again(answered(503, '6')), false);
  });
  it('tries nothing after its time', () => {
    assert.equal(again(broken, true, webexRetry.giveUpAfterMs - 1), true);
    assert.equal(again(broken, true, webexRetry.giveUpAfterMs), false);
  });
  it('counts the wait that Webex asks for to its time', () => {
    assert.equal(again(answered(429, '5'), true, webexRetry.giveUpAfterMs - 5_001), true);
    assert.equal(again(answered(429, '5'), true, webexRetry.giveUpAfterMs - 5_000), false);
  });

  it('doubts what was not answered, or by a fault', () => {
    assert.ok(mayHaveActed(broken));
    assert.ok(mayHaveActed(answered(500)));
    assert.ok(!mayHaveActed(answered(429)));
    assert.ok(!mayHaveActed(answered(404)));
  });

  describe('retryDelay', () => {
    const delay = (count: number, error: AxiosError, random: number): number =>
      retryDelay(count, error, webexRetry, 0, () => random);

    it('doubles, and spreads over its upper half', () => {
      assert.deepEqual(
        [1, 2, 3].map((count) => delay(count, broken, 1)),
        [200, 400, 800],
      );
      assert.deepEqual(
        [1, 2, 3].map((count) => delay(count, broken, 0)),
        [100, 200, 400],
      );
    });
    it('never exceeds the longest wait', () => {
      assert.equal(delay(10, broken, 1), webexRetry.longestWaitMs);
    });
    it('waits as long as Webex asks, and a little more', () => {
      assert.equal(delay(1, answered(429, '3'), 0), 3_000);
      assert.equal(delay(3, answered(429, '3'), 1), 3_100);
      assert.equal(delay(1, answered(429, 'Thu, 01 Jan 1970 00:00:02 GMT'), 0), 2_000);
    });
  });
});
