import assert from 'node:assert/strict';
import { NotConnected, NotServed, AccessRefused } from '../../../src/accounts/types.js';
import { problemCard, explain } from '../../../src/bot/ui/problem.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  isFinal,
} from '../../../src/webex/errors.js';
import { seen, titles } from '../support/card.js';
import { refusedWith } from '../../support/refused.js';

const again = { title: 'Try again', data: { action: 'refresh', list: 'x' } };
const refusal = (status: number): WebexRefused =>
  refusedWith(status, '/x', { trackingId: 'ROUTER_1' });

describe('what a person is told when something did not work', () => {
  it('offers the same again where that can help', () => {
    const content = problemCard(refusal(503), again);
    assert.deepEqual(titles(content), ['Try again', 'Show my recordings']);
    assert.deepEqual(seen(content).dataOf('Try again'), again.data);
    assert.match(content.markdown, /Webex trackingId: ROUTER_1/);
    assert.match(seen(content).text(), /Webex trackingId: ROUTER_1/);
  });

  it('does not offer it where it cannot, or where nothing can be repeated', () => {
    assert.deepEqual(titles(problemCard(refusal(404), again)), ['Show my recordings']);
    assert.deepEqual(titles(problemCard(refusal(503))), ['Show my recordings']);
  });

  it('leads back to the list of the card that it replaces, unless that is what Webex refuses', () => {
    const back = { title: '« Back to the list', data: { action: 'page', list: 'x' } };
    const ofRecording = problemCard(refusal(404), again, back);
    assert.deepEqual(titles(ofRecording), ['« Back to the list']);
    const request = { method: 'GET', path: '/recordings' };
    const silent = new WebexUnreachable(request, 'ETIMEDOUT');
    assert.deepEqual(titles(problemCard(silent, again, back)), ['Try again', 'Show my recordings']);
    assert.deepEqual(titles(problemCard(new Error('x'), again, back)), [
      'Try again',
      '« Back to the list',
    ]);
  });

  it('leads in no circle: not to a list that Webex refuses for good', () => {
    const back = { title: '« Back to the list', data: { action: 'page', list: 'x' } };
    const offered = (path: string, status: number, reason = ''): string[] => {
      const refused = new WebexRefused({ method: 'GET', path }, status, {
        trackingId: 'R',
        reason,
      });
      return titles(problemCard(refused, again, back));
    };
    assert.deepEqual(offered('/recordings', 404), []);
    assert.deepEqual(offered('/v1/recordings', 404, 'User has no Webex site'), []);
    assert.deepEqual(offered('/recordings', 400, 'Not entitled'), []);
    assert.deepEqual(offered('/meetingPreferences/sites', 404), []);
    assert.deepEqual(offered('/recordings', 403), ['Connect again', 'Show my recordings']);
    assert.deepEqual(offered('/recordings', 400), ['Change search…'], 'other dates may do');
    assert.deepEqual(offered('/admin/recordings', 404), ['Show my recordings'], 'is another list');
    assert.deepEqual(offered('/recordings', 429), ['Try again', 'Show my recordings']);
  });

  it('offers to connect again', () => {
    const content = problemCard(refusal(403), again);
    assert.deepEqual(titles(content), ['Connect again', 'Show my recordings']);
    assert.equal(seen(content).dataOf('Connect again').action, 'connect');
  });

  it('tells strangers that they are not served, and the owner what the token lacks', () => {
    assert.match(seen(problemCard(new NotServed())).text(), /only serves its owner/);
    assert.match(
      seen(problemCard(new NotConnected('over'))).text(),
      /My access to Webex has ended/,
    );
  });
});

const at = { method: 'GET', path: '/recordings' };

function refused(status: number, retryAfter?: number, trackingId?: string): WebexRefused {
  return new WebexRefused(at, status, {
    trackingId,
    retryAfterSeconds: retryAfter,
    reason: 'Webex’s own words',
  });
}

describe('explain', () => {
  const meanings: readonly (readonly [unknown, RegExp, boolean, boolean])[] = [
    [refused(400), /didn’t understand/, false, false],
    [refused(401), /connection to Webex has ended/, false, true],
    [refused(403), /doesn’t let/, false, true],
    [refused(404), /finds no site/, false, false],
    [refused(405), /doesn’t offer this/, false, false],
    [refused(409), /couldn’t make the list/, true, false],
    [refused(410), /no longer offers this list/, false, false],
    [refused(415), /didn’t understand/, false, false],
    [refused(418), /refused the request/, false, false],
    [refused(423), /has locked the recording/, true, false],
    [refused(428), /malware/, false, false],
    [refused(429), /Webex is busy/, true, false],
    [refused(499), /refused the request/, false, false],
    [refused(500), /has a problem/, true, false],
    [refused(503), /has a problem/, true, false],
    [refused(504), /took too long/, true, false],
    [new WebexUnreachable(at, 'ECONNRESET'), /didn’t answer/, true, false],
    [new WebexUnreadable(at, undefined, []), /couldn’t read/, true, false],
    [new AccessRefused(refused(401), 'app'), /refuses me, not you/, true, false],
    [new AccessRefused(refused(404), 'organisation'), /organisation has ended/, true, false],
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
      assert.equal(explain(refused(429, seconds)).advice, expected);
      assert.ok(explain(refused(423, seconds)).advice.endsWith(` ${expected}`));
    });
  }

  it('does not say when for what is not about time', () => {
    assert.doesNotMatch(explain(refused(404, 30)).advice, /30/);
  });

  it('gives the trackingId for Webex’s support', () => {
    assert.equal(explain(refused(500, undefined, 'ROUTER_1')).detail, 'Webex trackingId: ROUTER_1');
    const unreadable = new WebexUnreadable(at, 'ROUTER_2', []);
    assert.equal(explain(unreadable).detail, 'Webex trackingId: ROUTER_2');
  });
});
