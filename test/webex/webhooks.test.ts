import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { webhookSecret } from '../../src/util/webhook-secret.js';
import { type WebexClient, createWebexClient } from '../../src/webex/client.js';
import {
  WEBHOOK_NAME,
  type Webhook,
  createWebhook,
  deleteWebhook,
  ensureUserWebhook,
  ensureWebhooks,
  listWebhooks,
} from '../../src/webex/webhooks.js';
import { IMPATIENT } from '../bot/support/deps.js';
import { scriptedClient } from '../support/scripted-client.js';

const TOKEN = 'sandbox-bot';
const TARGET = 'https://bot.example.com/webhook';
const SECRET = 'the-secret-that-signs';

describe('ensureWebhooks', () => {
  let sandbox: Sandbox;
  let webex: WebexClient;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    webex = createWebexClient({ baseUrl: sandbox.apiUrl, retry: IMPATIENT });
  });
  afterEach(async () => {
    await webex.close();
    await sandbox.stop();
  });

  const ensure = (secret = SECRET, target = TARGET, now = Date.now): Promise<boolean> =>
    ensureWebhooks(webex, TOKEN, { targetUrl: target, secret, now });
  const all = async (): Promise<Webhook[]> =>
    (await listWebhooks(webex, TOKEN)).sort((a, b) => (kind(a) < kind(b) ? -1 : 1));
  const kind = ({ resource, event }: Webhook): string => `${resource}:${event}`;
  const changes = (): string[] =>
    sandbox.calls
      .list()
      .filter(({ method }) => method !== 'GET')
      .map(({ method }) => method)
      .sort();
  const KINDS = [
    'attachmentActions:created',
    'memberships:created',
    'memberships:deleted',
    'messages:created',
  ];

  it('makes what is missing', async () => {
    await ensure();
    const hooks = await all();
    assert.deepEqual(hooks.map(kind), KINDS);
    for (const hook of hooks) {
      assert.deepEqual(
        [hook.name, hook.targetUrl, hook.secret, hook.status],
        [WEBHOOK_NAME, TARGET, webhookSecret(SECRET, hook), 'active'],
      );
    }
  });

  it('gives each a secret of its own, from which nobody learns the configured one', async () => {
    await ensure();
    const target = { targetUrl: TARGET, secret: SECRET, now: Date.now };
    await ensureUserWebhook(webex, 'sandbox-alice', target, 'alice');
    const hooks = [...(await all()), ...(await listWebhooks(webex, 'sandbox-alice'))];
    const secrets = new Set(hooks.map(({ secret }) => secret));
    assert.equal(secrets.size, KINDS.length + 1);
    assert.ok(!secrets.has(SECRET));
    assert.notEqual(
      webhookSecret(SECRET, { resource: 'recordings', event: 'created', owner: 'bob' }),
      hooks.at(-1)?.secret,
    );
  });

  it('keeps those of an earlier version until its last process is gone', async () => {
    const kinds = KINDS.map((one) => {
      const [resource = '', event = ''] = one.split(':');
      return { name: WEBHOOK_NAME, targetUrl: TARGET, resource, event, secret: SECRET };
    });
    for (const spec of kinds) await createWebhook(webex, TOKEN, spec);
    await ensure();
    await ensure();
    const both = await all();
    assert.equal(both.length, 2 * KINDS.length);
    assert.ok(both.every(({ status }) => status === 'active'));
    await ensure(SECRET, TARGET, () => Date.now() + 11 * 60_000);
    const left = await all();
    assert.deepEqual(left.map(kind), KINDS);
    assert.ok(left.every(({ secret }) => secret !== SECRET));
  });

  it('keeps what fits', async () => {
    await ensure();
    const before = await all();
    sandbox.calls.clear();
    await ensure();
    assert.deepEqual(await all(), before);
    assert.deepEqual(changes(), []);
  });

  it('switches on what Webex has switched off, and keeps its id', async () => {
    await ensure();
    const before = await all();
    const bot = sandbox.world.standing.find(TOKEN);
    assert.ok(bot);
    const off = sandbox.world.webhooks.byId(bot, before[0]?.id ?? '');
    assert.ok(off);
    off.status = 'inactive';
    sandbox.calls.clear();
    await ensure();
    assert.deepEqual(await all(), before);
    assert.deepEqual(changes(), ['PUT']);
  });

  it('replaces what another secret signs, the new before the old', async () => {
    await ensure();
    const old = new Set((await all()).map(({ id }) => id));
    sandbox.calls.clear();
    await ensure('the-secret-that-comes-next');
    const hooks = await all();
    assert.deepEqual(hooks.map(kind), KINDS);
    const next = (hook: Webhook): string => webhookSecret('the-secret-that-comes-next', hook);
    assert.ok(hooks.every((hook) => !old.has(hook.id) && hook.secret === next(hook)));
    const calls = sandbox.calls.list().filter(({ method }) => /POST|DELETE/.test(method));
    const gone = new Set<string>();
    for (const { method } of calls) {
      if (method === 'DELETE') gone.add(method);
      else assert.ok(gone.size < KINDS.length);
    }
    assert.deepEqual(changes(), [
      ...Array<string>(4).fill('DELETE'),
      ...Array<string>(4).fill('POST'),
    ]);
  });

  it('never deletes before the new one is there', async () => {
    await ensure();
    const before = await all();
    sandbox.faults.set([{ method: 'POST', path: '^/webhooks', status: 503 }]);
    await assert.rejects(ensure('the-secret-that-comes-next'), { status: 503 });
    assert.deepEqual(await all(), before);
  });

  it('leaves alone what is not ours: another name, target, owner', async () => {
    const wish = { resource: 'messages', event: 'created', secret: 'a-secret-of-others' };
    const name = await createWebhook(webex, TOKEN, { ...wish, name: 'other', targetUrl: TARGET });
    const elsewhere = `${TARGET}2`;
    const target = await createWebhook(webex, TOKEN, {
      ...wish,
      name: WEBHOOK_NAME,
      targetUrl: elsewhere,
    });
    const owner = { ...wish, name: WEBHOOK_NAME, targetUrl: TARGET };
    await createWebhook(webex, 'sandbox-alice', owner);
    await ensure();
    const ids = (await all()).map(({ id }) => id);
    assert.equal(ids.length, 6);
    assert.ok(ids.includes(name.id) && ids.includes(target.id));
    assert.equal((await listWebhooks(webex, 'sandbox-alice')).length, 1);
  });

  it('thins out doubles, keeping one of each', async () => {
    await ensure();
    const wish = { name: WEBHOOK_NAME, targetUrl: TARGET, secret: SECRET };
    const double = { resource: 'messages', event: 'created' };
    const secret = webhookSecret(SECRET, double);
    await createWebhook(webex, TOKEN, { ...wish, ...double, secret });
    await createWebhook(webex, TOKEN, { ...wish, resource: 'messages', event: 'deleted' });
    await ensure();
    // What we do not listen to is not ours to judge.
    assert.deepEqual((await all()).map(kind), [...KINDS, 'messages:deleted']);
  });

  it('leaves working webhooks when two instances start at once, and heals doubles after', async () => {
    await Promise.all([ensure(), ensure()]);
    const kinds = new Set((await all()).map(kind));
    assert.deepEqual([...kinds], KINDS);
    // Both see the same doubles and remove them at once: the slower one finds them gone.
    await Promise.all([ensure(), ensure()]);
    assert.deepEqual((await all()).map(kind), KINDS);
  });

  for (const odd of [{ set: { event: null } }, { drop: ['targetUrl'] }]) {
    it(`makes none again that Webex shows oddly: ${JSON.stringify(odd)}`, async () => {
      sandbox.faults.set([{ path: '/webhooks', items: [odd] }]);
      for (let look = 0; look < 3; look += 1) await ensure();
      sandbox.faults.set([]);
      assert.deepEqual((await all()).map(kind), KINDS);
      assert.deepEqual(changes(), ['POST', 'POST', 'POST', 'POST']);
    });
  }

  it('gives its secret to those whose secret Webex does not show, once', async () => {
    await ensure('an-old-secret-that-signs');
    sandbox.faults.set([{ path: '/webhooks', items: [{ drop: ['secret'] }] }]);
    assert.deepEqual([await ensure(), await ensure(), await ensure()], [true, false, false]);
    sandbox.faults.set([]);
    const hooks = await all();
    assert.deepEqual(hooks.map(kind), KINDS);
    for (const hook of hooks) assert.equal(hook.secret, webhookSecret(SECRET, hook));
    assert.deepEqual(changes().slice(4), ['PUT', 'PUT', 'PUT', 'PUT']);
  });

  it('switches on again one whose secret Webex does not show', async () => {
    await ensure();
    sandbox.faults.set([{ path: '/webhooks', items: [{ drop: ['secret'] }] }]);
    await ensure();
    const [hook] = sandbox.world.webhooks.all();
    assert.ok(hook);
    hook.status = 'inactive';
    assert.equal(await ensure(), true);
    assert.equal(hook.status, 'active');
  });

  it('rejects when Webex refuses', async () => {
    await assert.rejects(
      ensureWebhooks(webex, 'nobody', { targetUrl: TARGET, secret: SECRET, now: Date.now }),
      {
        status: 401,
      },
    );
  });

  it('rejects when Webex refuses to remove', async () => {
    await ensure();
    sandbox.faults.set([{ method: 'DELETE', path: '^/webhooks', status: 500 }]);
    await assert.rejects(ensure('the-secret-that-comes-next'), { status: 500 });
  });
});

const hook = (id: string) => ({
  ...{ id, name: 'n', targetUrl: 'https://bot.example/', resource: 'messages', event: 'created' },
});
const wish = { ...hook(''), secret: 's' };

describe('webex/webhooks', () => {
  const http = scriptedClient();

  it('lists every page, in order', async () => {
    const link = (n: number) => ({
      link: `<${http.server.url}/v1/webhooks?cursor=${n}>; rel="next"`,
    });
    http.server.will(
      { json: { items: [hook('1'), hook('2')] }, headers: link(2) },
      { json: { items: [] }, headers: link(3) },
      { json: { items: [hook('3')] } },
    );
    const all = await listWebhooks(http.webex, 't');
    assert.deepEqual(
      all.map(({ id }) => id),
      ['1', '2', '3'],
    );
    const queries = http.server.asked.map(({ url }) => url.search);
    assert.deepEqual(queries, ['?max=100', '?cursor=2', '?cursor=3']);
    assert.ok(http.server.asked.every(({ headers }) => headers.authorization === 'Bearer t'));
  });

  it('makes one, once', async () => {
    http.server.will({ json: hook('1') }, { status: 502 });
    assert.equal((await createWebhook(http.webex, 't', wish)).id, '1');
    assert.equal(http.server.asked[0]?.method, 'POST');
    assert.deepEqual(JSON.parse(http.server.asked[0].body), wish);
    await assert.rejects(createWebhook(http.webex, 't', wish), { status: 502 });
    assert.equal(http.server.asked.length, 2);
  });

  it('removes one; gone already is as good', async () => {
    http.server.will({ status: 204 }, { status: 404 }, { status: 403 });
    await deleteWebhook(http.webex, 't', hook('a/b'));
    await deleteWebhook(http.webex, 't', hook('a/b'));
    await assert.rejects(deleteWebhook(http.webex, 't', hook('a/b')), { status: 403 });
    assert.equal(http.server.asked[0]?.method, 'DELETE');
    assert.equal(http.server.asked[0].url.pathname, '/v1/webhooks/a%2Fb');
  });
});
