import assert from 'node:assert/strict';
import { attachmentAction, bodyOf, type Content, fit, message } from '../../src/webex/messages.js';

const LIMIT = 7439;

describe('webex/messages', () => {
  describe('fit', () => {
    it('leaves what fits to the last byte', () => {
      for (const text of ['', 'a'.repeat(LIMIT), `${'é'.repeat(LIMIT / 2 - 0.5)}a`]) {
        assert.equal(fit(text), text);
      }
    });
    it('cuts what is one byte too long, and shows that it did', () => {
      const cut = fit('a'.repeat(LIMIT + 1));
      assert.equal(cut, `${'a'.repeat(LIMIT - 3)}…`);
      assert.equal(Buffer.byteLength(cut), LIMIT);
    });
    for (const [character, bytes] of [
      ['é', 2],
      ['€', 3],
      ['😀', 4],
    ] as const) {
      for (const shift of [0, 1, 2, 3]) {
        it(`cuts no ${character} in two, ${shift} bytes in`, () => {
          const head = 'a'.repeat(shift);
          const cut = fit(head + character.repeat(LIMIT));
          const kept = Math.floor((LIMIT - 3 - shift) / bytes);
          assert.equal(cut, `${head}${character.repeat(kept)}…`);
          assert.ok(Buffer.byteLength(cut) <= LIMIT);
        });
      }
    }
    it('takes another limit', () => assert.equal(fit('abcdef', 5), 'ab…'));
  });

  describe('bodyOf', () => {
    const said = (content: Content): Record<string, unknown> =>
      JSON.parse(bodyOf({ roomId: 'r' }, content)) as Record<string, unknown>;
    it('carries the card', () => {
      assert.deepEqual(said({ markdown: 'm', card: { type: 'AdaptiveCard' } }), {
        roomId: 'r',
        markdown: 'm',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard' },
          },
        ],
      });
    });
    it('carries none where there is none', () => {
      assert.deepEqual(said({ markdown: 'm' }), { roomId: 'r', markdown: 'm' });
    });
    it('fits the text', () => {
      const { markdown } = said({ markdown: 'a'.repeat(LIMIT * 2) });
      assert.equal(Buffer.byteLength(String(markdown)), LIMIT);
    });
  });

  it('reads a message that says little', () => {
    const read = message.parse({ id: 'm', roomId: 'r', personId: 'p', files: [] });
    assert.deepEqual(read, { id: 'm', roomId: 'r', personId: 'p', personEmail: '', text: '' });
  });

  it('reads a click, whatever its inputs are', () => {
    const click = { id: 'a', type: 'submit', messageId: 'm', roomId: 'r', personId: 'p' };
    assert.deepEqual(attachmentAction.parse(click), { ...click, inputs: {} });
    const inputs = { a: 1, b: { c: [null] } };
    assert.deepEqual(attachmentAction.parse({ ...click, inputs }).inputs, inputs);
    // Whoever clicked is answered all the same: that the card is out of date.
    assert.deepEqual(attachmentAction.parse({ ...click, inputs: 'no' }).inputs, {});
  });
});
