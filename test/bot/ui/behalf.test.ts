import assert from 'node:assert/strict';
import { hostedBy, personLabel, withBanner } from '../../../src/bot/ui/behalf.js';
import { messageCard } from '../../../src/bot/ui/message.js';
import { seen } from '../support/card.js';
import { recordingOf } from '../support/recordings.js';

const content = messageCard({ title: 'Title', paragraphs: [] });
const bob = { personId: 'bob', displayName: 'Bob', email: 'bob@example.com' };

describe('the banner on whose behalf somebody acts', () => {
  for (const [actor, text] of [
    [{ personId: 'a', onBehalfOf: bob }, /⚠ On behalf of Bob \(bob.*: these are not your/],
    [{ personId: 'a', scope: 'organization' }, /⚠ As a compliance officer/],
    [{ personId: 'a', scope: 'site' }, /⚠ As an administrator/],
  ] as const) {
    it(`stands above the card and its text: ${text.source}`, () => {
      const banner = withBanner(content, actor);
      const { markdown } = banner;
      assert.match(markdown.replaceAll('\u2060', ''), text);
      assert.match(seen(banner).text().replaceAll('\u2060', ''), text);
      assert.match(markdown, /\*\*Title\*\*$/);
    });
  }

  it('stands there once', () => {
    const actor = { personId: 'a', scope: 'site' } as const;
    const once = withBanner(content, actor);
    assert.equal(withBanner(once, actor), once);
  });

  it('is left out where people act for themselves', () => {
    assert.equal(withBanner(content, { personId: 'a' }), content);
  });
});

describe('the name of a host', () => {
  const plain = (text: string): string => text.replaceAll('\u2060', '');

  it('is what is known of name and address', () => {
    assert.equal(plain(personLabel(bob)), 'Bob (bob@example.com)');
    assert.equal(plain(personLabel({ displayName: '', email: 'b@c.de' })), 'b@c.de');
    assert.equal(personLabel({ displayName: 'Bob', email: '' }), 'Bob');
  });

  it('stands beside a recording where Webex gives an address', () => {
    const hosted = recordingOf({ hostDisplayName: 'Bob', hostEmail: 'bob@example.com' });
    assert.deepEqual(hostedBy(hosted).map(plain), ['hosted by Bob (bob@example.com)']);
    assert.deepEqual(hostedBy(recordingOf({ hostEmail: undefined })), []);
  });
});
