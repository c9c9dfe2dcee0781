import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Cursors } from '../../../sandbox/recordings/cursor.js';

const cursor = { createTime: 5, id: 'ab', from: 1, to: 9 };

describe('cursors', () => {
  const cursors = new Cursors('key');

  it('open to what was sealed', () => {
    assert.deepEqual(cursors.open(cursors.seal(cursor, 'alice'), 'alice'), cursor);
  });

  it('hold for their own scope and key only', () => {
    const sealed = cursors.seal(cursor, 'alice');
    assert.equal(cursors.open(sealed, 'bob'), undefined);
    assert.equal(new Cursors('other').open(sealed, 'alice'), undefined);
  });

  it('never open when altered, cut or made up', () => {
    const sealed = cursors.seal(cursor, 'alice');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'B', '-', '.'), (at, letter) => {
        const altered = sealed.slice(0, at) + letter + sealed.slice(at + 1);
        fc.pre(altered !== sealed);
        assert.equal(cursors.open(altered, 'alice'), undefined);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => assert.equal(cursors.open(text, 'alice'), undefined)),
    );
  });
});
