import assert from 'node:assert/strict';
import type { Found } from '../../src/features/bulk/table.js';
import { viewsOf } from '../../src/recordings/access-report.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { NOW } from '../bot/support/recordings.js';

const DAY = 86_400_000;

describe('how often recordings were watched', () => {
  const found = (id: string, daysAgo: number, siteUrl = 'acme.webex.com'): Found => ({
    ...{ id, topic: id, siteUrl, createdAt: NOW - daysAgo * DAY, recordedAt: NOW - daysAgo * DAY },
    ...{ durationSeconds: undefined, sizeBytes: undefined },
  });
  type Query = Readonly<Record<string, string>>;
  /** A Webex that tells of these, by their ids: views and downloads. */
  const webexOf = (
    told: Readonly<Record<string, readonly [views: number, downloads: number]>>,
    asked: Query[] = [],
    status?: number,
  ): WebexClient => ({
    close: () => Promise.resolve(),
    call: ({ method, path, query = {}, answer }) => {
      asked.push(query);
      if (status !== undefined) {
        const at = { method, path };
        return Promise.reject(new WebexRefused(at, status));
      }
      const items = Object.entries(told).map(([recordingId, [viewCount, downloadCount]]) => ({
        ...{ recordingId, viewCount, downloadCount },
      }));
      const data = answer.parse({ items });
      return Promise.resolve({ data, status: 200, trackingId: undefined, next: undefined });
    },
  });
  const views = (webex: WebexClient, all: Found[], signal = new AbortController().signal) =>
    viewsOf(webex, { token: 't' }, all, { now: NOW, signal });

  it('is views and downloads together, and none of what no summary names', async () => {
    const [watched, never] = [found('watched', 2), found('never', 3)];
    const { of, known } = await views(webexOf({ watched: [2, 1] }), [watched, never]);
    assert.equal(known, true);
    assert.deepEqual([of(watched), of(never)], [3, 0]);
  });

  it('is not known of what is older than a year, and not asked of it', async () => {
    const asked: Query[] = [];
    const old = found('old', 366);
    const { of, known } = await views(webexOf({}, asked), [old]);
    assert.deepEqual([known, of(old)], [true, undefined]);
    assert.deepEqual(asked, []);
  });

  it('is asked site by site, over the days in which its recordings can be reported', async () => {
    const asked: Query[] = [];
    await views(webexOf({}, asked), [
      found('a', 5),
      found('b', 2),
      found('c', 7, 'acme-emea.webex.com'),
    ]);
    assert.deepEqual(
      asked.map(({ siteUrl, from, to }) => [siteUrl, from?.slice(0, 10), to?.slice(0, 10)]),
      [
        ['acme.webex.com', '2026-08-01', '2026-08-06'],
        ['acme-emea.webex.com', '2026-07-30', '2026-08-01'],
      ],
    );
  });

  it('is not known where Webex does not tell: no recording counts as never watched', async () => {
    const one = found('one', 2);
    for (const status of [403, 503]) {
      const { of, known } = await views(webexOf({}, [], status), [one]);
      assert.deepEqual([known, of(one)], [false, undefined]);
    }
  });

  it('is asked of few sites at once', async () => {
    let under = 0;
    let most = 0;
    const told = webexOf({});
    const webex: WebexClient = {
      ...told,
      call: async (request) => {
        most = Math.max(most, (under += 1));
        await new Promise(setImmediate);
        under -= 1;
        return await told.call(request);
      },
    };
    const sites = Array.from({ length: 100 }, (_, nth) => found(`r${nth}`, 2, `s${nth}.webex.com`));
    const { of } = await views(webex, sites);
    assert.ok(sites.every((one) => of(one) === 0));
    assert.ok(most <= 8, String(most));
  });

  it('is what the fullest summary says, where a recording has two', async () => {
    const webex: WebexClient = {
      close: () => Promise.resolve(),
      call: ({ answer }) => {
        const of = (viewCount: number, downloadCount: number) => {
          return { recordingId: 'a', viewCount, downloadCount };
        };
        const data = answer.parse({ items: [of(0, 0), of(2, 0), of(0, 1), of(0, 0)] });
        return Promise.resolve({ data, status: 200, trackingId: undefined, next: undefined });
      },
    };
    const one = found('a', 2);
    const { of, fits } = await views(webex, [one]);
    assert.deepEqual([of(one), fits('not-downloaded', one), fits('never', one)], [2, false, false]);
  });

  it('is known of one site though another does not tell', async () => {
    const told = webexOf({ a: [1, 0], c: [1, 0] });
    const webex: WebexClient = {
      ...told,
      call: (request) =>
        request.query?.siteUrl === 'acme.webex.com'
          ? told.call(request)
          : webexOf({}, [], 403).call(request),
    };
    const [a, b] = [found('a', 2), found('b', 3)];
    const [c, d] = [found('c', 2, 'mute.webex.com'), found('d', 400, 'mute.webex.com')];
    const { known, of, fits, isUntold, isTooOld } = await views(webex, [a, b, c, d]);
    assert.equal(known, true);
    assert.deepEqual([a, b, c, d].map(of), [1, 0, 1, undefined]);
    const e = found('e', 3, 'mute.webex.com');
    assert.deepEqual([of(e), fits('never', e), fits('watched', e)], [undefined, false, false]);
    assert.deepEqual([fits('never', b), fits('watched', a)], [true, true]);
    assert.deepEqual([a, b, d, e].map(isUntold), [false, false, false, true]);
    assert.deepEqual([d, e].map(isTooOld), [true, false]);
  });

  it('is not known of what no summary names on a site that has one that cannot be read', async () => {
    const webex: WebexClient = {
      close: () => Promise.resolve(),
      call: ({ query, answer }) => {
        const odd = { recordingId: 'odd', viewCount: -1, downloadCount: 0 };
        const items = query?.siteUrl === 'acme.webex.com' ? [odd] : [];
        const data = answer.parse({ items });
        return Promise.resolve({ data, status: 200, trackingId: undefined, next: undefined });
      },
    };
    const [here, there] = [found('a', 2), found('b', 3, 'acme-emea.webex.com')];
    const { of, isUntold } = await views(webex, [here, there]);
    assert.deepEqual([of(here), of(there)], [undefined, 0]);
    assert.deepEqual([isUntold(here), isUntold(there)], [true, false]);
  });

  it('rejects when the token is not valid any more, and when it was called off', async () => {
    const one = [found('one', 2)];
    await assert.rejects(views(webexOf({}, [], 401), one), { status: 401 });
    await assert.rejects(views(webexOf({}, [], 503), one, AbortSignal.abort()), { status: 503 });
  });
});
