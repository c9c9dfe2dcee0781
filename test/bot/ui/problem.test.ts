import assert from 'node:assert/strict';
import { NotConnected, NotServed } from '../../../src/accounts/types.js';
import { problemCard } from '../../../src/bot/ui/problem.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
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
      const refused = new WebexRefused({ method: 'GET', path }, status, 'R', undefined, reason);
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
