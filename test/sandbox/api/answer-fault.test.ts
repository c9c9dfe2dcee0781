import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { CARD, type Call, attached, clientOf } from '../support/client.js';

const ALICE = 'sandbox-alice';

describe('the answer of a fault', () => {
  let sandbox: Sandbox;
  let call: Call;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  afterEach(() => sandbox.faults.set([]));
  after(() => sandbox.stop());

  it('has Webex’s shape around words of one’s own', async () => {
    const message = 'The recording is on legal hold and cannot be deleted.';
    sandbox.faults.set([{ status: 403, message, headers: { 'Retry-After': 5 } }]);
    const { status, body, headers } = await call(ALICE, 'GET', '/recordings');
    assert.deepEqual([status, body.message, headers.get('retry-after')], [403, message, '5']);
    assert.deepEqual(body.errors, [{ description: message }]);
    assert.equal(body.trackingId, headers.get('trackingid'));
  });

  it('has errors as descriptions, or in any shape', async () => {
    const errorsFor = async (errors: unknown): Promise<unknown> => {
      sandbox.faults.set([{ status: 400, message: 'No.', errors }]);
      return (await call(ALICE, 'GET', '/recordings')).body.errors;
    };
    assert.deepEqual(await errorsFor(['a', { code: 7 }]), [{ description: 'a' }, { code: 7 }]);
    assert.deepEqual(await errorsFor({ 'body[0]': 'a' }), { 'body[0]': 'a' });
    assert.equal(await errorsFor(null), null);
  });

  it('has a body of its own, JSON or not', async () => {
    sandbox.faults.set([{ status: 400, body: { error: 'invalid_client' } }]);
    const json = await call('', 'POST', '/access_token');
    assert.deepEqual([json.status, json.body], [400, { error: 'invalid_client' }]);
    sandbox.faults.set([{ status: 502, body: '<h1>Bad gateway</h1>' }]);
    const html = await fetch(`${sandbox.apiUrl}/recordings`);
    assert.equal(await html.text(), '<h1>Bad gateway</h1>');
    assert.match(html.headers.get('content-type') ?? '', /^text\/html/);
    const headers = { 'content-type': 'application/json' };
    sandbox.faults.set([{ status: 200, headers, body: '{ "items": [' }]);
    const cut = await fetch(`${sandbox.apiUrl}/recordings`);
    assert.equal(await cut.text(), '{ "items": [');
    assert.match(cut.headers.get('content-type') ?? '', /^application\/json/);
    sandbox.faults.set([{ status: 200, body: null }]);
    assert.equal(await (await fetch(`${sandbox.apiUrl}/recordings`)).text(), 'null');
  });

  it('is for requests with that query, token or body alone', async () => {
    const to = { toPersonEmail: 'bob@example.com' };
    sandbox.faults.set([
      { method: 'POST', path: '/messages$', sends: '"attachments"', status: 400, errors: {} },
      { query: 'status=deleted', status: 403 },
      { token: '^sandbox-bot$', status: 401 },
    ]);
    const post = async (more: object): Promise<number> =>
      (await call(ALICE, 'POST', '/messages', { ...to, text: 'a', ...more })).status;
    assert.deepEqual([await post({}), await post({ attachments: attached(CARD) })], [200, 400]);
    const get = async (token: string, path: string): Promise<number> =>
      (await call(token, 'GET', path)).status;
    assert.equal(await get(ALICE, '/recordings?max=1&status=deleted'), 403);
    assert.equal(await get(ALICE, '/recordings'), 200);
    assert.equal(await get('sandbox-bot', '/people/me'), 401);
    assert.equal(await get(ALICE, '/people/me'), 200);
  });

  it('needs a status', () => {
    assert.throws(() => sandbox.faults.set([{ message: 'No.' }]), /need a status/);
  });
});
