import assert from 'node:assert/strict';
import { ids, startBench, type Bench } from '../recordings-support.js';

const HOST = 'alice@example.com';

describe('the Service App of the sandbox', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());

  function ask(more: object = {}, token = 'sandbox-admin', id = bench.serviceApp.id) {
    const { clientId, clientSecret, orgId } = bench.serviceApp;
    const body = { clientId, clientSecret, targetOrgId: orgId, ...more };
    return bench.call(token, 'POST', `/applications/${id}/token`, body);
  }
  async function refresh(refreshToken: unknown, client: Record<string, string> = {}) {
    const answer = await fetch(`${bench.apiUrl}/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: bench.serviceApp.clientId,
        client_secret: bench.serviceApp.clientSecret,
        refresh_token: String(refreshToken),
        ...client,
      }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  const appToken = async (): Promise<string> => String((await ask()).body.access_token);

  it('gets tokens for its organisation, and refreshes them as nobody else can', async () => {
    const first = await ask();
    assert.equal(first.status, 200);
    assert.equal(first.body.expires_in, 1_209_599);
    const second = await refresh(first.body.refresh_token);
    assert.equal(second.status, 200);
    assert.notEqual(second.body.access_token, first.body.access_token);
    const integration = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
    const foreign = await refresh(first.body.refresh_token, integration);
    assert.deepEqual([foreign.status, foreign.body.error], [400, 'invalid_grant']);
    assert.equal((await refresh(first.body.refresh_token, { client_secret: 'x' })).status, 401);
    const code = await refresh('', {
      grant_type: 'authorization_code',
      code: 'c',
      redirect_uri: 'u',
    });
    assert.equal(code.body.error, 'unauthorized_client');
  });

  it('is refused without the scope, the secret, the id, or the organisation', async () => {
    assert.equal((await ask({}, 'sandbox-bot')).status, 403);
    assert.equal((await ask({}, '')).status, 401);
    assert.equal((await ask({ clientSecret: 'guessed' })).status, 400);
    assert.equal((await ask({ clientId: 'sandbox-client' })).status, 400);
    assert.equal((await ask({ targetOrgId: 'elsewhere' })).status, 404);
    assert.equal((await ask({ colour: 1 })).status, 400);
    assert.equal((await ask({}, 'sandbox-admin', 'unknown')).status, 404);
  });

  it('is nobody: it acts for hosts by hostEmail alone', async () => {
    const token = await appToken();
    const me = (await bench.call(token, 'GET', '/people/me')).body;
    assert.equal(me.type, 'appuser');
    const { id } = bench.put(HOST);
    assert.equal((await bench.call(token, 'GET', '/recordings')).status, 400);
    assert.equal((await bench.call(token, 'GET', `/recordings/${id}`)).status, 400);
    assert.deepEqual(ids(await bench.call(token, 'GET', `/recordings?hostEmail=${HOST}`)), [id]);
    const body = { recordingIds: [id] };
    const path = '/recordings/softDelete';
    assert.equal((await bench.call(token, 'POST', path, body)).status, 400);
    assert.equal((await bench.call(token, 'POST', `${path}?hostEmail=${HOST}`, body)).status, 204);
    const elsewhere = bench.addPerson({ name: 'Erin', orgId: 'Elsewhere' });
    const hers = `/recordings?hostEmail=${elsewhere.email}`;
    assert.equal((await bench.call(token, 'GET', hers)).status, 404);
    assert.equal((await bench.call(token, 'POST', '/messages', {})).status, 403);
    assert.ok(bench.calls.list().some((call) => call.token === 'service-app:sandbox-service-app'));
    assert.ok(!JSON.stringify(bench.calls.list()).includes(token));
    // Not one of those whom one can be on the chat page.
    const people = await bench.call('', 'GET', `${bench.url}/sandbox/people`);
    assert.ok(!JSON.stringify(people.body).includes(String(me.displayName)));
  });

  it('ends when an administrator takes it back, and begins anew', async () => {
    const { body } = await ask();
    const authorize = (authorized: unknown) =>
      bench.call('', 'PUT', `${bench.url}/sandbox/service-app`, { authorized });
    await authorize(false);
    const token = String(body.access_token);
    assert.equal((await bench.call(token, 'GET', '/people/me')).status, 401);
    assert.equal((await refresh(body.refresh_token)).body.error, 'invalid_grant');
    assert.equal((await ask()).status, 404);
    await authorize(true);
    assert.equal((await bench.call(token, 'GET', '/people/me')).status, 401);
    assert.equal((await bench.call(await appToken(), 'GET', '/people/me')).status, 200);
    assert.equal((await authorize('yes')).status, 400);
  });

  it('reads the recordings of one host at a time, by personId or hostEmail', async () => {
    const token = await appToken();
    const alice = bench.world.people.byEmail(HOST);
    assert.ok(alice);
    const own = bench.put(HOST);
    bench.put('bob@example.com', { sharedWith: [alice.id] });
    const binned = bench.put(HOST);
    bench.recordings.moveToBin([binned]);
    const get = async (path: string, hostEmail?: string) => {
      const answer = await fetch(`${bench.apiUrl}/group/recordings${path}`, {
        headers: { authorization: `Bearer ${token}`, ...(hostEmail && { hostEmail }) },
      });
      const body = (await answer.json()) as { items?: { id: string }[] };
      return { status: answer.status, ids: body.items?.map(({ id }) => id) };
    };
    const theirs = { status: 200, ids: [own.id] };
    assert.deepEqual(await get(`?personId=${alice.id}`), theirs);
    assert.deepEqual(await get(`?personId=${alice.uuid}`), theirs);
    assert.deepEqual(await get('', HOST), theirs);
    assert.equal((await get(`/${own.id}`, HOST)).status, 200);
    assert.equal((await get(`/${binned.id}`, HOST)).status, 404);
    assert.equal((await get(`/${own.id}`, 'bob@example.com')).status, 404);
    for (const wrong of ['', `?personId=${alice.id}&hostEmail=${HOST}`]) {
      assert.equal((await get(wrong)).status, 400);
    }
    assert.equal((await get(`?personId=${alice.id}`, HOST)).status, 400);
    assert.equal((await get('?status=deleted', HOST)).status, 400);
    assert.equal((await get('?from=2026-10-01&to=2026-11-02', HOST)).status, 400);
    assert.equal((await get('?siteUrl=far.webex.com', HOST)).status, 403);
    assert.equal((await get('?personId=nobody')).status, 404);
    const admin = await bench.call(
      'sandbox-admin',
      'GET',
      `/group/recordings?personId=${alice.id}`,
    );
    assert.equal(admin.status, 403);
  });
});
