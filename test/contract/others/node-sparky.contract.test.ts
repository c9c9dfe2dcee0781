import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { ALICE, type Ears, ears, form, type Send, sender } from './as-sent.js';

/** It says that it sends JSON with every request, those without a body too. */
const SPARKY = {
  authorization: 'Bearer sandbox-bot',
  'content-type': 'application/json',
  accept: 'application/json',
};

describe('node-sparky 4.6.0', () => {
  let sandbox: Sandbox;
  let sparky: Send;
  let hook: Ears;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    sparky = sender(sandbox, SPARKY);
    hook = await ears(sandbox);
  });
  after(async () => {
    await sandbox.stop();
    await hook.stop();
  });

  it('starts, and sends a whole webhook back', async () => {
    assert.equal((await sparky('GET /people/me')).status, 200);
    const own = { name: 'Sparky', targetUrl: hook.url, resource: 'all', event: 'all' };
    const made = await sparky('POST /webhooks', { ...own, secret: 's3cret' });
    assert.equal(made.status, 200);
    assert.equal((await sparky('GET /webhooks?max=100')).items.length, 1);
    const sent = { ...made.body, name: 'Sparky 2' };
    const updated = await sparky(`PUT /webhooks/${String(made.body.id)}`, sent);
    assert.deepEqual([updated.status, updated.body], [200, sent]);
  });

  it('posts, hears, edits, and finds the next page by its own reading of Link', async () => {
    const posted = await sparky('POST /messages', { toPersonEmail: ALICE, markdown: '**Hi**' });
    assert.equal(posted.status, 200);
    assert.equal((await hook.heard('messages')).data.id, posted.body.id);
    const { roomId } = posted.body;
    const edit = { roomId, markdown: 'Hi' };
    const edited = await sparky(`PUT /messages/${String(posted.body.id)}`, edit);
    assert.deepEqual([edited.status, edited.body.text], [200, 'Hi']);
    await sparky('POST /messages', { roomId, text: 'More' });
    const first = await sparky(`GET /messages?roomId=${String(roomId)}&max=1`);
    const next = /(http.*)>/.exec(String(first.headers.link))?.[1] ?? '';
    const second = await sparky(`GET ${next}`);
    assert.deepEqual(
      [first.items, second.items].map(([item]) => item?.text),
      ['More', 'Hi'],
    );
  });

  it('posts a file, and reads it by a name in quotes', async () => {
    const file = { name: 'a.csv', type: 'text/csv', bytes: 'id\n' };
    const { bytes, headers } = form({ toPersonEmail: ALICE, text: 'Here' }, file);
    const posted = await sparky('POST /messages', bytes, headers);
    assert.equal(posted.status, 200);
    const [url = ''] = posted.body.files as string[];
    const read = await sparky(`GET /contents/${url.split('/').at(-1) ?? ''}`);
    assert.equal(read.text, 'id\n');
    assert.match(String(read.headers['content-disposition']), /filename="a\.csv"/);
  });

  it('deletes, which it takes a 204 for', async () => {
    const { body } = await sparky('POST /messages', { toPersonEmail: ALICE, text: 'Hi' });
    assert.equal((await sparky(`DELETE /messages/${String(body.id)}`)).status, 204);
  });
});
