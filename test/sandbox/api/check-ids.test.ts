import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { uuidOf, webexId } from '../../../sandbox/world/ids.js';
import { type Call, clientOf, groupOf, problemsOf } from '../support/client.js';

const ALICE = 'sandbox-alice';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('ids and verbs at the door', () => {
  let sandbox: Sandbox;
  let call: Call;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  after(() => sandbox.stop());

  it('refuse what cannot be an id, wherever it stands', async () => {
    const hook = { name: 'a', targetUrl: 'http://127.0.0.1:9/' };
    for (const [method, path, body] of [
      ['GET', '/people/nobody'],
      ['GET', '/messages/nothing'],
      ['GET', '/messages/%'],
      ['PUT', '/messages/1', { roomId: UNKNOWN, text: 'a' }],
      ['DELETE', '/rooms/%20'],
      ['GET', '/memberships/x'],
      ['PUT', '/webhooks/x', hook],
      ['GET', '/attachment/actions/x'],
      ['GET', '/messages?roomId=x'],
      ['GET', '/messages/direct?personId=x'],
      ['POST', '/messages', { toPersonId: 'x', text: 'a' }],
      ['POST', '/memberships', { roomId: 'x', personEmail: 'bob@example.com' }],
      ['POST', '/attachment/actions', { type: 'submit', messageId: 'x', inputs: {} }],
    ] as const) {
      const answer = await call(ALICE, method, path, body);
      assert.equal(answer.status, 400, `${method} ${path}`);
      assert.deepEqual(problemsOf(answer), ['Expect base64 ID or UUID.']);
    }
    assert.equal((await call('', 'GET', '/people/nobody')).status, 401);
  });

  it('let through what could be one, in base64 or as a uuid', async () => {
    const roomId = await groupOf(call);
    const uuid = uuidOf('ROOM', roomId) ?? '';
    const room = await call(ALICE, 'GET', `/rooms/${uuid}`);
    assert.equal(room.body.id, roomId);
    assert.equal((await call(ALICE, 'POST', '/messages', { roomId: uuid, text: 'a' })).status, 200);
    for (const path of [
      `/messages/${webexId('MESSAGE', UNKNOWN)}`,
      `/messages/${roomId}`,
      `/people/${UNKNOWN}`,
      `/rooms/${UNKNOWN}`,
    ]) {
      assert.equal((await call(ALICE, 'GET', path)).status, 404, path);
    }
    assert.equal((await call(ALICE, 'GET', '/people/me')).status, 200);
  });

  it('refuse verbs that a path does not have, and tell which it has', async () => {
    for (const [method, path, allowed] of [
      ['PATCH', '/messages', 'GET, POST'],
      ['PUT', '/recordings', 'GET'],
      ['GET', '/recordings/x/accessList', 'POST'],
      ['PUT', '/attachment/actions', 'POST'],
      ['DELETE', '/meetingPreferences/sites', 'GET, PUT'],
      ['GET', '/access_token', 'POST'],
    ]) {
      const answer = await call(ALICE, method ?? '', path ?? '');
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, allowed], path);
      assert.match(problemsOf(answer).join(), /is not supported/);
    }
    assert.equal((await call(ALICE, 'GET', '/meetingInvitees')).status, 404);
    assert.equal((await call(ALICE, 'POST', '/people')).status, 404);
  });
});
