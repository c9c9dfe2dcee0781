import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { CARD, type Call, attached, clientOf, groupOf } from '../support/client.js';

describe('attachment actions of the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  let messageId: string;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
    const body = { roomId: await groupOf(call), text: 'Which?', attachments: attached(CARD) };
    messageId = String((await call('sandbox-bot', 'POST', '/messages', body)).body.id);
  });
  after(() => sandbox.stop());
  const submit = (token: string, more: object = {}) =>
    call(token, 'POST', '/attachment/actions', {
      type: 'submit',
      messageId,
      inputs: { action: 'delete' },
      ...more,
    });

  it('are made by any member of the space and read by the card’s author and who made them', async () => {
    const made = await submit('sandbox-bob');
    assert.equal(made.status, 202);
    const path = `/attachment/actions/${String(made.body.id)}`;
    const read = await call('sandbox-bot', 'GET', path);
    const bob = (await call('sandbox-bob', 'GET', '/people/me')).body.id;
    assert.equal(read.body.personId, bob);
    assert.deepEqual(read.body.inputs, { action: 'delete' });
    assert.equal((await call('sandbox-bob', 'GET', path)).status, 200);
    assert.equal((await call('sandbox-alice', 'GET', path)).status, 404);
  });

  it('can be made again and again on the same card', async () => {
    const [one, two] = [await submit('sandbox-alice'), await submit('sandbox-alice')];
    assert.notEqual(one.body.id, two.body.id);
  });

  it('are refused to the card’s author, to strangers, and without a card', async () => {
    assert.equal((await submit('sandbox-bot')).status, 403);
    assert.equal((await submit('sandbox-carol')).status, 404);
    const plain = await call('sandbox-bob', 'POST', '/messages', {
      roomId: await groupOf(call),
      text: 'Hi',
    });
    assert.equal((await submit('sandbox-alice', { messageId: plain.body.id })).status, 400);
    assert.equal((await submit('sandbox-alice', { type: 'press' })).status, 400);
    assert.equal((await submit('sandbox-alice', { inputs: { a: { b: 'c' } } })).status, 400);
    assert.equal((await submit('sandbox-alice', { messageId: 'nonsense' })).status, 400);
  });
});
