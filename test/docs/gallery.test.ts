import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { CARDS } from '../browser/support/gallery-cards.js';

/** What a page of the documentation shows and leads to. */
const targetsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

describe('the gallery', () => {
  const pictures = CARDS.map(({ name }) => `${name}.webp`);

  it('has a picture of each card that is taken, and no other', () => {
    const there = readdirSync('docs/gallery').filter((name) => name.endsWith('.webp'));
    assert.deepEqual(there.sort(), [...pictures].sort());
  });

  it('shows them all on its page, to which the README leads', () => {
    assert.deepEqual(targetsOf('docs/gallery/README.md'), pictures);
    assert.ok(targetsOf('README.md').includes('docs/gallery/README.md'));
  });
});
