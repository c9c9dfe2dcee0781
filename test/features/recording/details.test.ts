import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';
import { navigation } from '../../../src/features/list/card.js';
import { detailsCard, downloadsCard } from '../../../src/features/recording/details.js';
import { type ListState, readState, windowOf, writeState } from '../../../src/query/list-state.js';
import { type Recording, recordingDetails } from '../../../src/recordings/types.js';
import type { Content } from '../../../src/webex/messages.js';
import { seen, titles } from '../../bot/support/card.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

const state = stateOfList();
const list = writeState(state);
const OTHERS = 'Other recordings of this meeting';
const shown = (given: Record<string, unknown> = {}): Content =>
  detailsCard(recordingOf(given), state);
const factsOf = (content: Content): Record<string, unknown> =>
  Object.fromEntries(
    seen(content)
      .parts()
      .flatMap(({ title = '', value }): [string, unknown][] =>
        value === undefined ? [] : [[title, value]],
      ),
  );

describe('the details of a recording', () => {
  it('are told in people’s units, and the same in plain words', () => {
    const content = shown({
      ...{ serviceType: 'MeetingCenter', meetingId: 'f91b6edce9864428af084977b7c68291_I_1666' },
      ...{ meetingSeriesId: 'short', integrationTags: ['ABC-1', '[x](https://e)'] },
    });
    assert.deepEqual(factsOf(content), {
      Recorded: '{{DATE(2026-08-06T08:00:00Z,SHORT)}} {{TIME(2026-08-06T08:00:00Z)}}',
      Ready: '{{DATE(2026-08-06T09:00:00Z,SHORT)}} {{TIME(2026-08-06T09:00:00Z)}}',
      ...{ Length: '45 min', Size: '145 MB', Format: 'MP4', Kind: 'Meeting' },
      Site: 'acme\u2060.webex\u2060.com',
      Tags: 'ABC-1, [x]\u2060(https:\u2060/\u2060/e)',
    });
    assert.match(
      seen(content).text(),
      /\nMeeting ID\nf91b6edce9864428af084977b7c68291_I_1666(\n|$)/,
    );
    assert.match(content.markdown, /^\*\*Weekly planning\*\*\n\n- Recorded: 6 Aug 2026, 08:00 UTC/);
    assert.doesNotMatch(content.markdown, /\{\{|Kx7pWm2Q|https:\/\//);
  });

  it('leave out what is not known', () => {
    const bare = { timeRecorded: undefined, durationSeconds: undefined, sizeBytes: undefined };
    const content = shown({
      ...{ ...bare, siteUrl: undefined, format: undefined, integrationTags: [] },
      ...{ playbackUrl: undefined, password: undefined },
    });
    assert.deepEqual(Object.keys(factsOf(content)), ['Ready']);
    assert.deepEqual(titles(content), [
      ...['Download…', 'Share…', 'Who watched…'],
      // Without its site, Webex would look for it on another one.
      ...['« Back to the list'],
    ]);
    const binned = titles(shown({ siteUrl: undefined, status: 'deleted' }));
    assert.ok(!binned.includes('Restore') && binned.includes('Delete permanently…'));
  });

  it('tell whose it is where Webex does', () => {
    const hostOf = (given: Record<string, unknown>): unknown => factsOf(shown(given)).Host;
    const host = { hostDisplayName: 'Bo <b>', hostEmail: 'bo@x.cc' };
    assert.equal(hostOf(host), 'Bo ‹b› (bo\u2060@\u2060x\u2060.cc)');
    assert.equal(hostOf({ hostDisplayName: 'Bo' }), 'Bo');
    assert.equal(hostOf({ hostEmail: 'b' }), 'b');
    assert.equal(hostOf({}), undefined);
  });

  it('count tags beyond ten, and name kinds that are not known as they come', () => {
    const tags = Array.from({ length: 12 }, (_, n) => `t${n}`);
    const facts = factsOf(shown({ integrationTags: tags, serviceType: 'New${x}' }));
    assert.match(String(facts.Tags), /t9, and 2 more$/);
    assert.equal(facts.Kind, 'New$\u2060{x}');
    for (const serviceType of ['__proto__', 'constructor', 'toString']) {
      assert.equal(factsOf(shown({ serviceType })).Kind, escapeText(serviceType));
    }
  });

  it('offer everything to the host, with the way back', () => {
    const content = shown({ meetingId: 'm' });
    assert.deepEqual(titles(content), [
      ...['Watch', 'Download…', 'Password'],
      'Other recordings of this meeting',
      ...['Share…', 'Who watched…'],
      ...['Transcript', 'Summary'],
      ...['Delete…', '« Back to the list'],
    ]);
    const pills = JSON.stringify(content.card).match(/"actions":\[\{[^\]]*?"title":"[^"]+"/g) ?? [];
    assert.deepEqual(
      pills.map((pill) => /"title":"([^"]+)"/.exec(pill)?.[1]),
      ['Watch'],
      'all others are links',
    );
    assert.equal(content.markdown.match(/who already has access/g)?.length, 1);
    const card = seen(content);
    assert.deepEqual(card.dataOf('Download…'), {
      ...{ action: 'download', recording: 'r1', site: 'acme.webex.com', list },
      topic: 'Weekly planning',
    });
    assert.deepEqual(card.dataOf('« Back to the list'), { action: 'refresh', list });
  });

  it('offer others to watch it', () => {
    const content = shown({ shareToMe: true });
    assert.deepEqual(titles(content), [
      ...['Watch', 'Download…', 'Password', 'Who watched…', '« Back to the list'],
    ]);
    assert.doesNotMatch(content.markdown, /already has access/);
    assert.match(content.markdown, /Only its host can change or share it/);
  });

  it('offer an officer to read it and to delete it', () => {
    const officers = { ...state, scope: 'organization' } as const;
    const binned = detailsCard(recordingOf({ status: 'deleted' }), officers);
    assert.deepEqual(titles(binned), ['Delete…', '« Back to the list']);
    const kept = titles(detailsCard(recordingOf(), officers));
    assert.ok(!kept.includes('Share…') && kept.includes('Download…'));
  });

  it('in the recycle bin offer to restore it', () => {
    const binned = { status: 'deleted', meetingId: 'm' };
    assert.deepEqual(titles(shown(binned)), [
      ...[
        'Restore',
        'Other recordings of this meeting',
        'Delete permanently…',
        '« Back to the list',
      ],
    ]);
    const shared = titles(shown({ ...binned, meetingId: undefined, shareToMe: true }));
    assert.deepEqual(shared, ['« Back to the list']);
  });

  it('lead to the others of its meeting, in the year in which it was made', () => {
    const others = (given: Record<string, unknown>, at = state): ListState | undefined => {
      const seenCard = seen(detailsCard(recordingOf(given), at));
      const [title] = seenCard.has(OTHERS) ? [OTHERS] : [];
      if (title === undefined) return undefined;
      return readState(seenCard.dataOf(title).list, at.asOf * 1_000);
    };
    const found = others({ meetingId: 'instance', meetingSeriesId: 'series' });
    assert.deepEqual(found?.filter, { meetingId: 'series' });
    assert.deepEqual([found.days, found.back, found.about], [365, 0, recordingOf().id]);
    const [back] = navigation(found, { recordings: [], more: false }, 0).pager;
    const { data } = back ?? {};
    assert.deepEqual([data?.action, data?.recording], ['more', recordingOf().id]);
    assert.deepEqual(others({ meetingId: 'instance' })?.filter, { meetingId: 'instance' });
    assert.equal(others({}), undefined);
    assert.equal(others({ meetingSeriesId: 'not one of Webex’s' }), undefined);
    const old = others({ meetingId: 'm', createTime: '2023-08-06T09:00:00Z' });
    assert.ok(old && windowOf(old).from <= Date.parse('2023-08-06T09:00:00Z'));
    assert.ok(windowOf(old).to > Date.parse('2023-08-06T09:00:00Z'));
    assert.ok(
      others({ meetingId: 'm', createTime: '2001-01-01T00:00:00Z' }),
      'older than any list',
    );
    const host = '3c4a1f2e-6f1b-4f7d-8f2a-0a1b2c3d4e5f';
    assert.equal(others({ meetingId: 'm' }, { ...state, host })?.host, host);
    const scope = 'organization';
    assert.equal(others({ meetingId: 'm' }, { ...state, scope })?.scope, scope);
  });
});

describe('what can be downloaded', () => {
  const links = (given: object): Recording =>
    recordingDetails.parse({ ...recordingOf(), temporaryDirectDownloadLinks: given });
  const video = 'https://acme.webex.com/nbr?ticket=secret';

  it('is on the card, with its end', () => {
    const found = { recordingDownloadLink: video, expiration: '2026-08-07T13:00:00Z' };
    const content = downloadsCard(links(found), state);
    assert.equal(seen(content).link('Video'), video);
    assert.match(seen(content).text(), /until \{\{DATE\(2026-08-07T13:00:00Z,SHORT\)\}\}/);
    assert.match(content.markdown, /until 7 Aug 2026, 13:00 UTC/);
    assert.doesNotMatch(content.markdown, /https:|secret/);
  });

  it('says how long at most where its end is not known', () => {
    const content = downloadsCard(links({ audioDownloadLink: video, expiration: 7 }), state);
    assert.match(content.markdown, /three hours at most/);
    assert.ok(titles(content).includes('Audio'));
  });

  it('leads to no address that is not safe', () => {
    for (const bad of [
      'http://evil.example/',
      'javascript:alert(1)',
      'http://127.0.0.1.evil.com/',
    ]) {
      const content = downloadsCard(links({ recordingDownloadLink: bad }), state);
      assert.match(content.markdown, /can’t download this recording/);
    }
    assert.match(downloadsCard(links([]), state).markdown, /can’t download this recording/);
  });
});
