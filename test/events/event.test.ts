import assert from 'node:assert/strict';
import {
  envelope,
  idempotencyKey,
  recordingEvent,
  secretsFor,
  webexEvent,
} from '../../src/events/event.js';
import { webhookSecret } from '../../src/util/webhook-secret.js';
import { personIdOf } from '../../src/webex/ids.js';

const event = {
  resource: 'messages',
  event: 'created',
  data: { id: 'm1', roomId: 's1', personId: 'alice' },
};

describe('the secrets that may have signed a body', () => {
  const created = { resource: 'messages', event: 'created' };

  it('are that of its own webhook, and the configured one, for each that is configured', () => {
    const own = ['new', 'old'].map((secret) => webhookSecret(secret, created));
    const [first, second] = own;
    assert.deepEqual(secretsFor(event, ['new', 'old']), [first, 'new', second, 'old']);
    assert.notEqual(secretsFor({ ...event, event: 'deleted' }, ['new'])[0], first);
  });

  it('are those of a person’s own webhook where it is about a recording', () => {
    const owner = '11111111-1111-4111-8111-111111111111';
    const kind = { resource: 'recordings', event: 'created' };
    const by = (createdBy?: string) => secretsFor({ ...event, ...kind, createdBy }, ['s'])[0];
    assert.equal(by(personIdOf(owner)), webhookSecret('s', { ...kind, owner }));
    assert.notEqual(by(), by(personIdOf(owner)));
    // Nobody else's person makes another secret of the bot's own webhooks.
    const signed = secretsFor({ ...event, createdBy: personIdOf(owner) }, ['s'])[0];
    assert.equal(signed, webhookSecret('s', created));
  });

  it('are the configured ones where it is no body of Webex’s', () => {
    for (const body of [undefined, null, 'x', {}, { resource: 7, event: 'created' }])
      assert.deepEqual(secretsFor(body, ['a', 'b']), ['a', 'b']);
  });
});

describe('an event', () => {
  it('is the same whichever webhook brought it, and another for another thing', () => {
    const twice = webexEvent.parse({ ...event, id: 'w2', actorId: 'alice' });
    assert.equal(idempotencyKey(webexEvent.parse(event)), idempotencyKey(twice));
    for (const other of [
      { ...event, resource: 'rooms' },
      { ...event, event: 'deleted' },
      { ...event, data: { ...event.data, id: 'm2' } },
    ]) {
      assert.notEqual(idempotencyKey(other), idempotencyKey(event));
    }
  });

  it('is of its stay in a space, whose id is the same for each', () => {
    const added = (created?: unknown): string =>
      idempotencyKey(
        webexEvent.parse({
          ...{ ...event, resource: 'memberships' },
          data: { ...event.data, created },
        }),
      );
    const [one, other] = ['2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z'];
    assert.equal(added(one), added(one));
    assert.notEqual(added(one), added(other));
    assert.equal(added(), 'memberships:created:m1');
    assert.equal(added(7), added());
    assert.equal(added('2026-11-20 10:00:00.000'), added(one), 'without a zone it is of UTC');
    assert.equal(added('soon'), added());
  });

  it('of anything else is the same whether it tells its time or not', () => {
    const timed = { ...event, data: { ...event.data, created: '2026-11-20T10:00:00.000Z' } };
    assert.equal(idempotencyKey(webexEvent.parse(timed)), idempotencyKey(event));
  });

  it('is heard though what it does not need is odd', () => {
    for (const odd of [null, 7, {}, ['x'], true]) {
      const given = { ...event, id: odd, actorId: odd, createdBy: odd };
      const body = { ...given, data: { ...event.data, roomType: odd, created: odd } };
      assert.ok(envelope.safeParse(body).success, JSON.stringify(odd));
      // Which of them an event needs, its own kind says.
      const placeless = { ...event, data: { id: 'm1', roomId: odd, personId: odd } };
      assert.ok(envelope.safeParse(placeless).success, JSON.stringify(odd));
      assert.equal(idempotencyKey(webexEvent.parse(body)), idempotencyKey(event));
      const ready = { ...event, resource: 'recordings', id: 'w', createdBy: odd };
      assert.ok(recordingEvent.safeParse(ready).success, JSON.stringify(odd));
    }
  });

  for (const missing of ['id', 'roomId', 'personId']) {
    it(`needs ${missing}`, () => {
      const data = { ...event.data, [missing]: '' };
      assert.equal(webexEvent.safeParse({ ...event, data }).success, false);
    });
  }
});
