import assert from 'node:assert/strict';
import { NotDelivered } from '../../src/bot/context.js';
import {
  type SpaceStore,
  delayFor,
  eventDispatcher,
  isRelevant,
  spaceStore,
} from '../../src/bot/dispatcher.js';
import type {
  BotFramework,
  ReceivedAction,
  ReceivedMessage,
} from '../../src/bot/framework/framework.js';
import { ANY_TURN, type WebexEvent, webexEvent } from '../../src/events/event.js';
import { spaces } from '../../src/store/schema.js';
import type { Db } from '../../src/store/store.js';
import { WebexRefused } from '../../src/webex/errors.js';
import type { Messaging } from '../../src/webex/messaging.js';
import { describeDatabases, describePglite } from '../support/databases.js';
import { readableLog } from './support/log.js';
import { messageOf, scriptedMessaging } from './support/messaging.js';
import { refusedWith } from '../support/refused.js';

const idIn = (cluster: string): string =>
  Buffer.from(`ciscospark://${cluster}/PEOPLE/b07`).toString('base64');
const BOT = idIn('us');
const BOT_ELSEWHERE = idIn('urn:TEAM:us-west-2_r');

type Given = Partial<Omit<WebexEvent, 'data'>> & { data?: Partial<WebexEvent['data']> };

function eventOf({ data, ...given }: Given = {}): WebexEvent {
  return {
    resource: 'messages',
    event: 'created',
    actorId: 'alice',
    ...given,
    data: { id: 'm1', roomId: 's1', roomType: 'direct', personId: 'alice', ...data },
  };
}

const added = (roomType?: 'direct' | 'group'): WebexEvent =>
  eventOf({ resource: 'memberships', data: { id: 'ms1', personId: 'bot', roomType } });

function refusal(status: number): WebexRefused {
  return refusedWith(status, '/x');
}

function setUpOn(db: Db, script: Partial<Messaging>, failure?: Error) {
  const delivered: unknown[][] = [];
  const deliver =
    (name: string) =>
    (...given: unknown[]) => {
      delivered.push([name, ...given]);
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    };
  const framework: Pick<
    BotFramework,
    'deliverMessage' | 'deliverAction' | 'deliverAdded' | 'deliverRemoved'
  > = {
    deliverMessage: deliver('message'),
    deliverAction: deliver('action'),
    deliverAdded: deliver('added'),
    deliverRemoved: (roomId) => delivered.push(['removed', roomId]),
  };
  const messaging = scriptedMessaging(script);
  const log = readableLog();
  const worker = eventDispatcher({
    framework: framework as BotFramework,
    messaging,
    spaces: spaceStore(db, messaging.isDirect),
    log: log.log,
    now: () => 7,
  });
  return { worker, delivered, messaging, log };
}

describe('what concerns the bot', () => {
  const cases: readonly (readonly [string, Given, boolean])[] = [
    ['a message of somebody', {}, true],
    ['its own message', { data: { personId: BOT } }, false],
    ['its own message, by its id of another cluster', { data: { personId: BOT_ELSEWHERE } }, false],
    ['a message taken back', { event: 'deleted' }, false],
    ['a click', { resource: 'attachmentActions' }, true],
    ['being added', { resource: 'memberships', data: { personId: BOT } }, true],
    ['being removed', { resource: 'memberships', event: 'deleted', data: { personId: BOT } }, true],
    ['somebody else being added', { resource: 'memberships' }, false],
  ];
  for (const [what, given, expected] of cases) {
    it(`${expected ? 'is' : 'is not'} ${what}`, () => {
      assert.equal(isRelevant(eventOf(given), BOT), expected);
    });
  }
});

describe('how long an event is left alone', () => {
  it('is a while for a new 1:1 space, which may begin with a message', () => {
    assert.equal(delayFor(added('direct')), 2_000);
    assert.equal(delayFor(added('direct'), 7), 7);
  });

  it('is not at all for everything else', () => {
    for (const event of [added('group'), added(), eventOf()]) assert.equal(delayFor(event), 0);
  });
});

describePglite('the intake', ({ open }) => {
  let db: Db;
  beforeEach(async () => {
    ({ db } = await open());
  });
  const setUp = (script: Partial<Messaging> = {}) => setUpOn(db, script);

  it('fetches a message and hands it on', async () => {
    const { worker, delivered, messaging } = setUp();
    await worker.handle(eventOf(), 7);
    const { turn, receivedAt, ...message } = delivered[0]?.[1] as ReceivedMessage;
    assert.deepEqual([message, receivedAt, turn], [messageOf(), 7, ANY_TURN]);
    assert.deepEqual(delivered[0]?.[2], { roomId: 's1', direct: true });
    assert.deepEqual(messaging.calls, [['message', 'm1']]);
  });

  it('fetches a click and hands it on', async () => {
    const { worker, delivered } = setUp();
    await worker.handle(
      eventOf({ resource: 'attachmentActions', data: { id: 'a1', roomType: 'group' } }),
      7,
    );
    const [name, action, space] = delivered[0] ?? [];
    assert.equal(name, 'action');
    const { id, receivedAt } = action as ReceivedAction;
    assert.deepEqual([id, receivedAt], ['a1', 7]);
    assert.deepEqual(space, { roomId: 's1', direct: false });
  });

  it('asks what kind of space it is when no event has told, and once', async () => {
    const { worker, delivered, messaging } = setUp({ isDirect: () => Promise.resolve(false) });
    const click = eventOf({ resource: 'attachmentActions', data: { roomType: undefined } });
    await worker.handle(click, 7);
    await worker.handle(click, 7);
    assert.deepEqual(
      messaging.calls.filter(([name]) => name === 'isDirect'),
      [['isDirect', 's1']],
    );
    assert.deepEqual(delivered[1]?.[2], { roomId: 's1', direct: false });
  });

  it('remembers the kind of a space from an event that told', async () => {
    const { worker, delivered, messaging } = setUp();
    await worker.handle(eventOf({ data: { roomType: 'group' } }), 7);
    await worker.handle(
      eventOf({ resource: 'attachmentActions', data: { roomType: undefined } }),
      7,
    );
    assert.ok(!messaging.calls.some(([name]) => name === 'isDirect'));
    assert.deepEqual(delivered[1]?.[2], { roomId: 's1', direct: false });
  });

  for (const status of [400, 403, 404, 410]) {
    it(`lets a message or a click be that is gone or not for the bot (${status})`, async () => {
      const gone = (): Promise<never> => Promise.reject(refusal(status));
      const { worker, delivered } = setUp({ message: gone, action: gone });
      await worker.handle(eventOf(), 7);
      await worker.handle(eventOf({ resource: 'attachmentActions' }), 7);
      assert.deepEqual(delivered, []);
    });
  }

  it('rejects when Webex cannot be asked, so that it is tried again', async () => {
    const error = refusal(503);
    const { worker } = setUp({ message: () => Promise.reject(error) });
    await assert.rejects(worker.handle(eventOf(), 7), (thrown) => thrown === error);
  });

  for (const status of [401, 408, 423, 429]) {
    it(`rejects after a ${status}, which says nothing of the message`, async () => {
      const { worker } = setUp({ message: () => Promise.reject(refusal(status)) });
      await assert.rejects(worker.handle(eventOf(), 7));
    });
  }

  it('takes a space that it may not see for a group, where it answers alone', async () => {
    const { worker, delivered } = setUp({ isDirect: () => Promise.reject(refusal(403)) });
    const data = { roomType: undefined };
    await worker.handle(eventOf({ resource: 'attachmentActions', data }), 7);
    assert.deepEqual(delivered[0]?.[2], { roomId: 's1', direct: false });
  });

  for (const status of [400, 403, 404, 408, 429, 503]) {
    const isFinal = ![408, 429, 503].includes(status);
    it(`${isFinal ? 'drops' : 'keeps'} an event whose answer is refused (${status})`, async () => {
      const failed = new NotDelivered(refusal(status));
      const { worker, log } = setUpOn(db, {}, failed);
      const work = worker.handle(eventOf(), 7);
      if (!isFinal) await assert.rejects(work, (error) => error === failed);
      else await work;
      assert.equal(log.text().includes('answer refused by Webex'), isFinal);
    });
  }

  for (const type of ['group', 'direct'] as const) {
    it(`welcomes to a ${type} space, on behalf of who added it`, async () => {
      const { worker, delivered } = setUp();
      await worker.handle(added(type), 7);
      const space = { roomId: 's1', direct: type === 'direct' };
      assert.deepEqual(delivered, [['added', space, 'alice']]);
    });
  }

  it('does not welcome where somebody has spoken', async () => {
    const { worker, delivered } = setUp();
    await worker.handle(eventOf(), 7);
    await worker.handle(added('direct'), 7);
    assert.deepEqual(
      delivered.map(([name]) => name),
      ['message'],
    );
  });

  it('welcomes without knowing who added it', async () => {
    const { worker, delivered } = setUp();
    await worker.handle(webexEvent.parse({ ...added('group'), actorId: undefined }), 7);
    assert.equal(delivered[0]?.[2], '');
  });

  it('forgets a space that it was taken out of', async () => {
    const { worker, delivered } = setUp();
    await worker.handle({ ...added('group'), event: 'deleted' }, 7);
    assert.deepEqual(delivered, [['removed', 's1']]);
  });

  it('does nothing about what it does not know', async () => {
    const { worker, delivered, messaging } = setUp();
    await worker.handle(eventOf({ resource: 'rooms' }), 7);
    await worker.handle(eventOf({ resource: '__proto__' }), 7);
    assert.deepEqual([...delivered, ...messaging.calls], []);
  });

  describe('giving up on an event', () => {
    it('apologises in the space', async () => {
      const { worker, messaging } = setUp();
      await worker.onExhausted(eventOf(), refusal(503));
      const [name, place, content] = messaging.calls[0] ?? [];
      assert.deepEqual([name, place], ['post', { roomId: 's1' }]);
      assert.match((content as { markdown: string }).markdown, /^Sorry, I couldn’t finish/);
    });

    it('apologises 1:1 where the space refuses it', async () => {
      const { worker, messaging } = setUp({
        post: (place) =>
          'roomId' in place ? Promise.reject(refusal(403)) : Promise.resolve(messageOf()),
      });
      await worker.onExhausted(eventOf(), refusal(503));
      assert.deepEqual(
        messaging.calls.map(([, place]) => place),
        [{ roomId: 's1' }, { toPersonId: 'alice' }],
      );
    });

    it('says nothing about a welcome', async () => {
      const { worker, messaging } = setUp();
      await worker.onExhausted(added('group'), refusal(503));
      assert.deepEqual(messaging.calls, []);
    });

    it('logs it when not even that can be said', async () => {
      const { worker, log } = setUp({ post: () => Promise.reject(refusal(500)) });
      await worker.onExhausted(eventOf(), refusal(503));
      assert.equal(log.lines().at(-1)?.msg, 'apology not sent');
    });
  });
});

describeDatabases('the store of spaces', ({ open }) => {
  let db: Db;
  let asked: string[];
  beforeEach(async () => {
    ({ db } = await open());
    asked = [];
  });
  /** As a process that has just started has it. */
  const store = (direct = true): SpaceStore =>
    spaceStore(db, (roomId) => {
      asked.push(roomId);
      return Promise.resolve(direct);
    });

  it('believes the event that tells what kind of space it is', async () => {
    const { isDirect } = store();
    assert.equal(await isDirect('s1', 'group'), false);
    assert.equal(await isDirect('s1', undefined), false);
    assert.equal(await isDirect('s2', 'direct'), true);
    assert.deepEqual(asked, []);
  });

  it('asks Webex where nothing tells, and once', async () => {
    const { isDirect } = store(false);
    assert.equal(await isDirect('s1', undefined), false);
    assert.equal(await isDirect('s1', undefined), false);
    assert.deepEqual(asked, ['s1']);
  });

  it('does not keep what Webex did not tell', async () => {
    let fails = true;
    const { isDirect } = spaceStore(db, () =>
      fails ? Promise.reject(new Error('503')) : Promise.resolve(true),
    );
    await assert.rejects(isDirect('s1', undefined), /503/);
    fails = false;
    assert.equal(await isDirect('s1', undefined), true);
  });

  it('knows after a restart what kind of space it was', async () => {
    await store().noteSpoken('s1', false, 1_000);
    assert.equal(await store().isDirect('s1', undefined), false);
    assert.deepEqual(asked, []);
  });

  it('knows where somebody has spoken, after a restart too', async () => {
    const before = store();
    assert.equal(await before.wasSpoken('s1'), false);
    await before.noteSpoken('s1', true, 1_000);
    assert.equal(await before.wasSpoken('s1'), true);
    assert.equal(await store().wasSpoken('s1'), true);
    assert.equal(await store().wasSpoken('s2'), false);
  });

  it('does not take a space that is known for one that was spoken in', async () => {
    await db.insert(spaces).values({ roomId: 's1', type: 'direct' });
    assert.equal(await store().wasSpoken('s1'), false);
    await store().noteSpoken('s1', true, 1_000);
    assert.equal(await store().wasSpoken('s1'), true);
  });

  it('keeps when it was first', async () => {
    const first = store();
    await first.noteSpoken('s1', true, 1_000);
    await first.noteSpoken('s1', true, 2_000);
    await store().noteSpoken('s1', true, 3_000);
    assert.deepEqual(await db.select().from(spaces), [
      { roomId: 's1', type: 'direct', spokenAt: new Date(1_000) },
    ]);
  });
});
