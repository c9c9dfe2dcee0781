import assert from 'node:assert/strict';
import { checkCard } from '../../../sandbox/cards/check-card.js';

const text = { type: 'TextBlock', text: 'Hello' };
const card = (more: object): object => ({
  type: 'AdaptiveCard',
  version: '1.2',
  body: [text],
  ...more,
});
const action = { type: 'Action.Submit', title: 'Go', data: { a: 'b' } };

describe('the card check', () => {
  it('takes a card that uses what Webex shows', () => {
    const good = card({
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      fallbackText: 'Hello',
      body: [
        { ...text, size: 'Large', weight: 'bolder', wrap: true, maxLines: 2, spacing: 'medium' },
        { ...text, text: '{{DATE(2026-11-20T10:03:00Z,SHORT)}} {{TIME(2026-11-20T10:03:00Z)}}' },
        {
          type: 'ColumnSet',
          columns: [
            {
              type: 'Column',
              width: 'auto',
              items: [{ type: 'Image', url: 'https://x.test/a.png', width: '20px' }],
            },
            {
              type: 'Column',
              width: 2,
              items: [{ type: 'RichTextBlock', inlines: ['a', { type: 'TextRun', text: 'b' }] }],
            },
          ],
        },
        { type: 'FactSet', facts: [{ title: 'Size', value: '12 MB' }] },
        {
          type: 'Container',
          id: 'confirm',
          style: 'attention',
          isVisible: false,
          items: [
            { type: 'Input.Text', id: 'why', placeholder: 'Why' },
            {
              type: 'Input.ChoiceSet',
              id: 'which',
              choices: [{ title: 'One', value: '1' }],
              style: 'expanded',
            },
            { type: 'ActionSet', actions: [action] },
          ],
        },
      ],
      actions: [
        { type: 'Action.OpenUrl', title: 'Open', url: 'webexteams://im?space=1' },
        {
          type: 'Action.ToggleVisibility',
          title: 'Delete…',
          style: 'destructive',
          targetElements: ['confirm'],
        },
        { type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [text] } },
      ],
    });
    assert.deepEqual(checkCard(good), []);
  });

  it('takes validated inputs from version 1.3 on', () => {
    const body = [
      { type: 'Input.Text', id: 'a', label: 'A', isRequired: true, errorMessage: 'Please' },
    ];
    assert.deepEqual(checkCard(card({ version: '1.3', body })), []);
    assert.deepEqual(
      checkCard(card({ body })).map(({ path }) => path),
      ['card.body[0].label', 'card.body[0].isRequired', 'card.body[0].errorMessage'],
    );
  });

  const long = 'x'.repeat(23_000);
  const bad: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['no card', null, 'card.version', /one of/],
    ['a missing version', { type: 'AdaptiveCard', body: [] }, 'card.version', /one of/],
    ['a version of the future', card({ version: '1.5' }), 'card.version', /one of/],
    ['a wrong type at the top', { ...card({}), type: 'Card' }, 'card.type', /AdaptiveCard/],
    [
      'an unknown type',
      card({ body: [{ type: 'Text', text: 'a' }] }),
      'card.body[0].type',
      /"Text"/,
    ],
    ['a missing type', card({ body: [{ text: 'a' }] }), 'card.body[0].type', /missing/],
    ['an action among elements', card({ body: [action] }), 'card.body[0].type', /element/],
    ['an element among actions', card({ actions: [text] }), 'card.actions[0].type', /action/],
    [
      'an unknown property',
      card({ body: [{ ...text, colour: 'red' }] }),
      'card.body[0].colour',
      /no such/,
    ],
    [
      'a string for a boolean',
      card({ body: [{ ...text, wrap: 'true' }] }),
      'card.body[0].wrap',
      /boolean/,
    ],
    ['a number for a text', card({ body: [{ ...text, text: 5 }] }), 'card.body[0].text', /string/],
    [
      'an unknown value',
      card({ body: [{ ...text, size: 'huge' }] }),
      'card.body[0].size',
      /one of/,
    ],
    ['a missing text', card({ body: [{ type: 'TextBlock' }] }), 'card.body[0].text', /required/],
    ['a missing id', card({ body: [{ type: 'Input.Text' }] }), 'card.body[0].id', /required/],
    ['a null child', card({ body: [text, null] }), 'card.body[1]', /null/],
    ['a null property', card({ body: [{ ...text, color: null }] }), 'card.body[0].color', /null/],
    ['children that are no array', card({ body: text }), 'card.body', /array/],
    [
      'an id twice',
      card({
        body: [
          { ...text, id: 'a' },
          { ...text, id: 'a' },
        ],
      }),
      'card.body[1].id',
      /twice/,
    ],
    [
      'a toggle of nothing',
      card({
        actions: [
          { type: 'Action.ToggleVisibility', title: 'T', targetElements: [{ elementId: 'gone' }] },
        ],
      }),
      'card.actions[0].targetElements[0]',
      /no element/,
    ],
    ['six actions', card({ actions: Array<object>(6).fill(action) }), 'card.actions', /6 actions/],
    [
      'six actions in a set',
      card({ body: [{ type: 'ActionSet', actions: Array<object>(6).fill(action) }] }),
      'card.body[0].actions',
      /6 actions/,
    ],
    [
      'a leftover of a template',
      card({ body: [{ ...text, text: 'Hi ${name}' }] }),
      'card.body[0].text',
      /leftover/,
    ],
    [
      'a leftover in data',
      card({ actions: [{ ...action, data: { id: '${id}' } }] }),
      'card.actions[0].data.id',
      /leftover/,
    ],
    [
      'nested data',
      card({ actions: [{ ...action, data: { a: {} } }] }),
      'card.actions[0].data.a',
      /object/,
    ],
    [
      'a relative URL',
      card({ body: [{ type: 'Image', url: '/a.png' }] }),
      'card.body[0].url',
      /absolute/,
    ],
    [
      'a script as a link',
      card({ actions: [{ type: 'Action.OpenUrl', title: 'T', url: 'javascript:alert(1)' }] }),
      'card.actions[0].url',
      /not of javascript/,
    ],
    [
      'a deep link as an image',
      card({ body: [{ type: 'Image', url: 'webexteams://im' }] }),
      'card.body[0].url',
      /https/,
    ],
    ['Media', card({ body: [{ type: 'Media', sources: [] }] }), 'card.body[0]', /not supported/],
    ['Table', card({ body: [{ type: 'Table', rows: [] }] }), 'card.body[0]', /not supported/],
    [
      'Action.Execute',
      card({ actions: [{ type: 'Action.Execute', title: 'T' }] }),
      'card.actions[0]',
      /not supported/,
    ],
    ['refresh', card({ refresh: {} }), 'card.refresh', /not supported/],
    [
      'isEnabled',
      card({ actions: [{ ...action, isEnabled: true }] }),
      'card.actions[0].isEnabled',
      /not supported/,
    ],
    [
      'tooltip',
      card({ actions: [{ ...action, tooltip: 'T' }] }),
      'card.actions[0].tooltip',
      /not supported/,
    ],
    [
      'a heading',
      card({ body: [{ ...text, style: 'heading' }] }),
      'card.body[0].style',
      /not supported/,
    ],
    [
      'toggling in version 1.1',
      card({ version: '1.1', actions: [{ type: 'Action.ToggleVisibility', targetElements: [] }] }),
      'card.actions[0]',
      /1\.2/,
    ],
    [
      'a coloured container in version 1.1',
      card({ version: '1.1', body: [{ type: 'Container', style: 'good', items: [] }] }),
      'card.body[0].style',
      /1\.2/,
    ],
    [
      'milliseconds in a date',
      card({ body: [{ ...text, text: '{{DATE(2026-11-20T10:03:00.000Z,SHORT)}}' }] }),
      'card.body[0].text',
      /milliseconds/,
    ],
    [
      'an unknown date format',
      card({ body: [{ ...text, text: '{{DATE(2026-11-20T10:03:00Z,TINY)}}' }] }),
      'card.body[0].text',
      /format/,
    ],
    [
      'braces that are no date',
      card({ body: [{ ...text, text: '{{name}}' }] }),
      'card.body[0].text',
      /raw/,
    ],
    [
      'a date in a choice',
      card({
        body: [
          {
            type: 'Input.ChoiceSet',
            id: 'a',
            choices: [{ title: '{{DATE(2026-11-20T10:03:00Z)}}', value: '1' }],
          },
        ],
      }),
      'card.body[0].choices[0].title',
      /choices/,
    ],
    [
      'ShowCard as selectAction',
      card({ selectAction: { type: 'Action.ShowCard', card: card({}) } }),
      'card.selectAction',
      /ShowCard/,
    ],
    [
      'a bad width',
      card({
        body: [{ type: 'ColumnSet', columns: [{ type: 'Column', width: '20%', items: [] }] }],
      }),
      'card.body[0].columns[0].width',
      /match/,
    ],
    ['too many bytes', card({ body: [{ ...text, text: long }] }), 'card', /bytes/],
  ];
  for (const [what, wrong, path, message] of bad) {
    it(`refuses ${what}`, () => {
      const problems = checkCard(wrong);
      const found = problems.filter((problem) => problem.path === path);
      assert.equal(found.length, 1, JSON.stringify(problems));
      assert.match(found[0]?.message ?? '', message);
      assert.equal(problems.length, 1, JSON.stringify(problems));
    });
  }
});
