import assert from 'node:assert/strict';
import { within } from '../../src/bot/within.js';

describe('what is not worth waiting for', () => {
  it('comes if it is in time, and fails as it does', async () => {
    assert.equal(await within(60_000, () => Promise.resolve(7)), 7);
    await assert.rejects(
      within(60_000, () => Promise.reject(new Error('x'))),
      { message: 'x' },
    );
  });

  it('is left alone and told to stop when it is late', async () => {
    let told: AbortSignal | undefined;
    const late = await within(1, (signal) => {
      told = signal;
      return new Promise(() => undefined);
    });
    assert.equal(late, undefined);
    assert.equal(told?.aborted, true);
  });
});
