import assert from 'node:assert/strict';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import { actionContext, messageContext } from '../../src/bot/context.js';
import { NotDelivered } from '../../src/bot/errors.js';
import { idempotencyKey } from '../../src/events/event.js';
import { WebexRefused } from '../../src/webex/errors.js';
import type { AttachmentAction } from '../../src/webex/messages.js';
import { readableLog } from './support/log.js';
import { scriptedMessaging } from './support/messaging.js';

const alice = { personId: 'alice', email: 'alice@example.com' };
const content = { markdown: 'the answer' };
const posted = { id: 'posted', roomId: 's1' };
const refused = new WebexRefused({ method: 'PUT', path: '/x' }, 400, undefined, undefined, '');

const log = readableLog();

/** A Bot that writes down what it says, or fails to. */
function scriptedBot(isDirect: boolean, failing: 'say' | 'dm' | 'none' = 'none') {
  const said: unknown[][] = [];
  const answer = (how: 'say' | 'dm', ...given: unknown[]): Promise<unknown> => {
    said.push([how, ...given]);
    return failing === how ? Promise.reject(refused) : Promise.resolve(posted);
  };
  const bot: Pick<Bot, 'isDirect' | 'say' | 'dm'> = {
    isDirect,
    say: (message) => answer('say', message),
    dm: (person, message) => answer('dm', person, message),
  };
  return { bot: bot as Bot, said };
}

describe('a turn', () => {
  it('says for everyone', async () => {
    const { bot, said } = scriptedBot(false);
    await messageContext(bot, alice, log.log).say(content);
    assert.deepEqual(said, [['say', content]]);
  });

  it('tells in the 1:1 space where it is one', async () => {
    const { bot, said } = scriptedBot(true);
    const ctx = messageContext(bot, alice, log.log);
    assert.equal(ctx.direct, true);
    await ctx.reply(content);
    assert.deepEqual(said, [['say', content]]);
  });

  it('tells alone in a group space, with a note for all that gives nothing away', async () => {
    const { bot, said } = scriptedBot(false);
    await messageContext(bot, alice, log.log).reply(content);
    assert.deepEqual(said[0], ['dm', 'alice', content]);
    assert.equal(said.length, 2);
    assert.match(JSON.stringify(said[1]), /answered in our 1:1 space/);
    assert.doesNotMatch(JSON.stringify(said[1]), /the answer/);
  });

  it('has told where only the note could not be sent, and logs that', async () => {
    const { bot, said } = scriptedBot(false, 'say');
    assert.deepEqual(await messageContext(bot, alice, log.log).reply(content), posted);
    assert.deepEqual(
      said.map(([how]) => how),
      ['dm', 'say'],
    );
    assert.match(log.text(), /no note in the space/);
    assert.doesNotMatch(log.text(), /the answer/);
  });

  it('leaves the content as it was, whatever the framework writes into it', async () => {
    const bot = scriptedBot(true).bot;
    bot.say = (message) => Promise.resolve(Object.assign(message, posted));
    await messageContext(bot, alice, log.log).say(content);
    assert.deepEqual(Object.keys(content), ['markdown']);
  });

  for (const [isDirect, failing] of [
    [true, 'say'],
    [false, 'dm'],
  ] as const) {
    it(`says when it cannot be delivered (${failing}, ${isDirect ? '1:1' : 'group'})`, async () => {
      const { bot } = scriptedBot(isDirect, failing);
      await assert.rejects(messageContext(bot, alice, log.log).reply(content), (error) => {
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

  it('is of who clicked, and the same for every delivery', () => {
    const { bot } = scriptedBot(true);
    const { actor, inputs, eventKey } = actionContext(bot, action, scriptedMessaging(), log.log);
    assert.deepEqual(actor, { personId: 'alice', email: '' });
    assert.deepEqual(inputs, { action: 'x' });
    const event = { resource: 'attachmentActions', event: 'created' };
    assert.equal(
      eventKey,
      idempotencyKey({ ...event, data: { id: 'c1', roomId: 's1', personId: 'alice' } }),
    );
  });

  it('puts the answer in the place of the card', async () => {
    const { bot, said } = scriptedBot(true);
    const messaging = scriptedMessaging();
    const ctx = actionContext(bot, action, messaging, log.log);
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
    assert.deepEqual(await actionContext(bot, action, messaging, log.log).update(content), posted);
    assert.deepEqual(order, ['say', 'remove']);
    assert.deepEqual(messaging.calls.at(-1), ['remove', 'm0']);
  });

  it('does not mind when the old card stays', async () => {
    const { bot, said } = scriptedBot(true);
    const failing = (): Promise<never> => Promise.reject(refused);
    const messaging = scriptedMessaging({ edit: failing, remove: failing });
    await actionContext(bot, action, messaging, log.log).update(content);
    assert.deepEqual(said, [['say', content]]);
  });

  it('keeps the old card when the new one cannot be sent', async () => {
    const { bot } = scriptedBot(true, 'say');
    const messaging = scriptedMessaging({ edit: () => Promise.reject(refused) });
    await assert.rejects(
      actionContext(bot, action, messaging, log.log).update(content),
      NotDelivered,
    );
    assert.deepEqual(
      messaging.calls.map(([name]) => name),
      ['edit'],
    );
  });

  it('hands on a defect of our own', async () => {
    const defect = new TypeError('x');
    const messaging = scriptedMessaging({ edit: () => Promise.reject(defect) });
    const { bot } = scriptedBot(true);
    await assert.rejects(
      actionContext(bot, action, messaging, log.log).update(content),
      (error) => error === defect,
    );
  });

  it('leaves everyone’s card alone in a group space', async () => {
    const { bot, said } = scriptedBot(false);
    const messaging = scriptedMessaging();
    await actionContext(bot, action, messaging, log.log).update(content);
    assert.deepEqual(messaging.calls, []);
    assert.deepEqual(said[0], ['dm', 'alice', content]);
  });
});
