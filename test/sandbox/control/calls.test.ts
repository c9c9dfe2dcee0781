import assert from 'node:assert/strict';
import { Calls } from '../../../sandbox/control/calls.js';

describe('the list of calls', () => {
  it('keeps the last ones only', () => {
    const calls = new Calls(4);
    const call = { method: 'GET', path: '/v1/rooms', query: {}, token: '', status: 200, end: 0 };
    for (let start = 0; start < 11; start += 1) {
      calls.add({ ...call, start });
      assert.ok(calls.list().length <= 4);
    }
    assert.deepEqual(
      calls.list().map(({ start }) => start),
      [7, 8, 9, 10],
    );
  });
});
