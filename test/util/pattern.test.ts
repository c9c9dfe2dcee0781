import assert from 'node:assert/strict';
import { cuesUnless, everyPattern, pattern, quick, source } from '../../src/util/pattern.js';

describe('util/pattern', () => {
  it('reads an expression over several lines as if it were on one', () => {
    const long = pattern`
      ^(
        delete|remove
        |get rid of
      )\s+(?<what>
        \p{L}+
      )$
    `;
    assert.match(
      long.source,
      /^\^\(\?:delete\|remove\|get\\s\+rid\\s\+of\)\\s\+\(\?<what>\S+\+\)\$$/,
    );
    assert.equal(long.exec('Get rid of STANDUP')?.groups?.what, 'STANDUP');
  });

  it('reads a space as white space, but not where a line breaks or in a class', () => {
    assert.equal(
      source`
        how  many[ ,]+\ (?= x)
        c
      `,
      'how\\s+many[ ,]+\\ (?=\\s+x)c',
    );
    assert.throws(() => source`how ?many`, /cannot be repeated: “ \?”/);
  });

  it('catches what has a name or a number, and no other group', () => {
    const said = '(a|[(b])(#c)(?<d>e)(?=f)(?!g)(?<=h)(?<!i)(?:j)\\(k\\)';
    assert.equal(
      source(Object.assign([said], { raw: [said] })),
      '(?:a|[(b])(c)(?<d>e)(?=f)(?!g)(?<=h)(?<!i)(?:j)\\(k\\)',
    );
  });

  it('finds words of each kind wherever they stand, but for lines that begin otherwise', () => {
    const said = cuesUnless('list\\s')`
      delet\w*|bin & gone (for good|forever)
      storage & full & if
    `;
    assert.ok(said.test('is it gone for good once deleted'));
    assert.ok(!said.test('list what is gone for good once deleted'));
    assert.ok(!said.test('gone for good from the cabin'), 'whole words');
    assert.ok(said.test('what if my storage is full') && !said.test('my storage is full'));
    // Words of a pattern are those that a misspelt one may stand for.
    assert.doesNotMatch(said.source, /[a-z]{5,}/);
  });

  it('is of either case, and of one place or of every', () => {
    assert.equal(pattern`a`.flags, 'i');
    assert.equal(everyPattern`a`.flags, 'gi');
    assert.equal(pattern`^\p{Lu}`.flags, 'iu');
  });

  it('takes in the sources of other expressions as they are', () => {
    const part = '(?:a|b)[\\s\\S]\\uE000';
    assert.equal(source`^${part}$`, `^${part}$`);
  });

  describe('without the flag u', () => {
    const PLANE = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
    const differing = (written: RegExp): string[] => {
      const made = quick(written);
      assert.equal(made.flags, 'i');
      return PLANE.filter((character) => made.test(character) !== written.test(character));
    };
    const of = (kind: RegExp) => (character: string) => kind.test(character);

    it('tells letters of all scripts; a few signs of old scripts, and styled letters, as they are not', () => {
      const others = differing(/^\p{L}$/iu);
      assert.deepEqual(
        others.filter((one) => one < '\u02E5'),
        [],
      );
      const lost = others.filter(of(/^\p{L}$/u));
      assert.ok(lost.every(of(/[\u2000-\u2BFF\u2E2F\u303B\u303C]/)), lost.join(' '));
    });

    it('takes marks and digits of other scripts for letters, and no space, emoji or quotation mark', () => {
      const letter = quick(/^\p{L}$/iu);
      for (const one of ['\u0301', '\u093F', '٣', '३', 'é', 'ß', 'ſ', '名', 'ア', 'ª'])
        assert.ok(letter.test(one), one);
      const rest = PLANE.filter(of(/^[\p{Z}\p{Pi}\p{Pf}\p{Pd}\p{Cs}\p{Co}]$/u));
      assert.deepEqual(rest.filter(of(letter)), ['\u1400', '\u1806']);
      assert.doesNotMatch('🎉', letter);
    });

    it('keeps what stands beside the letters in a class, and what a class leaves out', () => {
      const ASCII = PLANE.slice(0, 0xc0);
      for (const written of [
        /^[\p{L}\d_-]$/iu,
        /^[^\p{L}\p{N}]$/iu,
        /^[\p{L}\p{M}\s/.'-]$/iu,
        /^[\p{L}\uE001\]]$/iu,
        /^[^\p{L}\\^]$/iu,
      ]) {
        const others = differing(written).filter((one) => ASCII.includes(one));
        // ² and ½ are numbers, and no digits.
        assert.ok(others.every(of(/[²³¹¼½¾]/)), `${written.source}: ${others.join(' ')}`);
      }
      assert.ok(quick(/^[\p{L}\uE001]$/iu).test('\uE001'));
    });

    it('is for patterns that tell letters of either case, and for no others', () => {
      for (const written of [/\p{L}/u, /a/i, /\p{Lu}\p{L}/iu, /\P{L}/iu, /\u{1F600}/iu, /\p{P}/iu])
        assert.equal(quick(written), written);
      assert.deepEqual(quick(/(?<=\.)\S/giu), /(?<=\.)\S/gi);
      assert.throws(() => quick(/[\p{L}0-9]/iu), /No ranges beside letters/);
    });
  });
});
