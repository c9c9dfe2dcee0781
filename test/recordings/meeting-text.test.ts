import assert from 'node:assert/strict';
import {
  getSummary,
  downloadTranscript,
  listTranscripts,
  transcriptsOf,
} from '../../src/recordings/meeting-text.js';
import { recordingSchema } from '../../src/recordings/types.js';
import { scriptedClient } from '../support/scripted-client.js';

const createTime = '2026-11-20T12:00:00Z';
const of = (given: object) => recordingSchema.parse({ id: 'r', topic: 'T', createTime, ...given });

describe('what Webex wrote of a meeting', () => {
  const http = scriptedClient('');
  const authority = { token: 't', hostEmail: 'h@b.cc' };

  describe('transcripts', () => {
    it('are asked for by meeting, site and days, and come without those deleted', async () => {
      const [early, late] = ['2026-11-20T10:00:00Z', '2026-11-20T11:00:00.042Z'];
      http.server.will({
        json: {
          items: [
            { id: '3', startTime: late, status: 'available' },
            { id: '2', startTime: early, status: 'deleted' },
            { id: '1', startTime: early },
            { id: '0' },
          ],
        },
      });
      const timeRecorded = '2026-11-20T11:00:00Z';
      const meeting = of({ meetingId: 'm_I_1', siteUrl: 'acme.webex.com', timeRecorded });
      const found = await listTranscripts(http.webex, authority, meeting);
      assert.deepEqual(
        found.map(({ id }) => id),
        ['0', '1', '3'],
      );
      assert.deepEqual(Object.fromEntries(http.server.asked[0]?.url.searchParams ?? []), {
        hostEmail: 'h@b.cc',
        meetingId: 'm_I_1',
        siteUrl: 'acme.webex.com',
        from: '2026-11-18T11:00:00Z',
        to: '2026-11-27T11:00:00Z',
        max: '100',
      });
    });

    it('of many meetings are listed in one walk a site, and in shorter spans where Webex takes no long one', async () => {
      const made = (id: string, daysAgo: number, siteUrl: string) => {
        const at = Date.parse(createTime) - daysAgo * 86_400_000;
        return { meetingId: id, siteUrl, createdAt: at, shareToMe: id === 'shared' };
      };
      const found = [made('said', 1, 'a.webex.com'), made('mute', 40, 'a.webex.com')];
      const others = [made('shared', 2, 'a.webex.com'), { createdAt: 0, shareToMe: false }];
      http.server.will({ status: 400, json: { message: 'too long' } });
      http.server.will(http.page([{ id: '1', meetingId: 'said' }]));
      http.server.will(http.page([{ id: '2', meetingId: 'mute', status: 'deleted' }]));
      const { signal } = new AbortController();
      const all = [...found, ...others.slice(0, 1)];
      const isOthers = ({ shareToMe }: { shareToMe: boolean }) => shareToMe;
      const of = (authority: object) =>
        transcriptsOf(http.webex, { token: 't', ...authority }, all, isOthers, { signal });
      const told = await of({});
      assert.deepEqual(
        http
          .queries()
          .map(({ siteUrl, from, to }) => [siteUrl, from?.slice(0, 10), to?.slice(0, 10)]),
        [
          ['a.webex.com', '2026-10-09', '2026-11-19'],
          ['a.webex.com', '2026-10-20', '2026-11-19'],
          ['a.webex.com', '2026-10-09', '2026-10-20'],
        ],
      );
      const fit = [...all, ...others.slice(1)].map((one) => told.fits('with', one));
      assert.deepEqual(fit, [true, false, undefined, undefined]);
      assert.equal(told.fits('without', all[1] ?? made('', 0, '')), true);
      for (const authority of [{ hostEmail: 'h@b.cc' }, { scope: 'site' }]) {
        assert.equal((await of(authority)).known, false);
      }
      http.server.will({ status: 403, json: { message: 'no' } });
      const refused = await of({});
      assert.deepEqual([refused.known, refused.permission], [false, true]);
    });

    it('are known of one site though another does not tell, or tells of one of no meeting', async () => {
      const at = Date.parse(createTime) - 86_400_000;
      const made = (site: string) => ({
        meetingId: site,
        siteUrl: `${site}.webex.com`,
        createdAt: at,
      });
      const all = ['a', 'b', 'c'].map(made);
      http.server.will({ json: { items: [] } });
      http.server.will({ status: 403, json: { message: 'no' } });
      http.server.will({ json: { items: [{ id: '1' }] } });
      const { signal } = new AbortController();
      const told = await transcriptsOf(http.webex, { token: 't' }, all, () => false, { signal });
      assert.equal(told.known, true);
      assert.deepEqual(
        all.map((one) => told.fits('without', one)),
        [true, undefined, undefined],
      );
    });

    it('are read one by one, as are summaries and what is to be done', async () => {
      const odd = { id: '1', startTime: 'soon', status: null };
      http.server.will({ json: { items: [{ id: 7 }, odd, null] } });
      const found = await listTranscripts(http.webex, authority, of({ meetingId: 'm' }));
      assert.deepEqual(
        found.map(({ id }) => id),
        ['1'],
      );
      const actionItems = [{ content: null }, { content: 'Do it' }, 7];
      http.server.will({ json: { items: [null, { notes: 7, actionItems }] } });
      const summary = await getSummary(http.webex, authority, 'm');
      assert.deepEqual(summary, { notes: '', actionItems: ['Do it'] });
    });

    it('are none where no meeting is known', async () => {
      assert.deepEqual(await listTranscripts(http.webex, authority, of({})), []);
      http.server.will({ json: { items: [] } });
      assert.deepEqual(await listTranscripts(http.webex, authority, of({ meetingId: 'm' })), []);
      assert.equal(http.server.asked[0]?.url.searchParams.has('siteUrl'), false);
    });

    it('are downloaded to the letter, whatever they look like', async () => {
      for (const text of ['WEBVTT\n\n1\n', '{"a":1}', '12', '']) {
        http.server.will({ text, headers: { 'content-type': 'text/vtt' } });
        assert.equal(await downloadTranscript(http.webex, authority, 'a/b', 'vtt'), text);
      }
      const [asked] = http.server.asked;
      assert.equal(asked?.url.pathname, '/meetingTranscripts/a%2Fb/download');
      assert.equal(asked.url.searchParams.get('format'), 'vtt');
      assert.equal(asked.headers.accept, 'text/*');
    });
  });

  describe('a summary', () => {
    const get = () => getSummary(http.webex, authority, 'm_I_1');

    it('is the one that is there', async () => {
      http.server.will({
        json: {
          items: [
            { status: 'deleted', notes: { content: 'old' } },
            { notes: { content: '<p>x</p>' }, actionItems: [{ content: 'do' }] },
          ],
        },
      });
      assert.deepEqual(await get(), { notes: '<p>x</p>', actionItems: ['do'] });
      assert.equal(http.server.asked[0]?.url.search, '?meetingId=m_I_1');
    });

    it('may hold one of its parts alone', async () => {
      http.server.will({ json: { items: [{ actionItems: [{ content: 'do' }] }] } });
      assert.deepEqual(await get(), { notes: '', actionItems: ['do'] });
      http.server.will({ json: { items: [{ notes: { content: 'x' }, actionItems: 7 }] } });
      assert.deepEqual(await get(), { notes: 'x', actionItems: [] });
    });

    it('is none where it is empty or deleted', async () => {
      for (const items of [[], [{ status: 'deleted' }], [{ notes: { content: ' ' } }]]) {
        http.server.will({ json: { items } });
        assert.equal(await get(), undefined);
      }
      http.server.will({ status: 403 });
      await assert.rejects(get(), { status: 403 });
    });
  });
});
