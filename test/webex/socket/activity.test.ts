import assert from 'node:assert/strict';
import { type SocketEvent, activity, eventsOf, frame } from '../../../src/webex/socket/activity.js';

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
