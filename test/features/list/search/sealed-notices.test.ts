import assert from 'node:assert/strict';
import { passingKeys } from '../../../../src/accounts/keys.js';
import { createVault } from '../../../../src/accounts/vault.js';
import type { Notice } from '../../../../src/bot/ui/card.js';
import { encryptedNotices } from '../../../../src/features/list/search/sealed-notices.js';

const FULL: Notice = {
  style: 'attention',
  text: '“Falcon” was not moved.',
  detail: 'trackingId ROUTER_1',
  buttons: [{ title: 'Try again', data: { action: 'trash', topic: 'Falcon' } }],
};
const LEAST: Notice = { style: 'good', text: 'Falcon' };

describe('bot/search/kept-notices', () => {
  const vault = createVault(passingKeys());
  const notices = encryptedNotices(vault);

  for (const notice of [FULL, LEAST]) {
    it(`opens what it has sealed (${notice.style}), and shows nothing of it`, () => {
      const sealed = notices.seal(notice, 'alice');
      assert.deepEqual(notices.open(sealed, 'alice'), notice);
      assert.doesNotMatch(sealed, /Falcon/);
      assert.doesNotMatch(
        Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString(),
        /Falcon/,
      );
    });
  }

  it('opens for nobody else, and not without its key', () => {
    const sealed = notices.seal(FULL, 'alice');
    assert.equal(notices.open(sealed, 'bob'), undefined);
    assert.equal(encryptedNotices(createVault(passingKeys())).open(sealed, 'alice'), undefined);
  });

  it('knows nothing of what another version has sealed', () => {
    for (const text of ['', '{}', JSON.stringify({ ...LEAST, style: 'loud' })]) {
      assert.equal(notices.open(vault.seal(text, 'notice:alice'), 'alice'), undefined);
    }
  });
});
