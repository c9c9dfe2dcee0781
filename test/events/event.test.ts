import assert from 'node:assert/strict';
import { envelope, idempotencyKey, recordingEvent, webexEvent } from '../../src/events/event.js';

const event = {
  resource: 'messages',
  event: 'created',
  data: { id: 'm1', roomId: 's1', personId: 'alice' },
};

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
