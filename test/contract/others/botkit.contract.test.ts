import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { ALICE, CARDS, type Ears, ears, type Send, sender } from './as-sent.js';

const NAME = 'Botkit Firehose';

describe('Botkit’s adapter, botbuilder-adapter-webex 1.0.10', () => {
  let sandbox: Sandbox;
  let sdk: Send;
  let hook: Ears;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    sdk = sender(sandbox, { ...headers, authorization: 'Bearer sandbox-bot' });
    hook = await ears(sandbox);
  });
  after(async () => {
    await sandbox.stop();
    await hook.stop();
  });
  const alice = (what: string, body: unknown) =>
    sender(sandbox, { authorization: 'Bearer sandbox-alice', 'content-type': 'application/json' })(
      what,
      body,
    );

  it('starts: makes its webhooks once, and writes over them the next time', async () => {
    assert.equal((await sdk('GET /people/me')).status, 200);
    for (const [resource, name] of [
      ['all', NAME],
      ['attachmentActions', 'Botkit AttachmentActions'],
    ]) {
      const own = { resource, targetUrl: hook.url, event: 'all', name };
      assert.equal((await sdk('POST /webhooks', own)).status, 200);
      const known = (await sdk('GET /webhooks/')).items.find((each) => each.name === name);
      const again = { id: known?.id, ...own, secret: 's3cret' };
      const updated = await sdk(`PUT /webhooks/${String(known?.id)}`, again);
      assert.deepEqual([updated.status, updated.body.secret], [200, 's3cret']);
    }
    assert.equal((await sdk('GET /webhooks/')).items.length, 2);
  });

  it('hears itself mentioned in a space by the html of the message', async () => {
    const me = (await sdk('GET /people/me')).body;
    const roomId = (await sdk('GET /rooms/?type=group')).items[0]?.id;
    const markdown = '<@personEmail:recordings@webex.bot|Recordings> list';
    await alice('POST /messages', { roomId, markdown });
    const { data } = await hook.heard('messages');
    const { html } = (await sdk(`GET /messages/${String(data.id)}`)).body;
    const mention = new RegExp(
      `^(<p>|<div>)?<spark-mention .*?data-object-id="${String(me.id)}".*?>.*?</spark-mention>`,
      'im',
    );
    assert.equal(String(html).replace(mention, '').replace(/<.*?>/gim, '').trim(), 'list');
  });

  it('posts what an activity is made into, and deletes it', async () => {
    const said = await alice('POST /messages', {
      toPersonEmail: 'recordings@webex.bot',
      text: 'hi',
    });
    const { roomId, personId, id } = said.body;
    for (const message of [
      { text: 'Hi', markdown: '**Hi**', roomId },
      { text: 'Hi', toPersonId: personId },
      { text: 'Hi', toPersonEmail: ALICE },
      { text: 'Hi', roomId, parentId: id },
      { text: 'Hi', roomId, attachments: [] },
    ]) {
      const posted = await sdk('POST /messages', message);
      assert.equal(posted.status, 200, JSON.stringify(message));
      const { status, text } = await sdk(`DELETE /messages/${String(posted.body.id)}`);
      assert.deepEqual([status, text], [204, '']);
    }
  });

  it('shows a card and hears of the click', async () => {
    const card = { text: 'Which one?', toPersonEmail: ALICE, attachments: CARDS };
    const messageId = (await sdk('POST /messages', card)).body.id;
    const inputs = { action: 'this' };
    await alice('POST /attachment/actions', { type: 'submit', messageId, inputs });
    const { data } = await hook.heard('attachmentActions');
    const action = await sdk(`GET /attachment/actions/${String(data.id)}`);
    assert.deepEqual(action.body.inputs, inputs);
  });
});
