import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import assert from 'node:assert/strict';
import { elementsOf, bytesOf, card, recordingsIn } from '../../../src/bot/ui/card.js';

describe('card', () => {
  const view = {
    title: 'Title',
    paragraphs: [{ text: 'One' }, { text: '${title} {{DATE(x)}}' }],
    hasDetail: false,
    detail: '',
    links: [],
    buttons: [{ title: 'Go', data: { action: 'list' } }],
    hasButtons: true,
    beside: [],
    tools: [],
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
          type: 'ColumnSet',
          columns: [
            {
              type: 'Column',
              width: 'auto',
              items: [
                {
                  type: 'ActionSet',
                  actions: [{ type: 'Action.Submit', title: 'Go', data: { action: 'list' } }],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('fills the same template afresh each time', () => {
    const first = JSON.stringify(card('message', view));
    card('message', { ...view, title: 'Other' });
    assert.equal(JSON.stringify(card('message', view)), first);
  });

  it('lets a gap that the view lacks be seen, and takes it for false where it decides', () => {
    const less = { ...view, title: undefined, hasDetail: undefined };
    assert.match(JSON.stringify(card('message', less)), /"text":"\$\{title\}"/);
    assert.equal(elementsOf(card('message', less)).length, 4);
  });

  it('takes no template with logic', () => {
    assert.throws(
      () => new Template({ text: 'a ${one + two} b' }),
      /no logic, but \$\{one \+ two\}/,
    );
  });

  it('knows its templates', () => {
    assert.throws(() => card('nothing', {}), /There is no card "nothing"/);
  });

  it('counts bytes, not characters', () => {
    assert.equal(bytesOf({ a: 'é' }), 10);
  });
});

describe('the recordings of a card', () => {
  const button = (data: unknown) => ({ type: 'Action.Submit', title: 'Go', data });
  const about = (...data: unknown[]) => [{ content: { body: [{ actions: data.map(button) }] } }];
  const one = { recording: 'r1', site: 'acme.webex.com', topic: 'Standup', list: '30.0.1.100.0' };

  it('are what its buttons name, each once', () => {
    const other = { action: 'list', list: '30.0.1.100.0' };
    const found = recordingsIn(about(other, { ...one, action: 'ask-delete' }, one));
    assert.deepEqual(found, [one]);
    assert.equal(recordingsIn(about(one, { ...one, recording: 'r2' }, one)).length, 2);
    assert.deepEqual(recordingsIn(about(one, { recording: one.recording })), [one]);
  });

  it('are none where they name what no button of ours sends', () => {
    for (const data of [[], [{ recording: 7 }], [null]]) {
      assert.deepEqual(recordingsIn(about(...data)), []);
    }
    assert.deepEqual(recordingsIn(about({ recording: 'r1', site: 7, evil: 'x' })), [
      { recording: 'r1' },
    ]);
    for (const nothing of [undefined, null, 'text', []]) {
      assert.deepEqual(recordingsIn(nothing), []);
    }
  });
});
