import assert from 'node:assert/strict';
import { AccessRefused } from '../../../src/accounts/types.js';
import { explain } from '../../../src/bot/ui/explain.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  isFinal,
} from '../../../src/webex/errors.js';
import { refusedWith } from '../../support/refused.js';

const at = { method: 'GET', path: '/recordings' };

function refusal(status: number, retryAfter?: number, trackingId?: string): WebexRefused {
  return new WebexRefused(at, status, trackingId, retryAfter, 'Webex’s own words');
}

describe('explain', () => {
  const meanings: readonly (readonly [unknown, RegExp, boolean, boolean])[] = [
    [refusal(400), /did not understand/, false, false],
    [refusal(401), /connection to Webex has ended/, false, true],
    [refusal(403), /doesn’t let/, false, true],
    [refusal(404), /finds no site/, false, false],
    [refusal(405), /does not offer this/, false, false],
    [refusal(409), /could not make the list/, true, false],
    [refusal(410), /no longer offers this list/, false, false],
    [refusal(415), /did not understand/, false, false],
    [refusal(418), /refused the request/, false, false],
    [refusal(423), /has locked the recording/, true, false],
    [refusal(428), /malware/, false, false],
    [refusal(429), /Webex is busy/, true, false],
    [refusal(499), /refused the request/, false, false],
    [refusal(500), /has a problem/, true, false],
    [refusal(503), /has a problem/, true, false],
    [refusal(504), /took too long/, true, false],
    [new WebexUnreachable(at, 'ECONNRESET'), /did not answer/, true, false],
    [new WebexUnreadable(at, undefined, []), /couldn’t read/, true, false],
    [new AccessRefused(refusal(401), 'app'), /refuses me, not you/, true, false],
    [new AccessRefused(refusal(404), 'organisation'), /organisation has ended/, true, false],
    [new TypeError('a defect'), /wrong on my side/, true, false],
    ['not even an error', /wrong on my side/, true, false],
  ];
  for (const [role, advice] of [
    ['administrator', /asked as an administrator.*connect again for others/],
    ['officer', /asked as a compliance officer.*connect again as one/],
  ] as const)
    it(`leads to the connection of an ${role}, who asked for others`, () => {
      const error = refusedWith(403, '/recordings', { trackingId: 'T' });
      error.askedAs = role;
      const explanation = explain(error);
      assert.match(explanation.advice, advice);
      assert.deepEqual(explanation.connect?.data, { action: 'connect', connection: role });
    });
  for (const [error, what, retry, connect] of meanings) {
    const name = error instanceof Error ? error.message : String(error);
    it(`knows what this means: ${name}`, () => {
      const explanation = explain(error);
      assert.match(explanation.what, what);
      assert.match(explanation.what, /\.$/);
      assert.match(explanation.advice, /\S[.”]$/);
      assert.deepEqual([explanation.retry, explanation.connect !== undefined], [retry, connect]);
      assert.equal(explanation.detail, undefined);
      const isQuoted = isFinal(error) && !(error instanceof AccessRefused);
      const says = isQuoted && ![401, 428].includes(error.status);
      assert.equal(explanation.advice.endsWith('Webex says: “Webex’s own words”'), says);
      assert.doesNotMatch(JSON.stringify(explanation), /\/recordings|a defect/);
    });
  }

  for (const [seconds, advice] of [
    [undefined, 'Try again in a minute.'],
    [0, 'Try again in 1 seconds.'],
    [0.2, 'Try again in 1 seconds.'],
    [30, 'Try again in 30 seconds.'],
    [89, 'Try again in 89 seconds.'],
    [90, 'Try again in 2 minutes.'],
    [3_600, 'Try again in 60 minutes.'],
  ] as const) {
    it(`says when, after Retry-After: ${seconds}`, () => {
      const expected = advice.replace('1 seconds', '1 second');
      assert.equal(explain(refusal(429, seconds)).advice, expected);
      assert.ok(explain(refusal(423, seconds)).advice.endsWith(` ${expected}`));
    });
  }

  it('does not say when for what is not about time', () => {
    assert.doesNotMatch(explain(refusal(404, 30)).advice, /30/);
  });

  it('gives the trackingId for Webex’s support', () => {
    assert.equal(explain(refusal(500, undefined, 'ROUTER_1')).detail, 'Webex trackingId: ROUTER_1');
    const unreadable = new WebexUnreadable(at, 'ROUTER_2', []);
    assert.equal(explain(unreadable).detail, 'Webex trackingId: ROUTER_2');
  });
});
