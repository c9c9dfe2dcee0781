import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  day,
  ids,
  nextLink,
  noon,
  startBench,
  type Answer,
  type Bench,
} from '../recordings-support.js';

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

describe('GET /recordings', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());
  const list = (query = '', token = 'sandbox-alice'): Promise<Answer> =>
    bench.call(token, 'GET', `/recordings${query}`);

  it('answers an item as the document has it', async () => {
    const { id, ...kept } = bench.put('alice@example.com', {
      password: 'Abc123',
      createTime: noon - day,
    });
    const { body } = await list();
    assert.deepEqual(body.items, [
      {
        ...{ id, topic: 'Standup', siteUrl: 'acme.webex.com', format: 'MP4', status: 'available' },
        meetingId: kept.meetingId,
        scheduledMeetingId: kept.scheduledMeetingId,
        meetingSeriesId: kept.meetingSeriesId,
        createTime: '2026-11-19T12:00:00Z',
        timeRecorded: iso(kept.timeRecorded),
        downloadUrl: `https://acme.webex.com/acme/lsr.php?RCID=${id}`,
        playbackUrl: `https://acme.webex.com/acme/ldr.php?RCID=${id}`,
        password: 'Abc123',
        serviceType: 'MeetingCenter',
        durationSeconds: kept.durationSeconds,
        sizeBytes: kept.sizeBytes,
        shareToMe: false,
        integrationTags: [],
      },
    ]);
  });

  it('leaves out what there is not', async () => {
    bench.put('alice@example.com', { preventDownload: true, playbackHidden: true });
    const item = (await list()).body.items?.[0];
    assert.ok(item);
    for (const key of ['downloadUrl', 'playbackUrl', 'password']) assert.ok(!(key in item), key);
  });

  it('takes from as inclusive, to as exclusive, and has the odd default windows', async () => {
    const at = (days: number): string =>
      bench.put('alice@example.com', { createTime: noon - days * day }).id;
    const [now, week, more, ten] = [at(0), at(7), at(8), at(10)];
    assert.deepEqual(ids(await list()), [week]);
    assert.deepEqual(ids(await list(`?to=${iso(noon - 7 * day)}`)), [more, ten]);
    assert.deepEqual(ids(await list(`?from=${iso(noon - 10 * day)}`)), [week, more, ten]);
    assert.deepEqual(ids(await list(`?from=${iso(noon - 7 * day)}`)), [week]);
    assert.deepEqual(ids(await list(`?from=${iso(noon - 60 * day)}&to=${iso(noon + day)}`)), [
      now,
      week,
      more,
      ten,
    ]);
  });

  it('reads times without an offset in the timezone of the header', async () => {
    const { id } = bench.put('alice@example.com', { createTime: noon - 3_600_000 });
    const get = (timezone: string): Promise<{ items: { id: string }[] }> =>
      fetch(`${bench.apiUrl}/recordings?from=2026-11-20T12:00:00&to=2026-11-20T13:00:00`, {
        headers: { authorization: 'Bearer sandbox-alice', timezone },
      }).then((r) => r.json() as Promise<{ items: { id: string }[] }>);
    assert.deepEqual(
      (await get('Europe/Berlin')).items.map((i) => i.id),
      [id],
    );
    assert.deepEqual((await get('UTC')).items, []);
  });

  it('refuses what is malformed with 400 in Webex’s error shape', async () => {
    const wrong = [
      ...[
        'max=0',
        'max=101',
        'max=ten',
        'max=1.5',
        'max=5&max=6',
        'from=yesterday',
        'to=2026-13-01',
      ],
      `from=${iso(noon)}&to=${iso(noon - day)}`,
      ...['format=UPLOADED', 'format=mp4', 'serviceType=Meeting', 'status=gone', 'cursor=abc'],
    ];
    for (const query of wrong) {
      const { status, body } = await list(`?${query}`);
      assert.equal(status, 400, query);
      assert.ok(body.message && body.errors?.[0]?.description, query);
      assert.match(body.trackingId ?? '', /^ROUTER_/);
    }
    assert.equal((await list('?whatever=1')).status, 200);
  });

  it('filters by topic, format, service type, tag and site', async () => {
    const plain = bench.put('alice@example.com', { createTime: noon - 1000 }).id;
    const other = bench.put('alice@example.com', {
      ...{ topic: 'Sales Review', format: 'ARF', serviceType: 'EventCenter' },
      ...{ siteUrl: 'acme-emea.webex.com', integrationTags: ['CRM-1'] },
    }).id;
    for (const query of [
      ...['topic=sales%20REV', 'format=ARF', 'serviceType=EventCenter', 'integrationTag=CRM-1'],
      'siteUrl=acme-emea.webex.com',
    ]) {
      assert.deepEqual(ids(await list(`?${query}`)), [other], query);
    }
    assert.deepEqual(ids(await list('?format=MP4')), [plain]);
    assert.deepEqual(ids(await list()), [plain, other]);
    assert.equal((await list('?siteUrl=elsewhere.webex.com')).status, 403);
  });

  it('finds a meeting by series, scheduled meeting or instance, whatever the site', async () => {
    const wanted = bench.put('alice@example.com');
    bench.put('alice@example.com');
    for (const id of [wanted.meetingId, wanted.scheduledMeetingId, wanted.meetingSeriesId]) {
      const answer = await list(`?meetingId=${id}&siteUrl=elsewhere.webex.com`);
      assert.deepEqual(ids(answer), [wanted.id]);
    }
  });

  it('shows hosted and shared recordings, and nobody else’s', async () => {
    const alice = bench.world.people.byEmail('alice@example.com')?.id ?? '';
    const shared = bench.put('bob@example.com', { sharedWith: [alice] });
    bench.put('bob@example.com');
    const { body } = await list();
    assert.deepEqual(
      body.items?.map((i) => [i.id, i.shareToMe]),
      [[shared.id, true]],
    );
    bench.recordings.moveToBin([shared]);
    assert.deepEqual(ids(await list()), []);
    assert.deepEqual(ids(await list('?status=deleted')), []);
    assert.deepEqual(ids(await list('?status=deleted', 'sandbox-bob')), [shared.id]);
    assert.deepEqual(ids(await list('', 'sandbox-carol')), []);
  });

  it('needs a token (401) with a scope for it (403)', async () => {
    assert.equal((await list('', '')).status, 401);
    assert.equal((await list('', 'nobody')).status, 401);
    assert.equal((await list('', 'sandbox-bot')).status, 403);
  });

  it('lets only administrators name a host, and officers never', async () => {
    const { id } = bench.put('alice@example.com');
    const query = '?hostEmail=alice%40example.com';
    const refused = await list(query);
    assert.equal(refused.status, 403);
    assert.equal(refused.body.message, 'hostEmail requires admin-level meeting scopes.');
    assert.equal((await list(query, 'sandbox-officer')).status, 400);
    assert.equal((await list('?hostEmail=no%40example.com', 'sandbox-admin')).status, 404);
    const answer = await list(query, 'sandbox-admin');
    assert.deepEqual(ids(answer), [id]);
    assert.equal(answer.body.items?.[0]?.shareToMe, false);
    assert.deepEqual(ids(await list('', 'sandbox-admin')), []);
    bench.world.people.add({
      ...{ email: 'else@other.org', displayName: 'E' },
      org: 'Other',
      created: '',
    });
    assert.equal((await list('?hostEmail=else%40other.org', 'sandbox-admin')).status, 404);
    bench.addPerson({ name: 'Far', email: 'far@example.com', sites: ['far.webex.com'] });
    assert.equal((await list('?hostEmail=far%40example.com', 'sandbox-admin')).status, 403);
  });

  it('shows an officer everything, without shareToMe, and what is purged by meeting', async () => {
    const one = bench.put('alice@example.com');
    const two = bench.put('bob@example.com', { createTime: noon - 2 * day });
    const answer = await list('', 'sandbox-officer');
    assert.deepEqual(ids(answer), [one.id, two.id]);
    assert.ok(!('shareToMe' in (answer.body.items?.[0] ?? {})));
    bench.recordings.purge([one]);
    const byMeeting = `?status=purged&meetingId=${one.meetingId}`;
    assert.deepEqual(ids(await list(byMeeting, 'sandbox-officer')), [one.id]);
    assert.equal((await list('?status=purged', 'sandbox-officer')).status, 400);
    assert.equal((await list(byMeeting)).status, 403);
  });

  it('takes any span, or the longest that it is told, and an empty one', async () => {
    const list = async (from: string, to = '2026-11-20T00:00:00Z') =>
      bench.call('sandbox-alice', 'GET', `/recordings?from=${from}&to=${to}`);
    assert.equal((await list('2016-11-20T00:00:00Z')).status, 200);
    bench.change({ longestSpanDays: 90 });
    const refused = await list('2016-11-20T00:00:00Z');
    const taken = await list('2026-08-22T00:00:00Z');
    bench.change({ longestSpanDays: null });
    assert.deepEqual([refused.status, taken.status], [400, 200]);
    assert.match(refused.body.message ?? '', /within 90 days/);
    const empty = await list('2026-11-20T00:00:00Z');
    assert.deepEqual([empty.status, empty.body.items], [200, []]);
  });

  it('links pages that hold exactly the list, though time passes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 9 }),
        async (count, max) => {
          const { token } = bench.addPerson({ name: 'Dora', recordings: count, days: 5 });
          const walked: unknown[] = [];
          let next: string | undefined = `/recordings?max=${max}&topic=`;
          while (next !== undefined) {
            const answer = await bench.call(token, 'GET', next);
            assert.equal(answer.status, 200);
            walked.push(...ids(answer));
            next = nextLink(answer);
            bench.clock.now += 7 * day;
          }
          bench.clock.now = noon;
          const whole = ids(await list('?max=100', token));
          assert.equal(whole.length, count);
          assert.deepEqual(walked, whole);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('refuses a cursor that was altered, or is used by another, or for another list', async () => {
    const { token } = bench.addPerson({ name: 'Dora', recordings: 5, days: 5 });
    const next = nextLink(await list('?max=2', token));
    assert.ok(next);
    assert.ok(next.startsWith(`${bench.apiUrl}/recordings?max=2&cursor=`));
    assert.equal((await bench.call(token, 'GET', `${next}A`)).status, 400);
    assert.equal((await bench.call(token, 'GET', `${next}&topic=x`)).status, 400);
    assert.equal((await bench.call('sandbox-alice', 'GET', next)).status, 400);
    const smaller = await bench.call(token, 'GET', next.replace('max=2', 'max=1'));
    assert.equal(ids(smaller).length, 1);
  });
});
