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
        return Promise.reject(new WebexRefused(at, status, undefined, undefined, ''));
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

  it('rejects when the token is not valid any more, and when it was called off', async () => {
    const one = [found('one', 2)];
    await assert.rejects(views(webexOf({}, [], 401), one), { status: 401 });
    await assert.rejects(views(webexOf({}, [], 503), one, AbortSignal.abort()), { status: 503 });
  });
});
