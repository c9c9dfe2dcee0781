import assert from 'node:assert/strict';
import { cardDate, cardDateTime } from '../../../src/bot/ui/format.js';
import { fillCard, contentOnTop, inZone, textOfCard } from '../../../src/bot/ui/text-of-card.js';
import { NOW } from '../support/recordings.js';

const textOf = (...body: readonly object[]): string => textOfCard({ type: 'AdaptiveCard', body });
const block = (text: string, more: object = {}) => ({ type: 'TextBlock', text, ...more });
const heading = (text: string) => block(text, { weight: 'Bolder', size: 'Medium' });
const row = (...items: readonly object[]) => ({ type: 'Container', items });

describe('the text of a card', () => {
  it('is its blocks in their order, headings bold', () => {
    assert.equal(textOf(heading('Title'), block('One'), block('Two')), '**Title**\n\nOne\n\nTwo');
    assert.equal(textOf(), '');
    assert.equal(textOfCard({ type: 'AdaptiveCard' }), '');
  });

  it('puts what stands close below a heading beside it', () => {
    const close = { spacing: 'None' };
    assert.equal(textOf(heading('List'), block('1–5', close)), '**List** – 1–5');
    assert.equal(textOf(block('Problem'), block('Days', close)), 'Problem\n\nDays');
  });

  it('makes a list of rows and of facts', () => {
    const rows = [row(heading('Standup'), block('45 min')), row(block('Review'))];
    assert.equal(
      textOf(heading('List'), ...rows, block('More')),
      '**List**\n\n- Standup – 45 min\n- Review\n\nMore',
    );
    const facts = [
      { title: 'Size', value: '1 MB' },
      { title: 'Length', value: '5 min' },
    ];
    assert.equal(textOf({ type: 'FactSet', facts }), '- Size: 1 MB\n- Length: 5 min');
    const styled = { type: 'Container', style: 'good', items: [block('Saved.')] };
    assert.equal(textOf(styled, block('x')), 'Saved.\n\nx');
  });

  it('writes dates in UTC', () => {
    assert.equal(textOf(block(`until ${cardDate(NOW)}`)), 'until 7 Aug 2026');
    assert.equal(textOf(block(`as of ${cardDateTime(NOW)}`)), 'as of 7 Aug 2026, 10:00 UTC');
  });

  it('says what a form is filled with and what it asks for', () => {
    const choices = [{ title: 'The largest first', value: 'largest' }];
    const column = (input: object) => ({ type: 'Column', items: [input] });
    const columns = [
      column({ type: 'Input.Date', label: 'From', value: '2026-08-01' }),
      column({ type: 'Input.Number', label: 'At most', value: 50 }),
      column({ type: 'Input.ChoiceSet', label: 'Order', value: 'largest', choices }),
      column({ type: 'Input.ChoiceSet', label: 'Site', value: 'never offered', choices }),
      column({ type: 'Input.Text', label: 'Topic', value: '' }),
      column({ type: 'Input.Text', label: 'Type 3 to delete them', isRequired: true }),
      column({ type: 'Input.Toggle', title: 'Weekly', value: 'true' }),
      column({ type: 'Input.Toggle', title: 'Quiet', value: 'no', valueOn: 'yes' }),
    ];
    assert.equal(
      textOf({ type: 'ColumnSet', columns }),
      [
        ...['- From: 2026-08-01', '- At most: 50', '- Order: The largest first'],
        ...['- Type 3 to delete them', '- [x] Weekly', '- [ ] Quiet'],
      ].join('\n'),
    );
  });

  it('holds nothing that the card hides, and no password that it shows', () => {
    const inlines = [
      { type: 'TextRun', text: 'Password: ' },
      { type: 'TextRun', text: 'Kx7pWm2Q', fontType: 'Monospace' },
    ];
    assert.equal(textOf({ type: 'RichTextBlock', isVisible: false, inlines }), '');
    assert.equal(textOf({ type: 'RichTextBlock', inlines }), 'Password: ');
    assert.equal(textOf({ ...row(block('x')), isVisible: false }), '');
  });

  it('holds no button and no link, whoever wrote it', () => {
    const actions = [
      { type: 'Action.OpenUrl', title: 'Watch', url: 'https://example.com/secret' },
      { type: 'Action.Submit', title: 'Delete', data: { action: 'delete' } },
    ];
    assert.equal(textOf({ type: 'ActionSet', actions }), '');
    const typed = { type: 'Input.Text', label: 'Topic', value: '[a](https://evil.example)' };
    const text = textOf(block('[a](https://evil.example)'), typed);
    assert.doesNotMatch(text, /\]\(|https:\/\//);
  });
});

describe('a card with its text', () => {
  const filled = { type: 'AdaptiveCard', version: '1.2', body: [heading('Title')] };

  it('adds a hint to the text alone', () => {
    assert.deepEqual(fillCard(filled), { markdown: '**Title**', card: filled });
    const content = fillCard(filled, 'Write **list**.');
    assert.deepEqual(content, { markdown: '**Title**\n\nWrite **list**.', card: filled });
  });

  it('has its times in the reader’s zone, where that is known', () => {
    const dates = { ...filled, body: [block(`${cardDateTime(NOW)}, until ${cardDate(NOW)}`)] };
    const content = fillCard(dates, 'Write **list**.');
    assert.equal(inZone(content, undefined), content);
    const { card, markdown } = inZone(content, 'Asia/Tokyo');
    const text = 'Fri 7 Aug 2026, 19:00, until 7 Aug 2026';
    const unbroken = text.replace(/ (?!until|7 Aug 2026$)/g, '\u00A0');
    assert.deepEqual(card, { ...filled, body: [block(unbroken)] });
    assert.match(markdown, /^7 Aug 2026, 19:00 \S+, until 7 Aug 2026\n\nWrite \*\*list\*\*\.$/);
    const american = inZone(content, 'America/New_York').card as typeof filled;
    assert.match(JSON.stringify(american.body), /Fri,.Aug.7,.2026,.6:00.AM/);
  });

  it('takes another card on top, and keeps its hint', () => {
    const above = { type: 'AdaptiveCard', body: [block('Above')] };
    const content = contentOnTop(above, fillCard(filled, 'Write **list**.'));
    assert.equal(content.markdown, 'Above\n\n**Title**\n\nWrite **list**.');
    assert.deepEqual(content.card, { ...filled, body: [block('Above'), heading('Title')] });
    assert.deepEqual(contentOnTop(above, { markdown: 'x' }), { markdown: 'Above\n\nx' });
  });
});
