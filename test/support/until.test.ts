import assert from 'node:assert/strict';
import { until } from './until.js';

describe('until', () => {
  it('resolves once it is so', async () => {
    let looks = 0;
    await until(() => ++looks === 3);
    assert.equal(looks, 3);
  });

  it('ends when it is never so, and says what was hoped for', async () => {
    await assert.rejects(
      until(() => false, 'the end of the world', 30),
      /^Error: Waited in vain: the end of the world$/,
    );
    let looks = 0;
    await assert.rejects(
      until(() => ++looks < 0, undefined, 30),
      /\+\+looks ?< ?0/,
    );
    assert.ok(looks > 1);
  });

  it('looks once more when the time is over', async () => {
    let isSo = false;
    const over = until(() => isSo, 'x', 1);
    const start = performance.now();
    while (performance.now() < start + 5);
    isSo = true;
    await over;
  });
});
