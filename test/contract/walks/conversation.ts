import assert from 'node:assert/strict';
import { text } from './caller.js';
import { stepsOf, type Walked } from './walked.js';

const CARD = {
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: {
    type: 'AdaptiveCard',
    version: '1.2',
    body: [{ type: 'TextBlock', text: 'Your recordings', wrap: true }],
    actions: [{ type: 'Action.Submit', title: 'Refresh', data: { action: 'refresh' } }],
  },
};

/** People, spaces, memberships and messages, as people and the bot use them. */
export function walkConversation(walked: () => Walked): void {
  const step = stepsOf(walked);
  step('people: oneself, somebody by id and by address', async () => {
    for (const token of ['sandbox-alice', 'sandbox-bot', 'sandbox-admin', 'sandbox-officer']) {
      assert.equal((await walked().as(token)('GET /people/me')).status, 200);
    }
    const alice = walked().as('sandbox-alice');
    const found = await alice('GET /people', { query: { email: 'bob@example.com' } });
    assert.equal(found.items.length, 1);
    assert.equal((await alice(`GET /people/${text(found.items[0], 'id')}`)).status, 200);
  });

  step('people: refusals', async () => {
    const { as } = walked();
    assert.equal((await as()('GET /people/me')).status, 401);
    assert.equal((await as('no-such-token')('GET /people/me')).status, 401);
    assert.equal((await as('sandbox-alice')('GET /people')).status, 400);
    assert.equal((await as('sandbox-alice')('GET /people/nobody')).status, 400);
    const unknown = '00000000-0000-4000-8000-000000000000';
    assert.equal((await as('sandbox-alice')(`GET /people/${unknown}`)).status, 404);
  });

  step('spaces and who is in them', async () => {
    const { as } = walked();
    const alice = as('sandbox-alice');
    const made = await alice('POST /rooms', { body: { title: 'Contract' } });
    assert.equal(made.status, 200);
    const roomId = text(made.body, 'id');
    assert.equal((await alice(`GET /rooms/${roomId}`)).status, 200);
    const rooms = await alice('GET /rooms', { query: { type: 'group', max: '5' } });
    assert.ok(rooms.items.length > 0);
    const invitation = { roomId, personEmail: 'recordings@webex.bot' };
    const member = await alice('POST /memberships', { body: invitation });
    assert.equal(member.status, 200);
    const membership = `/memberships/${text(member.body, 'id')}`;
    assert.equal((await alice('POST /memberships', { body: invitation })).status, 409);
    assert.equal((await as('sandbox-bot')(`GET ${membership}`)).status, 200);
    const members = await as('sandbox-bot')('GET /memberships', { query: { roomId } });
    assert.equal(members.items.length, 2);
    assert.equal((await alice(`DELETE ${membership}`)).status, 204);
    assert.equal((await alice(`GET ${membership}`)).status, 404);
    assert.equal((await as('sandbox-bob')(`GET /rooms/${roomId}`)).status, 404);
  });

  step('messages: written, read, listed, changed, deleted', async () => {
    const { as } = walked();
    const [alice, bot] = [as('sandbox-alice'), as('sandbox-bot')];
    const first = await alice('POST /messages', {
      body: { toPersonEmail: 'recordings@webex.bot', text: 'list' },
    });
    assert.equal(first.status, 200);
    const roomId = text(first.body, 'roomId');
    assert.equal((await bot(`GET /messages/${text(first.body, 'id')}`)).status, 200);
    const toPersonId = text(first.body, 'personId');
    const direct = await bot('POST /messages', { body: { toPersonId, markdown: '**Hello**' } });
    assert.equal(direct.status, 200);
    const answer = await bot('POST /messages', { body: { roomId, text: 'One moment' } });
    assert.equal(answer.status, 200);
    const path = `/messages/${text(answer.body, 'id')}`;
    assert.equal((await bot(`PUT ${path}`, { body: { roomId, text: 'Done' } })).status, 200);
    const list = await bot('GET /messages', { query: { roomId, max: '3' } });
    assert.equal(list.items.length, 3);
    const between = await bot('GET /messages/direct', { query: { personId: toPersonId } });
    assert.equal(between.items.length, 3);
    assert.equal((await bot(`DELETE ${path}`)).status, 204);
    assert.equal((await bot(`GET ${path}`)).status, 404);
  });

  step('files: posted with a message, read by whoever may see it', async () => {
    const { as } = walked();
    const files = new File(['id,topic\n'], 'recordings.csv', { type: 'text/csv' });
    const to = { toPersonEmail: 'alice@example.com' };
    const posted = await as('sandbox-bot')('POST /messages', {
      upload: { ...to, markdown: 'Your **list**', files },
    });
    assert.equal(posted.status, 200);
    const below = { ...to, parentId: text(posted.body, 'id'), text: 'This one' };
    const answer = await as('sandbox-bot')('POST /messages', { body: below });
    assert.equal(answer.body.parentId, below.parentId);
    const address = new URL((posted.body.files as string[])[0] ?? '');
    const read = `/contents/${address.pathname.split('/').at(-1) ?? ''}`;
    assert.equal((await as('sandbox-alice')(`GET ${read}`)).status, 200);
    assert.equal((await as('sandbox-alice')(`HEAD ${read}`)).status, 200);
    assert.equal((await as('sandbox-carol')(`GET ${read}`)).status, 404);
    const both = { ...to, attachments: JSON.stringify([CARD]), files };
    assert.equal((await as('sandbox-bot')('POST /messages', { upload: both })).status, 400);
  });

  step('messages: refusals', async () => {
    const alice = walked().as('sandbox-alice');
    const to = { toPersonEmail: 'recordings@webex.bot' };
    const wrong: Record<string, unknown>[] = [
      to,
      { text: 'to nobody' },
      { ...to, text: 'x'.repeat(7440) },
      { ...to, markdown: 'é'.repeat(3720) },
      { ...to, text: 'two cards', attachments: [CARD, CARD] },
      {
        ...to,
        text: 'no version',
        attachments: [{ ...CARD, content: { type: 'AdaptiveCard', body: [] } }],
      },
    ];
    for (const body of wrong) {
      assert.equal((await alice('POST /messages', { body })).status, 400, JSON.stringify(body));
    }
    assert.equal((await alice('GET /messages')).status, 400);
    assert.equal((await alice('GET /messages/nothing')).status, 400);
  });

  step('cards: sent, clicked, replaced in place', async () => {
    const { as } = walked();
    const [alice, bot] = [as('sandbox-alice'), as('sandbox-bot')];
    const sent = await bot('POST /messages', {
      body: { toPersonEmail: 'alice@example.com', text: 'A card', attachments: [CARD] },
    });
    assert.equal(sent.status, 200);
    const [messageId, roomId] = [text(sent.body, 'id'), text(sent.body, 'roomId')];
    const click = { type: 'submit', messageId, inputs: { action: 'refresh', page: 2, all: true } };
    const clicked = await alice('POST /attachment/actions', { body: click });
    assert.ok(clicked.status < 300, String(clicked.status));
    assert.equal((await bot(`GET /attachment/actions/${text(clicked.body, 'id')}`)).status, 200);
    assert.ok((await bot('POST /attachment/actions', { body: click })).status >= 400);
    assert.equal((await bot('GET /attachment/actions/nothing')).status, 400);
    const put = { roomId, text: 'A card', attachments: [CARD] };
    const replaced = await bot(`PUT /messages/${messageId}`, { body: put });
    assert.ok([200, 400].includes(replaced.status), String(replaced.status));
    assert.equal((await bot(`GET /messages/${messageId}`)).status, 200);
    const list = await bot('GET /messages', { query: { roomId } });
    assert.ok(list.items.some((item) => item.attachments !== undefined));
  });

  step('webhooks: made, listed, changed, deleted', async () => {
    const bot = walked().as('sandbox-bot');
    const base = { name: 'contract', targetUrl: 'http://127.0.0.1:9/webhook', secret: 's3cret' };
    const paths: string[] = [];
    for (const [resource, event] of [
      ['attachmentActions', 'created'],
      ['messages', 'all'],
      ['all', 'all'],
    ]) {
      const made = await bot('POST /webhooks', { body: { ...base, resource, event } });
      assert.equal(made.status, 200);
      paths.push(`/webhooks/${text(made.body, 'id')}`);
    }
    assert.equal((await bot('GET /webhooks', { query: { max: '100' } })).items.length, 3);
    for (const path of paths) {
      assert.equal((await bot(`GET ${path}`)).status, 200);
      const body = { name: 'again', targetUrl: base.targetUrl, status: 'active' };
      assert.equal((await bot(`PUT ${path}`, { body })).status, 200);
      assert.equal((await bot(`DELETE ${path}`)).status, 204);
      assert.equal((await bot(`GET ${path}`)).status, 404);
    }
    const odd = { ...base, resource: 'cheese', event: 'created' };
    assert.equal((await bot('POST /webhooks', { body: odd })).status, 400);
    assert.equal((await bot('POST /webhooks', { body: { name: 'half' } })).status, 400);
  });
}
