import assert from 'node:assert/strict';
import { z } from 'zod';
import { cardsAbove } from '../../src/bot/cards-above.js';
import { type Action, action } from '../../src/bot/feature.js';
import type { Messaging } from '../../src/webex/messaging.js';
import { scriptedClick } from './support/context.js';
import { readableLog } from './support/log.js';
import { messageOf, scriptedMessaging } from './support/messaging.js';
import { refusedWith } from '../support/refused.js';

const refusal = refusedWith(503, '/x', { trackingId: 'T' });
const ids = (...all: string[]) => [{ content: all.map((recording) => ({ recording })) }];
const button = (title: string, name: string) => [{ content: { title, data: { action: name } } }];

describe('the cards above a message', () => {
  const ran: string[] = [];
  const shows = action({
    name: 'show',
    input: z.object({}),
    run: ({ update }) => (ran.push('show'), update({ markdown: 'shown' })),
  });
  const changes = action({
    name: 'change',
    input: z.object({}),
    ifStale: 'acts',
    run: () => Promise.resolve(ran.push('change')),
  });
  const actions = new Map<string, Action>([shows, changes].map((each) => [each.name, each]));
  const { log, text: logged } = readableLog();
  const above = (script: Partial<Messaging>, parentId?: string) => {
    const ctx = scriptedClick({ personId: 'alice' });
    const message = messageOf(parentId === undefined ? {} : { parentId });
    return {
      ctx,
      ...cardsAbove({ messaging: scriptedMessaging(script), log, actions }, message, ctx),
    };
  };
  const last = (...cards: unknown[][]) => ({ lastAttachments: () => Promise.resolve(cards) });
  beforeEach(() => void ran.splice(0));

  it('are about a recording where the next of them names one alone', async () => {
    const one = (recording: string, isNext = true) => ({ about: { recording }, isNext });
    assert.deepEqual(await above(last(ids('r1'), ids('r2'))).answersOn(), one('r1'));
    assert.deepEqual(await above(last([], ids(), ids('r2'))).answersOn(), one('r2', false));
    assert.equal(await above(last(ids('r1', 'r2'), ids('r3'))).answersOn(), undefined);
    const thread = { attachments: () => Promise.resolve(ids('r0')), ...last(ids('r1')) };
    assert.deepEqual(await above(thread, 'm0').answersOn(), one('r0'));
    assert.deepEqual(await above(thread).answersOn(), one('r1'));
  });

  it('have a button pressed that only shows something, with the answer as a new card', async () => {
    const { ctx, press } = above(last(button('Other', 'show'), button('Older ›', 'show')));
    assert.equal(await press((titles) => titles.find((title) => title === 'Older ›')), true);
    assert.equal(ctx.only('reply').markdown, 'shown');
  });

  it('have no button pressed that changes something, is unknown, or was not chosen', async () => {
    const first = ([title]: readonly string[]) => title;
    assert.equal(await above(last(button('Delete', 'change'))).press(first), false);
    assert.equal(await above(last(button('Odd', 'nothing'))).press(first), false);
    assert.equal(await above(last(button('Older ›', 'show'))).press(() => undefined), false);
    assert.deepEqual(ran, []);
  });

  it('are none where Webex does not show them; a defect is no answer', async () => {
    const refused = above({ lastAttachments: () => Promise.reject(refusal) });
    assert.equal(await refused.answersOn(), undefined);
    assert.equal(await refused.press(() => 'x'), false);
    assert.match(logged(), /cards above not read/);
    const broken = above({ lastAttachments: () => Promise.reject(new TypeError('x')) });
    await assert.rejects(broken.answersOn(), TypeError);
  });
});
