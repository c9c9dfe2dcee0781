import assert from 'node:assert/strict';
import {
  type AccessSummary,
  accessDetail,
  accessSummaries,
  viewsOf,
} from '../../src/recordings/access-report.js';
import { scriptedClient } from '../support/scripted-client.js';
import { reply } from '../support/scripted-server.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const to = Date.parse('2026-11-20T12:00:00Z');

describe('recordings/access-report', () => {
  const http = scriptedClient();
  const { page, queries } = http;

  describe('access summaries', () => {
    const all = async (
      days: number,
      given: { siteUrl?: string; signal?: AbortSignal; onUnread?: (count: number) => void } = {},
      hostEmail?: string,
    ): Promise<AccessSummary[]> => {
      const found: AccessSummary[] = [];
      const authority = { token: 't', ...(hostEmail === undefined ? {} : { hostEmail }) };
      const window = { from: to - days * DAY, to };
      for await (const one of accessSummaries(http.webex, authority, { window, ...given })) {
        found.push(one);
      }
      return found;
    };
    const of = (recordingId: string, viewCount = 1, downloadCount = 0) => ({
      ...{ recordingId, viewCount, downloadCount },
    });

    it('come page by page, of the site that is named, in spans of at most 90 days', async () => {
      http.server.will(page([of('1')], 'next?a'), page([of('2', 0)]), page([of('3', 7, 2)]));
      const found = await all(100, { siteUrl: 'acme.webex.com' }, 'bob@example.com');
      assert.deepEqual(found, [of('1'), of('2', 0), of('3', 7, 2)]);
      const [first, second, third] = queries();
      const { hostEmail, siteUrl } = { hostEmail: 'bob@example.com', siteUrl: 'acme.webex.com' };
      const [from, ends] = ['2026-08-22T12:00:00Z', '2026-11-20T12:00:00Z'];
      assert.deepEqual(first, { hostEmail, siteUrl, from, to: ends, max: '100' });
      assert.deepEqual(second, { a: '' });
      assert.deepEqual([third?.from, third?.to], ['2026-08-12T12:00:00Z', from]);
    });

    it('take what is no count, and what is beyond all measure, for none', async () => {
      let unread = 0;
      const odd = [
        { ...of('2'), viewCount: 'x' },
        { ...of('3'), downloadCount: null },
      ];
      http.server.will(page([...odd, of('4', 1e300), of('5', -1), of('1', 9)]));
      const found = await all(1, { onUnread: (count) => (unread += count) });
      assert.deepEqual([found, unread], [[of('1', 9)], 4]);
    });

    for (const kind of ['lossy', 'refused', 'elsewhere'] as const) {
      it(`come by halves of the span where a full page has a ${kind} Link to the next`, async () => {
        // Three an hour, the newest first.
        const made = Array.from({ length: 250 }, (_, at) => ({
          ...of(String(at)),
          at: to - (at * HOUR) / 3,
        }));
        let unread = 0;
        http.server.always(({ url: { searchParams } }, response) => {
          const [from = 0, until = 0] = ['from', 'to'].map((end) =>
            Date.parse(searchParams.get(end) ?? ''),
          );
          if (searchParams.has('expired')) {
            reply(response, { status: 400 });
            return;
          }
          const meant = made.filter(({ at }) => from <= at && at <= until);
          const next = { lossy: '?max=100&cursor=2', refused: '?expired', elsewhere: '' }[kind];
          const link = meant.length <= 100 ? undefined : next;
          reply(
            response,
            kind === 'elsewhere' && link !== undefined
              ? {
                  json: { items: meant.slice(0, 100) },
                  headers: { link: '<https://elsewhere.example/>; rel="next"' },
                }
              : page(meant.slice(0, 100), link),
          );
        });
        const found = await all(30, { onUnread: (count) => (unread += count) });
        assert.equal(new Set(found.map(({ recordingId }) => recordingId)).size, 250);
        assert.equal(unread, 0);
        assert.ok(http.server.asked.length <= 30, String(http.server.asked.length));
      });
    }

    it('say what is missing where halves do not help, after some calls', async () => {
      let unread = 0;
      const full = Array.from({ length: 100 }, (_, at) => of(String(at)));
      http.server.always((_asked, response) => reply(response, page(full, '?max=100&cursor=2')));
      await all(90, { onUnread: (count) => (unread += count) });
      assert.ok(unread > 0);
      assert.ok(http.server.asked.length <= 120, String(http.server.asked.length));
    });

    it('end when nobody wants them any more, and reject as Webex does', async () => {
      const stop = AbortSignal.abort();
      await assert.rejects(all(1, { signal: stop }), { code: 'ERR_CANCELED' });
      http.server.will({ status: 403 });
      await assert.rejects(all(1), { status: 403 });
    });
  });

  describe('who watched', () => {
    it('tells what was never opened, watched, downloaded, or watched alone', async () => {
      const counts = [
        { recordingId: 'unopened', viewCount: 0, downloadCount: 0 },
        { recordingId: 'streamed', viewCount: 2, downloadCount: 0 },
        { recordingId: 'kept', viewCount: 0, downloadCount: 1 },
      ];
      http.server.will(page(counts));
      const found = counts.map(({ recordingId: id }) => ({ id, createdAt: to - DAY }));
      const old = { id: 'old', createdAt: to - 400 * DAY };
      const query = { now: to, signal: new AbortController().signal };
      const { fits } = await viewsOf(http.webex, { token: 't' }, [...found, old], query);
      const whichAre = (views: Parameters<typeof fits>[0]): string =>
        [...found, old].flatMap((one) => (fits(views, one) ? one.id : [])).join();
      assert.equal(whichAre('never'), 'unopened');
      assert.equal(whichAre('watched'), 'streamed,kept');
      assert.equal(whichAre('downloaded'), 'kept');
      assert.equal(whichAre('not-downloaded'), 'unopened,streamed');
      assert.equal(whichAre('streamed'), 'streamed');
    });
  });

  describe('access detail', () => {
    const access = { name: 'Bo', email: 'bo@x.cc', accessTime: '2026-11-19T12:00:00Z' };

    it('comes page by page, and says that lines could not be read', async () => {
      http.server.will(
        page([{ ...access, viewed: true, downloaded: false }, { name: 'no time' }, null], 'next?a'),
        page([{ accessTime: access.accessTime, downloaded: true }]),
      );
      const found = await accessDetail(http.webex, { token: 't' }, 'r1');
      assert.deepEqual(found, {
        accesses: [
          { ...access, viewed: true, downloaded: false },
          { name: '', email: '', accessTime: access.accessTime, viewed: false, downloaded: true },
        ],
        more: true,
      });
      assert.deepEqual(queries()[0], { recordingId: 'r1', max: '100' });
    });

    it('stops after ten pages, and says whether there is more', async () => {
      const pages = (last?: string) =>
        Array.from({ length: 10 }, (_, nth) =>
          page([{ ...access, name: String(nth) }], nth === 9 ? last : `next?${nth}`),
        );
      http.server.will(...pages('next?more'));
      const found = await accessDetail(http.webex, { token: 't' }, 'r1');
      assert.deepEqual([found.accesses.length, found.more], [10, true]);
      http.server.will(...pages());
      assert.equal((await accessDetail(http.webex, { token: 't' }, 'r1')).more, false);
    });
  });
});
