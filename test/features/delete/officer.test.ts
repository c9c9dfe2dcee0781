import fc from 'fast-check';
import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import {
  officerDeleteCard,
  type Typed,
  typedReason,
  whyOf,
} from '../../../src/features/delete/officer.js';
import { seen } from '../../bot/support/card.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

describe('the question before an officer’s deletion, asked again', () => {
  const content = (typed: Typed) =>
    officerDeleteCard(recordingOf(), stateOfList(), typed, 'Please write a reason.');
  /** What comes back from the boxes, untouched. */
  const again = (typed: Typed): Typed => {
    const parts = seen(content(typed)).parts();
    const box = (id: string) => parts.find((part) => part.id === id)?.value;
    return typedReason.parse({ reason: box('reason'), comment: box('comment') });
  };

  it('keeps to the letter what was typed, which goes to Webex and to the audit', () => {
    const typed = {
      reason: 'audit of ${name} {{DATE(x,SHORT)}}',
      comment:
        'See the mail of bob@example.com <urgent>\nat https://acme.example.com/LEGAL-1 [a](b)',
    };
    assert.deepEqual(again(typed), typed);
    assert.deepEqual(whyOf(again(again(typed))), typed);
    assert.doesNotMatch(JSON.stringify(content(typed).card), /\$\{|\{\{DATE\(x/);
  });

  it('keeps whatever is typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 255 });
    fc.assert(
      fc.property(text, text, (reason, comment) => {
        const typed = typedReason.parse({ reason, comment });
        assert.deepEqual(again(typed), typed);
      }),
      { numRuns: 50 },
    );
  });

  it('stays small however much was typed, and goes on saying that it is too much', () => {
    for (const letter of ['😀', '很', '\u0001', '{', 'x']) {
      const much = letter.repeat(2_400);
      const { card = {} } = content({ reason: much, comment: much });
      assert.ok(bytesOf(card) < LARGEST_CARD_BYTES, `${letter} ${bytesOf(card)}`);
      assert.ok('problem' in whyOf(again({ reason: much, comment: much })));
    }
  });
});

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
    assert.match(problem('', 'x'), /give a reason/);
    assert.match(problem('x', ''), /give a comment/);
    assert.match(
      problem('x', 'x'.repeat(260)),
      /comment is too long by 5: Webex takes at most 255 characters/,
    );
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
