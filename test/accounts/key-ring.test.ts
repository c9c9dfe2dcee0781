import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { joinKeyRings, KeyRingError, parseKeyRing } from '../../src/accounts/key-ring.js';

const bytes = (n: number, length = 32): string => Buffer.alloc(length, n).toString('base64');
const secretOf = (ring: ReturnType<typeof parseKeyRing>, id: string): Buffer | undefined =>
  ring.find(id)?.secret.export();

describe('accounts/key-ring', () => {
  it('seals with the first, finds all', () => {
    const ring = parseKeyRing(` k-1:${bytes(1)}, K_2:${bytes(2)}\n`);
    assert.equal(ring.first.id, 'k-1');
    assert.deepEqual(secretOf(ring, 'k-1'), Buffer.alloc(32, 1));
    assert.deepEqual(secretOf(ring, 'K_2'), Buffer.alloc(32, 2));
    assert.equal(ring.find('k_2'), undefined);
  });

  it('takes base64 in either alphabet, padded or not', () => {
    const all = Buffer.alloc(32, 0xfb);
    for (const text of [all.toString('base64'), all.toString('base64url')]) {
      assert.deepEqual(secretOf(parseKeyRing(`k:${text}`), 'k'), all);
    }
  });

  const bad: [string, string, RegExp][] = [
    ['nothing', '', /entry 1 is not/],
    ['no id', bytes(1), /entry 1 is not/],
    ['an empty id', `:${bytes(1)}`, /entry 1 is not/],
    ['a dot in the id', `k.1:${bytes(1)}`, /entry 1 is not/],
    ['an id without end', `${'k'.repeat(33)}:${bytes(1)}`, /entry 1 is not/],
    ['a short key', `k:${bytes(1, 31)}`, /32 bytes/],
    ['a long key', `k:${bytes(1, 33)}`, /32 bytes/],
    ['hex', `k:${'ab'.repeat(32)}`, /entry 1 is not/],
    ['a comma at the end', `k:${bytes(1)},`, /entry 2 is not/],
    ['an id twice', `k:${bytes(1)},k:${bytes(2)}`, /entry 2 has the id of an earlier one/],
    ['two mistakes', `x,k:${bytes(1)},y`, /entry 1 is not.*entry 3 is not/],
  ];
  for (const [what, text, said] of bad) {
    it(`refuses ${what}, and says how to make one`, () => {
      assert.throws(() => parseKeyRing(text), { name: 'KeyRingError', message: said });
      assert.throws(() => parseKeyRing(text), /^KeyRingError: TOKEN_KEYS .*openssl rand/);
      assert.throws(() => parseKeyRing(text, 'a file'), /^KeyRingError: a file /);
    });
  }

  it('shows no key: not in an error, not when it is looked at', () => {
    const key = bytes(7);
    assert.throws(
      () => parseKeyRing(`${key},k:${key}x,${key}:k`),
      (error) => error instanceof KeyRingError && !inspect(error).includes(key.slice(0, 8)),
    );
    const ring = parseKeyRing(`k:${key}`);
    const seen = inspect(ring.first, { depth: 9, showHidden: true }) + JSON.stringify(ring);
    assert.ok(!seen.includes(key.slice(0, 8)));
    assert.doesNotMatch(seen, /07 07|07, ?7|7, ?7/);
  });

  it('joins two: the first one’s first seals, and its ids win', () => {
    const ring = joinKeyRings(
      parseKeyRing(`new:${bytes(1)}`),
      parseKeyRing(`old:${bytes(2)},new:${bytes(3)}`),
    );
    assert.equal(ring.first.id, 'new');
    assert.deepEqual(secretOf(ring, 'new'), Buffer.alloc(32, 1));
    assert.deepEqual(secretOf(ring, 'old'), Buffer.alloc(32, 2));
  });
});
