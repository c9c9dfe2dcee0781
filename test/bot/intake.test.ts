import assert from 'node:assert/strict';
import { webexEvent, type WebexEvent } from '../../src/bot/event.js';
import type { BotFramework } from '../../src/bot/framework/framework.js';
import { concerns, intake } from '../../src/bot/intake.js';
import { WebexRefused } from '../../src/webex/errors.js';
import type { Messaging } from '../../src/webex/messaging.js';
import { readableLog } from './support/log.js';
import { messageOf, scriptedMessaging } from './support/messaging.js';

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
  return new WebexRefused({ method: 'GET', path: '/x' }, status, undefined, undefined, '');
}

function setUp(script: Partial<Messaging> = {}) {
  const delivered: unknown[][] = [];
  const deliver =
    (name: string) =>
    (...given: unknown[]) => {
      delivered.push([name, ...given]);
      return Promise.resolve();
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
  const waits: number[] = [];
  const worker = intake({
    framework: framework as BotFramework,
    messaging,
    botId: 'bot',
    log: log.log,
    welcomePatienceMs: 2_000,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  return { worker, delivered, messaging, log, waits };
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
      assert.equal(concerns(eventOf(given), BOT), expected);
    });
  }
});

describe('the intake', () => {
  it('fetches a message and hands it on', async () => {
    const { worker, delivered, messaging } = setUp();
    await worker.work(eventOf());
    assert.deepEqual(delivered, [['message', messageOf(), { roomId: 's1', direct: true }]]);
    assert.deepEqual(messaging.calls, [['message', 'm1']]);
  });

  it('fetches a click and hands it on', async () => {
    const { worker, delivered } = setUp();
    await worker.work(
      eventOf({ resource: 'attachmentActions', data: { id: 'a1', roomType: 'group' } }),
    );
    const [name, action, space] = delivered[0] ?? [];
    assert.equal(name, 'action');
    assert.equal((action as { id: string }).id, 'a1');
    assert.deepEqual(space, { roomId: 's1', direct: false });
  });

  it('asks what kind of space it is when no event has told, and once', async () => {
    const { worker, delivered, messaging } = setUp({ isDirect: () => Promise.resolve(false) });
    const click = eventOf({ resource: 'attachmentActions', data: { roomType: undefined } });
    await worker.work(click);
    await worker.work(click);
    assert.deepEqual(
      messaging.calls.filter(([name]) => name === 'isDirect'),
      [['isDirect', 's1']],
    );
    assert.deepEqual(delivered[1]?.[2], { roomId: 's1', direct: false });
  });

  it('remembers the kind of a space from an event that told', async () => {
    const { worker, delivered, messaging } = setUp();
    await worker.work(eventOf({ data: { roomType: 'group' } }));
    await worker.work(eventOf({ resource: 'attachmentActions', data: { roomType: undefined } }));
    assert.ok(!messaging.calls.some(([name]) => name === 'isDirect'));
    assert.deepEqual(delivered[1]?.[2], { roomId: 's1', direct: false });
  });

  for (const status of [404, 410]) {
    it(`lets a message or a click be that is gone (${status})`, async () => {
      const gone = (): Promise<never> => Promise.reject(refusal(status));
      const { worker, delivered } = setUp({ message: gone, action: gone });
      await worker.work(eventOf());
      await worker.work(eventOf({ resource: 'attachmentActions' }));
      assert.deepEqual(delivered, []);
    });
  }

  it('rejects when Webex cannot be asked, so that it is tried again', async () => {
    const error = refusal(503);
    const { worker } = setUp({ message: () => Promise.reject(error) });
    await assert.rejects(worker.work(eventOf()), (thrown) => thrown === error);
  });

  it('welcomes to a group space at once, on behalf of who added it', async () => {
    const { worker, delivered, waits } = setUp();
    await worker.work(added('group'));
    assert.deepEqual(delivered, [['added', { roomId: 's1', direct: false }, 'alice']]);
    assert.deepEqual(waits, []);
  });

  it('gives a 1:1 space time to begin with a message', async () => {
    const { worker, delivered, waits } = setUp();
    await worker.work(added('direct'));
    assert.deepEqual(waits, [2_000]);
    assert.deepEqual(delivered, [['added', { roomId: 's1', direct: true }, 'alice']]);
  });

  it('does not welcome where somebody has spoken', async () => {
    const { worker, delivered } = setUp();
    await worker.work(eventOf());
    await worker.work(added('direct'));
    assert.deepEqual(
      delivered.map(([name]) => name),
      ['message'],
    );
  });

  it('welcomes without knowing who added it', async () => {
    const { worker, delivered } = setUp();
    await worker.work(webexEvent.parse({ ...added('group'), actorId: undefined }));
    assert.equal(delivered[0]?.[2], '');
  });

  it('forgets a space that it was taken out of', async () => {
    const { worker, delivered } = setUp();
    await worker.work({ ...added('group'), event: 'deleted' });
    assert.deepEqual(delivered, [['removed', 's1']]);
  });

  it('does nothing about what it does not know', async () => {
    const { worker, delivered, messaging } = setUp();
    await worker.work(eventOf({ resource: 'rooms' }));
    await worker.work(eventOf({ resource: '__proto__' }));
    assert.deepEqual([...delivered, ...messaging.calls], []);
  });
});

describe('giving up on an event', () => {
  it('apologises in the space, and logs what and why', async () => {
    const { worker, messaging, log } = setUp();
    await worker.giveUp(eventOf(), refusal(503));
    const [name, place, content] = messaging.calls[0] ?? [];
    assert.deepEqual([name, place], ['post', { roomId: 's1' }]);
    assert.match((content as { markdown: string }).markdown, /^Sorry, I could not finish/);
    const [line = {}] = log.lines();
    assert.deepEqual([line.msg, line.resource, line.id], ['gave up on an event', 'messages', 'm1']);
    assert.equal((line.err as { status: number }).status, 503);
  });

  it('says nothing about a welcome', async () => {
    const { worker, messaging } = setUp();
    await worker.giveUp(added('group'), refusal(503));
    assert.deepEqual(messaging.calls, []);
  });

  it('logs it when not even that can be said', async () => {
    const { worker, log } = setUp({ post: () => Promise.reject(refusal(500)) });
    await worker.giveUp(eventOf(), refusal(503));
    assert.equal(log.lines().at(-1)?.msg, 'could not apologise');
  });
});
