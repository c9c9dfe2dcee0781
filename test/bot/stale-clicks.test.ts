import assert from 'node:assert/strict';
import { type Action, confirmingAction } from '../../src/bot/feature.js';
import { commandMatcher } from '../../src/bot/match-command.js';
import { type ClickPlan, planClick, sorryIfLate } from '../../src/bot/stale-clicks.js';
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
