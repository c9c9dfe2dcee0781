import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import {
  BotFramework,
  type HeardMessage,
  type FrameworkHandlers,
} from '../../../src/bot/framework/framework.js';
import { messageOf, scriptedMessaging } from '../support/messaging.js';

const me = { id: 'bot', emails: ['recordings@webex.bot'], displayName: 'Recordings' };
const direct = { roomId: 's1', direct: true };
const group = { roomId: 's2', direct: false };
const action = {
  id: 'a1',
  type: 'submit',
  messageId: 'm0',
  roomId: 's1',
  personId: 'alice',
  inputs: { action: 'list' },
  receivedAt: 7,
};

/** A promise to be settled from outside. */
function later(): { promise: Promise<void>; done: () => void } {
  let done: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (done = resolve));
  return { promise, done };
}

async function setUp(listener: Partial<FrameworkHandlers> = {}, person = me) {
  const messaging = scriptedMessaging();
  const addressOf = (uuid: string) => Promise.resolve(`${uuid}@example.com`);
  const framework = new BotFramework('the-token', person, messaging, addressOf);
  const nothing = (): Promise<void> => Promise.resolve();
  await framework.listen({
    commands: [],
    onUnmatched: nothing,
    onAction: nothing,
    onSpawn: nothing,
    ...listener,
  });
  return { framework, messaging };
}

describe('the framework', () => {
  it('hears the first message of a new space without asking Webex anything', async () => {
    const heard: [boolean, HeardMessage][] = [];
    const { framework, messaging } = await setUp({
      onUnmatched: (bot, message) => {
        heard.push([bot.isDirect, message]);
        return Promise.resolve();
      },
    });
    await framework.deliverMessage(messageOf(), direct);
    await framework.deliverMessage(messageOf({ id: 'm2', roomId: 's2', text: 'help' }), group);
    assert.deepEqual(
      heard.map(([isDirect, { id, text, message }]) => [isDirect, id, text, message.roomId]),
      [
        [true, 'm1', 'list', 's1'],
        [false, 'm2', 'help', 's2'],
      ],
    );
    assert.deepEqual(messaging.calls, []);
  });

  it('knows a space for 1:1 as soon as Webex has told, though an event before could not', async () => {
    const heard: boolean[] = [];
    const { framework } = await setUp({
      onUnmatched: (bot) => Promise.resolve(void heard.push(bot.isDirect, !bot.isGroup)),
    });
    await framework.deliverMessage(messageOf(), { ...direct, direct: false });
    await framework.deliverMessage(messageOf({ id: 'm2' }), direct);
    assert.deepEqual(heard, [false, false, true, true]);
  });

  it('hears words of every kind, and takes none for help', async () => {
    const heard: string[] = [];
    const { framework } = await setUp({
      onUnmatched: (_bot, { text }) => {
        heard.push(text);
        return Promise.resolve();
      },
    });
    for (const text of ['*.[', '', '   ', '日本語', 'a\nb']) {
      await framework.deliverMessage(messageOf({ id: `m${heard.length}`, text }), direct);
    }
    assert.deepEqual(heard, ['*.[', 'help', 'help', '日本語', 'a b']);
  });

  it('hears a command by its pattern, the first that fits, and the rest as nobody’s', async () => {
    const heard: unknown[] = [];
    const hear =
      (name: string) =>
      (_bot: Bot, { text, line }: HeardMessage) => {
        heard.push([name, text, line]);
        return Promise.resolve();
      };
    const { framework } = await setUp({
      commands: [
        { pattern: /^list my(?=\s|$)/i, help: undefined, run: hear('list my') },
        { pattern: /^list(?=\s|$)/i, help: '**list** – your recordings', run: hear('list') },
      ],
      onUnmatched: hear('none'),
    });
    for (const text of ['LIST my own', 'please list 5!', 'lists', 'a list', '...']) {
      await framework.deliverMessage(messageOf({ id: `m${heard.length}`, text }), direct);
    }
    assert.deepEqual(heard, [
      ['list my', 'LIST my own', 'LIST my own'],
      ['list', 'list 5', 'please list 5!'],
      ['none', 'lists', 'lists'],
      ['none', 'a list', 'a list'],
      ['none', '...', '...'],
    ]);
    assert.match(framework.showHelp(), /\*\*list\*\* – your recordings/);
  });

  it('hears the lines of a message, and a mention of somebody as their address', async () => {
    const heard: unknown[] = [];
    const { framework } = await setUp({
      onUnmatched: (_bot, { line, lines }) => {
        heard.push(line, lines);
        return Promise.resolve();
      },
    });
    const html =
      '<spark-mention data-object-id="bot">Recordings</spark-mention> for <spark-mention data-object-id="bob">Bob</spark-mention><br>list';
    const mentionedPeople = ['bot', 'bob'];
    await framework.deliverMessage(
      messageOf({ text: 'Recordings for Bob\nlist', html, mentionedPeople }),
      direct,
    );
    assert.deepEqual(heard, ['for bob@example.com list', ['for bob@example.com', 'list']]);
  });

  it('leaves Node its warning of listeners that leak', async () => {
    await setUp();
    assert.equal(Reflect.get(EventEmitter.prototype, '_maxListeners'), undefined);
    assert.equal(new EventEmitter().getMaxListeners(), EventEmitter.defaultMaxListeners);
  });

  it('does not hear itself', async () => {
    let heard = 0;
    const { framework } = await setUp({
      onUnmatched: () => {
        heard += 1;
        return Promise.resolve();
      },
    });
    await framework.deliverMessage(messageOf({ personId: 'bot' }), direct);
    assert.equal(heard, 0);
  });

  it('waits for the handler', async () => {
    let answered = false;
    const { framework } = await setUp({
      onUnmatched: async () => {
        await new Promise(setImmediate);
        answered = true;
      },
    });
    await framework.deliverMessage(messageOf(), direct);
    assert.equal(answered, true);
  });

  it('hands a click on as it came, and waits', async () => {
    const heard: unknown[] = [];
    const { framework, messaging } = await setUp({
      onAction: async (bot, { attachmentAction }) => {
        await new Promise(setImmediate);
        heard.push(bot.room.id, attachmentAction);
      },
    });
    await framework.deliverAction(action, direct);
    assert.deepEqual(heard, ['s1', action]);
    assert.deepEqual(messaging.calls, []);
  });

  it('tells who added it, and waits', async () => {
    const heard: unknown[] = [];
    const { framework } = await setUp({
      onSpawn: async (bot, addedBy) => {
        await new Promise(setImmediate);
        heard.push(bot.room, addedBy);
      },
    });
    await framework.deliverAdded(group, 'alice');
    assert.deepEqual(heard, [{ id: 's2', type: 'group' }, 'alice']);
  });

  const failure = new Error('the handler failed');
  const deliveries: Readonly<Record<string, (framework: BotFramework) => Promise<void>>> = {
    onUnmatched: (framework) => framework.deliverMessage(messageOf(), direct),
    onAction: (framework) => framework.deliverAction(action, direct),
    onSpawn: (framework) => framework.deliverAdded(direct, 'alice'),
  };
  for (const [name, deliver] of Object.entries(deliveries)) {
    it(`tells who delivers that ${name} rejected, and goes on`, async () => {
      let calls = 0;
      const failing = (): Promise<void> => {
        calls += 1;
        return calls === 1 ? Promise.reject(failure) : Promise.resolve();
      };
      const { framework } = await setUp({ [name]: failing });
      await assert.rejects(deliver(framework), (error) => error === failure);
      await deliver(framework);
      assert.equal(calls, 2);
    });

    it(`tells who delivers that ${name} threw at once`, async () => {
      const { framework } = await setUp({
        [name]: () => {
          throw failure;
        },
      });
      await assert.rejects(deliver(framework), (error) => error === failure);
    });
  }

  it('keeps deliveries apart that are under way together', async () => {
    const gates = new Map(['one', 'two'].map((id) => [id, later()]));
    const { framework } = await setUp({
      onUnmatched: (_bot, { id }) => gates.get(id)?.promise ?? Promise.resolve(),
    });
    const settled: string[] = [];
    const one = framework.deliverMessage(messageOf({ id: 'one' }), direct);
    const two = framework.deliverMessage(messageOf({ id: 'two', roomId: 's2' }), group);
    const watched = [one.then(() => settled.push('one')), two.then(() => settled.push('two'))];
    gates.get('two')?.done();
    await two;
    assert.deepEqual(settled, ['two']);
    gates.get('one')?.done();
    await Promise.all(watched);
    assert.deepEqual(settled, ['two', 'one']);
  });

  it('uses one Bot for a space until it is taken out of it', async () => {
    const bots = new Set<Bot>();
    const { framework } = await setUp({
      onUnmatched: (bot) => {
        bots.add(bot);
        return Promise.resolve();
      },
    });
    framework.deliverRemoved('s1');
    await framework.deliverMessage(messageOf({ id: 'm1' }), direct);
    await framework.deliverMessage(messageOf({ id: 'm2' }), direct);
    assert.equal(bots.size, 1);
    const [bot] = bots;
    let despawned: unknown;
    framework.on('despawn', (gone: unknown) => (despawned = gone));
    framework.deliverRemoved('s1');
    assert.equal(despawned, bot);
    assert.equal(bot?.active, false);
    assert.equal(framework.findBotObjectInRoom('s1'), undefined);
    await framework.deliverMessage(messageOf({ id: 'm3' }), direct);
    assert.equal(bots.size, 2);
  });

  it('speaks by our own client: to the space, to a person', async () => {
    const { framework, messaging } = await setUp({
      onUnmatched: async (bot) => {
        await bot.say({ markdown: 'for all' });
        await bot.dm('alice', { markdown: 'for one' });
      },
    });
    await framework.deliverMessage(messageOf(), direct);
    assert.deepEqual(messaging.calls, [
      ['post', { roomId: 's1' }, { markdown: 'for all' }],
      ['post', { toPersonId: 'alice' }, { markdown: 'for one' }],
    ]);
  });

  it('speaks by our own client: a card, and in a thread', async () => {
    const card = { type: 'AdaptiveCard' };
    const { framework, messaging } = await setUp({
      onUnmatched: async (bot) => {
        await bot.sendCard(card, 'its words');
        await bot.reply('m0', { markdown: 'in the thread' });
      },
    });
    await framework.deliverMessage(messageOf(), direct);
    assert.deepEqual(messaging.calls, [
      ['post', { roomId: 's1' }, { markdown: 'its words', card }],
      ['post', { roomId: 's1', parentId: 'm0' }, { markdown: 'in the thread' }],
    ]);
  });

  it('survives an error event', async () => {
    const { framework } = await setUp();
    assert.doesNotThrow(() => framework.emit('error', new Error('x')));
  });

  it('does not greet nobody', async () => {
    let greeted = 0;
    const { framework } = await setUp({
      onSpawn: () => {
        greeted += 1;
        return Promise.resolve();
      },
    });
    framework.emit('spawn', {}, framework.id);
    assert.equal(greeted, 0);
  });

  it('works for a bot without an address', async () => {
    const { framework } = await setUp({}, { ...me, emails: [] });
    assert.equal(framework.email, '');
  });
});
