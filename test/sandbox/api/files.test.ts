import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { type Call, clientOf, groupOf } from '../support/client.js';

const BOT = 'sandbox-bot';
const CSV = new File(['id,topic\n1,Réunion\n'], 'räume “α”.csv', { type: 'text/csv' });

describe('files in messages of the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
  });
  after(() => sandbox.stop());

  async function upload(
    fields: Record<string, string | File>,
    token = BOT,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return sent(form, token);
  }
  async function sent(
    body: FormData,
    token = BOT,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(`${sandbox.apiUrl}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  const fetched = (url: string, token: string, method = 'GET'): Promise<Response> =>
    fetch(url, { method, headers: token === '' ? {} : { authorization: `Bearer ${token}` } });
  const toAlice = { toPersonEmail: 'alice@example.com' };

  it('are read by name, type and bytes, by whoever is in the space and nobody else', async () => {
    const posted = await upload({ ...toAlice, markdown: '**Here**', files: CSV });
    assert.equal(posted.status, 200);
    assert.equal(posted.body.text, 'Here');
    const [url = ''] = posted.body.files as string[];
    assert.ok(url.startsWith(`${sandbox.apiUrl}/contents/`));
    const read = await call('sandbox-alice', 'GET', `/messages/${String(posted.body.id)}`);
    assert.deepEqual(read.body.files, [url]);
    const file = await fetched(url, 'sandbox-alice');
    assert.equal(await file.text(), 'id,topic\n1,Réunion\n');
    assert.equal(file.headers.get('content-type'), 'text/csv');
    const disposition = file.headers.get('content-disposition') ?? '';
    assert.match(disposition, new RegExp(encodeURIComponent(CSV.name)));
    const head = await fetched(url, BOT, 'HEAD');
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.equal(head.headers.get('content-length'), '20');
    assert.equal((await fetched(url, 'sandbox-bob')).status, 404);
    assert.equal((await fetched(url, '')).status, 401);
    assert.equal((await fetched(`${url}x`, BOT)).status, 404);
  });

  it('go with their message', async () => {
    const posted = await upload({ ...toAlice, files: CSV });
    assert.equal(posted.body.text, undefined);
    const path = `/messages/${String(posted.body.id)}`;
    const roomId = String(posted.body.roomId);
    // Webex edits no message that carries a file.
    assert.equal((await call(BOT, 'PUT', path, { roomId, text: 'a' })).status, 400);
    assert.equal((await call(BOT, 'DELETE', path)).status, 204);
    assert.equal((await fetched((posted.body.files as string[])[0] ?? '', BOT)).status, 404);
  });

  it('hang in a thread when its parent is in that space', async () => {
    const parent = await upload({ ...toAlice, text: 'The report' });
    const child = await upload({
      ...{ roomId: String(parent.body.roomId), parentId: String(parent.body.id) },
      files: CSV,
    });
    assert.equal(child.body.parentId, parent.body.id);
    const elsewhere = await groupOf(call);
    const wrong = { roomId: elsewhere, parentId: String(parent.body.id), files: CSV };
    assert.equal((await upload(wrong)).status, 400);
  });

  it('are refused beside a card, in twos, empty, and under another name', async () => {
    const two = new FormData();
    two.set('toPersonEmail', 'alice@example.com');
    two.append('files', CSV);
    two.append('files', CSV);
    const refused = [
      await upload({ ...toAlice, files: CSV, attachments: '[]' }),
      await sent(two),
      await upload({ ...toAlice, files: new File([], 'empty.csv') }),
      await upload({ ...toAlice, text: 'a', file: CSV }),
      await upload({ ...toAlice, files: 'https://example.com/a.csv' }),
      await upload({ ...toAlice, roomId: 'x', files: CSV }),
      await upload({ ...toAlice }),
    ];
    assert.deepEqual(
      refused.map(({ status }) => status),
      refused.map(() => 400),
    );
    assert.match(String(refused[1]?.body.message), /one file/);
    const named = await call(BOT, 'POST', '/messages', { ...toAlice, files: ['https://a.b/c'] });
    assert.equal(named.status, 400);
    const broken = await fetch(`${sandbox.apiUrl}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${BOT}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\ncut',
    });
    assert.equal(broken.status, 400);
  });
});
