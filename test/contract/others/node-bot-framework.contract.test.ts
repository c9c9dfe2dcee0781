import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { ALICE, CARDS, type Ears, ears, form, type Send, sender } from './as-sent.js';

/** As webex 2.4.2 sends them, which webex-node-bot-framework 2.3.14 stands on. */
const SDK = {
  authorization: 'Bearer sandbox-bot',
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate',
  'content-type': 'application/json',
  trackingid: 'webex-js-sdk_2f1d0d5e-6a38-4c1c-9a4c-0f6f5d8ff3d1_1',
  'spark-user-agent': 'webex-js-sdk/2.4.2 (node)',
};

describe('webex-node-bot-framework on the real SDK', () => {
  let sandbox: Sandbox;
  let sdk: Send;
  let hook: Ears;
  let roomId: string;
  const alice = (what: string, body?: unknown) =>
    sender(sandbox, { authorization: 'Bearer sandbox-alice', 'content-type': 'application/json' })(
      what,
      body,
    );
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    sdk = sender(sandbox, SDK);
    hook = await ears(sandbox);
  });
  after(async () => {
    await sandbox.stop();
    await hook.stop();
  });

  it('starts: who it is, old webhooks away, both of its own there, every space known', async () => {
    const me = await sdk('GET /people/me');
    assert.deepEqual([me.status, me.body.type], [200, 'bot']);
    await sdk('POST /webhooks', {
      ...{ name: 'old', resource: 'all', event: 'all', targetUrl: hook.url },
    });
    for (const old of (await sdk('GET /webhooks/')).items) {
      assert.equal((await sdk(`DELETE /webhooks/${String(old.id)}`)).status, 204);
    }
    const own = { targetUrl: hook.url, name: 'MTI3LjAuMC4x', secret: 's3cret' };
    const firehose = await sdk('POST /webhooks', { resource: 'all', event: 'all', ...own });
    const clicks = { resource: 'attachmentActions', event: 'created', ...own };
    assert.deepEqual([firehose.status, (await sdk('POST /webhooks', clicks)).status], [200, 200]);
    const { items } = await sdk('GET /memberships?max=1');
    const room = await sdk(`GET /rooms/${String(items[0]?.roomId)}`);
    assert.equal(room.body.title, 'Weekly planning');
    const ids = [String(me.body.id), 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9ub2JvZHk'];
    const people = await sdk(`GET /people/?id=${ids.join(',')}&showAllTypes=false`);
    assert.deepEqual(
      [people.items.map(({ id }) => id), people.body.notFoundIds],
      [[ids[0]], [ids[1]]],
    );
  });

  it('hears, with a signature over what JSON makes of the body again', async () => {
    const said = await alice('POST /messages', {
      toPersonEmail: 'recordings@webex.bot',
      text: 'list',
    });
    roomId = String(said.body.roomId);
    const { raw, headers, data } = await hook.heard('messages');
    const again = JSON.stringify(JSON.parse(raw.toString()));
    const signature = createHmac('sha1', 's3cret').update(again).digest('hex');
    assert.equal(headers['x-spark-signature'], signature);
    const message = await sdk(`GET /messages/${String(data.id)}`);
    assert.deepEqual([message.body.text, message.body.personEmail], ['list', ALICE]);
    const person = await sdk(`GET /people/?id=${String(data.personId)}&showAllTypes=false`);
    assert.equal(person.items[0]?.id, data.personId);
    const membership = await hook.heard('memberships');
    assert.equal((await sdk(`GET /memberships/${String(membership.data.id)}`)).status, 200);
  });

  it('posts: in each format, in a thread, to a person, a file by address, by stream', async () => {
    const parentId = (await hook.heard('messages')).data.id;
    for (const message of [
      { text: 'Hi', roomId },
      { markdown: '**Hi**', roomId },
      { html: '<b>Hi</b>', roomId },
      { markdown: 'Hi', roomId, parentId },
      { text: 'Hi', toPersonEmail: ALICE },
      { text: 'Hi', files: [`${sandbox.url}/page/icon.svg`], roomId },
    ]) {
      const answer = await sdk('POST /messages', message);
      assert.equal(answer.status, 200, JSON.stringify(message));
    }
    const file = { name: 'a.csv', type: 'text/csv', bytes: 'id\n' };
    const { bytes, headers } = form({ roomId, markdown: 'Here' }, file);
    const uploaded = await sdk('POST /messages', bytes, headers);
    assert.equal(uploaded.status, 200);
    assert.equal((uploaded.body.files as string[]).length, 1);
  });

  it('shows a card, hears of the click, and takes the card away', async () => {
    const card = await sdk('POST /messages', {
      markdown: 'Which one?',
      attachments: CARDS,
      roomId,
    });
    const messageId = String(card.body.id);
    const inputs = { action: 'this' };
    const click = await alice('POST /attachment/actions', { type: 'submit', messageId, inputs });
    assert.ok(click.status < 300);
    const { data } = await hook.heard('attachmentActions');
    const action = await sdk(`GET /attachment/actions/${String(data.id)}`);
    assert.deepEqual([action.body.inputs, action.body.messageId], [inputs, messageId]);
    assert.equal((await sdk(`DELETE /messages/${messageId}`)).status, 204);
  });

  it('edits, renames and moderates by sending whole objects back', async () => {
    const posted = await sdk('POST /messages', { text: 'Old', roomId });
    const path = `/messages/${String(posted.body.id)}`;
    const { html, ...message } = (await sdk(`GET ${path}`)).body;
    assert.equal(html, undefined);
    assert.equal((await sdk(`PUT ${path}`, { ...message, text: 'New' })).body.text, 'New');
    const room = (await sdk('POST /rooms', { title: 'Old' })).body;
    const renamed = await sdk(`PUT /rooms/${String(room.id)}`, { ...room, title: 'New' });
    assert.deepEqual([renamed.status, renamed.body.title], [200, 'New']);
    const invited = { roomId: room.id, personEmail: ALICE, isModerator: false };
    const member = (await sdk('POST /memberships', invited)).body;
    const sent = { ...member, isModerator: true };
    const moderator = await sdk(`PUT /memberships/${String(member.id)}`, sent);
    assert.deepEqual([moderator.status, moderator.body], [200, sent]);
  });
});
