import assert from 'node:assert/strict';
import type Bot from 'webex-node-bot-framework/lib/bot.js';
import type { OAuthFlow } from '../../src/accounts/oauth-flow.js';
import { NotConnected, NotServed } from '../../src/accounts/types.js';
import { type Feature, action, command, nothing } from '../../src/bot/feature.js';
import type { ActionContext, MessageContext, ViewContext } from '../../src/bot/context.js';
import { NotDelivered } from '../../src/bot/context.js';
import type {
  FrameworkHandlers,
  HeardAction,
  HeardMessage,
} from '../../src/bot/framework/framework.js';
import { beginningOf } from '../../src/bot/framework/mention.js';
import { plainLine } from '../../src/bot/plain-line.js';
import { createRouter } from '../../src/bot/router.js';
import { sendFirstList } from '../../src/features/account/signing-in.js';
import type { Deps } from '../../src/features/deps.js';
import { createFeatures } from '../../src/features/index.js';
import {
  createSearchCache,
  encryptedNotices,
  type ListDeps,
  searchCardLock,
} from '../../src/features/list/index.js';
import { idempotencyKey } from '../../src/events/event.js';
import { WebexUnreachable } from '../../src/webex/errors.js';
import type { Content } from '../../src/webex/messages.js';
import type { Messaging } from '../../src/webex/messaging.js';
import { z } from 'zod';
import { describePglite } from '../support/databases.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { scriptedClick } from './support/context.js';
import { seen, titles } from './support/card.js';
import { openGate } from './support/gate.js';
import { type ScriptedMessaging, messageOf, scriptedMessaging } from './support/messaging.js';
import { type SandboxDeps, sandboxDeps } from './support/deps.js';
import { refusedWith } from '../support/refused.js';

type Card = NonNullable<Content['card']>;
interface Sent {
  readonly markdown: string;
  readonly attachments?: readonly { readonly content: Card }[];
}

const LINK = 'https://webexapis.com/v1/authorize?state=s';
const refusal = refusedWith(503, '/x', { trackingId: 'ROUTER_1' });

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
    const bot: Pick<Bot, 'isDirect' | 'say' | 'sendCard' | 'dm'> = {
      isDirect,
      say: (content) => (said.push(content as Content), Promise.resolve(posted)),
      sendCard: (card, markdown) => (
        said.push({ markdown, card: card as Card }),
        Promise.resolve(posted)
      ),
      dm: (_person, sent) => {
        const { markdown, attachments } = sent as Sent;
        const card = attachments?.[0]?.content;
        whispered.push(card === undefined ? { markdown } : { markdown, card });
        return Promise.resolve(posted);
      },
    };
    return bot as Bot;
  }
  function routerOn(
    deps: Deps,
    features: readonly Feature[] = createFeatures(deps).all,
  ): FrameworkHandlers {
    const { isBegun } = deps.audit;
    return createRouter({ ...deps, messaging, features, isBegun, guard: openGate });
  }
  function failing(error: Error): Deps {
    const tokens = { ...on.deps.tokens, get: () => Promise.reject(error) };
    return { ...on.deps, tokens };
  }
  /** As the framework hears it. */
  async function hear(
    { commands, onUnmatched }: FrameworkHandlers,
    line: string,
    bot: Bot,
    given: Partial<HeardMessage['message']> = {},
  ): Promise<void> {
    const { personId, email } = on.alice;
    const from = { personId, ...(email === undefined ? {} : { personEmail: email }) };
    const text = plainLine(line) || line;
    const { lines, isCut } = beginningOf(line.split('\n'));
    const message = { ...messageOf({ text: line, ...from }), ...given };
    const command = commands.find(({ pattern }) => pattern.test(text));
    await (command?.run ?? onUnmatched)(bot, {
      id: 'm1',
      type: 'message',
      text,
      line,
      lines,
      isCut,
      message,
    });
  }
  async function write(text: string, deps = on.deps, bot = botIn(true)): Promise<void> {
    await hear(routerOn(deps), text, bot);
  }
  async function press(
    inputs: Record<string, unknown>,
    deps = on.deps,
    bot = botIn(true),
    features?: readonly Feature[],
    came: Partial<HeardAction['attachmentAction']> = {},
  ): Promise<void> {
    const attachmentAction = {
      id: 'a1',
      type: 'submit',
      messageId: 'm0',
      roomId: 's1',
      personId: on.alice.personId,
      inputs,
      receivedAt: deps.now(),
      ...came,
    };
    await routerOn(deps, features).onAction(bot, {
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

  it('presses, for words, only buttons that show something, of cards as Webex gives them', async () => {
    const pressed: string[] = [];
    const input = z.object({ of: z.string() });
    const run = (_: unknown, { of }: { of: string }) => Promise.resolve(pressed.push(of));
    const features: Feature[] = [
      {
        commands: [
          command({
            name: 'turn',
            words: ['turn'],
            help: '',
            run: async ({ press: does, say }) => {
              const done = await does?.((all) => all.find((title) => title === 'Go'));
              await say({ markdown: String(done) });
            },
          }),
        ],
        actions: [
          action({ name: 'show', input, run }),
          action({ name: 'change', input, ifStale: 'acts', run }),
          action({ name: 'stop', input, stops: true, run }),
        ],
      },
    ];
    const cards = (...datas: object[]) => {
      messaging = scriptedMessaging({
        lastAttachments: () => Promise.resolve(datas.map((data) => [{ title: 'Go', data }])),
      });
      return hear(routerOn(on.deps, features), 'turn', botIn(true));
    };
    await cards({ action: 'show', of: 'the last' }, { action: 'show', of: 'one above' });
    for (const name of ['change', 'stop', 'nothing', 7]) await cards({ action: name, of: 'x' });
    await cards({ action: 'show', of: 7 });
    assert.deepEqual(pressed, ['the last']);
    assert.deepEqual(
      said.map(({ markdown }) => markdown),
      ['true', ...Array<string>(5).fill('false')],
    );
  });

  it('answers a double click once where its card stays, and later presses, failures and changes each time', async () => {
    const done: string[] = [];
    let fails = false;
    const run = (how: 'say' | 'update', name: string) => async (ctx: ViewContext) => {
      done.push(name);
      if (fails) throw refusal;
      await ctx[how]({ markdown: name });
    };
    const features: Feature[] = [
      {
        actions: [
          action({ name: 'anew', input: nothing, run: run('say', 'anew') }),
          action({ name: 'replace', input: nothing, run: run('update', 'replace') }),
          action({ name: 'change', input: nothing, ifStale: 'acts', run: run('say', 'change') }),
        ],
      },
    ];
    const router = routerOn(on.deps, features);
    let clicks = 0;
    const clickAt = async (name: string, ms: number, given: object = {}): Promise<string> => {
      done.length = 0;
      clicks += 1;
      const attachmentAction = {
        ...{ id: `c${clicks}`, type: 'submit', messageId: 'm0', roomId: 's1' },
        ...{ personId: on.alice.personId, inputs: { action: name }, receivedAt: on.deps.now() },
        created: new Date(on.deps.now() + ms).toISOString(),
        ...given,
      };
      await router.onAction(botIn(true), { id: 'a', type: 'attachmentAction', attachmentAction });
      return done.join();
    };
    assert.equal(await clickAt('anew', 0), 'anew');
    assert.equal(await clickAt('anew', 300), '');
    assert.equal(await clickAt('anew', 300, { id: 'c1' }), 'anew', 'the same click again');
    assert.equal(await clickAt('anew', 400, { messageId: 'm1' }), 'anew', 'another card');
    assert.equal(await clickAt('anew', 2_500), 'anew');
    for (const ms of [0, 300]) assert.equal(await clickAt('replace', ms), 'replace');
    for (const ms of [0, 300]) assert.equal(await clickAt('change', ms), 'change');
    fails = true;
    assert.equal(await clickAt('anew', 5_000), 'anew');
    fails = false;
    assert.equal(await clickAt('anew', 5_300), 'anew', 'the first was not answered');
  });

  it('answers each of several commands, in their order', async () => {
    await write('list 2\nhelp');
    assert.equal(seen(said[0]).topics().length, 2);
    assert.match(seen(said[1]).text(), /I look after your Webex recordings/);
    assert.equal(said.length, 2);
  });

  it('answers, where the answer to the second could not be sent, the second alone once more', async () => {
    const bot = botIn(true);
    const working = botIn(true);
    const router = routerOn(on.deps);
    const fails = (...numbers: number[]): void => {
      said = [];
      let sent = 0;
      bot.sendCard = (card, markdown) =>
        numbers.includes((sent += 1)) ? Promise.reject(refusal) : working.sendCard(card, markdown);
    };
    const opened = () => said.map((each) => seen(each).text().slice(0, 11));
    fails(2);
    await assert.rejects(hear(router, 'list 2\nhelp\nhelp', bot), NotDelivered);
    const [list = ''] = opened();
    fails();
    await hear(router, 'list 2\nhelp\nhelp', bot);
    assert.deepEqual(opened(), ['I look afte', 'I look afte']);
    fails(1);
    await assert.rejects(hear(router, 'list 2\nhelp', bot, { id: 'm2' }), NotDelivered);
    assert.deepEqual(opened(), []);
    fails();
    await hear(router, 'list 2\nhelp', bot, { id: 'm2' });
    assert.deepEqual(opened(), [list, 'I look afte'], 'neither had been answered');
    fails();
    await hear(router, 'list 2\nhelp', bot, { id: 'm1' });
    assert.deepEqual(opened(), [list, 'I look afte'], 'what was answered to the end is over');
    fails(2);
    await assert.rejects(hear(router, 'list 2\nhelp', bot), NotDelivered);
    fails();
    await hear(router, 'help\nlist 2', bot);
    assert.deepEqual(opened(), ['I look afte', list], 'it was edited meanwhile');
  });

  it('knows the one recording of the card above: in the thread, else in the 1:1 space', async () => {
    const found: unknown[] = [];
    const run = async (ctx: MessageContext) => void found.push(await ctx.answersOn?.());
    const asks = command({ name: 'this one', words: ['this one'], help: '', run });
    const card = (...ids: string[]) => [{ content: ids.map((recording) => ({ recording })) }];
    const ask = async (given: Partial<Messaging>, parentId?: string) => {
      messaging = scriptedMessaging(given);
      const router = routerOn(on.deps, [{ commands: [asks] }]);
      await hear(router, 'this one', botIn(true), parentId === undefined ? {} : { parentId });
      return found.pop();
    };
    const said = (...cards: unknown[][]) => ({ lastAttachments: () => Promise.resolve(cards) });
    const thread = { attachments: () => Promise.resolve(card('r1')), ...said(card('r2')) };
    const one = (recording: string, isNext = true) => ({ about: { recording }, isNext });
    assert.deepEqual(await ask(thread, 'm0'), one('r1'));
    assert.deepEqual(await ask(thread), one('r2'));
    const text = { attachments: () => Promise.resolve([]), ...said([], card('r2')) };
    assert.deepEqual(await ask(text, 'm0'), one('r2'));
    assert.deepEqual(await ask(said(card(), card('r3'))), one('r3', false));
    assert.equal(await ask(said(card('r1', 'r2'), card('r3'))), undefined);
    assert.equal(await ask(said()), undefined);
    const refused = { lastAttachments: () => Promise.reject(refusal) };
    assert.equal(await ask(refused), undefined);
    assert.match(on.log.text(), /not read/);
    const defect = { lastAttachments: () => Promise.reject(new TypeError('x')) };
    await ask(defect);
    assert.match(on.log.text(), /command or action failed/);
  });

  it('says above the answer that of a long message it read the beginning', async () => {
    await write(`list standup ${'x'.repeat(2_000)}`);
    assert.match(seen(said[0]).text(), /Your message is long.*first 1,000 characters/);
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
    await routerOn(on.deps).onSpawn(botIn(false), 'alice');
    assert.match(seen(said[0]).text(), /^Hello!/);
  });

  it('greets nobody whom it does not serve', async () => {
    const { isBegun } = on.deps.audit;
    const { all: features } = createFeatures(on.deps);
    const guard = { ...openGate, admits: () => Promise.resolve(false) };
    await createRouter({ ...on.deps, messaging, features, isBegun, guard }).onSpawn(
      botIn(false),
      'eve',
    );
    assert.deepEqual([said, whispered], [[], []]);
  });

  it('asks to connect, alone, when there is no connection', async () => {
    const oauth: OAuthFlow = {
      start: () => Promise.resolve(LINK),
      consentPage: () => Promise.reject(new Error('not here')),
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

  it('keeps what was asked for when there is a connection; of an own list nothing, which comes anyway', async () => {
    const kept: unknown[] = [];
    const start: OAuthFlow['start'] = (_actor, purpose, question) => {
      kept.push([purpose, question]);
      return Promise.resolve(LINK);
    };
    const no = (): Promise<never> => Promise.reject(new Error('not here'));
    const done = () => Promise.resolve();
    const oauth: OAuthFlow = { start, consentPage: no, complete: no, cancel: done, tidy: done };
    const accounts = { store: memoryAccounts(), oauth };
    for (const [line, error] of [
      ['list', new NotConnected('over')],
      ['bin', new NotConnected('never')],
      ['list', new NotConnected('never', 'officer')],
    ] as const) {
      await write(line, { ...failing(error), accounts }, botIn(false));
    }
    const [own, bin, officer] = kept;
    assert.deepEqual(
      [own, bin, officer],
      [
        ['own', undefined],
        ['own', 'bin'],
        ['officer', 'list'],
      ],
    );
  });

  it('explains what Webex refused, and offers the words again', async () => {
    await write('list 2', failing(refusal));
    assert.match(seen(said[0]).text(), /^Webex has a problem/);
    assert.deepEqual(seen(said[0]).dataOf('Try again'), { action: 'say', text: 'list 2' });
    assert.doesNotMatch(on.log.text(), /command or action failed/);
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
    assert.match(seen(said[0]).text(), /^Webex has a problem/m);
    assert.equal(seen(said[0]).dataOf('Try again').action, 'say');
  });

  describe('an action of its own', () => {
    let ran: { ctx: ActionContext; input: unknown }[];
    let own: readonly Feature[];
    beforeEach(() => {
      ran = [];
      const asks = action({ name: 'ask', input: z.object({ what: z.string() }), run: keep });
      const acts = action({
        name: 'act',
        input: z.object({ what: z.string() }),
        ifStale: asks,
        run: keep,
      });
      const says = action({
        name: 'say-it',
        input: nothing,
        ifStale: { dispatch: 'echo late' },
        run: keep,
      });
      const echo = command({
        name: 'echo',
        words: ['echo'],
        help: '**echo**',
        run: async (ctx, rest) => {
          await ctx.reply({ markdown: rest });
        },
      });
      const passes = command({
        name: 'pass',
        words: ['pass'],
        help: '**pass**',
        run: async (ctx, rest) => {
          await ctx.dispatch(`echo ${rest}`);
        },
      });
      const passesOn = action({
        name: 'pass-on',
        input: nothing,
        run: async (ctx) => {
          await ctx.dispatch('echo passed');
        },
      });
      const passesLate = action({
        ...{ name: 'pass-late', input: nothing, ifStale: passesOn, run: keep },
      });
      own = [{ actions: [asks, acts, says, passesOn, passesLate], commands: [echo, passes] }];
    });
    function keep(ctx: ViewContext, input: unknown): Promise<void> {
      ran.push({ ctx: ctx as ActionContext, input });
      return Promise.resolve();
    }
    const pressOwn = (
      inputs: Record<string, unknown>,
      came?: Parameters<typeof press>[4],
    ): Promise<void> => press(inputs, on.deps, botIn(true), own, came);
    const EARLY = { receivedAt: Date.now() - 16 * 60_000 };

    it('gets what it takes, and nothing else that the click brought', async () => {
      await pressOwn({ action: 'act', what: 'x', personId: on.bob.personId, email: 'bob' });
      assert.deepEqual(
        ran.map(({ input }) => input),
        [{ what: 'x' }],
      );
      assert.deepEqual(ran[0]?.ctx.actor, { personId: on.alice.personId });
    });

    it('has the same idempotency key at every delivery', async () => {
      await pressOwn({ action: 'act', what: 'x' });
      await pressOwn({ action: 'act', what: 'x' });
      const { personId } = on.alice;
      const event = { resource: 'attachmentActions', event: 'created' };
      const key = idempotencyKey({ ...event, data: { id: 'a1', roomId: 's1', personId } });
      assert.deepEqual(
        ran.map(({ ctx }) => ctx.permit.key),
        [key, key],
      );
    });

    it('does not run on inputs that it does not understand', async () => {
      await pressOwn({ action: 'act', what: 7 });
      assert.deepEqual(ran, []);
      assert.match(seen(edited()).text(), /out of date/);
    });

    it('becomes the one that asks when the click is stale', async () => {
      await pressOwn({ action: 'act', what: 'x' }, EARLY);
      await ran[0]?.ctx.update({ markdown: 'Really?' });
      assert.deepEqual(ran[0]?.input, { what: 'x' });
      assert.match(edited()?.markdown ?? '', /a while ago.*Really\?$/s);
    });

    it('becomes a line of words when the click is stale', async () => {
      await pressOwn({ action: 'say-it' }, EARLY);
      assert.deepEqual(ran, []);
      assert.match(said[0]?.markdown ?? '', /a while ago.*late$/s);
    });

    it('says above what it passes on why it is late', async () => {
      const heldUp = {
        receivedAt: Date.now() - 60_000,
        turn: { declare: () => undefined, heldUp: true },
      };
      await pressOwn({ action: 'pass-on' }, heldUp);
      assert.match(said[0]?.markdown ?? '', /Sorry.*passed$/s);
      await hear(routerOn(on.deps, own), 'pass it', botIn(true), heldUp);
      assert.match(said[1]?.markdown ?? '', /Sorry.*it$/s);
      await pressOwn({ action: 'pass-late' }, EARLY);
      assert.match(said[2]?.markdown ?? '', /a while ago.*passed$/s);
    });

    it('runs no command on the words of others that is not for others', async () => {
      const { personId } = on.bob;
      const bob = { personId, email: 'bob@example.com', displayName: 'Bob' };
      const as = { ...scriptedClick(on.alice), actor: { ...on.alice, onBehalfOf: bob } };
      await pressOwn({ action: 'act', what: 'x' });
      const [first] = ran;
      assert.ok(first);
      assert.equal(await first.ctx.dispatch('echo x', as), 'not-for-others');
      assert.deepEqual(as.answers, []);
      assert.equal(await first.ctx.dispatch('mumble'), 'unknown');
      assert.equal(await first.ctx.dispatch('Echo x!'), 'done');
      assert.deepEqual(said, [{ markdown: 'x' }]);
    });
  });

  it('takes a line for the search that it may mean where that finds something, as often as it is new', async () => {
    const asked: string[] = [];
    const finding = (finds: boolean): FrameworkHandlers => {
      const others = createFeatures(on.deps).all.map((one) => {
        return { ...one, finds: () => Promise.resolve(false) };
      });
      const finder: Feature = {
        finds: (_actor, { text }) => (asked.push(text), Promise.resolve(finds)),
      };
      return routerOn(on.deps, [...others, finder]);
    };
    await hear(finding(true), 'vineyard tour', botIn(true));
    assert.match(seen(said.at(-1)).text(), /about “vineyard tour”/);
    await hear(finding(false), 'vineyard tour', botIn(true));
    assert.match(seen(said.at(-1)).text(), /I didn’t get that/);
    await hear(finding(true), 'list', botIn(true));
    assert.deepEqual(asked, ['find vineyard tour', 'find vineyard tour']);
  });

  it('tells strangers that they are not served', async () => {
    await write('list', failing(new NotServed()));
    assert.match(seen(said[0]).text(), /only serves its owner/);
    assert.doesNotMatch(on.log.text(), /command or action failed/);
  });

  it('explains that Webex didn’t answer, and does not take it for the database', async () => {
    const at = { method: 'GET', path: '/recordings' };
    await write('list', failing(new WebexUnreachable(at, 'ECONNRESET')));
    assert.match(seen(said[0]).text(), /^Webex didn’t answer/);
  });

  it('hands on when the database does not answer, without a word', async () => {
    const away = Object.assign(new Error('read'), { code: 'ECONNRESET' });
    await assert.rejects(write('list', failing(away)), (error) => error === away);
    assert.deepEqual(said, []);
  });

  it('owns up to a defect, and logs it without its words', async () => {
    await write('list', failing(new TypeError('a secret')));
    assert.match(seen(said[0]).text(), /Something went wrong on my side/);
    assert.match(on.log.text(), /command or action failed/);
    assert.doesNotMatch(on.log.text(), /a secret/);
  });

  it('hands on when the answer could not be sent, and says nothing else instead', async () => {
    let tries = 0;
    const bot = botIn(true);
    bot.sendCard = () => {
      tries += 1;
      return Promise.reject(refusal);
    };
    await assert.rejects(write('list', on.deps, bot), NotDelivered);
    assert.equal(tries, 1);
    await assert.rejects(write('list', failing(refusal), bot), NotDelivered);
    assert.equal(tries, 2);
  });

  describe('the first list', () => {
    const listing = (deps: Deps): ListDeps => ({
      ...deps,
      messaging,
      searches: createSearchCache({
        cards: searchCardLock(deps.store.db, deps.now),
        notices: encryptedNotices(deps.vault),
      }),
      findForm: () => Promise.reject(new Error('not here')),
      ofSiteMeant: (_actor, read) => Promise.resolve(read),
    });

    it('comes by itself, with a word about the connection', async () => {
      await sendFirstList(listing(on.deps), on.alice);
      const [name, place, content] = messaging.calls[0] ?? [];
      assert.deepEqual([name, place], ['post', { toPersonId: on.alice.personId }]);
      assert.match(seen(content as Content).text(), /^You are connected\.\nYour recordings/);
    });

    it('is an explanation when Webex does not give it', async () => {
      await sendFirstList(listing(failing(refusal)), on.alice);
      const content = messaging.calls[0]?.[2] as Content;
      assert.match(seen(content).text(), /^Webex has a problem/);
      assert.deepEqual(titles(content), ['Try again', 'Show my recordings']);
      assert.deepEqual(seen(content).dataOf('Try again'), { action: 'list' });
    });

    it('rejects when nothing can be sent', async () => {
      const mute = scriptedMessaging({ post: () => Promise.reject(refusal) });
      await assert.rejects(
        sendFirstList({ ...listing(on.deps), messaging: mute }, on.alice),
        (error) => error === refusal,
      );
    });
  });
});
