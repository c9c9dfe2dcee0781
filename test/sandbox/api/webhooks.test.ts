import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type Call, clientOf, itemsOf, nextOf } from '../support/client.js';

const HOOK = {
  name: 'Mine',
  targetUrl: 'http://127.0.0.1:9/hook',
  resource: 'messages',
  event: 'created',
};

describe('webhooks of the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  afterEach(() => sandbox.stop());

  it('belong to who made them, secret and all', async () => {
    const made = await call('sandbox-bot', 'POST', '/webhooks', { ...HOOK, secret: 's3cret' });
    const path = `/webhooks/${String(made.body.id)}`;
    assert.equal(made.status, 200);
    assert.equal(made.body.secret, 's3cret');
    assert.equal(made.body.status, 'active');
    assert.deepEqual((await call('sandbox-bot', 'GET', path)).body, made.body);
    assert.equal((await call('sandbox-alice', 'GET', path)).status, 404);
    assert.deepEqual(itemsOf(await call('sandbox-alice', 'GET', '/webhooks')), []);
    const changed = await call('sandbox-bot', 'PUT', path, {
      name: 'New',
      targetUrl: HOOK.targetUrl,
    });
    assert.equal(changed.body.name, 'New');
    assert.equal(changed.body.secret, 's3cret');
    assert.equal((await call('sandbox-alice', 'DELETE', path)).status, 404);
    assert.equal((await call('sandbox-bot', 'DELETE', path)).status, 204);
    assert.equal((await call('sandbox-bot', 'GET', path)).status, 404);
  });

  it('are refused with a resource, event or target that Webex does not know', async () => {
    const wrong: object[] = [
      { ...HOOK, resource: 'letters' },
      { ...HOOK, resource: 'constructor' },
      { ...HOOK, event: 'read' },
      { ...HOOK, resource: 'all', event: 'created' },
      { ...HOOK, resource: 'attachmentActions', event: 'deleted' },
      { ...HOOK, targetUrl: 'ftp://127.0.0.1/' },
      { ...HOOK, targetUrl: '/hook' },
      { ...HOOK, colour: 'red' },
      { ...HOOK, name: undefined },
    ];
    for (const body of wrong) {
      assert.equal(
        (await call('sandbox-bot', 'POST', '/webhooks', body)).status,
        400,
        JSON.stringify(body),
      );
    }
    assert.equal(
      (await call('sandbox-bot', 'POST', '/webhooks', { ...HOOK, resource: 'recordings' })).status,
      403,
    );
    assert.equal(
      (await call('sandbox-alice', 'POST', '/webhooks', { ...HOOK, resource: 'recordings' }))
        .status,
      200,
    );
  });

  it('come in pages', async () => {
    for (const name of ['a', 'b', 'c'])
      await call('sandbox-bot', 'POST', '/webhooks', { ...HOOK, name });
    const first = await call('sandbox-bot', 'GET', '/webhooks?max=2');
    const second = await call('sandbox-bot', 'GET', nextOf(first) ?? '');
    assert.deepEqual(
      [...itemsOf(first), ...itemsOf(second)].map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    assert.equal(nextOf(second), undefined);
    assert.equal((await call('sandbox-bot', 'GET', '/webhooks?max=101')).status, 400);
  });
});
