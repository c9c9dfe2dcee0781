import assert from 'node:assert/strict';
import { pattern, source } from '../../src/util/pattern.js';

describe('util/pattern', () => {
  it('reads an expression over several lines as if it were on one', () => {
    const long = pattern('iu')`
      ^(?:
        delete|remove
        |get\s+rid\s+of
      )\s+(?<what>
        \p{L}+
      )$
    `;
    assert.equal(long.source, /^(?:delete|remove|get\s+rid\s+of)\s+(?<what>\p{L}+)$/u.source);
    assert.equal(long.flags, 'iu');
    assert.equal(long.exec('Get rid of STANDUP')?.groups?.what, 'STANDUP');
  });

  it('keeps the spaces inside a line', () => {
    assert.equal(
      source`
        a b
        c
      `,
      'a bc',
    );
  });

  it('takes in the sources of other expressions as they are', () => {
    const part = '(?:a|b)[\\s\\S]\\uE000';
    assert.equal(source`^${part}$`, `^${part}$`);
  });
});
