import assert from 'node:assert/strict';
import { retryAfterSeconds } from '../../src/webex/retry-after.js';

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
