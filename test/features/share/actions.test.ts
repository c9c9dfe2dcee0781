import assert from 'node:assert/strict';
import { sharingForm, sharingOf as sharingIn } from '../../../src/features/share/index.js';

const sharingOf = (inputs: object) => sharingIn(sharingForm.parse(inputs));

describe('what a person wrote about sharing', () => {
  it('is addresses, parted in any way, each once and in lower case', () => {
    const inputs = { add: ' A@b.cc,c@d.ee;\nA@B.CC ', remove: 'x@y.zz', tell: 'true' };
    assert.deepEqual(sharingOf(inputs), {
      wanted: { add: ['a@b.cc', 'c@d.ee'], remove: ['x@y.zz'], sendEmail: true },
    });
  });

  it('writes to nobody unless that is said', () => {
    for (const tell of [undefined, 'false', 'yes', true, 7]) {
      assert.equal(sharingOf({ add: 'a@b.cc', tell }).wanted.sendEmail, false);
    }
  });

  it('keeps what is right beside what is not', () => {
    const { wanted, problem } = sharingOf({ add: 'a@b.cc ${x}', remove: '@' });
    assert.deepEqual(wanted.add, ['a@b.cc']);
    assert.deepEqual(problem, { kind: 'not-addresses', words: ['${x}', '@'] });
  });

  it('is nothing where the client sent no text', () => {
    for (const add of [undefined, 7, null, {}, 'x'.repeat(12_001)]) {
      assert.deepEqual(sharingOf({ add }).problem, { kind: 'none' });
    }
  });

  it('takes a hundred in each field and no more, and nobody in both', () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, n) => `p${n}@x.cc`).join(' ');
    assert.equal(sharingOf({ add: many(100) }).problem, undefined);
    assert.deepEqual(sharingOf({ remove: many(101) }).problem, { kind: 'too-many', most: 100 });
    const both = sharingOf({ add: 'a@b.cc', remove: 'A@b.cc c@d.ee' }).problem;
    assert.deepEqual(both, { kind: 'both', addresses: ['a@b.cc'] });
  });
});
