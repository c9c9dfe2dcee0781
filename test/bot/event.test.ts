import assert from 'node:assert/strict';
import { keyOf, webexEvent } from '../../src/bot/event.js';

const event = {
  resource: 'messages',
  event: 'created',
  data: { id: 'm1', roomId: 's1', personId: 'alice' },
};

describe('an event', () => {
  it('is the same whichever webhook brought it, and another for another thing', () => {
    const twice = webexEvent.parse({ ...event, id: 'w2', actorId: 'alice' });
    assert.equal(keyOf(webexEvent.parse(event)), keyOf(twice));
    for (const other of [
      { ...event, resource: 'rooms' },
      { ...event, event: 'deleted' },
      { ...event, data: { ...event.data, id: 'm2' } },
    ]) {
      assert.notEqual(keyOf(other), keyOf(event));
    }
  });

  for (const missing of ['id', 'roomId', 'personId']) {
    it(`needs ${missing}`, () => {
      const data = { ...event.data, [missing]: '' };
      assert.equal(webexEvent.safeParse({ ...event, data }).success, false);
    });
  }
});
