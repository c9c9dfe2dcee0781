import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createVault, SealError } from '../../src/accounts/vault.js';
import { keyMaker } from './conformance/made-up.js';

describe('accounts/vault', () => {
  const keys = keyMaker();
  const vault = createVault(keys('k1'));
  const reason = (why: SealError['reason']) => (error: unknown) =>
    error instanceof SealError && error.reason === why;

  it('writes version, key, nonce, content and tag', () => {
    const sealed = vault.seal('four', 'p');
    assert.match(sealed, /^v1\.k1\.[\w-]{16}\.[\w-]{6}\.[\w-]{22}$/);
    assert.ok(sealed.startsWith(vault.prefix));
  });

  it('never seals the same twice', () => {
    const sealed = Array.from({ length: 50 }, () => vault.seal('same', 'p'));
    assert.equal(new Set(sealed.map((one) => one.split('.')[2])).size, 50);
  });

  it('takes its nonce from the randomness that it is given', () => {
    const fixed = createVault(keys('k1'), (bytes) => Buffer.alloc(bytes, 1));
    assert.equal(fixed.seal('a', 'p').split('.')[2], Buffer.alloc(12, 1).toString('base64url'));
    assert.equal(vault.open(fixed.seal('a', 'p'), 'p'), 'a');
  });

  it('seals with the first key, opens with any', () => {
    const rotated = createVault(keys('k2', 'k1'));
    assert.equal(rotated.open(vault.seal('old', 'p'), 'p'), 'old');
    assert.match(rotated.seal('new', 'p'), /^v1\.k2\./);
    assert.equal(rotated.prefix, 'v1.k2.');
  });

  it('says whether a key is missing or the content is broken', () => {
    const sealed = vault.seal('secret', 'p');
    assert.throws(() => createVault(keys('k2')).open(sealed, 'p'), reason('unknown-key'));
    assert.throws(() => vault.open(sealed, 'q'), reason('broken'));
    assert.throws(() => vault.open(sealed.replace('v1', 'v2'), 'p'), reason('broken'));
    assert.throws(() => vault.open(`${sealed}.`, 'p'), reason('broken'));
    assert.throws(() => vault.open('', 'p'), reason('broken'));
  });

  it('does not take a tag or a nonce of another length', () => {
    const [v = '', id = '', iv = '', body = '', tag = ''] = vault.seal('secret', 'p').split('.');
    const cut = (part: string, bytes: number): string =>
      Buffer.from(part, 'base64url').subarray(0, bytes).toString('base64url');
    for (const bytes of [0, 4, 8, 12, 15]) {
      assert.throws(() => vault.open([v, id, iv, body, cut(tag, bytes)].join('.'), 'p'), SealError);
    }
    for (const bytes of [0, 8, 11]) {
      assert.throws(() => vault.open([v, id, cut(iv, bytes), body, tag].join('.'), 'p'), SealError);
    }
  });

  it('shows nothing of its content in an error', () => {
    const sealed = vault.seal('marked-secret', 'marked-purpose');
    assert.throws(
      () => vault.open(sealed, 'another'),
      (error) => !/marked|v1\./.test(inspect(error)),
    );
  });
});
