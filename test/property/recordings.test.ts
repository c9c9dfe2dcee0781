import fc from 'fast-check';
import assert from 'node:assert/strict';
import { listRecordings } from '../../src/recordings/list.js';
import { instant, lastDays, recordingSchema, windowsOf } from '../../src/recordings/types.js';
import { quickClient } from '../support/quick-client.js';
import { reply, scriptedServer } from '../support/scripted-server.js';

const createTime = '2026-11-19T12:00:00Z';
const DAY = 86_400_000;

describe('property: recordings', () => {
  it('windows tile their span, none longer than 30 days', () => {
    const now = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(now, fc.integer({ min: 1, max: 800 }), (at, days) => {
        const span = lastDays(days, at);
        assert.ok(span.from <= at && at < span.to);
        assert.equal(span.to - span.from, days * DAY);
        let end = span.to;
        for (const { from, to } of windowsOf(span)) {
          assert.equal(to, end);
          assert.ok(from < to && to - from <= 30 * DAY);
          assert.equal(Date.parse(instant(from)), from);
          end = from;
        }
        assert.equal(end, span.from);
      }),
    );
  });

  it('no junk in what is optional loses a recording', () => {
    const fields = [
      ...['timeRecorded', 'siteUrl', 'playbackUrl', 'downloadUrl', 'password', 'format'],
      ...['serviceType', 'durationSeconds', 'sizeBytes', 'shareToMe', 'status'],
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), fc.anything()), (junk) => {
        const read = recordingSchema.parse({ ...junk, id: '1', topic: '', createTime });
        assert.equal(read.id, '1');
        assert.equal(typeof read.shareToMe, 'boolean');
        for (const url of [read.playbackUrl, read.downloadUrl]) {
          assert.ok(url === undefined || url.startsWith('https://'));
        }
        assert.ok((read.durationSeconds ?? 0) >= 0 && (read.sizeBytes ?? 0) >= 0);
      }),
    );
  });

  it('a list is what the pages hold, in order, each once, up to the limit', async () => {
    const server = await scriptedServer();
    const webex = quickClient(server.url);
    // Ids repeat within and across pages, as when a recording comes in while one pages.
    const id = fc.integer({ min: 1, max: 12 }).map(String);
    const pages = fc.array(fc.array(id, { maxLength: 5 }), { minLength: 1, maxLength: 4 });
    try {
      await fc.assert(
        fc.asyncProperty(pages, fc.integer({ min: 1, max: 15 }), async (all, limit) => {
          server.always(({ url }, response) => {
            const nth = Number(url.searchParams.get('page') ?? 0);
            const link = `<${server.url}/recordings?page=${nth + 1}>; rel="next"`;
            const items = (all[nth] ?? []).map((each) => ({ id: each, topic: '', createTime }));
            reply(response, {
              json: { items },
              ...(nth + 1 < all.length ? { headers: { link } } : {}),
            });
          });
          const window = lastDays(7, 0);
          const { recordings, more } = await listRecordings(
            webex,
            { token: 't' },
            { window, limit },
          );
          // A page that brings nothing new ends the walk.
          const isOld = (page: string[], nth: number): boolean =>
            page.length > 0 && page.every((each) => all.slice(0, nth).flat().includes(each));
          const end = all.findIndex(isOld);
          const walked = end < 0 ? all : all.slice(0, end);
          const distinct = [...new Set(walked.flat())];
          assert.deepEqual(
            recordings.map((each) => each.id),
            distinct.slice(0, limit),
          );
          if (distinct.length > limit) assert.equal(more, true);
          if (distinct.length < limit && end < 0) assert.equal(more, false);
        }),
        { numRuns: 60 },
      );
    } finally {
      await webex.close();
      await server.stop();
    }
  });
});
