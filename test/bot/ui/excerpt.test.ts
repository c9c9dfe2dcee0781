import assert from 'node:assert/strict';
import { excerptOf, textOfHtml } from '../../../src/bot/ui/escape.js';

describe('the beginning of a long text', () => {
  const most = { lines: 3, characters: 20 };

  it('is as many lines as fit, defused, and says of how many', () => {
    const { lines, total } = excerptOf('one\r\n\n[x](https://e)\u2028three\nfour', {
      ...{ lines: 3, characters: 200 },
    });
    assert.deepEqual(lines, ['one', '[x]\u2060(https:\u2060/\u2060/e)', 'three']);
    assert.equal(total, 4);
  });

  it('ends at the line that is too much, but begins always', () => {
    assert.deepEqual(excerptOf('0123456789\n0123456789\n0', most).lines.length, 2);
    assert.equal(excerptOf('x'.repeat(50), most).lines.length, 1);
    assert.deepEqual(excerptOf(' \n', most), { lines: [], total: 0 });
    assert.deepEqual(excerptOf('\u202E\nx', most).lines, ['x']);
  });
});

describe('HTML as text', () => {
  for (const [html, text] of [
    ['<p>One</p><p>two<br/>three</p>', '\nOne\n\ntwo\nthree\n'],
    ['<ul><li>a</li>\n<li class="x">b</li></ul>', '\n\n• a \n• b\n'],
    [
      'Fish &amp; chips&#39; &#x27;&nbsp;&lt;b&gt; &bogus; &quot;&apos;',
      `Fish & chips' ' <b> &bogus; "'`,
    ],
    ['a<script>alert("<p>")</script>b<style>x</style>c', 'abc'],
    ['a<script>alert("<p>")</script >b<style>never closed <p>', 'ab'],
    ['1 < 2 and <b>3</b> > 2', '1 < 2 and 3 > 2'],
    ['&#0;&#x110000;&amp;lt;', '&#0;&#x110000;&lt;'],
  ] as const) {
    it(JSON.stringify(html), () => {
      assert.equal(textOfHtml(html), text);
    });
  }

  for (const part of ['<', '<li ', '<p ', '<script ', '&#x1']) {
    it(`is read at once, whatever is never closed: ${part}`, function () {
      this.timeout(10_000);
      assert.equal(typeof textOfHtml(part.repeat(500_000)), 'string');
    });
  }
});
