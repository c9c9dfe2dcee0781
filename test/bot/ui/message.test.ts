import assert from 'node:assert/strict';
import { cardDate } from '../../../src/bot/ui/format.js';
import {
  expiredCard,
  linkRows,
  messageCard,
  hostedBy,
  personLabel,
  withBanner,
} from '../../../src/bot/ui/message.js';
import { seen, titles } from '../support/card.js';
import { NOW, recordingOf } from '../support/recordings.js';

describe('short cards', () => {
  it('say the same with and without the card', () => {
    const content = messageCard({
      title: 'Title',
      paragraphs: ['One', 'Two'],
      detail: 'Small print',
      links: [{ title: 'Open', url: 'https://example.com/secret' }],
      buttons: [{ title: 'Go', data: { action: 'list' } }],
    });
    assert.equal(seen(content).text(), 'Title\nOne\nTwo\nSmall print');
    assert.equal(content.markdown, '**Title**\n\nOne\n\nTwo\n\nSmall print');
    assert.deepEqual(titles(content), ['Open', 'Go']);
    assert.equal(seen(content).link('Open'), 'https://example.com/secret');
  });

  it('need neither small print nor buttons', () => {
    const content = messageCard({ title: 'Title', paragraphs: [] });
    assert.equal(content.markdown, '**Title**');
    assert.deepEqual(titles(content), []);
    assert.equal(seen(content).text(), 'Title');
  });

  it('turn the card’s date tokens into dates for clients without cards', () => {
    const { markdown } = messageCard({
      title: `Until ${cardDate(NOW)}`,
      paragraphs: [`since ${cardDate(NOW)}`],
    });
    assert.equal(markdown, '**Until 7 Aug 2026**\n\nsince 7 Aug 2026');
  });

  it('say when a card is out of date, and that nothing was changed', () => {
    assert.match(seen(expiredCard()).text(), /out of date\nNothing was changed/);
  });
});

describe('links below a card', () => {
  const rowsOf = (...titles: string[]): string[] => {
    const links = titles.map((title) => ({ title, data: { action: 'x' } }));
    return linkRows([], links).tools.map(({ row }) => row.map(({ title }) => title).join(' | '));
  };

  it('stand in rows that a phone shows whole, by how wide their letters are', () => {
    assert.deepEqual(rowsOf('Change the rule', 'Ask me every month', 'Cancel'), [
      'Change the rule | Ask me every month',
      'Cancel',
    ]);
    assert.equal(rowsOf('« Back to the recording', '« Back to the list').length, 1);
    assert.equal(rowsOf('Refresh', 'Change search…', 'Select several…').length, 1);
    assert.equal(rowsOf('設計レビューと録画ボット', '設計レビューと録画').length, 2);
  });
});

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
