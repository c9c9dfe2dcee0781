import assert from 'node:assert/strict';
import type { BotFramework } from '../../src/bot/framework/framework.js';
import { openHearing } from '../../src/bot/hearing.js';
import type { Store } from '../../src/store/store.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { describePglite } from '../support/databases.js';
import { until } from '../support/until.js';
import { type ReadableLog, readableLog } from './support/log.js';
import { scriptedMessaging } from './support/messaging.js';

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
  const hearingOn = (store: Store, refused?: WebexRefused) => {
    [looks, since, log] = [0, [], readableLog()];
    const fails = () =>
      refused === undefined ? Promise.reject(refusal()) : Promise.reject(refused);
    const webex: WebexClient = { call: fails, close: () => Promise.resolve() };
    const directSpaces = (from: number) => Promise.resolve((since.push(from), []));
    return openHearing({
      ...{ log: log.log, store, webex, metrics: undefined, me: { id: 'bot' }, botToken: 't' },
      framework: {} as unknown as BotFramework,
      messaging: scriptedMessaging({ directSpaces, message: fails }),
      background: { run: (_name, work) => void work() },
      now: () => NOW,
      openSource: () => ({ look: () => (looks += 1), problem: () => 'no webhook' }),
    });
  };

  it('is looked at when an event is refused, and when it can be kept again; what was missed is looked for', async () => {
    let isFull = false;
    const hearing = hearingOn(filling(await open(), () => isFull));
    await hearing.inbox.start();
    assert.equal(hearing.problem(), 'no webhook');
    isFull = true;
    await assert.rejects(hearing.accept(event), /could not extend/);
    assert.equal(looks, 1);
    assert.match(hearing.problem() ?? '', /no space left/);
    assert.deepEqual(since, []);
    isFull = false;
    await until(() => since.length > 0, 'that what was missed is looked for');
    assert.deepEqual([looks, since], [2, [NOW - 5 * 60_000]]);
    await hearing.inbox.stop();
  });

  for (const [status, said] of [
    [429, 'Webex is busy: events wait until it is not'],
    [503, 'Webex does not answer: events wait until it does'],
  ] as const) {
    it(`has nothing to do with a bot that asks too much, which is told as that: ${status}`, async () => {
      const at = { method: 'GET', path: '/x' };
      const hearing = hearingOn(await open(), new WebexRefused(at, status, 'T', undefined, ''));
      await hearing.inbox.start();
      await hearing.accept(event);
      await until(() => log.lines().some(({ msg }) => msg === 'event waits for Webex'));
      assert.ok(log.lines().some(({ msg }) => msg === said));
      assert.equal(looks > 0, status === 503);
      await hearing.inbox.stop();
    });
  }
});
