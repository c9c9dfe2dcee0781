import assert from 'node:assert/strict';
import type { WebexClient } from '../../src/webex/client.js';
import {
  activateWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
} from '../../src/webex/webhooks.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.js';

const hook = (id: string) => ({
  ...{ id, name: 'n', targetUrl: 'https://bot.example/', resource: 'messages', event: 'created' },
});
const wish = { ...hook(''), secret: 's' };

describe('webex/webhooks', () => {
  let server: ScriptedServer;
  let webex: WebexClient;
  beforeEach(async () => {
    server = await scriptedServer();
    webex = quickClient(`${server.url}/v1`);
  });
  afterEach(async () => {
    await webex.close();
    await server.stop();
  });

  it('lists every page, in order', async () => {
    const link = (n: number) => ({ link: `<${server.url}/v1/webhooks?cursor=${n}>; rel="next"` });
    server.will(
      { json: { items: [hook('1'), hook('2')] }, headers: link(2) },
      { json: { items: [] }, headers: link(3) },
      { json: { items: [hook('3')] } },
    );
    const all = await listWebhooks(webex, 't');
    assert.deepEqual(
      all.map(({ id }) => id),
      ['1', '2', '3'],
    );
    const queries = server.asked.map(({ url }) => url.search);
    assert.deepEqual(queries, ['?max=100', '?cursor=2', '?cursor=3']);
    assert.ok(server.asked.every(({ headers }) => headers.authorization === 'Bearer t'));
  });

  it('makes one, once', async () => {
    server.will({ json: hook('1') }, { status: 502 });
    assert.equal((await createWebhook(webex, 't', wish)).id, '1');
    assert.equal(server.asked[0]?.method, 'POST');
    assert.deepEqual(JSON.parse(server.asked[0].body), wish);
    await assert.rejects(createWebhook(webex, 't', wish), { status: 502 });
    assert.equal(server.asked.length, 2);
  });

  it('sets one back to work', async () => {
    server.will({ json: hook('a/b') });
    await activateWebhook(webex, 't', hook('a/b'), wish);
    assert.equal(server.asked[0]?.method, 'PUT');
    assert.equal(server.asked[0].url.pathname, '/v1/webhooks/a%2Fb');
    const { name, targetUrl, secret } = wish;
    assert.deepEqual(JSON.parse(server.asked[0].body), {
      ...{ name, targetUrl, secret, status: 'active' },
    });
  });

  it('removes one; gone already is as good', async () => {
    server.will({ status: 204 }, { status: 404 }, { status: 403 });
    await deleteWebhook(webex, 't', hook('a/b'));
    await deleteWebhook(webex, 't', hook('a/b'));
    await assert.rejects(deleteWebhook(webex, 't', hook('a/b')), { status: 403 });
    assert.equal(server.asked[0]?.method, 'DELETE');
    assert.equal(server.asked[0].url.pathname, '/v1/webhooks/a%2Fb');
  });
});
