import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { type WebSocket, WebSocketServer } from 'ws';
import type {
  Connection,
  ConnectionDeps,
  SocketEvent,
} from '../../../src/webex/socket/connection.js';
import { openConnection, activity, eventsOf, frame } from '../../../src/webex/socket/connection.js';
import { deferred, until } from '../../support/until.js';

const LONG = { readyMs: 60_000, pingMs: 60_000, pongMs: 60_000 };
const READY = { id: 'r', data: { eventType: 'mercury.buffer_state' } };
const activityFrame = (id: string): object => ({
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
    for (const socket of server.clients) socket.terminate();
  });

  /** Begins to open one. @param first that the other side sends */
  async function begin(deps: Partial<ConnectionDeps>, ...first: unknown[]): Promise<void> {
    said = [];
    server.removeAllListeners('connection');
    const came = new Promise<void>((done) => {
      server.once('connection', (socket: WebSocket, request) => {
        line = socket;
        path = request.url ?? '';
        socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString()) as object));
        for (const one of first) socket.send(JSON.stringify(one));
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
  }

  /** Opens one, which has said who it is. */
  async function open(deps: Partial<ConnectionDeps> = {}): Promise<void> {
    await begin(deps);
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
    send(activityFrame('1'), activityFrame('2'), activityFrame('3'), {
      id: 'x',
      data: { eventType: 'other' },
    });
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

  it('is over when nothing says that events will come', async () => {
    // Where the machine stands still, its time is over before it is open.
    void begin({ timing: { ...LONG, readyMs: 30 } }, activityFrame('1'));
    const { code, wasReady, heardAt } = await connection.ended;
    assert.deepEqual([code, wasReady, heardAt], [1006, false, 7]);
  });

  for (const [what, timing, frames, expected] of [
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
    send(activityFrame('1'));
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

const ID = '11111111-1111-1111-1111-111111111111';
const ALICE = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa';
const BOT = 'bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb';
const ROOM = 'cccccccc-cccc-cccc-cccc-cccccccccccc';
const CREATED = '2026-11-27T10:00:00.000Z';
const target = { id: ROOM, url: `https://conv-a.wbx2.com/${ROOM}`, tags: ['ONE_ON_ONE'] };
const given = {
  id: ID,
  verb: 'post',
  actor: { id: ALICE, entryUUID: ALICE, displayName: 'Alice' },
  object: { objectType: 'comment', displayName: 'eyJhbGciOiJkaXIi' },
  target,
  published: CREATED,
};

const id = (type: string, uuid: string, cluster = 'us'): string =>
  Buffer.from(`ciscospark://${cluster}/${type}/${uuid}`).toString('base64url');
const read = (changes: object, cluster = 'us'): SocketEvent[] =>
  eventsOf(activity.parse({ ...given, ...changes }), () => cluster);

describe('an activity of the web socket', () => {
  const person = { objectType: 'person', entryUUID: BOT };
  const cases: readonly (readonly [string, object, string, string, string?])[] = [
    ['a message', {}, 'messages created', id('MESSAGE', ID)],
    ['a message with a file', { verb: 'share' }, 'messages created', id('MESSAGE', ID)],
    [
      'an answer in a thread',
      { parent: { id: ID, type: 'reply' } },
      'messages created',
      id('MESSAGE', ID),
    ],
    [
      'a click',
      { verb: 'cardAction', object: { objectType: 'submit', inputs: 'eyJh' } },
      'attachmentActions created',
      id('ATTACHMENT_ACTION', ID),
    ],
    [
      'somebody added',
      { verb: 'add', object: person },
      'memberships created',
      id('MEMBERSHIP', `${BOT}:${ROOM}`),
      BOT,
    ],
    [
      'somebody taken out',
      { verb: 'leave', object: person },
      'memberships deleted',
      id('MEMBERSHIP', `${BOT}:${ROOM}`),
      BOT,
    ],
    [
      'a new space',
      {
        verb: 'create',
        target: undefined,
        object: { ...target, participants: { items: [person, 'odd'] } },
      },
      'memberships created',
      id('MEMBERSHIP', `${BOT}:${ROOM}`),
      BOT,
    ],
  ];
  for (const [name, changes, what, eventId, who = ALICE] of cases) {
    it(`tells of ${name} with the ids that a webhook would give`, () => {
      const [event, ...more] = read(changes);
      assert.deepEqual(more, []);
      assert.equal(`${event?.resource} ${event?.event}`, what);
      assert.equal(event?.actorId, id('PEOPLE', ALICE));
      assert.deepEqual(event.data, {
        id: eventId,
        roomId: id('ROOM', ROOM),
        roomType: 'direct',
        personId: id('PEOPLE', who),
        created: CREATED,
      });
    });
  }

  it('tells of nothing that no webhook of ours would: edits, deletions, reads, what nobody knows', () => {
    const edit = { parent: { id: ID, type: 'edit' } };
    for (const changes of [edit, { verb: 'delete' }, { verb: 'acknowledge' }, { verb: 'x' }]) {
      assert.deepEqual(read(changes), []);
    }
  });

  it('tells of nothing that lacks a person or a space', () => {
    const added = { verb: 'add', object: person };
    assert.equal(read(added).length, 1);
    for (const changes of [{ actor: {} }, { target: { id: 'odd' } }])
      for (const act of [{}, added]) assert.deepEqual(read({ ...act, ...changes }), []);
    assert.deepEqual(read({ ...added, object: null }), []);
    assert.equal(activity.safeParse({ ...given, id: 'no uuid' }).success, false);
  });

  it('knows a space of another cluster, where people are the same; and asks where no tag tells', () => {
    const cluster = 'urn:TEAM:us-west-2_r';
    const [event] = read({ target: { ...target, tags: [] } }, cluster);
    assert.equal(event?.data.id, id('MESSAGE', ID, cluster));
    assert.equal(event.data.roomId, id('ROOM', ROOM, cluster));
    assert.equal(event.data.personId, id('PEOPLE', ALICE));
    assert.equal('roomType' in event.data, false);
    assert.equal(read({ target: { ...target, tags: ['LOCKED'] } })[0]?.data.roomType, 'group');
  });

  it('comes in a frame, of which as much is read as can be', () => {
    assert.deepEqual(frame.parse({ id: 7, data: 'odd' }), { id: undefined, data: undefined });
    assert.deepEqual(frame.parse({ type: 'pong', id: 'x' }), { type: 'pong', id: 'x' });
    assert.equal(frame.safeParse(undefined).success, false);
  });
});
