import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import {
  CARD,
  type Call,
  attached,
  clientOf,
  groupOf,
  itemsOf,
  nextOf,
  problemsOf,
} from '../support/client.js';

const ALICE = 'sandbox-alice';
const BOT = 'sandbox-bot';
const MENTION = '<@personEmail:recordings@webex.bot|Recordings>';

describe('messages of the sandbox', () => {
  let sandbox: Sandbox;
  let call: Call;
  let group: string;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    call = clientOf(sandbox);
    group = await groupOf(call);
  });
  after(() => sandbox.stop());
  const post = (token: string, body: object) => call(token, 'POST', '/messages', body);
  const toBot = { toPersonEmail: 'recordings@webex.bot' };

  it('make one 1:1 space for a pair, whoever writes first', async () => {
    const first = await post(ALICE, { ...toBot, text: 'list' });
    const alice = String(first.body.personId);
    const answer = await post(BOT, { toPersonId: alice, markdown: '**Here** you are' });
    assert.equal(first.status, 200);
    assert.equal(first.body.roomType, 'direct');
    assert.equal(answer.body.roomId, first.body.roomId);
    assert.equal(answer.body.text, 'Here you are');
    const read = await call(ALICE, 'GET', `/messages/${String(answer.body.id)}`);
    assert.equal(read.body.html, '<p><strong>Here</strong> you are</p>');
    const rooms = itemsOf(await call(ALICE, 'GET', '/rooms?type=direct'));
    assert.deepEqual(
      rooms.map(({ title }) => title),
      ['Recordings'],
    );
    const direct = await call(BOT, 'GET', '/messages/direct?personEmail=Alice@example.com');
    assert.deepEqual(
      itemsOf(direct).map(({ text }) => text),
      ['Here you are', 'list'],
    );
  });

  it('are refused with Webex’s shape when they say nothing, too much, or too many addressees', async () => {
    const wrong: [object, RegExp][] = [
      [{ ...toBot }, /at least one/],
      [{ text: 'a' }, /Exactly one/],
      [{ ...toBot, roomId: group, text: 'a' }, /Exactly one/],
      [{ ...toBot, text: 'ü'.repeat(3720) }, /7439 bytes/],
      [{ ...toBot, markdown: 'a'.repeat(7440) }, /7439 bytes/],
      [{ ...toBot, text: 'a', colour: 'red' }, /colour/],
      [{ ...toBot, text: 5 }, /text/],
      [{ ...toBot, files: ['https://x.test/a.png'] }, /its own machine/],
      [{ ...toBot, html: 'a'.repeat(7440) }, /7439 bytes/],
      [{ roomId: 'nothing', text: 'a' }, /base64 ID or UUID/],
      [{ ...toBot, text: 'a', attachments: [...attached(CARD), ...attached(CARD)] }, /one card/],
      [
        { ...toBot, text: 'a', attachments: [{ contentType: 'text/plain', content: {} }] },
        /contentType/,
      ],
      [{ ...toBot, text: 'a', attachments: attached({ ...CARD, colour: 1 }) }, /card\.colour/],
    ];
    for (const [body, message] of wrong) {
      const answer = await post(ALICE, body);
      assert.equal(answer.status, 400);
      assert.match(problemsOf(answer).join(), message);
      assert.equal(answer.body.trackingId, answer.headers.get('trackingid'));
    }
    assert.equal((await post(ALICE, { ...toBot, text: 'ü'.repeat(3719) })).status, 200);
    assert.equal(
      (await post(ALICE, { toPersonEmail: 'nobody@example.com', text: 'a' })).status,
      404,
    );
    assert.equal((await post('sandbox-carol', { roomId: group, text: 'a' })).status, 404);
    assert.equal((await post('', { ...toBot, text: 'a' })).status, 401);
    assert.equal((await post('wrong', { ...toBot, text: 'a' })).status, 401);
  });

  it('keep every card for a lint, the refused ones with what was wrong', async () => {
    const before = sandbox.cards().length;
    await post(BOT, { toPersonEmail: 'alice@example.com', text: 'a', attachments: attached(CARD) });
    await post(BOT, {
      toPersonEmail: 'alice@example.com',
      text: 'a',
      attachments: attached({ ...CARD, version: '9' }),
    });
    const [good, bad] = sandbox.cards().slice(before);
    assert.deepEqual(good, { card: CARD, problems: [] });
    assert.equal(bad?.problems[0]?.path, 'card.version');
  });

  it('reach a bot in a group space only when they mention it', async () => {
    const plain = await post(ALICE, { roomId: group, text: 'Recordings list' });
    const mention = await post(ALICE, { roomId: group, markdown: `${MENTION} list` });
    assert.equal(mention.body.text, 'Recordings list');
    const bot = (await call(BOT, 'GET', '/people/me')).body.id;
    assert.deepEqual(mention.body.mentionedPeople, [bot]);
    assert.equal((await call(BOT, 'GET', `/messages/${String(plain.body.id)}`)).status, 404);
    assert.equal((await call(BOT, 'GET', `/messages/${String(mention.body.id)}`)).status, 200);
    assert.equal(
      (await call('sandbox-bob', 'GET', `/messages/${String(plain.body.id)}`)).status,
      200,
    );
    assert.equal(
      (await call('sandbox-carol', 'GET', `/messages/${String(plain.body.id)}`)).status,
      404,
    );
    assert.equal((await call(BOT, 'GET', `/messages?roomId=${group}`)).status, 403);
    const listed = await call(BOT, 'GET', `/messages?roomId=${group}&mentionedPeople=me`);
    assert.deepEqual(
      itemsOf(listed).map(({ id }) => id),
      [mention.body.id],
    );
  });

  it('mention by id too, with the name that the person has when none is given', async () => {
    const bob = (await call('sandbox-bob', 'GET', '/people/me')).body.id;
    const answer = await post(ALICE, { roomId: group, markdown: `Hi <@personId:${String(bob)}>` });
    assert.equal(answer.body.text, 'Hi Bob Brandt');
    assert.deepEqual(answer.body.mentionedPeople, [bob]);
  });

  it('come in pages, newest first, unmoved by what is written meanwhile', async () => {
    const title = await call(ALICE, 'POST', '/rooms', { title: 'Pages' });
    const roomId = String(title.body.id);
    for (const text of ['1', '2', '3', '4', '5']) await post(ALICE, { roomId, text });
    const first = await call(ALICE, 'GET', `/messages?roomId=${roomId}&max=2`);
    await post(ALICE, { roomId, text: '6' });
    const second = await call(ALICE, 'GET', nextOf(first) ?? '');
    const third = await call(ALICE, 'GET', nextOf(second) ?? '');
    assert.deepEqual(
      [first, second, third].map((page) => itemsOf(page).map(({ text }) => text)),
      [['5', '4'], ['3', '2'], ['1']],
    );
    assert.equal(nextOf(third), undefined);
    assert.equal((await call(ALICE, 'GET', `/messages?roomId=${roomId}&max=0`)).status, 400);
  });

  it('take html beside text and markdown, less what Webex does not keep', async () => {
    const html = '<h1>Hi</h1><script>alert(1)</script><p>a <b class="x">b</b> &amp; 1 < 2</p>';
    const { status, body } = await post(ALICE, { ...toBot, html });
    assert.deepEqual([status, body.text], [200, 'Hi\nalert(1)a b & 1 < 2']);
    const path = `/messages/${String(body.id)}`;
    const read = await call(BOT, 'GET', path);
    assert.equal(read.body.html, '<h1>Hi</h1>alert(1)<p>a <b>b</b> &amp; 1 &lt; 2</p>');
    const { roomId } = body;
    const edit = async (more: object): Promise<number> =>
      (await call(ALICE, 'PUT', path, { roomId, ...more })).status;
    assert.equal(await edit({ html }), 400);
    assert.equal(await edit({ markdown: 'a', html }), 400);
    assert.equal(await edit({ text: 'a', html }), 200);
  });

  it('can be edited ten times by their author, a card included', async () => {
    const posted = await post(BOT, { roomId: group, text: 'Which?', attachments: attached(CARD) });
    const path = `/messages/${String(posted.body.id)}`;
    const edit = {
      roomId: group,
      markdown: 'Done',
      attachments: attached({ ...CARD, actions: [] }),
    };
    assert.equal((await call(ALICE, 'PUT', path, edit)).status, 403);
    assert.equal((await call(BOT, 'PUT', path, { roomId: group })).status, 400);
    assert.equal((await call(BOT, 'PUT', path, { markdown: 'Done' })).status, 400);
    for (let n = 0; n < 10; n += 1) assert.equal((await call(BOT, 'PUT', path, edit)).status, 200);
    const eleventh = await call(BOT, 'PUT', path, edit);
    assert.equal(eleventh.status, 400);
    assert.match(problemsOf(eleventh).join(), /maximum number of edits/);
    const read = await call(ALICE, 'GET', path);
    assert.equal(read.body.text, 'Done');
    assert.equal(typeof read.body.updated, 'string');
    assert.deepEqual(read.body.attachments, edit.attachments);
  });

  it('with a card cannot be edited when the sandbox follows the documents', async () => {
    const posted = await post(BOT, { roomId: group, text: 'Which?', attachments: attached(CARD) });
    const path = `/messages/${String(posted.body.id)}`;
    await call('', 'POST', `${sandbox.url}/sandbox/settings`, { editCards: false });
    const answer = await call(BOT, 'PUT', path, { roomId: group, text: 'Done' });
    await call('', 'POST', `${sandbox.url}/sandbox/settings`, { editCards: true });
    assert.equal(answer.status, 400);
    assert.match(problemsOf(answer).join(), /not supported/);
  });

  it('are gone once deleted, and only for who may', async () => {
    const mine = await post(ALICE, { roomId: group, markdown: `${MENTION} oops` });
    const path = `/messages/${String(mine.body.id)}`;
    assert.equal((await call(BOT, 'DELETE', path)).status, 403);
    assert.equal((await call('sandbox-bob', 'DELETE', path)).status, 403);
    assert.equal((await call(ALICE, 'DELETE', path)).status, 204);
    assert.equal((await call(ALICE, 'GET', path)).status, 404);
    assert.equal((await call(ALICE, 'PUT', path, { roomId: group, text: 'a' })).status, 404);
    assert.equal((await call(ALICE, 'DELETE', path)).status, 404);
  });
});
