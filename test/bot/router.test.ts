import assert from 'node:assert/strict';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import type { OAuthFlow } from '../../src/accounts/oauth-flow.js';
import { NotConnected, NotServed } from '../../src/accounts/types.js';
import { NotDelivered } from '../../src/bot/errors.js';
import { createRouter } from '../../src/bot/router.js';
import { sendFirstList } from '../../src/features/account/connected.js';
import type { Deps } from '../../src/features/deps.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import type { Content } from '../../src/webex/messages.js';
import { describePglite } from '../support/databases.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { seen, titles } from './support/card.js';
import { openGate } from './support/gate.js';
import { type ScriptedMessaging, messageOf, scriptedMessaging } from './support/messaging.js';
import { type SandboxDeps, sandboxDeps } from './support/deps.js';

const LINK = 'https://webexapis.com/v1/authorize?state=s';
const refusal = new WebexRefused({ method: 'GET', path: '/x' }, 503, 'ROUTER_1', undefined, '');

describePglite('the conversation', ({ open }) => {
  let on: SandboxDeps;
  let said: Content[];
  let whispered: Content[];
  let messaging: ScriptedMessaging;
  const posted = { id: 'posted', roomId: 's1' };
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());
  beforeEach(() => {
    said = [];
    whispered = [];
    messaging = scriptedMessaging();
  });

  function botIn(isDirect: boolean): Bot {
    const bot: Pick<Bot, 'isDirect' | 'say' | 'dm'> = {
      isDirect,
      say: (content) => (said.push(content as Content), Promise.resolve(posted)),
      dm: (_person, content) => (whispered.push(content as Content), Promise.resolve(posted)),
    };
    return bot as Bot;
  }
  function failing(error: Error): Deps {
    const tokens = { ...on.deps.tokens, get: () => Promise.reject(error) };
    return { ...on.deps, tokens };
  }
  async function write(text: string, deps = on.deps, bot = botIn(true)): Promise<void> {
    const { personId, email } = on.alice;
    const message = messageOf({ text, personId, personEmail: email });
    await createRouter(deps, messaging, openGate).onMessage(bot, {
      id: 'm1',
      type: 'message',
      text,
      message,
    });
  }
  async function press(
    inputs: Record<string, unknown>,
    deps = on.deps,
    bot = botIn(true),
  ): Promise<void> {
    const attachmentAction = {
      id: 'a1',
      type: 'submit',
      messageId: 'm0',
      roomId: 's1',
      personId: on.alice.personId,
      inputs,
      receivedAt: deps.now(),
    };
    await createRouter(deps, messaging, openGate).onAction(bot, {
      id: 'a1',
      type: 'attachmentAction',
      attachmentAction,
    });
  }
  const edited = (): Content | undefined =>
    messaging.calls.find(([name]) => name === 'edit')?.[2] as Content | undefined;

  it('does what the words mean', async () => {
    await write('list 2');
    assert.equal(seen(said[0]).topics().length, 2);
  });

  it('says so when they mean nothing', async () => {
    await write('lsit');
    assert.match(seen(said[0]).text(), /Did you mean “list”\?/);
  });

  it('does what the button means, in the place of the card', async () => {
    await press({ action: 'refresh' });
    assert.equal(seen(edited()).topics().length, 5);
    assert.deepEqual(messaging.calls[0]?.[1], { id: 'm0', roomId: 's1' });
  });

  for (const action of [undefined, 7, 'nothing', '__proto__']) {
    it(`does nothing on a button of ${String(action)}`, async () => {
      await press({ action });
      assert.match(seen(said[0]).text(), /out of date/);
    });
  }

  it('greets who added it', async () => {
    await createRouter(on.deps, messaging, openGate).onSpawn(botIn(false), 'alice');
    assert.match(seen(said[0]).text(), /^Hello!/);
  });

  it('asks to connect, alone, when there is no connection', async () => {
    const oauth: OAuthFlow = {
      start: () => Promise.resolve(LINK),
      complete: () => Promise.reject(new Error('not here')),
      cancel: () => Promise.resolve(),
      tidy: () => Promise.resolve(),
    };
    const deps = {
      ...failing(new NotConnected('over')),
      accounts: { store: memoryAccounts(), oauth },
    };
    await write('list', deps, botIn(false));
    assert.equal(seen(whispered[0]).link('Connect'), LINK);
    assert.doesNotMatch(JSON.stringify(said), /authorize/);
  });

  it('explains what Webex refused, and offers the words again', async () => {
    await write('list 2', failing(refusal));
    assert.match(seen(said[0]).text(), /^Webex has a problem/);
    assert.deepEqual(seen(said[0]).dataOf('Try again'), { action: 'say', text: 'list 2' });
    assert.doesNotMatch(on.log.text(), /a handler failed/);
  });

  it('explains what Webex refused, and offers the click again', async () => {
    await press({ action: 'refresh', list: 'x', odd: 7 }, failing(refusal));
    assert.deepEqual(seen(edited()).dataOf('Try again'), { action: 'refresh', list: 'x' });
  });

  it('repeats of a click only what our buttons carry', async () => {
    await press({ action: 'refresh', evil: '${x}', list: '{{'.repeat(4_000) }, failing(refusal));
    assert.match(seen(edited()).text(), /^Webex has a problem/);
    assert.deepEqual(titles(edited()), ['Show my recordings']);
  });

  it('repeats of words nothing that would break a card', async () => {
    await write(`list \${x} ${'y'.repeat(7_000)}`, failing(refusal));
    assert.match(seen(said[0]).text(), /^Webex has a problem/);
    assert.equal(seen(said[0]).dataOf('Try again').action, 'say');
  });

  it('tells strangers that they are not served', async () => {
    await write('list', failing(new NotServed()));
    assert.match(seen(said[0]).text(), /only serve my owner/);
    assert.doesNotMatch(on.log.text(), /a handler failed/);
  });

  it('explains that Webex did not answer, and does not take it for the database', async () => {
    const at = { method: 'GET', path: '/recordings' };
    await write('list', failing(new WebexUnreachable(at, 'ECONNRESET')));
    assert.match(seen(said[0]).text(), /^Webex did not answer/);
  });

  it('hands on when the database does not answer, without a word', async () => {
    const away = Object.assign(new Error('read'), { code: 'ECONNRESET' });
    await assert.rejects(write('list', failing(away)), (error) => error === away);
    assert.deepEqual(said, []);
  });

  it('owns up to a defect, and logs it without its words', async () => {
    await write('list', failing(new TypeError('a secret')));
    assert.match(seen(said[0]).text(), /Something went wrong on my side/);
    assert.match(on.log.text(), /a handler failed/);
    assert.doesNotMatch(on.log.text(), /a secret/);
  });

  it('hands on when the answer could not be sent, and says nothing else instead', async () => {
    let tries = 0;
    const bot = botIn(true);
    bot.say = () => {
      tries += 1;
      return Promise.reject(refusal);
    };
    await assert.rejects(write('list', on.deps, bot), NotDelivered);
    assert.equal(tries, 1);
    await assert.rejects(write('list', failing(refusal), bot), NotDelivered);
    assert.equal(tries, 2);
  });

  describe('the first list', () => {
    it('comes by itself, with a word about the connection', async () => {
      await sendFirstList(on.deps, messaging, on.alice);
      const [name, place, content] = messaging.calls[0] ?? [];
      assert.deepEqual([name, place], ['post', { toPersonId: on.alice.personId }]);
      assert.match(seen(content as Content).text(), /^You are connected\.\nYour recordings/);
    });

    it('is an explanation when Webex does not give it', async () => {
      await sendFirstList(failing(refusal), messaging, on.alice);
      const content = messaging.calls[0]?.[2] as Content;
      assert.match(seen(content).text(), /^Webex has a problem/);
      assert.deepEqual(titles(content), ['Try again', 'Show my recordings']);
      assert.deepEqual(seen(content).dataOf('Try again'), { action: 'list' });
    });

    it('rejects when nothing can be sent', async () => {
      const mute = scriptedMessaging({ post: () => Promise.reject(refusal) });
      await assert.rejects(sendFirstList(on.deps, mute, on.alice), (error) => error === refusal);
    });
  });
});
