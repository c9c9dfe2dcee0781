import assert from 'node:assert/strict';
import { ids, noon, startBench, type Bench } from '../recordings-support.js';

const EMEA = 'acme-emea.webex.com';

/** Who may do what for whom, by the hostEmail rules of the Recordings documents. */
describe('the authority over recordings', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());
  const status = async (token: string, method: string, path: string, body?: unknown) =>
    (await bench.call(token, method, path, body)).status;

  it('of an administrator alone reaches what somebody recorded who has left', async () => {
    const { email, token, id } = bench.addPerson({ name: 'Dora' });
    const theirs = bench.put(email, { createTime: noon - 3_600_000 });
    bench.removePerson(email);
    assert.equal(await status(token, 'GET', '/recordings'), 401);
    const found = await bench.call('sandbox-admin', 'GET', `/people?email=${email}`);
    assert.deepEqual(ids(found), []);
    assert.equal(await status('sandbox-admin', 'GET', `/people/${id}`), 404);
    const forThem = `/recordings/${theirs.id}?hostEmail=${email}`;
    assert.equal(await status('sandbox-admin', 'GET', forThem), 404);
    const listed = await bench.call('sandbox-admin', 'GET', '/admin/recordings');
    assert.deepEqual(ids(listed), [theirs.id]);
    assert.equal(listed.body.items?.[0]?.hostEmail, email);
    assert.equal(await status('sandbox-admin', 'DELETE', `/admin/recordings/${theirs.id}`), 204);
    assert.deepEqual(ids(await bench.call('sandbox-admin', 'GET', '/admin/recordings')), []);
    assert.throws(() => bench.removePerson('nobody@example.com'), /Nobody has the address/);
  });

  it('of an administrator ends at the sites that they manage', async () => {
    const near = bench.put('bob@example.com', { siteUrl: EMEA });
    const far = bench.put('bob@example.com');
    const of = (path: string): string => `${path}?hostEmail=bob@example.com`;
    assert.equal(await status('sandbox-siteadmin', 'GET', of(`/recordings/${near.id}`)), 200);
    assert.equal(await status('sandbox-siteadmin', 'GET', of(`/recordings/${far.id}`)), 404);
    const listed = await bench.call('sandbox-siteadmin', 'GET', of('/recordings'));
    assert.deepEqual(ids(listed), [near.id]);
    const onFar = `${of('/recordings')}&siteUrl=acme.webex.com`;
    assert.equal(await status('sandbox-siteadmin', 'GET', onFar), 403);
    const move = { recordingIds: [far.id], siteUrl: 'acme.webex.com' };
    assert.equal(
      await status('sandbox-siteadmin', 'POST', of('/recordings/softDelete'), move),
      404,
    );
    assert.equal(await status('sandbox-siteadmin', 'DELETE', of(`/recordings/${far.id}`)), 404);
    assert.equal(await status('sandbox-siteadmin', 'DELETE', `/admin/recordings/${far.id}`), 404);
    // The preferred site is not one that this administrator manages.
    assert.equal(await status('sandbox-siteadmin', 'GET', '/admin/recordings'), 403);
    const theirs = await bench.call(
      'sandbox-siteadmin',
      'GET',
      `/admin/recordings?siteUrl=${EMEA}`,
    );
    assert.deepEqual(ids(theirs), [near.id]);
    assert.equal(await status('sandbox-siteadmin', 'DELETE', `/admin/recordings/${near.id}`), 204);
    assert.equal(await status('sandbox-admin', 'GET', of(`/recordings/${far.id}`)), 200);
  });

  it('of an administrator ends with the organisation, where 404 tells nothing', async () => {
    const erin = bench.addPerson({ name: 'Erin', orgId: 'Elsewhere', sites: ['acme.webex.com'] });
    const recording = bench.put(erin.email);
    const hers = `/recordings/${recording.id}?hostEmail=${erin.email}`;
    assert.equal(await status('sandbox-admin', 'GET', hers), 404);
    assert.equal(await status('sandbox-admin', 'DELETE', hers), 404);
    assert.equal(await status('sandbox-officer', 'GET', `/recordings/${recording.id}`), 404);
    assert.deepEqual(ids(await bench.call('sandbox-admin', 'GET', '/admin/recordings')), []);
    const fay = bench.addPerson({ name: 'Fay', sites: ['other.webex.com'] });
    assert.equal(await status('sandbox-admin', 'GET', `/recordings?hostEmail=${fay.email}`), 403);
  });

  it('is one’s own without the scopes of an administrator', async () => {
    const { id } = bench.put('alice@example.com');
    const own = 'hostEmail=alice@example.com';
    // Live samples name themselves for one recording, and are answered.
    for (const [path, hers] of [
      ['/recordings', 403],
      [`/recordings/${id}`, 200],
    ] as const) {
      assert.equal(await status('sandbox-alice', 'GET', `${path}?${own}`), hers);
      assert.equal(await status('sandbox-officer', 'GET', `${path}?${own}`), 400);
    }
    for (const path of ['softDelete', 'restore', 'purge']) {
      const body = { recordingIds: [id] };
      for (const token of ['sandbox-alice', 'sandbox-officer']) {
        assert.equal(await status(token, 'POST', `/recordings/${path}?${own}`, body), 403);
      }
    }
  });

  it('of an officer is to read all and to delete with a reason, and they still see it', async () => {
    const recording = bench.put('alice@example.com');
    const path = `/recordings/${recording.id}`;
    const body = { recordingIds: [recording.id] };
    // Not the host, so neither the bin nor the administrators' way is theirs.
    assert.equal(await status('sandbox-officer', 'POST', '/recordings/softDelete', body), 404);
    assert.equal(await status('sandbox-officer', 'DELETE', `/admin${path}`), 403);
    assert.equal(await status('sandbox-officer', 'DELETE', path, { reason: ' ' }), 400);
    const emoji = { reason: 'audit', comment: '🎬'.repeat(128) };
    assert.equal(await status('sandbox-officer', 'DELETE', path, emoji), 400);
    assert.equal(await status('sandbox-officer', 'DELETE', path, { reason: 'a', colour: 1 }), 400);
    const good = { reason: 'audit', comment: 'ü'.repeat(255) };
    assert.equal(await status('sandbox-officer', 'DELETE', path, good), 204);
    assert.equal(await status('sandbox-alice', 'GET', path), 404);
    const kept = await bench.call('sandbox-officer', 'GET', path);
    assert.equal(kept.body.status, 'purged');
    assert.ok(kept.body.temporaryDirectDownloadLinks);
    const purged = (more: string) => `/recordings?status=purged${more}`;
    assert.equal(await status('sandbox-officer', 'GET', purged('')), 400);
    const ofMeeting = purged(`&meetingId=${recording.meetingId}`);
    assert.deepEqual(ids(await bench.call('sandbox-officer', 'GET', ofMeeting)), [recording.id]);
    assert.equal(await status('sandbox-admin', 'GET', ofMeeting), 403);
  });

  it('takes no fields that an operation does not have', async () => {
    const { id } = bench.put('alice@example.com');
    for (const more of [{ restoreAll: false }, { purgeAll: true }, { hostEmail: 'a@b.c' }]) {
      const body = { recordingIds: [id], ...more };
      assert.equal(await status('sandbox-alice', 'POST', '/recordings/softDelete', body), 400);
    }
  });

  it('is given to people by POST /sandbox/people, sensibly', () => {
    const added = bench.addPerson({
      ...{ name: 'Gus', roles: ['admin'], managedSites: [EMEA], timeZone: 'Asia/Tokyo' },
    });
    const person = bench.world.people.byEmail(added.email);
    assert.deepEqual(person?.managedSites, [EMEA]);
    assert.equal(person.timeZone, 'Asia/Tokyo');
    assert.equal(added.orgId, bench.world.people.byEmail('alice@example.com')?.orgId);
    assert.throws(() => bench.addPerson({ name: 'Hal', managedSites: [EMEA] }), /managedSites/);
    assert.throws(() => bench.addPerson({ name: 'Hal', timeZone: 'Mars/Base' }), /time zone/);
  });
});
