import assert from 'node:assert/strict';
import { connectCard } from '../../../src/bot/connect.js';
import { cardDate } from '../../../src/bot/ui/format.js';
import { expiredCard, messageCard } from '../../../src/bot/ui/message.js';
import { helpCard, unknownCard, welcomeCard } from '../../../src/features/help/index.js';
import { outcomeCard } from '../../../src/features/list/progress-card.js';
import { seen, titles } from '../support/card.js';
import { NOW, stateOfList } from '../support/recordings.js';

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
});

describe('the invitation to connect', () => {
  for (const [reason, title] of [
    ['asked', 'Connect your Webex account'],
    ['never', 'Connect your Webex account'],
    ['over', 'Connect your Webex account again'],
  ] as const) {
    it(`${reason}: carries the link in the card alone`, () => {
      const content = connectCard(reason, 'https://webexapis.com/v1/authorize?state=s');
      assert.equal(seen(content).link('Connect'), 'https://webexapis.com/v1/authorize?state=s');
      assert.doesNotMatch(content.markdown, /authorize|state=/);
      assert.match(content.markdown, new RegExp(`^\\*\\*${title}\\*\\*`));
      assert.deepEqual(seen(content).dataOf('New link'), { action: 'connect' });
    });
  }
});

describe('help', () => {
  it('tells every line it was given', () => {
    const content = helpCard([{ title: 'Both', lines: ['**one** – first', '**two** – second'] }]);
    assert.match(
      seen(content).text(),
      /\*\*Both\*\*\n- \*\*one\*\* – first\n- \*\*two\*\* – second/,
    );
  });

  it('welcomes to a group space with what is private', () => {
    assert.match(seen(welcomeCard(false)).text(), /Mention me with \*\*list\*\*.*private/s);
    assert.match(seen(welcomeCard(true)).text(), /Write \*\*list\*\*/);
    assert.doesNotMatch(seen(welcomeCard(true)).text(), /private/);
  });

  it('guesses what was meant, or says how to go on', () => {
    const guessed = unknownCard({ name: 'list', text: 'list 5' });
    assert.match(seen(guessed).text(), /Did you mean “list 5”\?/);
    assert.deepEqual(seen(guessed).dataOf('list 5'), { action: 'say', text: 'list 5' });
    assert.match(seen(unknownCard(undefined)).text(), /didn’t get that/);
    assert.deepEqual(titles(unknownCard(undefined)), ['List my recordings']);
  });
});

describe('cards about clicks', () => {
  it('say when a card is out of date, and that nothing was changed', () => {
    assert.match(seen(expiredCard()).text(), /out of date\nNothing was changed/);
  });

  it('say what came of a click when the list cannot be had', () => {
    const state = stateOfList({ start: 5 });
    const notice = {
      style: 'good',
      text: `Until ${cardDate(NOW)}.`,
      detail: 'Webex trackingId: x',
      buttons: [{ title: 'Undo', data: { action: 'restore' } }],
    } as const;
    const content = outcomeCard(notice, state);
    assert.deepEqual(titles(content), ['Undo', 'Show the list']);
    assert.equal(seen(content).dataOf('Show the list').action, 'refresh');
    assert.match(seen(content).dataOf('Show the list').list ?? '', /\.5$/);
    assert.match(content.markdown, /\*\*Until 7 Aug 2026\.\*\*/);
    const bare = { style: 'good', text: 'x' } as const;
    assert.deepEqual(titles(outcomeCard(bare, state)), ['Show the list']);
  });
});
