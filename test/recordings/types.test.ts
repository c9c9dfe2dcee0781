import assert from 'node:assert/strict';
import {
  instant,
  lastDays,
  recordingSchema,
  recordingDetails,
  recordingPage,
  windowsOf,
} from '../../src/recordings/types.js';
import { ItemList } from '../../src/webex/lists.js';

const least = { id: 'r', topic: 'Standup', createTime: '2026-11-20T12:00:00Z' };

describe('recordings/recording', () => {
  it('is in the recycle bin however that is written', () => {
    assert.equal(recordingSchema.parse({ ...least, status: ' Deleted' }).status, 'deleted');
    assert.equal(recordingSchema.parse({ ...least, status: ' ' }).status, undefined);
  });

  it('needs id and createTime only', () => {
    assert.deepEqual(recordingSchema.parse(least), { ...least, shareToMe: false });
    for (const field of ['id', 'createTime']) {
      assert.ok(!recordingSchema.safeParse({ ...least, [field]: undefined }).success, field);
      assert.ok(!recordingSchema.safeParse({ ...least, [field]: 7 }).success, field);
    }
    for (const id of ['', '..', 'a/b', 'a b', 'x'.repeat(201)]) {
      assert.ok(!recordingSchema.safeParse({ ...least, id }).success, id);
    }
    assert.ok(!recordingSchema.safeParse({ ...least, createTime: 'yesterday' }).success);
    for (const topic of [null, undefined, 7]) {
      assert.equal(recordingSchema.parse({ ...least, topic }).topic, '');
    }
  });

  for (const [written, meant] of [
    ['2026-11-24T10:00:00', '2026-11-24T10:00:00Z'],
    ['2026-11-24 10:00', '2026-11-24T10:00:00Z'],
    ['2026-11-24T10:00:00.250+0000', '2026-11-24T10:00:00.250Z'],
    ['2026-11-24T10:00:00-0830', '2026-11-24T18:30:00Z'],
    ['2026-11-24T10:00:00+02', '2026-11-24T08:00:00Z'],
    ['2026-11-24t10:00:00z', '2026-11-24T10:00:00Z'],
    ['2026-11-24 10:00:00 +0200', '2026-11-24T08:00:00Z'],
    [' 2026-11-24T10:00:00Z\n', '2026-11-24T10:00:00Z'],
  ] as const) {
    it(`reads ${written} as ${meant}`, () => {
      const { createTime, timeRecorded } = recordingSchema.parse({
        ...least,
        ...{ createTime: written, timeRecorded: written },
      });
      assert.equal(Date.parse(createTime), Date.parse(meant));
      assert.equal(timeRecorded, createTime);
    });
  }

  for (const odd of [
    '',
    'soon',
    '2026-13-01T00:00:00Z',
    '2026-11-24',
    '2026-11-24T10:00:00 CET',
    5,
  ]) {
    it(`takes ${JSON.stringify(odd)} for no time`, () => {
      assert.ok(!recordingSchema.safeParse({ ...least, createTime: odd }).success);
    });
  }

  it('reads all that Webex gives, and leaves what it does not know', () => {
    const all = {
      ...least,
      timeRecorded: '2026-11-20T11:00:00.000+01:00',
      siteUrl: 'acme.webex.com',
      playbackUrl: 'https://acme.webex.com/play',
      downloadUrl: 'https://acme.webex.com/load',
      password: '********',
      format: 'UPLOADED',
      serviceType: 'MeetingCenter',
      durationSeconds: 0,
      sizeBytes: 1.5,
      shareToMe: true,
      status: 'deleted',
      meetingId: 'm_I_1',
      integrationTags: ['x'],
    };
    assert.deepEqual(recordingSchema.parse({ ...all, convergedId: 'y' }), all);
  });

  const junk: [string, unknown][] = [
    ['timeRecorded', 'soon'],
    ['timeRecorded', null],
    ['siteUrl', 7],
    ['siteUrl', ''],
    ['siteUrl', 'acme'],
    ['siteUrl', 'https://acme.webex.com'],
    ['playbackUrl', 'https://'],
    ['playbackUrl', 'https://acme .webex.com/x'],
    ['playbackUrl', `https://acme.webex.com/${'x'.repeat(2_000)}`],
    ['hostEmail', ' '],
    ['meetingId', ''],
    ['password', 'x'.repeat(201)],
    ['integrationTags', 'x'],
    ['playbackUrl', null],
    ['playbackUrl', 'javascript:alert(1)'],
    ['playbackUrl', 'http://acme.webex.com/play'],
    ['downloadUrl', ['https://acme.webex.com']],
    ['downloadUrl', ''],
    ['password', null],
    ['format', {}],
    ['serviceType', 1],
    ['durationSeconds', -1],
    ['durationSeconds', '90'],
    ['durationSeconds', 1e300],
    ['sizeBytes', 1e300],
    ['sizeBytes', Number.NaN],
    ['sizeBytes', -1],
    ['playbackUrl', 'https://[acme'],
    ['status', false],
  ];
  for (const [field, value] of junk) {
    it(`drops ${field} ${JSON.stringify(value)}, not the recording`, () => {
      const read: Record<string, unknown> = recordingSchema.parse({ ...least, [field]: value });
      assert.equal(read[field], undefined);
      assert.equal(read.id, 'r');
    });
  }

  it('takes white space off a site, and what is no text out of tags', () => {
    const odd = { ...least, siteUrl: ' Acme.webex.com\n', integrationTags: [null, 'x', 7] };
    const { siteUrl, integrationTags } = recordingSchema.parse(odd);
    assert.deepEqual([siteUrl, integrationTags], ['Acme.webex.com', ['x']]);
  });

  it('leaves out a link to a file that is none, and keeps the others', () => {
    const good = 'https://files.webex.com/x';
    for (const odd of [null, 7, '', 'http://files.webex.com/x', 'javascript:alert(1)', {}]) {
      const links = { recordingDownloadLink: odd, audioDownloadLink: good };
      const read = recordingDetails.parse({ ...least, temporaryDirectDownloadLinks: links });
      assert.deepEqual(read.temporaryDirectDownloadLinks, {
        ...{ recordingDownloadLink: undefined, audioDownloadLink: good },
      });
    }
  });

  it('takes any word for yes as shared: then no change is offered', () => {
    for (const [shareToMe, meant] of [
      ...[true, 'true', 'True', 1, '1'].map((yes) => [yes, true] as const),
      ...[false, 'false', 0, null, {}, ''].map((no) => [no, false] as const),
    ]) {
      assert.equal(recordingSchema.parse({ ...least, shareToMe }).shareToMe, meant);
    }
  });

  it('reads a page, an empty one too', () => {
    assert.deepEqual(recordingPage.parse({ items: [] }), new ItemList([]));
    assert.equal(recordingPage.parse({ items: [least, least] }).items.length, 2);
    assert.ok(!recordingPage.safeParse({}).success);
  });

  it('reads a page item by item, and tells where the others are odd, without a value', () => {
    const odd = [{ ...least, id: 'b', createTime: 'soon' }, null, { topic: 'Secret' }];
    const { items, unread } = recordingPage.parse({ items: [odd[0], least, ...odd.slice(1)] });
    assert.deepEqual(items, [{ ...least, shareToMe: false }]);
    assert.deepEqual(
      unread.map(({ where }) => where),
      [['items.0.createTime'], ['items.2'], ['items.3.id', 'items.3.createTime']],
    );
    assert.equal(unread[0]?.key, 'b');
    assert.equal(new Set(unread.map(({ key }) => key)).size, 3);
    assert.ok(!JSON.stringify(unread).includes('Secret'));
  });
});

const now = Date.parse('2026-11-20T12:00:00.500Z');
const spelled = ({ from, to }: { from: number; to: number }) => `${instant(from)}/${instant(to)}`;

describe('recordings/window', () => {
  it('ends with the next whole second, so that what was made just now is in', () => {
    assert.equal(spelled(lastDays(7, now)), '2026-11-13T12:00:01Z/2026-11-20T12:00:01Z');
    assert.equal(lastDays(1, now - 500).to, now + 500);
  });

  it('is as long as asked for, over a change of summer time too', () => {
    const { from, to } = lastDays(30, now);
    assert.equal(to - from, 30 * 86_400_000);
  });

  it('writes instants without milliseconds', () => {
    assert.equal(instant(now), '2026-11-20T12:00:00Z');
  });

  it('leaves a span of 30 days as one window', () => {
    assert.deepEqual(windowsOf(lastDays(30, now)), [lastDays(30, now)]);
  });

  it('cuts a longer one, the newest first, with nothing between', () => {
    assert.deepEqual(windowsOf(lastDays(70, now)).map(spelled), [
      '2026-10-21T12:00:01Z/2026-11-20T12:00:01Z',
      '2026-09-21T12:00:01Z/2026-10-21T12:00:01Z',
      '2026-09-11T12:00:01Z/2026-09-21T12:00:01Z',
    ]);
  });

  it('makes nothing of an empty span', () => {
    assert.deepEqual(windowsOf({ from: now, to: now }), []);
  });
});
