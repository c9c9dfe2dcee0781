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
    officerDeleteCard({
      recording: recordingOf(),
      state: stateOfList(),
      ...{ typed, problem: 'Please write a reason.' },
    });
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
