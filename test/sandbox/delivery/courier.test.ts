import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { CARD, type Call, attached, clientOf, groupOf } from '../support/client.js';
import { type Receiver, startReceiver } from '../support/receiver.js';

const ALICE = 'sandbox-alice';
const BOT = 'sandbox-bot';

describe('webhook delivery', () => {
  let sandbox: Sandbox;
  let receiver: Receiver;
  let call: Call;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    receiver = await startReceiver();
    call = clientOf(sandbox);
  });
  afterEach(async () => {
    await sandbox.stop();
    await receiver.stop();
  });
  const hook = (more: object = {}, token = BOT) =>
    call(token, 'POST', '/webhooks', {
      name: 'Hook',
      targetUrl: receiver.url,
      resource: 'all',
      event: 'all',
      secret: 's3cret',
      ...more,
    });
  const say = (text: string) =>
    call(ALICE, 'POST', '/messages', { toPersonEmail: 'recordings@webex.bot', text });
  const seen = () => receiver.deliveries.map(({ resource, event }) => `${resource} ${event}`);

  it('signs the very bytes it sends, both ways', async () => {
    await hook({ resource: 'messages', event: 'created' });
    await say('grüß dich');
    await sandbox.settled();
    const [delivery] = receiver.deliveries;
    assert.ok(delivery);
    const hmac = (algorithm: string) =>
      createHmac(algorithm, 's3cret').update(delivery.raw).digest('hex');
    assert.equal(delivery.headers['x-spark-signature'], hmac('sha1'));
    assert.equal(
      delivery.headers['x-webex-signature'],
      `SHA-256=${hmac('sha256')}, SHA-512=${hmac('sha512')}`,
    );
    assert.ok(!delivery.raw.includes('dich'), 'what was said is not in the webhook');
    assert.equal(delivery.data.personEmail, 'alice@example.com');
  });

  it('does not sign without a secret', async () => {
    await hook({ resource: 'messages', event: 'created', secret: undefined });
    await say('hi');
    await sandbox.settled();
    assert.equal(receiver.deliveries[0]?.headers['x-spark-signature'], undefined);
    assert.equal(receiver.deliveries[0]?.headers['x-webex-signature'], undefined);
  });

  it('tells of a new space and of the message in it; the firehose leaves clicks out', async () => {
    await hook();
    await say('hi');
    await sandbox.settled();
    assert.deepEqual(seen().sort(), ['memberships created', 'messages created']);
    const body = {
      toPersonEmail: 'alice@example.com',
      text: 'Which?',
      attachments: attached(CARD),
    };
    const { body: card } = await call(BOT, 'POST', '/messages', body);
    const action = { type: 'submit', messageId: card.id, inputs: {} };
    await sandbox.settled();
    receiver.deliveries = [];
    await call(ALICE, 'POST', '/attachment/actions', action);
    await sandbox.settled();
    assert.deepEqual(seen(), []);
    await hook({ resource: 'attachmentActions', event: 'created' });
    const { body: made } = await call(ALICE, 'POST', '/attachment/actions', action);
    await sandbox.settled();
    assert.deepEqual(seen(), ['attachmentActions created']);
    assert.equal(receiver.deliveries[0]?.data.id, made.id);
    assert.equal(receiver.deliveries[0]?.data.inputs, undefined);
  });

  it('tells a bot in a group of mentions and its own words only, and nobody outside of anything', async () => {
    await hook({ resource: 'messages' });
    await hook({ resource: 'messages' }, 'sandbox-carol');
    const roomId = await groupOf(call);
    await call(ALICE, 'POST', '/messages', { roomId, text: 'Recordings, list' });
    await sandbox.settled();
    assert.deepEqual(seen(), []);
    await call(ALICE, 'POST', '/messages', {
      roomId,
      markdown: '<@personEmail:recordings@webex.bot> list',
    });
    const { body: own } = await call(BOT, 'POST', '/messages', { roomId, text: 'Here' });
    await call(BOT, 'PUT', `/messages/${String(own.id)}`, { roomId, text: 'Here!' });
    await call(BOT, 'DELETE', `/messages/${String(own.id)}`);
    await sandbox.settled();
    assert.deepEqual(seen().sort(), [
      'messages created',
      'messages created',
      'messages deleted',
      'messages updated',
    ]);
  });

  it('tells who was added and removed', async () => {
    await hook({ resource: 'memberships' });
    const room = await call(ALICE, 'POST', '/rooms', { title: 'New' });
    const membership = { roomId: room.body.id, personEmail: 'recordings@webex.bot' };
    const { body } = await call(ALICE, 'POST', '/memberships', membership);
    await call(ALICE, 'DELETE', `/memberships/${String(body.id)}`);
    await sandbox.settled();
    assert.deepEqual(seen().sort(), ['memberships created', 'memberships deleted']);
  });

  it('keeps to the room of a filter', async () => {
    const roomId = await groupOf(call);
    await hook({ resource: 'messages', filter: `roomId=${roomId}` }, ALICE);
    await say('elsewhere');
    await call(ALICE, 'POST', '/messages', { roomId, text: 'here' });
    await sandbox.settled();
    assert.deepEqual(
      receiver.deliveries.map(({ data }) => data.roomId),
      [roomId],
    );
  });

  it('is never tried again, and is switched off after 100 failures until told to go on', async () => {
    const { body } = await hook({ resource: 'messages', event: 'created' });
    const path = `/webhooks/${String(body.id)}`;
    receiver.status = 500;
    for (let n = 0; n < 99; n += 1) await say('hi');
    await sandbox.settled();
    assert.equal((await call(BOT, 'GET', path)).body.status, 'active');
    assert.equal(receiver.deliveries.length, 99);
    await say('hi');
    await sandbox.settled();
    assert.equal((await call(BOT, 'GET', path)).body.status, 'inactive');
    receiver.status = 200;
    await say('unheard');
    await sandbox.settled();
    assert.equal(receiver.deliveries.length, 100);
    await call(BOT, 'PUT', path, { name: 'Hook', targetUrl: receiver.url, status: 'active' });
    await say('heard');
    await sandbox.settled();
    assert.equal(receiver.deliveries.length, 101);
  });

  it('counts failures of the last five minutes only', async () => {
    await sandbox.stop();
    let now = 1_800_000_000_000;
    sandbox = await startSandbox({ port: 0, seed: 'empty', now: () => now });
    call = clientOf(sandbox);
    const { body } = await hook({ resource: 'messages', event: 'created' });
    receiver.status = 503;
    for (let n = 0; n < 60; n += 1) await say('hi');
    await sandbox.settled();
    now += 5 * 60_000;
    for (let n = 0; n < 60; n += 1) await say('hi');
    await sandbox.settled();
    assert.equal((await call(BOT, 'GET', `/webhooks/${String(body.id)}`)).body.status, 'active');
  });

  describe('with faults', () => {
    const texts = async () => {
      await sandbox.settled();
      return Promise.all(
        receiver.deliveries.map(async ({ data }) => {
          const { body } = await call(BOT, 'GET', `/messages/${String(data.id)}`);
          return body.text;
        }),
      );
    };
    beforeEach(() => hook({ resource: 'messages', event: 'created' }));

    it('sends the same bytes twice', async () => {
      sandbox.faults.set([{ webhook: 'duplicate', times: 1 }]);
      await say('one');
      await say('two');
      assert.deepEqual((await texts()).sort(), ['one', 'one', 'two']);
      const [first, second] = receiver.deliveries.filter(
        ({ data }) => data.id === receiver.deliveries[0]?.data.id,
      );
      assert.ok(first && second && first.raw.equals(second.raw));
    });

    it('loses one', async () => {
      sandbox.faults.set([{ webhook: 'lose', times: 1 }]);
      await say('one');
      await sandbox.settled();
      await say('two');
      assert.deepEqual(await texts(), ['two']);
    });

    it('lets the next one overtake', async () => {
      sandbox.faults.set([{ webhook: 'reorder', times: 1 }]);
      await say('one');
      await say('two');
      assert.deepEqual(await texts(), ['two', 'one']);
    });

    it('does not hold one back for ever', async () => {
      sandbox.faults.set([{ webhook: 'reorder', latencyMs: 5 }]);
      await say('one');
      assert.deepEqual(await texts(), ['one']);
    });

    it('delays one', async () => {
      sandbox.faults.set([{ webhook: 'delay', latencyMs: 100, times: 1, path: '/hook' }]);
      const start = performance.now();
      await say('one');
      assert.deepEqual(await texts(), ['one']);
      // Timers may be a little early, and on a slow machine late.
      assert.ok(performance.now() - start >= 99);
    });
  });
});
