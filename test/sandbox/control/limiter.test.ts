import assert from 'node:assert/strict';
import { Limiter } from '../../../sandbox/control/limiter.js';

describe('the limiter', () => {
  it('lets so many calls of a token through in any minute, and says when to come back', () => {
    const clock = { now: 0 };
    const limiter = new Limiter(() => clock.now);
    const limit = { calls: 2, seconds: 60 };
    const take = (token = 'a') => limiter.take(token, limit);
    assert.equal(take(), undefined);
    clock.now = 20_000;
    assert.equal(take(), undefined);
    assert.equal(take(), 40);
    assert.equal(take('b'), undefined);
    clock.now = 59_999;
    assert.equal(take(), 1);
    clock.now = 60_000;
    assert.equal(take(), undefined, 'what was refused does not count');
    assert.equal(take(), 20);
    assert.equal(limiter.take('a', { ...limit, retryAfterSeconds: 30 }), 30);
    assert.equal(limiter.take('a', { calls: 1, seconds: 60 }), 60, 'a limit may be lowered');
    assert.equal(limiter.take('a', { calls: 3, seconds: 60 }), undefined);
  });
});
