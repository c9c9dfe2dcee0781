import assert from 'node:assert/strict';
import { type Action, confirmingAction } from '../../src/bot/feature.js';
import { commandMatcher } from '../../src/bot/match-command.js';
import type { ClickPlan } from '../../src/bot/clicks.js';
import { planClick, sorryIfLate, retryAction, retryCommand } from '../../src/bot/clicks.js';
import type { Button } from '../../src/bot/ui/card.js';
import { type ScriptedClick, scriptedClick } from './support/context.js';
import { declaredActions, declaredCommands } from './support/declared.js';

const ACTING = [
  ...['trash', 'restore', 'delete', 'delete-as-officer', 'delete-of-nobody', 'share'],
  ...['bulk-go', 'bulk-share-go', 'bulk-undo', 'job-resume', 'save-settings'],
];
const NOW = Date.parse('2026-11-22T10:00:00Z');

function named(name: string): Action {
  const action = declaredActions.get(name);
  assert.ok(action, name);
  return action;
}

describe('a click that is worked off late', () => {
  const alice = { personId: 'alice' };
  const at = (
    name: string,
    receivedAt: number,
    begun = false,
    created?: string,
  ): Promise<readonly [pressed: ScriptedClick, plan: ClickPlan]> => {
    const pressed = scriptedClick(alice);
    const isBegun = (key: string): Promise<boolean> => {
      assert.equal(key, pressed.permit.key);
      return Promise.resolve(begun);
    };
    const deps = { isBegun, now: () => NOW };
    return planClick(named(name), pressed, receivedAt, deps, created).then((plan) => [
      pressed,
      plan,
    ]);
  };
  const EARLY = NOW - 15 * 60_000 - 1;

  it('asks again for everything that changes something at once', () => {
    const asking = [...declaredActions.values()].filter(
      ({ ifStale }) => ifStale !== undefined && ifStale !== 'acts',
    );
    assert.deepEqual(asking.map(({ name }) => name).sort(), [...ACTING].sort());
  });

  for (const name of ACTING) {
    it(`asks again instead of ${name}`, async () => {
      const [, plan] = await at(name, EARLY);
      if ('dispatch' in plan) {
        const understood = commandMatcher(declaredCommands, () => NOW).match(plan.dispatch);
        assert.ok('command' in understood);
        return;
      }
      assert.ok('action' in plan);
      assert.ok(!ACTING.includes(plan.action.name));
      assert.ok(declaredActions.has(plan.action.name));
      // What it asks with was on the button, or in the form, that was pressed.
      const given = named(name).keys ?? [];
      assert.deepEqual(
        plan.action.keys?.filter((key) => !given.includes(key)),
        [],
      );
    });
  }

  it('says why, with a card and without', async () => {
    for (const how of ['reply', 'update'] as const) {
      const [pressed, { ctx }] = await at('trash', EARLY);
      await ctx[how]({ markdown: 'Delete it?' });
      assert.match(pressed.only(how).markdown, /a while ago.+press again\.\n\nDelete it\?$/s);
    }
  });

  it('keeps who acts, and its idempotency key', async () => {
    const [pressed, { ctx }] = await at('trash', EARLY);
    assert.equal(ctx.actor, pressed.actor);
    assert.equal(ctx.permit, pressed.permit);
  });

  for (const [when, receivedAt, action, begun] of [
    ['it is a quarter of an hour old', NOW - 15 * 60_000, 'trash', false],
    ['it changes nothing', EARLY, 'refresh', false],
    ['it acts however late', EARLY, 'job-cancel', false],
    ['it was begun before', EARLY, 'trash', true],
  ] as const) {
    it(`is as it came when ${when}`, async () => {
      const [pressed, plan] = await at(action, receivedAt, begun);
      assert.ok('action' in plan);
      assert.equal(plan.action, named(action));
      assert.equal(plan.ctx, pressed);
    });
  }

  it('asks once it may have been forgotten, whenever it came and whatever was begun', async () => {
    const days = (count: number) => new Date(NOW - count * 86_400_000).toISOString();
    for (const name of ['trash', 'job-cancel']) {
      const [, known] = await at(name, NOW, true, days(2.9));
      assert.ok('action' in known && known.action === named(name), name);
      const [, forgotten] = await at(name, NOW, true, days(3));
      assert.ok(!('action' in forgotten) || forgotten.action.name === `ask-${name}`, name);
    }
  });

  it('becomes an action, and no line of words, only where one is declared', () => {
    assert.equal(confirmingAction(named('trash').ifStale)?.name, 'ask-trash');
    assert.equal(confirmingAction({ dispatch: 'settings' }), undefined);
    assert.equal(confirmingAction('acts'), undefined);
    assert.equal(confirmingAction(undefined), undefined);
  });
});

describe('an answer that its person waited for', () => {
  const came = (heldUp: boolean) => ({
    receivedAt: NOW - 60_000,
    created: new Date(NOW - 240_000).toISOString(),
    turn: { declare: () => undefined, heldUp },
  });

  it('begins with a word of that, once', async () => {
    const click = scriptedClick({ personId: 'alice' });
    const late = sorryIfLate(click, came(true), NOW);
    for (const how of ['update', 'reply', 'say'] as const) await late[how]({ markdown: how });
    const [first, ...others] = click.answers.map(({ content }) => content.markdown);
    assert.match(first ?? '', /4 min.+update$/s);
    assert.deepEqual(others, ['reply', 'say']);
  });

  it('says nothing of it where nobody waited for long', () => {
    const click = scriptedClick({ personId: 'alice' });
    assert.equal(sorryIfLate(click, came(false), NOW), click);
    assert.equal(sorryIfLate(click, came(true), NOW - 236_000), click, 'four seconds');
  });
});

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
