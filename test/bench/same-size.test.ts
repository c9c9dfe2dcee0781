import assert from 'node:assert/strict';
import { assertSameSize } from '../../bench/measure/same-size.js';

describe('cards that are compared', () => {
  it('are of about the same size', () => {
    assertSameSize({ ours: 5_546, plain: 5_742 });
    assertSameSize({ ours: 1_150, plain: 1_000 });
    assert.throws(() => assertSameSize({ ours: 5_546, plain: 9_204 }), /ours 5546, plain 9204/);
    assert.throws(() => assertSameSize({ ours: 0, plain: 9_204 }), /differ/);
  });
});
