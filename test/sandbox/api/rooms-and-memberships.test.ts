import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type Call, clientOf, groupOf, itemsOf } from '../support/client.js';

const ALICE = 'sandbox-alice';

describe('rooms and memberships of the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  after(() => sandbox.stop());

  it('begin with a group space of Alice, Bob and the bot', async () => {
    const roomId = await groupOf(call);
    const room = await call('sandbox-bot', 'GET', `/rooms/${roomId}`);
    assert.equal(room.body.title, 'Weekly planning');
    const members = itemsOf(await call('sandbox-bob', 'GET', `/memberships?roomId=${roomId}`));
    assert.deepEqual(
      members.map(({ personEmail }) => personEmail),
      ['alice@example.com', 'bob@example.com', 'recordings@webex.bot'],
    );
    assert.equal((await call('sandbox-carol', 'GET', `/rooms/${roomId}`)).status, 404);
    assert.equal((await call('sandbox-carol', 'GET', `/memberships?roomId=${roomId}`)).status, 404);
    assert.equal(
      (await call('sandbox-carol', 'GET', `/memberships/${String(members[0]?.id)}`)).status,
      404,
    );
  });

  it('grow and shrink', async () => {
    const room = await call(ALICE, 'POST', '/rooms', { title: 'New' });
    const roomId = String(room.body.id);
    const add = (personEmail: string) =>
      call(ALICE, 'POST', '/memberships', { roomId, personEmail });
    const added = await add('carol@example.com');
    assert.equal(added.status, 200);
    assert.equal((await add('carol@example.com')).status, 409);
    assert.equal((await add('nobody@example.com')).status, 404);
    assert.equal(
      (
        await call('sandbox-bob', 'POST', '/memberships', {
          roomId,
          personEmail: 'bob@example.com',
        })
      ).status,
      404,
    );
    assert.equal((await call('sandbox-carol', 'GET', `/rooms/${roomId}`)).status, 200);
    const path = `/memberships/${String(added.body.id)}`;
    assert.equal((await call('sandbox-carol', 'DELETE', path)).status, 204);
    assert.equal((await call('sandbox-carol', 'GET', `/rooms/${roomId}`)).status, 404);
    assert.equal((await call(ALICE, 'GET', path)).status, 404);
    assert.equal(
      (await call(ALICE, 'PUT', `/rooms/${roomId}`, { title: 'Newer' })).body.title,
      'Newer',
    );
    assert.equal((await call(ALICE, 'DELETE', `/rooms/${roomId}`)).status, 204);
    assert.equal((await call(ALICE, 'GET', `/rooms/${roomId}`)).status, 404);
  });

  it('leave 1:1 spaces as they are', async () => {
    const message = await call(ALICE, 'POST', '/messages', {
      toPersonEmail: 'bob@example.com',
      text: 'hi',
    });
    const roomId = String(message.body.roomId);
    const carol = { roomId, personEmail: 'carol@example.com' };
    assert.equal((await call(ALICE, 'POST', '/memberships', carol)).status, 403);
    assert.equal((await call(ALICE, 'DELETE', `/rooms/${roomId}`)).status, 403);
    const [membership] = itemsOf(await call(ALICE, 'GET', `/memberships?roomId=${roomId}`));
    assert.equal(
      (await call(ALICE, 'DELETE', `/memberships/${String(membership?.id)}`)).status,
      403,
    );
    assert.equal((await call('sandbox-bob', 'GET', `/rooms/${roomId}`)).body.title, 'Alice Anders');
  });

  it('refuse what the documents do not know', async () => {
    assert.equal((await call(ALICE, 'POST', '/rooms', { title: '' })).status, 400);
    assert.equal((await call(ALICE, 'POST', '/rooms', { title: 'a', colour: 'red' })).status, 400);
    assert.equal((await call(ALICE, 'GET', '/rooms?type=square')).status, 400);
    assert.equal((await call(ALICE, 'GET', '/rooms?max=1001')).status, 400);
    assert.equal(
      (await call(ALICE, 'GET', '/memberships?personEmail=bob@example.com')).status,
      400,
    );
  });
});
