import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';

const J = '\u2060';

describe('defuse', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'ordinary words',
      'Weekly planning – Q3 (draft), 2.5 h',
      'Weekly planning – Q3 (draft), 2.5 h',
    ],
    ['a markdown link', '[x](y)', `[x]${J}(y)`],
    ['a link by reference', '[x][y]', `[x]${J}[y]`],
    ['a reference', '[x]: y', `[x]${J}: y`],
    ['an expression', '${1+1}', `$${J}{1+1}`],
    ['a date token', '{{DATE(x)}}', `{${J}{DATE(x)}}`],
    ['more braces', '{{{x', `{${J}{${J}{x`],
    ['HTML', '<b>x</b>', '‹b›x‹/b›'],
    ['a URL', 'http://x', `http:${J}/${J}/x`],
    ['a domain', 'see evil.example', `see evil${J}.example`],
    ['a domain with an accent of its own', 'e\u0301.com', `e\u0301${J}.com`],
    ['a domain of an emoji', '💩.la', `💩${J}.la`],
    ['an address', 'a@b', `a${J}@${J}b`],
    ['lines and tabs', ' a\r\n\tb\u2028c ', 'a b c'],
    ['bidi overrides and zero width', 'a\u202Eb\u2066c\u200Bd\uFEFFe\u00ADf', 'abcdef'],
    ['half a character', 'a\uD800b', 'ab'],
    ['emoji that are joined', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['another script', 'اجتماع 設計', 'اجتماع 設計'],
    ['a list', '1. Planning', `1${J}. Planning`],
    ['a list by another sign', '2026) Report', `2026${J}) Report`],
    ['a list of points', '- x', `-${J} x`],
    ['a heading', '# x', `#${J} x`],
    ['emphasis', '**Bold** and _quiet_', `∗∗Bold∗∗ and ${J}_${J}quiet${J}_${J}`],
    ['a name with underscores', 'call_2026_11', 'call_2026_11'],
    ['code', '`x`', 'ˋxˋ'],
    ['an entity', '&lt;b', `&${J}lt;b`],
    ['nothing', ' \u0000 ', ''],
  ];
  for (const [what, text, expected] of cases) {
    it(`makes safe: ${what}`, () => {
      assert.equal(escapeText(text), expected);
    });
  }

  it('cuts at characters as people see them', () => {
    assert.equal(escapeText('abcdef', 6), 'abcdef');
    assert.equal(escapeText('abcdefg', 6), 'abcde…');
    assert.equal(escapeText('abcd efg', 6), 'abcd…');
    assert.equal(escapeText('é'.normalize('NFD').repeat(6), 6), 'é'.normalize('NFD').repeat(6));
    assert.equal(escapeText('👍🏽'.repeat(7), 6), `${'👍🏽'.repeat(5)}…`);
  });

  it('cuts a line of any length, as a transcript without breaks is', () => {
    // To tell all its characters apart would take more memory than there is.
    assert.equal(escapeText('a'.repeat(500_000), 6), 'aaaaa…');
    assert.equal(escapeText(`${'👍🏽'.repeat(5)}${'x'.repeat(500_000)}`, 6), `${'👍🏽'.repeat(5)}…`);
  });

  it('lets no character grow without end', () => {
    const tower = `a${'\u0301'.repeat(5_000)}`;
    assert.ok(escapeText(`x${tower}`, 10).length <= 40);
    assert.equal(escapeText(tower, 10), '…');
    const family = Array<string>(3_000).fill('👨').join('\u200D');
    assert.ok(escapeText(`x${family}`, 10).length <= 40);
  });
});
