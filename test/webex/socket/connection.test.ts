import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type Connection,
  type ConnectionDeps,
  openConnection,
} from '../../../src/webex/socket/connection.js';
import { deferred, until } from '../../support/until.js';

const LONG = { readyMs: 60_000, pingMs: 60_000, pongMs: 60_000 };
const READY = { id: 'r', data: { eventType: 'mercury.buffer_state' } };
const activity = (id: string): object => ({
  id,
  data: { eventType: 'conversation.activity', activity: id },
});

describe('a connection of the web socket', () => {
  const agent = new Agent();
  let server: WebSocketServer;
  /** What the bot sent, parsed. */
  let said: { type?: string; id?: string; messageId?: string; data?: unknown }[];
  let path: string;
  let line: WebSocket;
  let connection: Connection;
  before(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
  });
  after(async () => {
    server.close();
    await agent.close();
  });
  afterEach(() => {
    connection.close();
    line.terminate();
  });

  /** Opens one, which has said who it is. */
  async function open(deps: Partial<ConnectionDeps> = {}): Promise<void> {
    said = [];
    const came = new Promise<void>((done) => {
      server.once('connection', (socket: WebSocket, request) => {
        line = socket;
        path = request.url ?? '';
        socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString()) as object));
        done();
      });
    });
    connection = openConnection({
      url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/x?y=z`,
      ...{ token: 'the-bot-token', agent, timing: LONG, now: () => 7 },
      take: () => Promise.resolve(),
      onReady: () => undefined,
      ...deps,
    });
    await came;
    await until(() => said.length > 0);
  }
  const send = (...frames: unknown[]): void => {
    for (const one of frames) line.send(typeof one === 'string' ? one : JSON.stringify(one));
  };
  const acknowledged = (): (string | undefined)[] =>
    said.flatMap(({ type, messageId }) => (type === 'ack' ? [messageId] : []));

  it('says who it is once it is open, and not in its address', async () => {
    await open();
    assert.deepEqual(said[0]?.data, { token: 'Bearer the-bot-token' });
    assert.match(path, /^\/x\?y=z&.*aliasHttpStatus=true&clientTimestamp=7$/);
    assert.doesNotMatch(path, /the-bot-token/);
  });

  it('takes what comes in its order, and acknowledges what was kept and nothing else', async () => {
    const first = deferred();
    const taken: unknown[] = [];
    await open({
      take: async (one) => {
        if (one === '1') await first.promise;
        taken.push(one);
        if (one === '2') throw new Error('not kept');
      },
    });
    send(activity('1'), activity('2'), activity('3'), { id: 'x', data: { eventType: 'other' } });
    // What nobody takes is acknowledged at once.
    await until(() => acknowledged().includes('x'));
    assert.deepEqual([taken, acknowledged()], [[], ['x']]);
    first.resolve();
    await until(() => acknowledged().includes('3'));
    await connection.taken();
    assert.deepEqual(
      [taken, acknowledged()],
      [
        ['1', '2', '3'],
        ['x', '1', '3'],
      ],
    );
  });

  it('is ready once, and asks then whether the other side is there', async () => {
    let ready = 0;
    await open({ onReady: () => (ready += 1), timing: { ...LONG, pingMs: 1 } });
    send('nonsense', '7', { type: 'pong', id: 'early' }, READY, READY);
    await until(() => said.some(({ type }) => type === 'ping'));
    const pings = (): string[] =>
      said.flatMap(({ type, id = '' }) => (type === 'ping' ? [id] : []));
    assert.equal(ready, 1);
    send({ type: 'pong', id: pings()[0] });
    await until(() => pings().length === 2);
    assert.equal(new Set(pings()).size, 2);
  });

  for (const [what, timing, frames, expected] of [
    ['nothing says that events will come', { readyMs: 30 }, [activity('1')], [1006, false]],
    ['its ping is not answered', { pongMs: 1 }, [READY], [1006, true]],
    [
      'another ping than its own is',
      { pongMs: 30 },
      [READY, { type: 'pong', id: '?' }],
      [1006, true],
    ],
    ['Webex is about to shut down', {}, [READY, { type: 'shutdown' }], [1001, true]],
  ] as const) {
    it(`is over when ${what}`, async () => {
      await open({ timing: { ...LONG, ...timing } });
      send(...frames);
      const { code, wasReady, heardAt } = await connection.ended;
      assert.deepEqual([code, wasReady, heardAt], [...expected, 7]);
      if (line.readyState !== line.CLOSED) await once(line, 'close');
    });
  }

  it('is over with the code that Webex closes it with, and then says nothing more', async () => {
    const kept = deferred();
    await open({ take: () => kept.promise });
    send(activity('1'));
    await new Promise<void>((done) => {
      line.close(4404, 'Not found');
      void connection.ended.then(({ code }) => {
        assert.equal(code, 4404);
        done();
      });
    });
    kept.resolve();
    await connection.taken();
    assert.deepEqual(acknowledged(), []);
  });

  it('is over where nobody listens', async () => {
    await open();
    const nowhere = openConnection({
      ...{ url: 'ws://127.0.0.1:9/', token: 't', agent, timing: LONG, now: () => 7 },
      ...{ take: () => Promise.resolve(), onReady: () => assert.fail('ready') },
    });
    const { code, wasReady } = await nowhere.ended;
    assert.deepEqual([code, wasReady], [1006, false]);
  });
});
