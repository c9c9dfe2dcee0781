import assert from 'node:assert/strict';
import { bytesOf, card } from '../../../src/bot/ui/card.js';

describe('card', () => {
  const view = {
    title: 'Title',
    paragraphs: [{ text: 'One' }, { text: '${title} {{DATE(x)}}' }],
    hasDetail: false,
    detail: '',
    links: [],
    buttons: [{ title: 'Go', data: { action: 'list' } }],
    hasButtons: true,
  };

  it('fills a template, and expands nothing that stands in the view', () => {
    assert.deepEqual(card('message', view), {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.2',
      body: [
        { type: 'TextBlock', text: 'Title', weight: 'Bolder', size: 'Medium', wrap: true },
        { type: 'TextBlock', text: 'One', wrap: true },
        { type: 'TextBlock', text: '${title} {{DATE(x)}}', wrap: true },
        {
          type: 'ActionSet',
          actions: [{ type: 'Action.Submit', title: 'Go', data: { action: 'list' } }],
        },
      ],
    });
  });

  it('fills the same template afresh each time', () => {
    const first = JSON.stringify(card('message', view));
    card('message', { ...view, title: 'Other' });
    assert.equal(JSON.stringify(card('message', view)), first);
  });

  it('knows its templates', () => {
    assert.throws(() => card('nothing', {}), /There is no card "nothing"/);
  });

  it('counts bytes, not characters', () => {
    assert.equal(bytesOf({ a: 'é' }), 10);
  });
});
