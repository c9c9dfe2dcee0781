import assert from 'node:assert/strict';
import type { BotFramework, HeardAction } from '../../src/bot/framework/framework.js';
import { openEventPipeline, catchUp } from '../../src/bot/event-pipeline.js';
import type { WebexEvent } from '../../src/events/event.js';
import { instant } from '../../src/recordings/types.js';
import type { Store } from '../../src/store/store.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import type { Message } from '../../src/webex/messages.js';
import { describePglite } from '../support/databases.js';
import { deferred, until } from '../support/until.js';
import { type ReadableLog, readableLog } from './support/log.js';
import { messageOf, scriptedMessaging } from './support/messaging.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const refusal = () => Object.assign(new Error('could not extend file'), { code: '53100' });

/** The same store, which keeps nothing while it is full. */
function filling(store: Store, isFull: () => boolean): Store {
  const { session } = store;
  const db = new Proxy(store.db, {
    get: (of, name) => {
      if (name === 'insert' && isFull()) throw refusal();
      const value: unknown = Reflect.get(of, name);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
  const ask: typeof session.ask = async (statement, values) => {
    if (isFull() && statement.name === 'inbox_keep') throw refusal();
    return await session.ask(statement, values);
  };
  return { ...store, db, session: { ...session, ask } };
}

const data = { id: 'm1', roomId: 's1', personId: 'alice' };
const event = { resource: 'messages', event: 'created', data };

describePglite('what brings the events', ({ open }) => {
  /** Of the source: how often it was looked at. */
  let looks: number;
  /** From when on what was missed was looked for. */
  let since: number[];
  let log: ReadableLog;
  const pipelineDeps = (store: Store, refused?: WebexRefused) => {
    [looks, since, log] = [0, [], readableLog()];
    const fails = () =>
      refused === undefined ? Promise.reject(refusal()) : Promise.reject(refused);
    const webex: WebexClient = { call: fails, close: () => Promise.resolve() };
    const directSpaces = (from: number) => Promise.resolve((since.push(from), []));
    return {
      ...{ log: log.log, store, webex, metrics: undefined, me: { id: 'bot' }, botToken: 't' },
      framework: {} as unknown as BotFramework,
      messaging: scriptedMessaging({ directSpaces, message: fails }),
      background: { run: (_name: string, work: () => Promise<void>) => void work() },
      now: () => NOW,
      openSource: () => ({ checkNow: () => (looks += 1), problem: () => 'no webhook' }),
    };
  };
  const pipelineOn = (store: Store, refused?: WebexRefused) =>
    openEventPipeline(pipelineDeps(store, refused));

  it('is looked at when an event is refused, and when it can be kept again; what was missed is looked for', async () => {
    let isFull = false;
    const pipeline = await pipelineOn(filling(await open(), () => isFull));
    await pipeline.inbox.start();
    assert.equal(pipeline.problem(), 'no webhook');
    isFull = true;
    await assert.rejects(pipeline.accept(event), /could not extend/);
    assert.equal(looks, 1);
    assert.match(pipeline.problem() ?? '', /no space left/);
    assert.deepEqual(since, []);
    isFull = false;
    await until(() => since.length > 0, 'that what was missed is looked for');
    assert.deepEqual([looks, since], [2, [NOW - 5 * 60_000]]);
    await pipeline.inbox.stop();
  });

  it('count no click as failed that waits behind its person’s message', async () => {
    const counts: string[] = [];
    const answering = deferred();
    const asked = deferred();
    const action = {
      ...{ id: 'c1', type: 'submit', messageId: 'm0', roomId: 's1', personId: 'alice', inputs: {} },
    };
    const pipeline = await openEventPipeline({
      ...pipelineDeps(await open()),
      messaging: scriptedMessaging({
        message: () => Promise.resolve(messageOf({ id: 'm1', roomId: 's1' })),
        action: () => Promise.resolve(action),
        isDirect: () => Promise.resolve(true),
      }),
      framework: {
        deliverMessage: () => answering.promise,
        deliverAction: ({ turn }: HeardAction['attachmentAction']) => {
          asked.resolve();
          turn?.declare('change');
          return Promise.resolve();
        },
      } as unknown as BotFramework,
      metrics: {
        received: () => counts.push('received'),
        dead: () => counts.push('dead'),
        answered: ({ resource }) => counts.push(`answered ${resource}`),
        retried: () => counts.push('retried'),
      },
    });
    await pipeline.inbox.start();
    await pipeline.accept(event);
    const click = { ...event, resource: 'attachmentActions', data: { ...data, id: 'c1' } };
    await pipeline.accept(click);
    await asked.promise;
    answering.resolve();
    await pipeline.inbox.idle();
    await pipeline.inbox.stop();
    const own = ['answered messages', 'answered attachmentActions'];
    assert.deepEqual(counts, ['received', 'received', ...own]);
  });

  for (const [status, said] of [
    [429, 'Webex is busy: events wait until it is not'],
    [503, 'Webex does not answer: events wait until it does'],
  ] as const) {
    it(`has nothing to do with a bot that asks too much, which is told as that: ${status}`, async () => {
      const at = { method: 'GET', path: '/x' };
      const pipeline = await pipelineOn(
        await open(),
        new WebexRefused(at, status, { trackingId: 'T' }),
      );
      await pipeline.inbox.start();
      await pipeline.accept(event);
      await until(() => log.lines().some(({ msg }) => msg === 'event waits for Webex'));
      assert.ok(log.lines().some(({ msg }) => msg === said));
      assert.equal(looks > 0, status === 503);
      await pipeline.inbox.stop();
    });
  }
});

const REQUEST = { method: 'GET', path: '/messages' };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NO_GAPS = { noteGap: () => Promise.resolve(), closeGap: () => Promise.resolve() };

describe('what no webhook told', () => {
  const last = (agoMs: number, given: Partial<Message> = {}): Message =>
    messageOf({ created: instant(NOW - agoMs), ...given });

  async function heard(
    spaces: Readonly<Record<string, () => Message | Message[] | undefined>>,
    since = NOW - MINUTE,
    meanwhile = () => true,
    directSpaces = () => Promise.resolve(Object.keys(spaces)),
  ) {
    const accepted: (readonly [WebexEvent, boolean])[] = [];
    const { log, lines } = readableLog();
    const messaging = scriptedMessaging({
      directSpaces,
      newestMessages: async (roomId) => {
        await Promise.resolve();
        return [spaces[roomId]?.() ?? []].flat();
      },
    });
    const missed = catchUp({
      ...{ messaging, log, now: () => NOW, botId: 'bot', againMs: 5, ...NO_GAPS },
      accept: (event, late) => Promise.resolve(void accepted.push([event, late])),
    });
    await missed.hear(since);
    await until(meanwhile);
    await missed.stop();
    return { accepted, lines, calls: messaging.calls };
  }

  it('is the message that stands last, as a webhook would have told', async () => {
    const { accepted } = await heard({ s1: () => last(5 * MINUTE, { id: 'm7' }) });
    const created = instant(NOW - 5 * MINUTE);
    const data = { id: 'm7', roomId: 's1', roomType: 'direct', personId: 'alice', created };
    const event = { resource: 'messages', event: 'created', actorId: 'alice', data };
    assert.deepEqual(accepted, [[event, true]]);
  });

  it('is no apology for what was just written', async () => {
    const { accepted } = await heard({ s1: () => last(1_000) });
    assert.deepEqual(
      accepted.map(([, late]) => late),
      [false],
    );
  });

  it('is also what stands before a late answer of the bot to something else', async () => {
    const below = [last(1_000, { personId: 'bot' }), last(2_000, { id: 'm8' }), last(3_000)];
    const { accepted } = await heard({ s1: () => below });
    assert.deepEqual(
      accepted.map(([{ data }]) => data.id),
      ['m8'],
    );
    const { accepted: unknown } = await heard({ s1: () => below }, 0);
    assert.deepEqual(unknown, [], 'an inbox that never heard anything takes it for answered');
  });

  it('is nothing where the bot spoke last, nobody did, or that was a day ago', async () => {
    const { accepted } = await heard({
      answered: () => [last(MINUTE, { personId: 'bot' }), last(7 * MINUTE)],
      silent: () => undefined,
      old: () => last(DAY),
      undated: () => messageOf({ id: 'm9' }),
    });
    assert.deepEqual(accepted, []);
  });

  it('goes on when one space cannot be read, and says so', async () => {
    const { accepted, lines } = await heard({
      broken: () => assert.fail('no'),
      fine: () => last(MINUTE),
    });
    assert.equal(accepted.length, 1);
    assert.equal(lines().at(-1)?.msg, 'catching up failed');
  });

  it('is heard later where Webex is too busy to tell', async () => {
    const busy = new WebexRefused(REQUEST, 429, { retryAfterSeconds: 1 });
    let [lists, looks] = [2, 3];
    const { accepted, calls } = await heard(
      {
        s1: () => {
          if (looks-- > 0) throw busy;
          return last(MINUTE);
        },
      },
      NOW - MINUTE,
      () => looks < 0,
      () => (lists-- > 0 ? Promise.reject(busy) : Promise.resolve(['s1'])),
    );
    assert.equal(accepted.length, 1);
    assert.deepEqual(
      calls.map(([name]) => name),
      [...Array<string>(3).fill('directSpaces'), ...Array<string>(4).fill('newestMessages')],
    );
  });

  it('is asked for again when there was a second gap while Webex still told of the first', async () => {
    const told: ((spaces: string[]) => void)[] = [];
    const messaging = scriptedMessaging({
      directSpaces: () => new Promise<string[]>((resolve) => told.push(resolve)),
      newestMessages: (roomId) => Promise.resolve([last(MINUTE, { id: roomId })]),
    });
    const accepted: string[] = [];
    const missed = catchUp({
      ...{ messaging, log: readableLog().log, now: () => NOW, botId: 'bot', ...NO_GAPS },
      accept: ({ data }) => Promise.resolve(void accepted.push(data.id)),
    });
    const first = missed.hear(NOW - MINUTE);
    await until(() => told.length === 1);
    const second = missed.hear(NOW);
    told[0]?.(['s1']);
    await until(() => told.length === 2);
    told[1]?.(['s2']);
    await Promise.all([first, second]);
    await missed.stop();
    assert.deepEqual(accepted, ['s1', 's2']);
    const asked = messaging.calls.filter(([name]) => name === 'directSpaces');
    assert.deepEqual(asked[1], ['directSpaces', NOW - 5 * MINUTE]);
  });

  it('is noted before it is looked for, and until all of it was heard or the bot stops', async () => {
    const gaps: string[] = [];
    const spaces = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`s${at}`, () => last(MINUTE, { id: `m${at}` })]),
    );
    const noted = (spaceRead: () => Promise<void>) => {
      const messaging = scriptedMessaging({
        directSpaces: () => Promise.resolve((gaps.push('looked'), Object.keys(spaces))),
        newestMessages: async (roomId) => {
          await spaceRead();
          return [spaces[roomId]?.() ?? []].flat();
        },
      });
      return catchUp({
        ...{ messaging, log: readableLog().log, now: () => NOW, botId: 'bot', againMs: 5 },
        noteGap: (since) => Promise.resolve(void gaps.push(`noted ${since - NOW}`)),
        closeGap: (since) => Promise.resolve(void gaps.push(`closed ${since - NOW}`)),
        accept: () => Promise.resolve(),
      });
    };
    const whole = noted(() => Promise.resolve());
    await whole.hear(NOW - MINUTE);
    await whole.stop();
    assert.deepEqual(gaps.splice(0), ['noted -60000', 'looked', 'closed -60000']);
    let reads = 0;
    const stopped: ReturnType<typeof catchUp> = noted(async () => {
      reads += 1;
      if (reads === 1) await stopped.stop();
    });
    await stopped.hear(NOW - MINUTE);
    assert.deepEqual(gaps, ['noted -60000', 'looked']);
    assert.ok(reads < 20, 'a stop waits for no more spaces');
  });

  it('is nothing in a space that the bot may not read any more', async () => {
    const looks = { gone: 0, busy: 0 };
    const refuses = (space: keyof typeof looks, status: number) => () => {
      looks[space] += 1;
      throw new WebexRefused(REQUEST, status);
    };
    const spaces = { gone: refuses('gone', 404), busy: refuses('busy', 503) };
    await heard(spaces, NOW, () => looks.busy > 2);
    assert.equal(looks.gone, 1);
  });

  it('looks a little further back than it must, and never more than a day', async () => {
    assert.deepEqual((await heard({}, NOW - MINUTE)).calls, [['directSpaces', NOW - 6 * MINUTE]]);
    assert.deepEqual((await heard({}, 0)).calls, [['directSpaces', NOW - DAY]]);
  });
});
