import assert from 'node:assert/strict';
import { officialContract, officialDirectory } from './directory.js';

describe('where the official documents are', () => {
  it('is left open on a machine without the variable', () => {
    assert.equal(officialDirectory({}), undefined);
    assert.equal(officialContract({ WEBEX_OPENAPI_DIR: '', CI: 'false' }), undefined);
  });

  it('has to be said in CI', () => {
    assert.throws(() => officialDirectory({ CI: 'true' }), /CI has to set WEBEX_OPENAPI_DIR/);
  });

  it('is wrong when the files are not there', () => {
    assert.throws(
      () => officialDirectory({ WEBEX_OPENAPI_DIR: import.meta.dirname }),
      /lacks webex-recordings\.json and webex-messaging-bot\.json/,
    );
  });
});
