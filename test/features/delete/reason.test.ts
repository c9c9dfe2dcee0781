import fc from 'fast-check';
import assert from 'node:assert/strict';
import { typedReason, whyOf } from '../../../src/features/delete/officer.js';

describe('the reason of an officer’s deletion', () => {
  const problem = (reason: string, comment: string): string => {
    const why = whyOf({ reason, comment });
    return 'problem' in why ? why.problem : '';
  };

  it('is taken with a comment, both within 255', () => {
    const longest = 'x'.repeat(255);
    assert.deepEqual(whyOf({ reason: 'audit', comment: longest }), {
      reason: 'audit',
      comment: longest,
    });
  });

  it('says what is missing, and by how much something is too long', () => {
    assert.match(problem('', 'x'), /write a reason/);
    assert.match(problem('x', ''), /write a comment/);
    assert.match(problem('x', 'x'.repeat(260)), /comment is too long by 5: 255 characters/);
    assert.match(problem('ä'.repeat(128), 'x'), /reason is too long by 1: .*\(letters beyond/);
    assert.doesNotMatch(problem('x', 'x'.repeat(260)), /letters beyond/);
  });

  it('is short enough however characters are counted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (comment) => {
        if ('problem' in whyOf({ reason: 'x', comment })) return;
        assert.ok(comment.length <= 255 && Array.from(comment).length <= 255);
        assert.ok(Buffer.byteLength(comment) <= 255);
      }),
    );
  });

  it('is read from whatever comes', () => {
    assert.deepEqual(typedReason.parse({}), { reason: '', comment: '' });
    assert.deepEqual(typedReason.parse({ reason: 7, comment: ['x'] }), { reason: '', comment: '' });
    assert.deepEqual(typedReason.parse({ reason: ' audit ', comment: 'y'.repeat(6_000) }), {
      reason: 'audit',
      comment: '',
    });
  });
});
