import assert from 'node:assert/strict';
import type { BotFramework, HeardAction } from '../../src/bot/framework/framework.js';
import { openEventPipeline } from '../../src/bot/event-pipeline.js';
import type { Store } from '../../src/store/store.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
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
        new WebexRefused(at, status, 'T', undefined, ''),
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
