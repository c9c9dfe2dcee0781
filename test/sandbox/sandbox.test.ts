import assert from 'node:assert/strict';
import type { Exchange } from '../../sandbox/api/exchange.js';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { type Call, clientOf, problemsOf } from './support/client.js';

const ALICE = 'sandbox-alice';
const ME = '/people/me';

describe('the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  afterEach(() => sandbox.stop());

  it('says what to do when its port is in use', async () => {
    const port = Number(new URL(sandbox.url).port);
    await assert.rejects(
      startSandbox({ port, seed: 'empty' }),
      new RegExp(`Port ${port} is in use.*SANDBOX_PORT`),
    );
  });

  it('knows its people by their tokens, and hands an Integration other ids with the same uuid', async () => {
    const mine = await call(ALICE, 'GET', ME);
    const bot = await call('sandbox-bot', 'GET', ME);
    assert.deepEqual(mine.body.emails, ['alice@example.com']);
    assert.equal(mine.body.timezone, 'Europe/Berlin');
    assert.equal(bot.body.type, 'bot');
    assert.deepEqual(bot.body.emails, ['recordings@webex.bot']);
    const byId = await call('sandbox-bot', 'GET', `/people/${String(mine.body.id)}`);
    assert.equal(byId.body.displayName, 'Alice Anders');
    const alice = sandbox.world.people.byEmail('alice@example.com');
    assert.ok(alice);
    sandbox.world.tokens.add({
      find: (token) =>
        token === 'linked'
          ? {
              person: alice,
              scopes: alice.scopes,
              label: 'oauth:alice',
              kind: 'person',
              integration: true,
            }
          : undefined,
    });
    const linked = await call('linked', 'GET', ME);
    const uuid = (id: unknown) => Buffer.from(String(id), 'base64').toString().split('/').at(-1);
    assert.notEqual(linked.body.id, mine.body.id);
    assert.equal(uuid(linked.body.id), uuid(mine.body.id));
    assert.equal((await call(ALICE, 'GET', `/people/${String(linked.body.id)}`)).status, 200);
    assert.equal((await call(ALICE, 'GET', '/people/nonsense')).status, 400);
  });

  it('answers errors in Webex’s shape', async () => {
    for (const [token, path, status] of [
      ['', ME, 401],
      [ALICE, '/nowhere', 404],
    ] as const) {
      const answer = await call(token, 'GET', path);
      assert.equal(answer.status, status);
      assert.equal(typeof answer.body.message, 'string');
      assert.equal(problemsOf(answer).length, 1);
      assert.match(String(answer.body.trackingId), /^ROUTER_/);
      assert.equal(answer.body.trackingId, answer.headers.get('trackingid'));
    }
    const headers = { authorization: `Bearer ${ALICE}`, 'content-type': 'application/json' };
    const broken = await fetch(`${sandbox.apiUrl}/messages`, {
      method: 'POST',
      headers,
      body: '{',
    });
    assert.equal(broken.status, 400);
    assert.equal(typeof ((await broken.json()) as { trackingId: unknown }).trackingId, 'string');
  });

  it('tells every call, whose it was and how it went', async () => {
    await call(ALICE, 'GET', '/rooms?max=5&type=group');
    await call('unknown', 'GET', ME);
    const listed = await fetch(`${sandbox.url}/sandbox/calls`);
    const calls = (await listed.json()) as Record<string, unknown>[];
    assert.deepEqual(calls, sandbox.calls.list());
    const [first, second] = sandbox.calls.list();
    assert.deepEqual(
      { ...first, start: 0, end: 0 },
      {
        method: 'GET',
        path: '/v1/rooms',
        query: { max: '5', type: 'group' },
        token: ALICE,
        status: 200,
        start: 0,
        end: 0,
      },
    );
    assert.ok(first && first.end >= first.start);
    assert.deepEqual([second?.token, second?.status], ['', 401]);
    await fetch(`${sandbox.url}/sandbox/calls`, { method: 'DELETE' });
    assert.deepEqual(sandbox.calls.list(), []);
  });

  it('shows each exchange, bodies included, to who observes', async () => {
    const seen: Exchange[] = [];
    const stop = sandbox.observe((exchange) => seen.push(exchange));
    const body = { toPersonEmail: 'recordings@webex.bot', text: 'hi' };
    const answer = await call(ALICE, 'POST', '/messages', body);
    stop();
    await call(ALICE, 'GET', ME);
    assert.equal(seen.length, 1);
    assert.deepEqual(seen[0]?.request.body, body);
    assert.equal(seen[0].request.path, '/v1/messages');
    assert.deepEqual(seen[0].response.body, answer.body);
  });

  it('adds people, each with a token of their own', async () => {
    const added = await call('', 'POST', `${sandbox.url}/sandbox/people`, {
      name: 'Dora D.',
      recordings: 3,
    });
    assert.deepEqual(
      [added.body.email, added.body.token],
      ['dora-d@example.com', 'sandbox-dora-d'],
    );
    assert.equal((await call('sandbox-dora-d', 'GET', ME)).body.id, added.body.id);
    assert.equal(sandbox.addPerson({ name: 'Dora D.' }).token, 'sandbox-dora-d-2');
    assert.throws(() => sandbox.addPerson({ name: 'A', email: 'alice@example.com' }), /taken/);
    const wrong = await call('', 'POST', `${sandbox.url}/sandbox/people`, { nom: 'Dora' });
    assert.equal(wrong.status, 400);
  });

  it('streams to a person what that person may see', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${sandbox.url}/sandbox/feed?token=sandbox-bot`, {
      signal: stop.signal,
    });
    assert.equal((await fetch(`${sandbox.url}/sandbox/feed?token=x`)).status, 401);
    await call(ALICE, 'POST', '/messages', {
      toPersonEmail: 'bob@example.com',
      text: 'between us',
    });
    await call(ALICE, 'POST', '/messages', {
      toPersonEmail: 'recordings@webex.bot',
      text: 'for the bot',
    });
    let text = '';
    const decoder = new TextDecoder();
    assert.ok(stream.body);
    for await (const chunk of stream.body) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.includes('for the bot')) break;
    }
    stop.abort();
    assert.ok(!text.includes('between us'));
    const told = JSON.parse(
      /^data: (.*"resource":"messages".*|\{"resource":"messages".*)$/m.exec(text)?.[1] ?? '{}',
    ) as {
      message: { text: string };
    };
    assert.equal(told.message.text, 'for the bot');
  });

  describe('with faults', () => {
    const set = (...rules: object[]) => sandbox.faults.set(rules);

    it('answers as told, as often as told, and without acting', async () => {
      set({
        method: 'POST',
        path: '^/messages$',
        status: 429,
        headers: { 'Retry-After': 2 },
        times: 1,
      });
      const body = { toPersonEmail: 'recordings@webex.bot', text: 'hi' };
      const first = await call(ALICE, 'POST', '/messages', body);
      assert.deepEqual([first.status, first.headers.get('retry-after')], [429, '2']);
      assert.match(String(first.body.trackingId), /^ROUTER_/);
      assert.equal((await call(ALICE, 'GET', '/rooms?type=direct')).status, 200);
      assert.deepEqual((await call(ALICE, 'GET', '/rooms?type=direct')).body.items, []);
      assert.equal((await call(ALICE, 'POST', '/messages', body)).status, 200);
    });

    it('can say that it is done when it is not', async () => {
      set({ path: '/v1/messages', status: 200, times: 1 });
      const body = { toPersonEmail: 'recordings@webex.bot', text: 'hi' };
      assert.equal((await call(ALICE, 'POST', '/messages', body)).status, 200);
      assert.deepEqual((await call(ALICE, 'GET', '/rooms?type=direct')).body.items, []);
    });

    it('cuts the connection before or after the deed', async () => {
      const body = { toPersonEmail: 'recordings@webex.bot', text: 'hi' };
      const direct = async () =>
        ((await call(ALICE, 'GET', '/rooms?type=direct')).body.items as unknown[]).length;
      set({ path: 'messages', cut: 'before', times: 1 });
      await assert.rejects(call(ALICE, 'POST', '/messages', body));
      assert.equal(await direct(), 0);
      set({ path: 'messages', cut: true, times: 1 });
      await assert.rejects(call(ALICE, 'POST', '/messages', body));
      assert.equal(await direct(), 1);
      assert.deepEqual(
        sandbox.calls
          .list()
          .filter(({ path }) => path === '/v1/messages')
          .map(({ status }) => status),
        [0, 0],
      );
    });

    it('holds half of the body back, which arrives whole in the end', async () => {
      set({ slowBodyMs: 20 });
      assert.equal((await call(ALICE, 'GET', ME)).body.displayName, 'Alice Anders');
    });

    it('lets many requests wait side by side', async () => {
      set({ latencyMs: 50 });
      await Promise.all(Array.from({ length: 32 }, () => call(ALICE, 'GET', ME)));
      const calls = sandbox.calls.list();
      const ends = calls.map(({ end }) => end);
      // One after the other, the last would end 31 × 50 ms after the first.
      assert.equal(ends.length, 32);
      assert.ok(Math.max(...ends) - Math.min(...ends) < 31 * 50);
    });

    it('are set and refused over HTTP', async () => {
      const put = (rules: unknown) => call('', 'PUT', `${sandbox.url}/sandbox/faults`, rules);
      assert.equal((await put([{ path: '(' }])).status, 400);
      assert.equal((await put([{ colour: 'red' }])).status, 400);
      assert.equal((await put({})).status, 400);
      assert.equal((await put([{ status: 503 }])).status, 200);
      assert.equal((await call(ALICE, 'GET', ME)).status, 503);
      await put([]);
      assert.equal((await call(ALICE, 'GET', ME)).status, 200);
    });
  });
});
