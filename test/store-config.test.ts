import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { readConfig } from '../src/config.js';
import { readStoreConfig } from '../src/store-config.js';

describe('readStoreConfig', () => {
  it('takes the embedded database in ./data unless told otherwise', () => {
    assert.deepEqual(readStoreConfig({}), { kind: 'pglite', folder: resolve('data') });
    assert.deepEqual(readStoreConfig({ DATA_DIR: ' /srv/bot ', DATABASE_URL: ' ' }), {
      kind: 'pglite',
      folder: '/srv/bot',
    });
    assert.deepEqual(readStoreConfig({ DATA_DIR: 'here' }), {
      kind: 'pglite',
      folder: resolve('here'),
    });
  });

  for (const url of ['postgres://u:p@db.example.com/bot', 'postgresql://localhost:5433/bot']) {
    it(`takes ${url}, whatever the folder`, () => {
      const wish = { kind: 'postgres', url };
      assert.deepEqual(readStoreConfig({ DATABASE_URL: ` ${url}\n`, DATA_DIR: '/srv' }), wish);
    });
  }

  for (const url of ['mysql://u:secret@h/b', 'http://secret', 'secret', 'postgresx://secret']) {
    it(`refuses ${url} without repeating it`, () => {
      assert.throws(
        () => readStoreConfig({ DATABASE_URL: url }),
        (error: Error) => {
          assert.equal(error.name, 'ConfigError');
          assert.match(error.message, /DATABASE_URL is not valid: .*postgres:\/\//);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      );
    });
  }

  it('is part of the whole configuration', () => {
    const { store } = readConfig({
      WEBEX_BOT_TOKEN: 'token',
      WEBEX_WEBHOOK_SECRET: 'sixteen-letters!',
      PUBLIC_URL: 'https://recordings.example.com',
      WEBEX_ACCESS_TOKEN: 'mine',
      DATA_DIR: '/srv/bot',
    });
    assert.deepEqual(store, { kind: 'pglite', folder: '/srv/bot' });
  });
});
