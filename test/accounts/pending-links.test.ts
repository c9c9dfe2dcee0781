import assert from 'node:assert/strict';
import { memoryPendingLinks } from '../../src/accounts/pending-links.js';

const link = (state: string) => ({
  ...{ state, personId: 'p', email: 'a@example.com', verifier: 'v', expiresAt: 1 },
});

describe('accounts/pending-links', () => {
  it('gives a link out once', async () => {
    const pending = memoryPendingLinks();
    await pending.put(link('1'));
    await pending.put(link('2'));
    assert.deepEqual(await pending.take('1'), link('1'));
    assert.equal(await pending.take('1'), undefined);
    assert.deepEqual(await pending.take('2'), link('2'));
    assert.equal(await pending.take('3'), undefined);
  });

  it('lets the oldest go when there are too many', async () => {
    const pending = memoryPendingLinks();
    for (let i = 0; i <= 10_000; i += 1) await pending.put(link(String(i)));
    assert.equal(await pending.take('0'), undefined);
    assert.ok(await pending.take('1'));
    assert.ok(await pending.take('10000'));
  });
});
