import assert from 'node:assert/strict';
import { retryAction, retryCommand } from '../../src/bot/retry-button.js';
import type { Button } from '../../src/bot/ui/card.js';
import { declaredActions } from './support/declared.js';

function again(inputs: Readonly<Record<string, unknown>>): Button | undefined {
  const action = declaredActions.get(String(inputs.action));
  return action === undefined ? undefined : retryAction(action, inputs);
}

const TARGET = { recording: 'r1', site: 'acme.webex.com', topic: 'Retro', list: '30.0.1.5.0' };

describe('to try a click again', () => {
  const whole: Readonly<Record<string, Record<string, string>>> = {
    'many addresses': {
      ...{ action: 'share', ...TARGET, tell: 'true', remove: 'bob@example.com' },
      add: Array.from({ length: 100 }, (_, n) => `person-number-${n}@example.com`).join(' '),
    },
    'a confirmed clean-up': {
      action: 'bulk-go',
      job: 'j1',
      what: 'delete',
      count: '3',
      chosen: 'c4kqv0Jz3nY',
      typed: '3',
    },
    'an undo': { action: 'bulk-undo', job: 'j1', after: 'j2' },
    'a page of what was found': { action: 'bulk-look', job: 'j1', start: '8' },
    settings: {
      ...{ action: 'save-settings', zone: 'Europe/Berlin', other: 'Asia/Tokyo' },
      ...{ tellWhenReady: 'true', weekly: 'false', isQuiet: 'true' },
      ...{ quietFrom: '22:00', quietTo: '07:00' },
    },
    'a rule': {
      ...{ action: 'clean-up', age: '24', unit: 'months', megabytes: '500', topic: 'weekly' },
      ...{ siteUrl: '', neverWatched: 'false' },
    },
  };
  for (const [what, inputs] of Object.entries(whole)) {
    it(`carries ${what}, all of it`, () => {
      assert.deepEqual(again(inputs), { title: 'Try again', data: inputs });
    });
  }

  it('carries numbers and ticks, as some clients send them, and addresses one a line', () => {
    assert.deepEqual(again({ action: 'clean-up', age: 24, neverWatched: true })?.data, {
      ...{ action: 'clean-up', age: '24', neverWatched: 'true' },
    });
    const lines = { action: 'confirm-share', ...TARGET, add: 'a@b.cc\r\nd@e.ff\n', remove: '' };
    assert.equal(again(lines)?.data.add, 'a@b.cc d@e.ff ');
  });

  const ask = { action: 'ask-share', ...TARGET };
  const parts: readonly [string, Record<string, unknown>, Record<string, string> | undefined][] = [
    ['more addresses than fit', { action: 'share', ...TARGET, add: 'x'.repeat(8_001) }, ask],
    ['two fields that do not fit together', both(5_000), ask],
    ['what would be an expression', { action: 'share', ...TARGET, add: '${x}' }, ask],
    ['what is no text', { action: 'share', ...TARGET, add: ['a@b.cc'] }, ask],
    ['ticks', { action: 'bulk-tick', job: 'j1', t3: 'false' }, { action: 'job-show', job: 'j1' }],
    [
      'a reason',
      { action: 'delete-as-officer', ...TARGET, reason: 'r', comment: 'c' },
      { action: 'ask-delete', ...TARGET },
    ],
    ['a wrong zone', { action: 'save-settings', zone: '{{' }, { action: 'say', text: 'settings' }],
    ['a search', { action: 'search', list: 'x', topic: '{{' }, { action: 'edit', list: 'x' }],
    ['a list', { action: 'refresh', list: 'x', odd: 7 }, { action: 'refresh', list: 'x' }],
    ['a list that is none', { action: 'refresh', list: '{{' }, undefined],
    ['a deletion that cannot travel', { action: 'delete', ...TARGET, site: '{{' }, undefined],
    ['no action', { odd: '1' }, undefined],
  ];
  for (const [what, inputs, data] of parts) {
    it(`acts on no part of ${what}`, () => {
      assert.deepEqual(again(inputs)?.data, data);
    });
  }

  it('leaves out what its action does not take', () => {
    for (const action of ['share', 'delete']) {
      const pressed = { action, ...TARGET, odd: '1', personId: 'bob', __proto__: 'x' };
      assert.deepEqual(again(pressed)?.data, { action, ...TARGET });
    }
  });

  it('says words as they were, or the name alone', () => {
    assert.equal(retryCommand('list', '2').data.text, 'list 2');
    assert.equal(retryCommand('list', '${x}').data.text, 'list');
  });

  function both(length: number): Record<string, string> {
    const full = 'x'.repeat(length);
    return { action: 'share', ...TARGET, add: full, remove: full };
  }
});
