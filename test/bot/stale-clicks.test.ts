import assert from 'node:assert/strict';
import type { ActionContext } from '../../src/bot/context.js';
import { confirmIfStale } from '../../src/bot/stale-clicks.js';
import { actions } from '../../src/features/index.js';
import { scriptedClick } from './support/context.js';

const ACTING = [
  ...['trash', 'restore', 'delete', 'delete-as-officer', 'delete-of-nobody', 'share'],
  ...['bulk-go', 'bulk-undo', 'job-resume', 'save-settings'],
];
const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('a click that is worked off late', () => {
  const alice = { personId: 'alice', email: '' };
  const at = (
    action: unknown,
    receivedAt: number,
    begun = false,
  ): Promise<readonly [pressed: ActionContext, click: ActionContext]> => {
    const pressed = scriptedClick(alice, { action, job: 'j1', what: 'trash' });
    const audit = { isBegun: () => Promise.resolve(begun) };
    return confirmIfStale(pressed, receivedAt, { audit, now: () => NOW }).then((ctx) => [
      pressed,
      ctx,
    ]);
  };
  const EARLY = NOW - 15 * 60_000 - 1;

  for (const name of ACTING) {
    it(`asks again instead of ${name}`, async () => {
      assert.ok(actions.has(name));
      const [, { inputs }] = await at(name, EARLY);
      assert.ok(!ACTING.includes(String(inputs.action)));
      assert.ok(actions.has(String(inputs.action)));
      assert.deepEqual([inputs.job, inputs.what], ['j1', 'trash']);
    });
  }

  it('says why, with a card and without', async () => {
    for (const how of ['reply', 'update'] as const) {
      const pressed = scriptedClick(alice, { action: 'trash' });
      const audit = { isBegun: () => Promise.resolve(false) };
      const ctx = await confirmIfStale(pressed, EARLY, { audit, now: () => NOW });
      await ctx[how]({ markdown: 'Delete it?' });
      assert.match(pressed.only(how).markdown, /a while ago.+press it again\.\n\nDelete it\?$/s);
    }
  });

  for (const [when, receivedAt, action, begun] of [
    ['it is a quarter of an hour old', NOW - 15 * 60_000, 'trash', false],
    ['it changes nothing', EARLY, 'refresh', false],
    ['it has no action', EARLY, 7, false],
    ['it was begun before', EARLY, 'trash', true],
  ] as const) {
    it(`is as it came when ${when}`, async () => {
      const [pressed, ctx] = await at(action, receivedAt, begun);
      assert.equal(ctx, pressed);
    });
  }
});
