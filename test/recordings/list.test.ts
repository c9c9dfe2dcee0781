import assert from 'node:assert/strict';
import { type Listing, listRecordings, listSites } from '../../src/recordings/list.js';
import { lastDays } from '../../src/recordings/types.js';
import { pageProgress } from '../../src/webex/lists.js';
import { quick } from '../support/quick-client.js';
import { type Reply, reply } from '../support/scripted-server.js';
import { scriptedClient } from '../support/scripted-client.js';

const window = lastDays(30, Date.parse('2026-11-20T12:00:00.123Z'));
const createTime = '2026-11-19T12:00:00Z';
const items = (...ids: string[]) => ids.map((id) => ({ id, topic: `T ${id}`, createTime }));

describe('recordings/list', () => {
  const http = scriptedClient();
  const page = (ids: string[], next?: string): Reply =>
    http.page(items(...ids), next && `recordings?${next}`);
  const list = (limit: number, signal?: AbortSignal): Promise<Listing> =>
    listRecordings(http.webex, { token: 't' }, { window, limit, ...(signal ? { signal } : {}) });
  const ids = ({ recordings }: Listing): string[] => recordings.map(({ id }) => id);
  const searches = (): string[] => http.server.asked.map(({ url }) => url.search);

  it('says both ends of the span, to the second, and how many', async () => {
    http.server.will(page(['1', '2']));
    const listing = await list(20);
    assert.deepEqual(ids(listing), ['1', '2']);
    assert.equal(listing.more, false);
    const [asked] = http.server.asked;
    assert.equal(asked?.url.pathname, '/v1/recordings');
    assert.equal(asked.headers.authorization, 'Bearer t');
    assert.deepEqual(Object.fromEntries(asked.url.searchParams), {
      from: '2026-10-21T12:00:01Z',
      to: '2026-11-20T12:00:01Z',
      max: '20',
    });
  });

  it('asks for no page of more than 100', async () => {
    http.server.will(page([]));
    await list(250);
    assert.equal(http.server.asked[0]?.url.searchParams.get('max'), '100');
  });

  it('follows pages until it has enough', async () => {
    http.server.will(page(['1', '2'], 'cursor=2'), page(['3', '4'], 'cursor=3'), page(['5']));
    const listing = await list(4);
    assert.deepEqual(ids(listing), ['1', '2', '3', '4']);
    assert.equal(listing.more, true);
    assert.deepEqual(searches().slice(1), ['?cursor=2']);
  });

  it('follows pages to their end, empty ones too', async () => {
    http.server.will(page(['1'], 'cursor=2'), page([], 'cursor=3'), page(['2']));
    const listing = await list(10);
    assert.deepEqual(ids(listing), ['1', '2']);
    assert.equal(listing.more, false);
  });

  it('says that there is more when a page holds more than was asked for', async () => {
    http.server.will(page(['1', '2', '3']));
    const listing = await list(2);
    assert.deepEqual(ids(listing), ['1', '2']);
    assert.equal(listing.more, true);
  });

  it('counts what comes twice as one', async () => {
    http.server.will(page(['1', '2'], 'cursor=2'), page(['2', '3'], 'cursor=3'), page(['3', '4']));
    const listing = await list(4);
    assert.deepEqual(ids(listing), ['1', '2', '3', '4']);
    assert.equal(listing.more, false);
  });

  it('ends where the Link of a page leads to itself, after one more call', async () => {
    http.server.always(page(['1', '2', '3'], 'cursor=last'));
    const listing = await list(100);
    assert.deepEqual(ids(listing), ['1', '2', '3']);
    assert.equal(listing.more, false);
    assert.equal(http.server.asked.length, 2);
  });

  it('ends after few empty pages, however new their Links are', async () => {
    let nth = 0;
    http.server.always((_asked, response) => reply(response, page([], `cursor=${(nth += 1)}`)));
    assert.deepEqual(ids(await list(100)), []);
    assert.ok(http.server.asked.length <= 5, String(http.server.asked.length));
  });

  it('follows no Link that has lost a part of what was asked for', async () => {
    const filter = { status: 'deleted' } as const;
    const lossy = 'from=a&to=b&max=2&cursor=2';
    for (const [link, more] of [
      [lossy, true],
      [`${lossy}&status=deleted`, false],
    ] as const) {
      http.server.will(page(['1'], link), ...(more ? [] : [page(['2'])]));
      const found = await listRecordings(http.webex, { token: 't' }, { window, limit: 9, filter });
      assert.deepEqual([ids(found), found.more], [more ? ['1'] : ['1', '2'], more]);
    }
    // With neither end of its span Webex would choose one of its own.
    http.server.will(page(['1'], 'max=2&cursor=2'));
    const found = await list(9);
    assert.deepEqual([ids(found), found.more], [['1'], true]);
  });

  it('shows what can be read, counts the rest once, and takes the recycle bin at its word', async () => {
    const [one] = items('1');
    const odd = [{ ...one, status: 'available' }, { ...one, id: 'b', createTime: null }, null];
    http.server.will(http.page(odd, 'recordings?cursor=2'), http.page([odd[1], ...items('2')]));
    const filter = { status: 'deleted' } as const;
    const found = await listRecordings(http.webex, { token: 't' }, { window, limit: 9, filter });
    assert.deepEqual(
      found.recordings.map(({ id, status }) => [id, status]),
      [
        ['1', 'deleted'],
        ['2', 'deleted'],
      ],
    );
    assert.equal(found.unread?.length, 2);
  });

  describe('over a longer span', () => {
    const DAY = 86_400_000;
    const long = (days: number, limit: number, scope?: 'site'): Promise<Listing> => {
      const span = lastDays(days, Date.parse('2026-11-20T12:00:00Z'));
      return listRecordings(
        http.webex,
        { token: 't', ...(scope ? { scope } : {}) },
        { window: span, limit },
      );
    };
    const lengthOf = ({ searchParams }: URL): number =>
      (Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '')) / DAY;
    /** Answers by how many windows back it is asked for. */
    const windows = (...pages: string[][]) =>
      http.server.always(({ url }, response) => {
        const to = Date.parse(url.searchParams.get('to') ?? '');
        const back = (Date.parse('2026-11-20T12:00:01Z') - to) / (30 * DAY);
        reply(response, page(pages[back] ?? []));
      });
    /** A Webex that takes so many days. */
    const takes = (days: number, status = 400) =>
      http.server.always(({ url }, response) =>
        reply(
          response,
          lengthOf(url) > days ? { status } : page([url.searchParams.get('to') ?? '']),
        ),
      );

    it('asks for a person’s own with one call, however long it is', async () => {
      http.server.will(page(['1', '2']));
      assert.deepEqual(ids(await long(3_650, 10)), ['1', '2']);
      assert.equal(http.server.asked.length, 1);
    });

    it('halves it while Webex refuses it, and remembers what it takes', async () => {
      takes(100);
      await long(365, 100);
      assert.deepEqual(
        http.server.asked.map(({ url }) => Math.round(lengthOf(url))).slice(0, 3),
        [365, 183, 91],
      );
      assert.ok(http.server.asked.slice(2).every(({ url }) => lengthOf(url) <= 92));
      const before = http.server.asked.length;
      await long(365, 100);
      assert.equal(http.server.asked.length - before, 4);
    });

    it('does not take another refusal for one of its length', async () => {
      http.server.always({ status: 403 });
      await assert.rejects(long(3_650, 10), { status: 403 });
      assert.equal(http.server.asked.length, 1);
    });

    it('tells a refusal that is not of its length, and remembers nothing', async () => {
      http.server.always({ status: 400 });
      await assert.rejects(long(3_650, 10), { status: 400 });
      assert.ok(http.server.asked.length <= 12, String(http.server.asked.length));
      takes(10_000);
      const before = http.server.asked.length;
      await long(3_650, 10);
      assert.equal(http.server.asked.length - before, 1);
    });

    it('asks for an administrator’s window by window, the newest first, and counts what is in two as one', async () => {
      windows(['1', '2'], ['2', '3'], [], ['4'], ['5']);
      const listing = await long(150, 10, 'site');
      assert.deepEqual(ids(listing), ['1', '2', '3', '4', '5']);
      assert.equal(listing.more, false);
      assert.equal(http.server.asked.length, 5);
    });

    it('keeps to its time beside a meeting, which Webex may not, and asks once', async () => {
      const span = lastDays(90, Date.parse('2026-11-20T12:00:00Z'));
      const made = (id: string, at: string) => ({ id, topic: id, createTime: at });
      const all = [
        made('later', '2026-11-20T12:00:01Z'),
        made('last', '2026-11-20T12:00:00Z'),
        made('first', '2026-08-22T12:00:01Z'),
        made('earlier', '2026-08-22T12:00:00Z'),
      ];
      http.server.always((_asked, response) => reply(response, { json: { items: all } }));
      const query = { window: span, limit: 10, filter: { meetingId: 'm' } };
      for (const whose of [{ token: 't' }, { token: 't', scope: 'site' } as const]) {
        const found = await listRecordings(http.webex, whose, query);
        assert.deepEqual(ids(found), ['last', 'first']);
      }
      assert.equal(http.server.asked.length, 2);
    });

    it('stops once there is enough', async () => {
      windows(['1'], ['2'], ['3'], ['4'], ['5']);
      const listing = await long(365, 3, 'site');
      assert.deepEqual(ids(listing), ['1', '2', '3']);
      assert.equal(listing.more, true);
      assert.equal(http.server.asked.length, 4);
    });

    it('fails as a whole', async () => {
      http.server.will(page(['1']), { status: 403 }, page([]), page([]));
      await assert.rejects(long(120, 10, 'site'), { status: 403 });
    });
  });

  it('asks for smaller pages when Webex takes too long', async () => {
    const late: Reply = { status: 504, headers: { 'retry-after': '60' } };
    http.server.will(late, late, page(['1']));
    assert.deepEqual(ids(await list(100)), ['1']);
    const asked = http.server.asked.map(({ url }) => url.searchParams.get('max'));
    assert.deepEqual(asked, ['100', '33', '11']);
  });

  it('gives up when small pages take too long as well', async () => {
    http.server.always({ status: 504, headers: { 'retry-after': '60' } });
    await assert.rejects(list(100), { status: 504 });
    assert.equal(http.server.asked.length, 3);
  });

  it('asks again for the smallest page alone', async () => {
    http.server.always({ status: 504 });
    await assert.rejects(list(100), { status: 504 });
    const asked = http.server.asked.map(({ url }) => url.searchParams.get('max'));
    assert.deepEqual(asked, ['100', '33', ...Array<string>(1 + quick.retries).fill('11')]);
  });

  it('asks again for the same page when Webex fails otherwise', async () => {
    http.server.will({ status: 503 }, page(['1']));
    assert.deepEqual(ids(await list(100)), ['1']);
    assert.equal(http.server.asked.length, 2);
  });

  it('tells any other failure at once', async () => {
    http.server.always({ status: 403 });
    await assert.rejects(list(100), { name: 'WebexRefused', status: 403 });
    assert.equal(http.server.asked.length, 1);
  });

  it('tells a failure on the way through pages, rather than half a list', async () => {
    http.server.will(page(['1'], 'cursor=2'), { status: 403 });
    await assert.rejects(list(10), { status: 403 });
  });

  it('says that there is more where a Link does not work any more', async () => {
    http.server.will(page(['1'], 'cursor=2'), { status: 400 });
    const listing = await list(10);
    assert.deepEqual([ids(listing), listing.more], [['1'], true]);
  });

  it('can be called off', async () => {
    await assert.rejects(list(10, AbortSignal.abort()), { code: 'ERR_CANCELED' });
    assert.equal(http.server.asked.length, 0);
  });
});

describe('the sites of a person', () => {
  const http = scriptedClient('');

  it('are listed with the preferred one first, and only those that are sites', async () => {
    const sites = [
      { siteUrl: 'Acme.webex.com', default: false },
      { siteUrl: 'emea.webex.com', default: true },
      { siteUrl: 'x y' },
    ];
    http.server.will({ json: { sites } }, { json: {} }, { status: 403 });
    const all = await listSites(http.webex, { token: 't' });
    assert.deepEqual(all, ['emea.webex.com', 'acme.webex.com']);
    assert.deepEqual(
      await listSites(http.webex, { token: 't', hostEmail: 'bob+1@example.com' }),
      [],
    );
    assert.equal(http.server.asked[0]?.url.search, '');
    assert.equal(http.server.asked[1]?.url.searchParams.get('userEmail'), 'bob+1@example.com');
    await assert.rejects(listSites(http.webex, { token: 't' }), { status: 403 });
  });
});

describe('the pages of a list', () => {
  it('end after a thousand, even where each brings something new', () => {
    const leadsOn = pageProgress();
    const led = Array.from({ length: 1_001 }, (_, page) => leadsOn([`r${page}`]));
    assert.equal(led.indexOf(false), 999);
  });
});
