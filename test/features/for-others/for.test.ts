import fc from 'fast-check';
import assert from 'node:assert/strict';
import { forWhomIn } from '../../../src/features/for-others/for.js';

describe('for whom', () => {
  for (const [text, whom, words] of [
    ['bob@example.com list', { kind: 'person', email: 'bob@example.com' }, 'list'],
    ['bob@example.com: list 20', { kind: 'person', email: 'bob@example.com' }, 'list 20'],
    ['  <Bob+x@example.com>  ', { kind: 'person', email: 'Bob+x@example.com' }, ''],
    ['bob@example.com, bin', { kind: 'person', email: 'bob@example.com' }, 'bin'],
    ['everyone list', { kind: 'everyone' }, 'list'],
    ['Everybody', { kind: 'everyone' }, ''],
    [
      'everyone on Acme.Webex.com: find standup',
      { kind: 'everyone', siteUrl: 'acme.webex.com' },
      'find standup',
    ],
    ['all at site acme-emea.webex.com', { kind: 'everyone', siteUrl: 'acme-emea.webex.com' }, ''],
  ] as const) {
    it(`takes apart “${text}”`, () => {
      assert.deepEqual(forWhomIn(text), { whom, words });
    });
  }

  it('takes no name for an address', () => {
    for (const text of ['', 'Bob: list', 'Bob list', 'bob@', '@example.com list', 'everyonelist']) {
      assert.equal(forWhomIn(text), undefined, text);
    }
  });

  it('takes anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        forWhomIn(text);
      }),
    );
  });
});
