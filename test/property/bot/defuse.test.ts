import fc from 'fast-check';
import markdownIt from 'markdown-it';
import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';

const JOINER = /\u2060/g;
const nasty = fc.constantFrom(
  ...[
    '[',
    ']',
    '(',
    ')',
    ':',
    '/',
    '//',
    '://',
    '$',
    '{',
    '{{',
    '${',
    '}',
    '<',
    '>',
    '@',
    '.',
    'a.b',
    'www.',
  ],
  ...[
    '\u0000',
    '\n',
    '\u202E',
    '\u2066',
    '\u200B',
    '\u200D',
    '\u2060',
    '\uFEFF',
    '\u00AD',
    '\uD800',
    '\u0301',
  ],
  ...['💩', '👨‍👩‍👧', '設', 'é', 'x', ' '],
  ...['*', '**', '_', '__', '`', '```', '#', '- ', '+ ', '1. ', '2026. ', '1) ', '> ', '~~', '---'],
  ...['===', '|', '!', '\\', '&amp;', '&#42;', '[a](b)', '[x] ', ') - ', '//localhost/x', '    '],
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(nasty, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.webUrl(),
  fc.emailAddress(),
);
const longest = fc.integer({ min: 1, max: 200 });

describe('defuse, whatever it is given', () => {
  it('leaves nothing that a client could act on', () => {
    fc.assert(
      fc.property(text, longest, (given, length) => {
        const safe = escapeText(given, length);
        assert.doesNotMatch(safe, /\$\{|\{\{/, 'an expression');
        assert.doesNotMatch(safe, /\]\(|\]\[|\]:/, 'a markdown link');
        assert.doesNotMatch(safe, /:\/\/|\bwww\.\p{L}|[^\s\u2060]\.\p{L}/iu, 'a bare URL');
        assert.doesNotMatch(safe, /[<>]/, 'HTML');
        assert.doesNotMatch(safe, /[^\s\u2060]@|@[^\s\u2060]/, 'an address');
        assert.doesNotMatch(
          safe,
          /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u,
          'control or bidi',
        );
        assert.equal(safe, safe.trim());
      }),
      { numRuns: 1_000 },
    );
  });

  /** A message's markdown with all that there is, and the little of a card's. */
  const parsers = {
    message: markdownIt({ html: true, linkify: true, breaks: true }),
    card: markdownIt('zero', { breaks: true }).enable(['emphasis', 'link', 'list', 'newline']),
  };
  for (const [where, parser] of Object.entries(parsers)) {
    const html = (words: string): string => parser.utils.escapeHtml(words);
    it(`stays plain words in the markdown of a ${where}, wherever it stands`, () => {
      fc.assert(
        fc.property(text, (given) => {
          const safe = escapeText(given);
          fc.pre(safe !== '');
          const shown = html(safe);
          assert.equal(parser.render(safe), `<p>${shown}</p>\n`);
          assert.equal(parser.render(`Moved “${safe}”.`), `<p>Moved “${shown}”.</p>\n`);
          assert.equal(parser.render(`- ${safe}`), `<ul>\n<li>${shown}</li>\n</ul>\n`);
          assert.equal(parser.render(`**${safe}**`), `<p><strong>${shown}</strong></p>\n`);
        }),
        { numRuns: 1_000 },
      );
    });
  }

  it('begins no list in Webex’s native clients, which know them inside a line, too', () => {
    fc.assert(
      fc.property(text, (given) => {
        const safe = escapeText(given);
        assert.doesNotMatch(safe, /(^|[\])\d-])(- |\d+\. )/);
        assert.doesNotMatch(safe, /\*|_(?=[^\da-z\u2060]|$)/i, 'emphasis that ends');
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never longer than asked', () => {
    fc.assert(
      fc.property(text, longest, (given, length) => {
        const shown = escapeText(given, length).replace(JOINER, '');
        assert.ok([...new Intl.Segmenter().segment(shown)].length <= length);
        assert.ok(shown.length <= length * 4);
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(text, longest, (given, length) => {
        const once = escapeText(given, length);
        assert.equal(escapeText(once, length), once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves ordinary words as they are', () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}]([\p{L}\p{N}'’–-]{0,7}[\p{L}\p{N}])?$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 10 }), (words) => {
        const line = words.join(' ');
        assert.equal(escapeText(line), line);
      }),
    );
  });
});
