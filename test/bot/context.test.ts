import assert from 'node:assert/strict';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import { z } from 'zod';
import {
  NotDelivered,
  baseContext,
  type ContextDeps,
  viewContext,
  cardsAbove,
} from '../../src/bot/context.js';
import { type Action, action } from '../../src/bot/feature.js';
import { cardDate } from '../../src/bot/ui/format.js';
import { fillCard } from '../../src/bot/ui/text-of-card.js';
import type { AttachmentAction, Message } from '../../src/webex/messages.js';
import type { Messaging } from '../../src/webex/messaging.js';
import { refusedWith } from '../support/refused.js';
import { scriptedClick } from './support/context.js';
import { readableLog } from './support/log.js';
import { messageOf, scriptedMessaging } from './support/messaging.js';

const alice = { personId: 'alice', email: 'alice@example.com' };
const content = { markdown: 'the answer' };
const posted = { id: 'posted', roomId: 's1' };
const refused = refusedWith(400);
const busy = refusedWith(429);

const log = readableLog();

/** A Bot that writes down what it says, or fails to. */
function scriptedBot(
  isDirect: boolean,
  failing: 'say' | 'dm' | 'none' = 'none',
  error: Error = refused,
) {
  const said: unknown[][] = [];
  const answer = (how: string, ...given: unknown[]): Promise<unknown> => {
    said.push([how, ...given]);
    return failing === how ? Promise.reject(error) : Promise.resolve(posted);
  };
  const bot: Pick<Bot, 'isDirect' | 'say' | 'sendCard' | 'reply' | 'dm'> = {
    isDirect,
    say: (message) => answer('say', message),
    sendCard: (card, fallback) => answer('sendCard', card, fallback),
    reply: (to, message) => answer('reply', to, message),
    dm: (person, message) => answer('dm', person, message),
  };
  return { bot: bot as Bot, said };
}

const depsWith = (messaging = scriptedMessaging()): ContextDeps => ({
  messaging,
  log: log.log,
  settings: { of: () => Promise.resolve({ timeZone: 'Asia/Tokyo' }) },
});
const turnOf = (bot: Bot, thread?: Message) => baseContext(bot, alice, depsWith(), thread);
const clickOn = (bot: Bot, clicked: AttachmentAction, messaging = scriptedMessaging()) =>
  viewContext(bot, clicked, { ...depsWith(messaging), beforeUpdate: () => Promise.resolve() });

describe('a turn', () => {
  it('says for everyone', async () => {
    const { bot, said } = scriptedBot(false);
    await turnOf(bot).say(content);
    assert.deepEqual(said, [['say', content]]);
  });

  it('sends a card as a card, with its words for clients without', async () => {
    const { bot, said } = scriptedBot(false);
    const card = { type: 'AdaptiveCard' };
    await turnOf(bot).say({ ...content, card });
    assert.deepEqual(said, [['sendCard', card, content.markdown]]);
    await turnOf(bot).reply({ ...content, card });
    const contentType = 'application/vnd.microsoft.card.adaptive';
    const attachments = [{ contentType, content: card }];
    assert.deepEqual(said[1], ['dm', 'alice', { ...content, attachments }]);
  });

  it('answers in the thread that was written in, and in no new one', async () => {
    const { bot, said } = scriptedBot(true);
    await turnOf(bot, messageOf({ id: 'm2', parentId: 'm1' })).say(content);
    await turnOf(bot, messageOf({ id: 'm3' })).say(content);
    assert.deepEqual(said, [
      ['reply', 'm1', content],
      ['say', content],
    ]);
  });

  it('tells in the 1:1 space where it is one', async () => {
    const { bot, said } = scriptedBot(true);
    const ctx = turnOf(bot);
    assert.equal(ctx.direct, true);
    await ctx.reply(content);
    assert.deepEqual(said, [['say', content]]);
  });

  it('tells alone in a group space, with a note for all that gives nothing away', async () => {
    const { bot, said } = scriptedBot(false);
    await turnOf(bot).reply(content);
    assert.deepEqual(said[0], ['dm', 'alice', content]);
    assert.equal(said.length, 2);
    assert.match(JSON.stringify(said[1]), /answered in our 1:1 space/);
    assert.doesNotMatch(JSON.stringify(said[1]), /the answer/);
  });

  it('has told where only the note could not be sent, and logs that', async () => {
    const { bot, said } = scriptedBot(false, 'say', refusedWith(503));
    assert.deepEqual(await turnOf(bot).reply(content), posted);
    assert.deepEqual(
      said.map(([how]) => how),
      ['dm', 'say'],
    );
    assert.match(log.text(), /note not sent/);
    assert.doesNotMatch(log.text(), /the answer/);
  });

  it('tells 1:1, once, that a space refuses what it says there', async () => {
    const { bot, said } = scriptedBot(false, 'say', refusedWith(403));
    for (const ctx of [turnOf(bot), turnOf(bot)]) await ctx.say(content);
    assert.deepEqual(
      said.map(([how]) => how),
      ['say', 'dm', 'say', 'dm'],
    );
    assert.match(JSON.stringify(said[1]), /Webex refuses my messages in the space.+the answer/);
    assert.deepEqual(said[3], ['dm', 'alice', content]);
  });

  it('tells so beside an answer that is for the person alone, once', async () => {
    const { bot, said } = scriptedBot(false, 'say', refusedWith(403));
    for (const ctx of [turnOf(bot), turnOf(bot)]) await ctx.reply(content);
    assert.deepEqual(
      said.map(([how]) => how),
      ['dm', 'say', 'dm', 'dm', 'say'],
    );
    assert.match(JSON.stringify(said[2]), /Webex refuses my messages in the space/);
  });

  it('leaves the content as it was, whatever the framework writes into it', async () => {
    const bot = scriptedBot(true).bot;
    bot.say = (message) => Promise.resolve(Object.assign(message, posted));
    await turnOf(bot).say(content);
    assert.deepEqual(Object.keys(content), ['markdown']);
  });

  for (const [isDirect, failing] of [
    [true, 'say'],
    [false, 'dm'],
  ] as const) {
    it(`says when it cannot be delivered (${failing}, ${isDirect ? '1:1' : 'group'})`, async () => {
      const { bot } = scriptedBot(isDirect, failing);
      await assert.rejects(turnOf(bot).reply(content), (error) => {
        assert.ok(error instanceof NotDelivered);
        assert.equal(error.cause, refused);
        return true;
      });
    });
  }
});

describe('a click', () => {
  const at = { id: 'm0', roomId: 's1' };
  const action: AttachmentAction = {
    id: 'c1',
    type: 'submit',
    messageId: 'm0',
    roomId: 's1',
    personId: 'alice',
    inputs: { action: 'x' },
  };

  it('has, as a turn, the times of the person’s zone where they alone read it', async () => {
    const card = {
      type: 'AdaptiveCard',
      body: [{ type: 'TextBlock', text: cardDate(Date.parse('2026-08-07T22:30:00Z')) }],
    };
    const sent = fillCard(card);
    const { bot, said } = scriptedBot(false);
    await turnOf(bot).say(sent);
    await turnOf(bot).reply(sent);
    const direct = scriptedBot(true);
    await turnOf(direct.bot).say(sent);
    await turnOf(direct.bot).reply(sent);
    const messaging = scriptedMessaging();
    await clickOn(direct.bot, action, messaging).update(sent);
    const [inGroup, alone] = said.map((each) => JSON.stringify(each).replaceAll('\u00A0', ' '));
    assert.match(inGroup ?? '', /\{\{DATE\(2026-08-07T22:30:00Z,SHORT\)\}\}/);
    for (const each of [alone, ...direct.said, messaging.calls]) {
      assert.match(JSON.stringify(each).replaceAll('\u00A0', ' '), /8 Aug 2026/);
    }
  });

  it('is of who clicked, whatever it brings along', () => {
    const { bot } = scriptedBot(true);
    const inputs = { action: 'x', personId: 'bob', actor: 'bob', email: 'bob@example.com' };
    const { actor, at: card } = clickOn(bot, { ...action, inputs });
    assert.deepEqual(actor, { personId: 'alice' });
    assert.deepEqual(card, at);
  });

  it('says what will stand where the card stood, before it does', async () => {
    const order: unknown[] = [];
    const messaging = scriptedMessaging({
      edit: () => (order.push('edit'), Promise.resolve(messageOf())),
    });
    const beforeUpdate = (card: unknown): Promise<void> => (order.push(card), Promise.resolve());
    const { bot } = scriptedBot(true);
    await viewContext(bot, action, { ...depsWith(messaging), beforeUpdate }).update(content);
    assert.deepEqual(order, [at, 'edit']);
  });

  it('puts the answer in the place of the card', async () => {
    const { bot, said } = scriptedBot(true);
    const messaging = scriptedMessaging();
    const ctx = clickOn(bot, action, messaging);
    assert.deepEqual(await ctx.update(content), at);
    assert.deepEqual(messaging.calls, [['edit', at, content]]);
    assert.deepEqual(said, []);
  });

  it('takes the card away after a new message when it cannot be edited', async () => {
    const order: string[] = [];
    const messaging = scriptedMessaging({
      edit: () => Promise.reject(refused),
      remove: () => (order.push('remove'), Promise.resolve()),
    });
    const { bot } = scriptedBot(true);
    bot.say = () => (order.push('say'), Promise.resolve(posted));
    assert.deepEqual(await clickOn(bot, action, messaging).update(content), posted);
    assert.deepEqual(order, ['say', 'remove']);
    assert.deepEqual(messaging.calls.at(-1), ['remove', 'm0']);
  });

  it('does not mind when the old card stays', async () => {
    const { bot, said } = scriptedBot(true);
    const failing = (): Promise<never> => Promise.reject(refused);
    const messaging = scriptedMessaging({ edit: failing, remove: failing });
    await clickOn(bot, action, messaging).update(content);
    assert.deepEqual(said, [['say', content]]);
  });

  it('keeps the old card when the new one cannot be sent', async () => {
    const { bot } = scriptedBot(true, 'say');
    const messaging = scriptedMessaging({ edit: () => Promise.reject(refused) });
    await assert.rejects(clickOn(bot, action, messaging).update(content), NotDelivered);
    assert.deepEqual(
      messaging.calls.map(([name]) => name),
      ['edit'],
    );
  });

  it('is not delivered while Webex is too busy to change the card', async () => {
    const { bot, said } = scriptedBot(true);
    const messaging = scriptedMessaging({ edit: () => Promise.reject(busy) });
    await assert.rejects(clickOn(bot, action, messaging).update(content), NotDelivered);
    assert.deepEqual(said, []);
  });

  it('hands on a defect of our own', async () => {
    const defect = new TypeError('x');
    const messaging = scriptedMessaging({ edit: () => Promise.reject(defect) });
    const { bot } = scriptedBot(true);
    await assert.rejects(
      clickOn(bot, action, messaging).update(content),
      (error) => error === defect,
    );
  });

  it('leaves everyone’s card alone in a group space', async () => {
    const { bot, said } = scriptedBot(false);
    const messaging = scriptedMessaging();
    await clickOn(bot, action, messaging).update(content);
    assert.deepEqual(messaging.calls, []);
    assert.deepEqual(said[0], ['dm', 'alice', content]);
  });
});

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

  it('ask where the last one can be left, has a form or found one; never those of a thread', async () => {
    const form = [{ content: { body: [{ type: 'Input.Text', id: 'add' }] } }];
    const found = [{ content: { body: [{ type: 'TextBlock', text: 'Is it this one?' }] } }];
    for (const asks of [button('Cancel', 'show'), form, found])
      assert.deepEqual(await above(last(asks, ids('r1'))).question(), asks[0]?.content);
    // What was explained meanwhile leaves it open; a list or a recording does not.
    for (const other of [button('Help', 'show'), [{}], [{ content: 'odd' }]])
      assert.deepEqual(await above(last(other, form)).question(), form[0]?.content);
    const list = [{ content: { actions: [{ title: 'Older ›', data: { list: 'l1' } }] } }];
    for (const other of [list, ids('r1')])
      assert.equal(await above(last(other, form)).question(), undefined);
    const thread = { attachments: () => Promise.resolve(form), ...last(form) };
    assert.equal(await above(thread, 'm0').question(), undefined);
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
