import assert from 'node:assert/strict';
import { defined, present } from '../../src/util/present.js';

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
