import assert from 'node:assert/strict';
import { ids, noon, startBench, type Answer, type Bench } from '../recordings-support.js';

const day = 86_400_000;

describe('one recording', () => {
  let bench: Bench;
  let alice: string;
  beforeEach(async () => {
    bench = await startBench();
    alice = bench.world.people.byEmail('alice@example.com')?.id ?? '';
  });
  afterEach(() => bench.stop());
  const get = (id: string, token = 'sandbox-alice', query = ''): Promise<Answer> =>
    bench.call(token, 'GET', `/recordings/${id}${query}`);
  const remove = (
    id: string,
    token = 'sandbox-alice',
    body?: unknown,
    query = '',
  ): Promise<Answer> => bench.call(token, 'DELETE', `/recordings/${id}${query}`, body);

  describe('GET /recordings/{recordingId}', () => {
    it('answers hosted and shared ones, with temporary links', async () => {
      const own = bench.put('alice@example.com');
      const shared = bench.put('bob@example.com', { sharedWith: [alice] });
      assert.equal((await get(own.id)).body.shareToMe, false);
      const { status, body } = await get(shared.id);
      assert.equal(status, 200);
      assert.equal(body.shareToMe, true);
      const links = body.temporaryDirectDownloadLinks as Record<string, string>;
      assert.equal(links.expiration, '2026-11-20T15:00:00Z');
    });

    it('answers 404 for those of others and for what never was', async () => {
      const bobs = bench.put('bob@example.com');
      assert.equal((await get(bobs.id)).status, 404);
      assert.equal((await get('nothing')).status, 404);
      assert.equal((await get(bobs.id, 'sandbox-admin')).status, 404);
      assert.equal((await get(bobs.id, 'sandbox-officer')).status, 200);
      assert.equal((await get(bobs.id, 'sandbox-admin', '?hostEmail=bob@example.com')).status, 200);
      assert.equal((await get(bobs.id, 'sandbox-bot')).status, 403);
      assert.equal((await get(bobs.id, '')).status, 401);
    });

    it('has no links under Prevent downloading, but for an officer', async () => {
      const { id } = bench.put('alice@example.com', { preventDownload: true });
      assert.equal((await get(id)).body.temporaryDirectDownloadLinks, undefined);
      assert.ok((await get(id, 'sandbox-officer')).body.temporaryDirectDownloadLinks);
    });

    it('says deleted while in the bin, and no more once it is gone for good', async () => {
      const recording = bench.put('alice@example.com');
      bench.recordings.moveToBin([recording]);
      assert.equal((await get(recording.id)).body.status, 'deleted');
      bench.clock.now += 30 * day;
      assert.equal((await get(recording.id)).status, 404);
      assert.equal((await get(recording.id, 'sandbox-officer')).body.status, 'purged');
    });

    it('serves its links for three hours, to whoever sends no token', async () => {
      const { body } = await get(bench.put('alice@example.com').id);
      const { recordingDownloadLink: link = '' } = body.temporaryDirectDownloadLinks as Record<
        string,
        string
      >;
      const file = await fetch(link);
      assert.equal(file.status, 200);
      assert.equal(file.headers.get('content-type'), 'video/mp4');
      assert.equal((await file.arrayBuffer()).byteLength, 24);
      const withToken = await fetch(link, { headers: { authorization: 'Bearer sandbox-alice' } });
      assert.match(await withToken.text(), /Sign in/);
      assert.equal((await fetch(link.replace('/recording/', '/audio/'))).status, 403);
      assert.equal((await fetch(link.replace('/recording/', '/nothing/'))).status, 403);
      bench.clock.now = noon + 3 * 3_600_000;
      assert.equal((await fetch(link)).status, 403);
    });
  });

  describe('DELETE /recordings/{recordingId}', () => {
    it('is for good, from the list or from the bin', async () => {
      const listed = bench.put('alice@example.com');
      const binned = bench.put('alice@example.com');
      bench.recordings.moveToBin([binned]);
      for (const { id } of [listed, binned]) {
        assert.equal((await remove(id)).status, 204);
        assert.equal((await remove(id)).status, 404);
        assert.equal((await get(id)).status, 404);
        assert.equal((await get(id, 'sandbox-officer')).body.status, 'purged');
      }
    });

    it('refuses what is shared (403), not seen (404), and a bot (403)', async () => {
      const shared = bench.put('bob@example.com', { sharedWith: [alice] });
      assert.equal((await remove(shared.id)).status, 403);
      assert.equal((await remove(bench.put('bob@example.com').id)).status, 404);
      assert.equal((await remove(shared.id, 'sandbox-bot')).status, 403);
      assert.equal((await remove(shared.id, 'sandbox-admin')).status, 404);
      assert.equal(shared.status, 'available');
    });

    it('lets an administrator name the host, and nobody else', async () => {
      const { id } = bench.put('bob@example.com');
      const query = '?hostEmail=bob%40example.com';
      assert.equal((await remove(id, 'sandbox-alice', undefined, query)).status, 403);
      assert.equal((await remove(id, 'sandbox-officer', { reason: 'audit' }, query)).status, 403);
      assert.equal((await remove(id, 'sandbox-admin', undefined, query)).status, 204);
    });

    it('wants a reason of an officer for another’s, and a comment of at most 255', async () => {
      const own = bench.put('officer@example.com');
      assert.equal((await remove(own.id, 'sandbox-officer')).status, 204);
      const { id } = bench.put('bob@example.com');
      assert.equal((await remove(id, 'sandbox-officer')).status, 400);
      assert.equal((await remove(id, 'sandbox-officer', { comment: 'x' })).status, 400);
      const long = { reason: 'audit', comment: 'x'.repeat(256) };
      assert.equal((await remove(id, 'sandbox-officer', long)).status, 400);
      const fits = { reason: 'audit', comment: 'x'.repeat(255) };
      assert.equal((await remove(id, 'sandbox-officer', fits)).status, 204);
      assert.equal((await remove(id, 'sandbox-officer', fits)).status, 404);
    });

    it('tells the host’s webhooks, which the bin does not', async () => {
      const told: string[] = [];
      const stop = bench.world.feed.subscribe((e) => {
        if (e.resource !== 'recordings') return;
        const reached = bench.world.people.all().filter((person) => e.reaches(person));
        told.push(`${e.event} ${String(e.data.id)} ${reached.map((p) => p.email).join()}`);
      });
      const recording = bench.put('alice@example.com');
      await bench.call('sandbox-alice', 'POST', '/recordings/softDelete', {
        recordingIds: [recording.id],
      });
      assert.deepEqual(told, []);
      await remove(recording.id);
      assert.deepEqual(told, [`deleted ${recording.id} alice@example.com`]);
      stop();
    });
  });

  describe('/admin/recordings', () => {
    const list = (query = '', token = 'sandbox-admin'): Promise<Answer> =>
      bench.call(token, 'GET', `/admin/recordings${query}`);

    it('shows every host of the preferred or the named site, without passwords', async () => {
      const one = bench.put('alice@example.com', { password: 'secret' });
      const two = bench.put('bob@example.com', { siteUrl: 'acme-emea.webex.com' });
      const { body } = await list();
      assert.deepEqual(
        body.items?.map((i) => [i.id, i.hostEmail, i.hostDisplayName]),
        [[one.id, 'alice@example.com', 'Alice Anders']],
      );
      assert.ok(
        !JSON.stringify(body).includes('secret') && !JSON.stringify(body).includes('shareToMe'),
      );
      assert.deepEqual(ids(await list('?siteUrl=acme-emea.webex.com')), [two.id]);
      assert.deepEqual(
        ids(await list(`?meetingId=${two.meetingId}&from=2020-01-01&to=2020-01-02`)),
        [two.id],
      );
      assert.equal((await list('?siteUrl=far.webex.com')).status, 403);
    });

    it('is for administrators and officers, and for at most thirty days', async () => {
      assert.equal((await list('', 'sandbox-alice')).status, 403);
      assert.equal((await list('', 'sandbox-officer')).status, 200);
      assert.equal((await list('?from=2026-10-01&to=2026-10-31')).status, 200);
      assert.equal((await list('?from=2026-10-01&to=2026-11-01')).status, 400);
      assert.equal((await list('?status=purged')).status, 403);
      assert.equal((await list('?status=purged', 'sandbox-officer')).status, 400);
      const ofMeeting = '?status=purged&meetingId=m1';
      assert.equal((await list(ofMeeting, 'sandbox-officer')).status, 200);
    });

    it('deletes on managed sites only', async () => {
      const { id } = bench.put('bob@example.com');
      const far = bench.put('bob@example.com', { siteUrl: 'far.webex.com' });
      const gone = (which: string, token = 'sandbox-admin'): Promise<Answer> =>
        bench.call(token, 'DELETE', `/admin/recordings/${which}`);
      assert.equal((await gone(id, 'sandbox-bob')).status, 403);
      assert.equal((await gone(far.id)).status, 404);
      assert.equal((await gone(id)).status, 204);
      assert.equal((await gone(id)).status, 404);
      assert.equal(far.status, 'available');
    });
  });

  it('GET /meetingPreferences/sites tells the preferred site first', async () => {
    const sites = {
      sites: [
        { siteUrl: 'acme.webex.com', default: true },
        { siteUrl: 'acme-emea.webex.com', default: false },
      ],
    };
    const path = '/meetingPreferences/sites';
    assert.deepEqual((await bench.call('sandbox-alice', 'GET', path)).body, sites);
    const query = `${path}?userEmail=bob@example.com`;
    assert.equal((await bench.call('sandbox-alice', 'GET', query)).status, 403);
    assert.deepEqual((await bench.call('sandbox-admin', 'GET', query)).body, sites);
    assert.equal(
      (await bench.call('sandbox-admin', 'GET', `${path}?userEmail=no@x.y`)).status,
      404,
    );
    assert.equal((await bench.call('sandbox-bot', 'GET', path)).status, 403);
  });
});
