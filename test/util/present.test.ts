import assert from 'node:assert/strict';
import { z } from 'zod';
import { defined, lenient, present, wellFormed } from '../../src/util/present.js';

describe('present', () => {
  it('leaves out what a condition left out, and keeps 0 and the empty text', () => {
    assert.deepEqual(present<number | string>([1, false, 0, undefined, '']), [1, 0, '']);
  });
});

describe('defined', () => {
  it('leaves out properties without a value, and keeps null, false and 0', () => {
    const given = { a: 1, b: undefined, c: null, d: false, e: 0 };
    assert.deepEqual(defined(given), { a: 1, c: null, d: false, e: 0 });
    assert.ok(!('b' in defined(given)));
  });
});

describe('lenient', () => {
  it('reads a field, and leaves it undefined where it is missing or of another shape', () => {
    const field = lenient(z.string().min(2));
    assert.deepEqual(
      ['ab', 'a', 7, null, undefined].map((given) => field.parse(given)),
      ['ab', undefined, undefined, undefined, undefined],
    );
    assert.deepEqual(z.object({ a: field }).parse({}), {});
  });
});

describe('wellFormed', () => {
  it('leaves out NUL and replaces halves of characters, however deep they are', () => {
    const given = { 'a\0': ['x\0y', { b: '\uD83D half, whole 🎉 \uDE00' }], n: 1, none: null };
    assert.deepEqual(wellFormed(given), {
      a: ['xy', { b: '\uFFFD half, whole 🎉 \uFFFD' }],
      ...{ n: 1, none: null },
    });
  });
});
