import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type Call, clientOf, itemsOf } from '../support/client.js';

const ALICE = 'sandbox-alice';

describe('whole objects that are sent back, as the official SDK does', () => {
  let sandbox: Sandbox;
  let call: Call;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  after(() => sandbox.stop());

  it('change a room, and what cannot be changed stays', async () => {
    const room = (await call(ALICE, 'POST', '/rooms', { title: 'Old' })).body;
    const sent = { ...room, title: 'New', created: '2001-01-01T00:00:00.000Z' };
    const { status, body } = await call(ALICE, 'PUT', `/rooms/${String(room.id)}`, sent);
    assert.deepEqual([status, body], [200, { ...room, title: 'New' }]);
  });

  it('change a membership', async () => {
    const room = (await call(ALICE, 'POST', '/rooms', { title: 'Members' })).body;
    const path = `/memberships?roomId=${String(room.id)}`;
    const [mine = {}] = itemsOf(await call(ALICE, 'GET', path));
    const sent = { ...mine, isRoomHidden: true, personEmail: 'bob@example.com' };
    const { status, body } = await call(ALICE, 'PUT', `/memberships/${String(mine.id)}`, sent);
    assert.deepEqual([status, body], [200, { ...mine, isRoomHidden: true }]);
  });

  it('change a webhook, and switch it on again, never off', async () => {
    const hook = { targetUrl: 'http://127.0.0.1:9/', resource: 'messages', event: 'created' };
    const made = (await call(ALICE, 'POST', '/webhooks', { name: 'Old', ...hook })).body;
    const put = (more: object) =>
      call(ALICE, 'PUT', `/webhooks/${String(made.id)}`, { ...made, ...more });
    const { body } = await put({ name: 'New', resource: 'rooms', status: 'inactive' });
    assert.deepEqual(body, { ...made, name: 'New' });
    sandbox.changeWebhooks({ id: made.id, status: 'inactive' });
    assert.equal((await put({ status: 'inactive' })).body.status, 'inactive');
    assert.equal((await put({})).body.status, 'active');
  });

  it('change a message, less its html', async () => {
    const to = { toPersonEmail: 'bob@example.com' };
    const posted = await call(ALICE, 'POST', '/messages', { ...to, markdown: '**Old**' });
    const path = `/messages/${String(posted.body.id)}`;
    const { html, ...message } = (await call(ALICE, 'GET', path)).body;
    assert.equal(html, '<p><strong>Old</strong></p>');
    const { status, body } = await call(ALICE, 'PUT', path, { ...message, markdown: '**New**' });
    assert.deepEqual([status, body.html], [200, '<p><strong>New</strong></p>']);
  });
});
