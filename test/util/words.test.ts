import { parse } from '@formatjs/icu-messageformat-parser';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../locales/en.js';
import { type Locale, speak, words } from '../../src/util/words.js';
import { pseudoLocale } from '../support/pseudo-locale.js';

const messages = Object.entries(en).flatMap(([part, all]) =>
  Object.entries(all).map(([key, text]) => ({ name: `${part}.${key}`, text: text })),
);

const textsOf = (folder: string, ending: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

describe('the catalogue', () => {
  it('holds messages that ICU can read', () => {
    for (const { name, text } of messages) {
      assert.doesNotThrow(() => parse(text, { ignoreTag: true }), name);
    }
  });

  it('holds nothing that nobody says', () => {
    const said = textsOf('src', '.ts') + textsOf('cards', '.json');
    const used = new Set(
      Array.from(said.matchAll(/\b(?:words|said)\s*\.(\w+)\s*\.(\w+)/g), ([, a, b]) => `${a}.${b}`),
    );
    const unused = messages.filter(({ name }) => !used.has(name)).map(({ name }) => name);
    assert.deepEqual(unused, []);
  });

  it('does not compile without its keys and values', () => {
    // @ts-expect-error: there is no such message
    assert.equal(words.share.nothing, undefined);
    // @ts-expect-error: a gap is left
    assert.throws(() => words.share.title({}));
    // @ts-expect-error: a translation lacks a part
    const locale: Locale = {};
    assert.ok(locale);
  });
});

describe('words', () => {
  afterEach(() => speak(en, 'en'));

  it('take values as they are', () => {
    const topic = '<b>{topic}</b> ${x} {{DATE(x)}} ’{';
    assert.equal(words.share.title({ topic }), `Share “${topic}”`);
  });

  it('are those of the language that the process speaks', () => {
    speak(pseudoLocale(en), 'en');
    assert.equal(words.share.share, '[Šĥáŕé]');
    assert.equal(words.share.title({ topic: 'Standup' }), '[Šĥáŕé “Standup”]');
  });
});
