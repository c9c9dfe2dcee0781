import assert from 'node:assert/strict';
import { cardDate } from '../../../src/bot/ui/format.js';
import { expiredCard, messageCard } from '../../../src/bot/ui/message.js';
import { seen, titles } from '../support/card.js';
import { NOW } from '../support/recordings.js';

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
