import assert from 'node:assert/strict';
import { NOTHING, topK, withBatch } from '../../src/recordings/ranking.js';
import { recordingOf } from '../bot/support/recordings.js';

const made = (id: string, day: number, given: object = {}) =>
  recordingOf({ id, createTime: `2026-08-0${day}T09:00:00Z`, ...given });
const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

describe('recordings/ranking', () => {
  const unknown = { sizeBytes: undefined, durationSeconds: undefined };
  const small = made('small', 1, { sizeBytes: 1, durationSeconds: 90 });
  const large = made('large', 3, { sizeBytes: 9, durationSeconds: 10 });
  const bare = made('bare', 2, unknown);

  it('adds up batches', () => {
    const totals = withBatch(withBatch(NOTHING, [small, bare]), [large]);
    assert.deepEqual(totals, { count: 3, bytes: 10 });
  });

  it('puts unknown sizes and lengths last', () => {
    const all = [bare, small, large];
    assert.deepEqual(ids(topK([], all, 'largest', 3)), ['large', 'small', 'bare']);
    assert.deepEqual(ids(topK([], all, 'longest', 3)), ['small', 'large', 'bare']);
    assert.deepEqual(ids(topK([], all, 'newest', 3)), ['large', 'bare', 'small']);
  });

  it('orders equals by the newest, and then always alike', () => {
    const [a, b, later] = [made('a', 1), made('b', 1), made('c', 2)];
    assert.deepEqual(ids(topK([b], [later, a], 'largest', 3)), ['c', 'a', 'b']);
  });

  it('keeps the best so far where a batch has nothing better', () => {
    const best = topK([], [large], 'largest', 1);
    assert.equal(topK(best, [small, bare], 'largest', 1), best);
    assert.deepEqual(ids(topK(topK([], [small], 'largest', 1), [large], 'largest', 1)), ['large']);
  });
});
