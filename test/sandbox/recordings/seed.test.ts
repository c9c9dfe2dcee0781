import assert from 'node:assert/strict';
import { addMadeUpRecordings } from '../../../sandbox/recordings/add-recordings.js';
import { accessesOf } from '../../../sandbox/recordings/audience.js';
import { Library } from '../../../sandbox/recordings/library.js';
import { makeRecordings } from '../../../sandbox/recordings/made-up.js';
import { seededRandom } from '../../../sandbox/recordings/random.js';
import { standardRecordings } from '../../../sandbox/recordings/seed.js';
import { hasSummary } from '../../../sandbox/recordings/transcript.js';
import { World } from '../../../sandbox/world/world.js';

const day = 86_400_000;
const sites = ['acme.webex.com', 'acme-emea.webex.com'];
const alice = { id: 'alice', sites };
const bob = { id: 'bob', sites };

describe('the seed', () => {
  // The first and the last second of a day: the seed is made of days, but its promises are of hours.
  for (const time of ['2026-11-20T00:00:00Z', '2026-11-20T12:34:56Z', '2026-11-20T23:59:59Z']) {
    it(`holds what the demo needs at ${time}`, () => {
      const now = Date.parse(time);
      const all = standardRecordings(alice, bob, now);
      const hosted = all.filter((r) => r.hostId === 'alice' && r.status === 'available');
      const since = (days: number): typeof all =>
        hosted.filter((r) => r.createTime >= now - days * day);
      const recent = since(112);
      assert.ok(recent.length >= 55 && recent.length <= 65, String(recent.length));
      assert.ok(since(30).length >= 12 && since(364).length === hosted.length);
      assert.ok(since(7).length >= 7);
      assert.ok(since(7).filter((r) => r.siteUrl === sites[0]).length >= 3);
      assert.ok(all.every((r) => r.createTime < now));
      assert.equal(all.filter((r) => r.hostId === 'bob').length, 12);
      assert.equal(all.filter((r) => r.sharedWith.has('alice')).length, 5);
      assert.deepEqual(new Set(hosted.map((r) => r.format)), new Set(['MP4', 'ARF', 'UPLOADED']));
      assert.ok(
        hosted.some((r) => r.preventDownload) && hosted.some((r) => r.password === '********'),
      );
      assert.ok(hosted.some((r) => r.password === undefined));
      for (const trick of [
        '${1+1}',
        '${foo(}',
        '{{DATE(',
        '](',
        '<script>',
        '"',
        '設計',
        'اجتماع',
      ]) {
        assert.ok(
          hosted.some((r) => r.topic.includes(trick)),
          trick,
        );
      }
    });
  }

  it('holds a year that is worth cleaning up', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    const all = standardRecordings(alice, bob, now).filter((r) => r.status === 'available');
    const older = all.filter((r) => r.hostId === 'alice' && r.createTime < now - 112 * day);
    assert.ok(older.length >= 50, String(older.length));
    const unwatched = older.filter((r) => accessesOf(r, now).length === 0);
    assert.ok(unwatched.length >= 20 && unwatched.length < older.length, String(unwatched.length));
    assert.ok(older.filter((r) => r.sizeBytes > 1e9).length >= 8);
    assert.ok(older.some((r) => r.integrationTags.includes('CRM-0877')));
    const recent = all.filter((r) => r.hostId === 'alice' && !older.includes(r));
    assert.ok(recent.some((r) => r.hasTranscript && hasSummary(r)));
    assert.ok(recent.some((r) => accessesOf(r, now).length === 0));
    assert.ok(recent.some((r) => accessesOf(r, now).length > 0));
  });

  it('is the same every time, but for the times', () => {
    const shape = (now: number): string[] =>
      standardRecordings(alice, bob, now).map((r) => `${r.id} ${r.topic} ${r.sizeBytes}`);
    assert.deepEqual(shape(1_700_000_000_000), shape(1_800_000_000_000));
    assert.equal(new Set(shape(0)).size, shape(0).length);
  });
});

describe('made-up recordings', () => {
  it('are as many as asked for, in the days asked for, some shared by another', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    const made = makeRecordings({
      ...{ person: { id: 'dora' }, count: 50, days: 10, sites: ['one.webex.com'], now },
      ...{ sharedBy: bob, random: seededRandom(1) },
    });
    assert.equal(made.length, 50);
    assert.equal(new Set(made.map((r) => r.id)).size, 50);
    assert.ok(made.every((r) => r.createTime <= now && r.createTime >= now - 10 * day));
    const shared = made.filter((r) => r.hostId === 'bob');
    assert.equal(shared.length, 10);
    assert.ok(shared.every((r) => r.sharedWith.has('dora')));
    assert.ok(made.filter((r) => r.hostId === 'dora').every((r) => r.siteUrl === 'one.webex.com'));
  });

  it('need a site to be on', () => {
    assert.throws(
      () => makeRecordings({ person: bob, count: 1, sites: [], now: 0, random: Math.random }),
      /site/,
    );
  });

  it('are the same for the same address', () => {
    const idsOf = (email: string): string[] => {
      const world = new World({ now: () => 1_700_000_000_000 });
      const person = world.people.add({ email, displayName: 'D', created: '' });
      const library = new Library(world.now);
      addMadeUpRecordings(library, { person, count: 3, now: world.now() });
      return library
        .ofPerson(person.id)
        .all()
        .map((r) => r.id);
    };
    assert.deepEqual(idsOf('dora@example.com'), idsOf('dora@example.com'));
    assert.notDeepEqual(idsOf('dora@example.com'), idsOf('emil@example.com'));
  });
});
